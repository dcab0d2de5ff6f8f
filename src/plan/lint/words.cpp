// SPDX-License-Identifier: Apache-2.0
#include "plan/lint/words.hpp"

#include <unicode/ubrk.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <memory>

#include "base/text.hpp"

namespace limpid::plan::linting {

std::u32string to_chars(std::string_view utf8) {
  std::u32string out;
  out.reserve(utf8.size() / 2);
  for (std::size_t pos = 0; pos < utf8.size();) out.push_back(text::next_char(utf8, pos));
  return out;
}

std::size_t CharPlaces::of(const char* byte) {
  chars_ += text::count_chars({at_, static_cast<std::size_t>(byte - at_)});
  at_ = byte;
  return chars_;
}

std::string to_utf8(std::u32string_view chars) {
  std::string out;
  out.reserve(chars.size() * 3);
  for (const char32_t c : chars) text::append_char(out, c);
  return out;
}

std::u32string normal(std::string_view utf8) {
  std::u32string out = to_chars(text::nfkc(utf8));
  std::erase_if(out, [](char32_t c) { return text::is_blank(c) || c < 0x20; });
  return out;
}

bool is_word(char32_t c) {
  return u_isalnum(static_cast<UChar32>(c)) != 0;
}

bool is_digit(char32_t c) {
  return c >= '0' && c <= '9';
}

bool is_han(char32_t c) {
  constexpr char32_t kFirst = 0x3400;
  return c >= kFirst && is_word(c);
}

std::size_t content_size(std::u32string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), is_word));
}

std::size_t find(const Words& words, std::u32string_view needle, std::size_t from) {
  return needle.empty() ? std::u32string::npos : words.chars.find(needle, from);
}

bool contains(std::u32string_view text, std::u32string_view needle) {
  return !needle.empty() && text.find(needle) != std::u32string_view::npos;
}

bool contains_any(std::u32string_view text, const std::vector<std::u32string>& needles) {
  return std::any_of(needles.begin(), needles.end(), [&](const auto& n) { return contains(text, n); });
}

std::vector<bool> word_bounds(std::u32string_view chars) {
  std::u16string text;
  text.reserve(chars.size());
  // What lies beyond the basic plane is a word of its own, so that positions stay.
  for (const char32_t c : chars) text.push_back(c > 0xFFFF ? u' ' : static_cast<char16_t>(c));
  std::vector<bool> out(chars.size() + 1);
  out.front() = out.back() = true;
  UErrorCode error = U_ZERO_ERROR;
  const std::unique_ptr<UBreakIterator, decltype(&ubrk_close)> words(
      ubrk_open(UBRK_WORD, "zh", text.data(), static_cast<std::int32_t>(text.size()), &error), &ubrk_close);
  if (U_FAILURE(error)) return std::vector<bool>(chars.size() + 1, true);
  for (auto i = ubrk_first(words.get()); i != UBRK_DONE; i = ubrk_next(words.get()))
    out[static_cast<std::size_t>(i)] = true;
  return out;
}

Place Words::place(const std::string& item, std::size_t begin, std::size_t end) const {
  return {item, {spans[begin].start, spans[end - 1].end}, to_utf8(view(begin, end))};
}

/// The first position of the normal form whose source byte is at or behind `byte`.
std::size_t Source::at(std::size_t byte) const {
  std::size_t low = 0, high = text_.size();
  while (low < high) {
    const std::size_t mid = (low + high) / 2;
    if (text_.span(mid, mid + 1).start < byte) {
      low = mid + 1;
    } else {
      high = mid;
    }
  }
  return low;
}

void Source::take(std::size_t from, std::size_t to, std::string_view stop, Words& into) const {
  const auto view = text_.view();
  for (std::size_t pos = from; pos < to;) {
    const std::size_t start = pos;
    const char32_t c = text::next_char(view, pos);
    if (c == ' ' || c == '\n' || (c < 0x80 && stop.find(static_cast<char>(c)) != std::string_view::npos)) continue;
    into.chars.push_back(c);
    into.spans.push_back(text_.span(start, pos));
  }
}

Words Source::words(const Span& span, bool keep_marks) const {
  Words out;
  take(at(span.start), at(span.end), keep_marks ? "" : "\t", out);
  return out;
}

Words Source::words(const Span& span, std::string_view printed) const {
  const Words all = words(span);
  const auto wanted = normal(printed);
  Words out;
  if (wanted.empty()) return out;
  // The whole text in one piece is the rule; a page break inside makes it two.
  std::size_t from = all.chars.find(wanted.substr(0, std::min<std::size_t>(wanted.size(), 12)));
  if (const auto whole = all.chars.find(wanted); whole != std::u32string::npos) from = whole;
  if (from == std::u32string::npos) from = 0;
  out.chars.reserve(wanted.size());
  for (const char32_t c : wanted) {
    while (from < all.size() && all.chars[from] != c) ++from;
    if (from == all.size()) return {};
    out.chars.push_back(c);
    out.spans.push_back(all.spans[from++]);
  }
  return out;
}

bool Source::next_cell(std::size_t from, std::size_t to) const {
  const std::size_t begin = at(from);
  const auto between = text_.view().substr(begin, at(to) - begin);
  return between.find_first_of("\t|") != std::string_view::npos && between.find('\n') == std::string_view::npos;
}

std::vector<Words> Source::lines(const Span& span) const {
  std::vector<Words> out;
  const auto view = text_.view();
  const std::size_t stop = at(span.end);
  for (std::size_t from = at(span.start); from < stop;) {
    const std::size_t end = std::min(view.find('\n', from), stop);
    Words line;
    take(from, end, "", line);
    if (!line.empty()) out.push_back(std::move(line));
    from = end + 1;
  }
  return out;
}

}  // namespace limpid::plan::linting
