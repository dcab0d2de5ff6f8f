// SPDX-License-Identifier: Apache-2.0
#include "plan/reader/source_text.hpp"

#include "base/text.hpp"
#include "plan/reader/numerals.hpp"

namespace limpid::plan {
namespace {

bool ascii_word(char32_t c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

constexpr char32_t kRatio = 0x2236;
constexpr std::size_t kIdeograph = 3;  ///< bytes of one of the block U+4E00 to U+9FFF

bool ideograph_at(std::string_view source, std::size_t at) {
  constexpr unsigned char kFirst = 0xE4, kSecond = 0xB8, kLast = 0xE9, kMask = 0xC0, kTrail = 0x80;
  if (source.size() - at < kIdeograph) return false;
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(source[at + i]); };
  if (byte(0) < kFirst || byte(0) > kLast || (byte(0) == kFirst && byte(1) < kSecond)) return false;
  return (byte(1) & kMask) == kTrail && (byte(2) & kMask) == kTrail;
}

bool line_end(char32_t c) {
  return c == '\n' || c == '\f' || c == '\v' || c == 0x85 || c == 0x2028 || c == 0x2029;
}

/// The marks that a conversion from a page leaves behind; returns the bytes to leave out at `pos`.
std::size_t conversion_mark(std::string_view source, std::size_t pos, int& braces) {
  const auto rest = source.substr(pos);
  if (rest.starts_with("**")) return 2;
  const bool digit_before = pos > 0 && source[pos - 1] >= '0' && source[pos - 1] <= '9';
  const bool blank_after = rest.size() > 1 && (rest[1] == ' ' || rest[1] == '\t');
  if (rest.starts_with("*") && !digit_before && !blank_after) return 1;
  if (rest.starts_with("_{") || rest.starts_with("^{")) {
    ++braces;
    return 2;
  }
  if (braces > 0 && rest.starts_with("}")) {
    --braces;
    return 1;
  }
  return 0;
}

/// Marks of Markdown at the start of a line: `## `, `> `, `- `; a page number, `- 3 -`, is none. The bytes to leave
/// out.
std::size_t line_mark(std::string_view rest) {
  const auto hashes = rest.find_first_not_of('#');
  if (hashes == std::string_view::npos) return 0;
  const std::size_t end =
      hashes > 0 ? hashes : rest.front() == '>' || rest.front() == '-' || rest.front() == '*' || rest.front() == '+';
  if (end == 0 || end >= rest.size() || rest[end] != ' ') return 0;
  const auto word = rest.find_first_not_of(' ', end);
  const bool page = rest.front() == '-' && word != std::string_view::npos && rest[word] >= '0' && rest[word] <= '9' &&
                    rest.substr(word, 8).find(" -") != std::string_view::npos;
  return page ? 0 : end;
}

/// `<br>` in a cell of Markdown or a copied page, `&nbsp;`: a blank. The bytes it takes.
std::size_t cell_break(std::string_view rest) {
  for (std::string_view mark : {"<br>", "<br/>", "<br />", "<BR>", "&nbsp;"})
    if (rest.starts_with(mark)) return mark.size();
  return 0;
}

/// A half-width full stop that ends Chinese words: `…保护区.`
bool half_stop(std::string_view source, std::size_t at) {
  constexpr unsigned char kAscii = 0x80;
  const auto wide = [&](std::size_t i) { return static_cast<unsigned char>(source[i]) >= kAscii; };
  if (source[at] != '.' || at == 0 || !wide(at - 1)) return false;
  static constexpr std::string_view kNumerals = "一二三四五六七八九十";
  const bool numbered = at >= 3 && kNumerals.find(source.substr(at - 3, 3)) != std::string_view::npos;
  const char next = at + 1 < source.size() ? source[at + 1] : '\n';
  const bool letter = (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z');
  return !numbered && !letter;
}

/// Whether the document ends its sentences with half-width stops.
bool stops_are_half(std::string_view source) {
  std::size_t half = 0, whole = 0;
  for (auto at = source.find('.'); at != std::string_view::npos; at = source.find('.', at + 1))
    half += half_stop(source, at);
  constexpr std::string_view stop = "。";
  for (auto at = source.find(stop); at != std::string_view::npos && half > whole; at = source.find(stop, at + 1))
    ++whole;
  return half > whole;
}

}  // namespace

std::string SourceText::printed(std::size_t begin, std::size_t end) const {
  std::string out;
  for (std::size_t i = begin; i < end; ++i)
    if (i == begin || from_[i] != from_[i - 1]) out += source_.substr(from_[i], to_[i] - from_[i]);
  return out;
}

bool SourceText::blank_before(std::size_t i) const {
  if (i == 0 || i >= size()) return false;
  for (std::size_t pos = to_[i - 1]; pos < from_[i];) {
    if (cell_break(source_.substr(pos)) > 0) return true;
    if (text::is_blank(text::next_char(source_, pos))) return true;
  }
  return false;
}

void SourceText::append(const SourceText& other, std::size_t begin, std::size_t end) {
  chars_.append(other.chars_, begin, end - begin);
  const auto b = static_cast<std::ptrdiff_t>(begin), e = static_cast<std::ptrdiff_t>(end);
  from_.insert(from_.end(), other.from_.begin() + b, other.from_.begin() + e);
  to_.insert(to_.end(), other.to_.begin() + b, other.to_.begin() + e);
}

SourceText SourceText::slice(std::size_t begin, std::size_t end) const {
  SourceText part(source_);
  part.append(*this, begin, end);
  return part;
}

void SourceText::push(std::string_view normal, std::size_t from, std::size_t to) {
  chars_ += normal;
  from_.insert(from_.end(), normal.size(), static_cast<std::uint32_t>(from));
  to_.insert(to_.end(), normal.size(), static_cast<std::uint32_t>(to));
}

void SourceText::reserve(std::size_t bytes) {
  chars_.reserve(bytes);
  from_.reserve(bytes);
  to_.reserve(bytes);
}

SourceText clean(std::string_view source) {
  SourceText out(source);
  out.reserve(source.size());
  const bool half = stops_are_half(source);
  int braces = 0;
  bool line_start = true;
  bool after_word = false;  // the last kept character is an ASCII letter or digit
  std::size_t blank_from = 0, blank_to = 0;
  for (std::size_t pos = 0; pos < source.size();) {
    if (ideograph_at(source, pos)) {  // nearly all of a Chinese text, and normal already
      out.push(source.substr(pos, kIdeograph), pos, pos + kIdeograph);
      pos += kIdeograph;
      line_start = after_word = false;
      continue;
    }
    if (const auto skip = conversion_mark(source, pos, braces)) {
      pos += skip;
      continue;
    }
    if (line_start)
      if (const auto skip = line_mark(source.substr(pos))) {
        pos += skip;
        continue;
      }
    const std::size_t from = pos;
    if (const auto skip = cell_break(source.substr(pos))) {
      blank_from = from;
      blank_to = pos += skip;
      continue;
    }
    const char32_t c = text::next_char(source, pos);
    if (text::is_blank(c)) {
      blank_from = from;
      blank_to = pos;
      continue;
    }
    line_start = line_end(c);
    if (line_end(c)) {
      out.push("\n", from, pos);
      braces = 0;
      after_word = false;
    } else if (half && c == '.' && half_stop(source, from)) {
      out.push("。", from, pos);
      after_word = false;
    } else if (c == kRatio && !after_word) {  // typed for a colon; 1∶2 is a ratio
      out.push(":", from, pos);
      after_word = false;
    } else if (c == '\t') {
      out.push("\t", from, pos);
      after_word = false;
    } else if (c >= 0x20 && c != 0x7F) {
      if (after_word && ascii_word(c) && blank_to == from && blank_to > 0) out.push(" ", blank_from, blank_to);
      // ① in form NFKC is a bare 1, which would run into the figure behind it.
      out.push(circled_number(c) > 0 ? std::string(source.substr(from, pos - from)) : text::nfkc(c), from, pos);
      after_word = ascii_word(c);
    }
  }
  return out;
}

}  // namespace limpid::plan
