// SPDX-License-Identifier: Apache-2.0
#include "plan/words_around.hpp"

#include <algorithm>
#include <map>
#include <string_view>
#include <vector>

#include "base/text.hpp"

namespace limpid::plan {
namespace {

constexpr std::size_t kContextChars = 24;   // on each side
constexpr std::size_t kContextBytes = 600;  // bytes: cells may be far apart
constexpr std::string_view kCutMark = "…", kWideBlank = "\u3000";

bool in_piped_row(const std::string& source, std::size_t at) {
  const auto line = at == 0 ? std::string::npos : source.rfind('\n', at - 1);
  const auto first = source.find_first_not_of(" \t", line == std::string::npos ? 0 : line + 1);
  return first != std::string::npos && source[first] == '|';
}

/// Cells with a blank between them, other blanks as they are; marks of a row are no words of the document.
std::string cells_joined(std::string_view text, bool row) {
  std::string out;
  bool between = false;
  for (const char c : text) {
    if (row && (c == '|' || c == ' ' || c == '\t')) {
      between = true;
      continue;
    }
    if (between && !out.empty()) out += kWideBlank;
    between = false;
    out += c == '\t' ? ' ' : c;
  }
  if (between && !out.empty()) out += kWideBlank;
  return out;
}

std::vector<std::size_t> char_starts(const std::string& text) {
  std::vector<std::size_t> out;
  for (std::size_t at = 0; at < text.size(); text::next_char(text, at)) out.push_back(at);
  return out;
}

/// The first character at or behind the byte.
std::size_t whole_char_from(const std::string& source, std::size_t at) {
  constexpr unsigned kMask = 0xC0, kInside = 0x80;  // UTF-8
  while (at < source.size() && (static_cast<unsigned char>(source[at]) & kMask) == kInside) ++at;
  return at;
}

void drop_leading_blanks(std::string& text) {
  while (text.starts_with(kWideBlank) || text.starts_with(' '))
    text.erase(0, text.starts_with(' ') ? 1 : kWideBlank.size());
}

}  // namespace

std::string words_before(const std::string& source, std::size_t start) {
  const auto end = start == 0 ? std::string::npos : source.rfind('\n', start - 1);
  const std::size_t line = end == std::string::npos ? 0 : end + 1;
  const std::size_t from = start - line > kContextBytes ? whole_char_from(source, start - kContextBytes) : line;
  if (from >= start) return {};
  auto words = cells_joined(std::string_view(source).substr(from, start - from), in_piped_row(source, start));
  const auto starts = char_starts(words);
  if (starts.size() > kContextChars) return std::string(kCutMark) + words.substr(starts[starts.size() - kContextChars]);
  if (from != line) return std::string(kCutMark) + words;
  drop_leading_blanks(words);
  return words;
}

std::string words_after(const std::string& source, std::size_t end) {
  const std::size_t line = std::min(source.find_first_of("\r\n", end), source.size());
  const std::size_t to = line - end > kContextBytes ? whole_char_from(source, end + kContextBytes) : line;
  auto words = cells_joined(std::string_view(source).substr(end, to - end), in_piped_row(source, end));
  // What stands behind the quote's own cell is another.
  if (in_piped_row(source, end) && end < source.size() && (source[end] == ' ' || source[end] == '|') && !words.empty())
    words.insert(0, kWideBlank);
  const auto starts = char_starts(words);
  if (starts.size() > kContextChars) return words.substr(0, starts[kContextChars]) + std::string(kCutMark);
  if (to != line) return words + std::string(kCutMark);
  while (words.ends_with(kWideBlank)) words.resize(words.size() - kWideBlank.size());
  return words;
}

std::optional<Error> item_label(const std::string& key) {
  const auto last = key.rfind('/');
  if (last == std::string::npos || last == 0) return std::nullopt;
  const auto before = key.rfind('/', last - 1);
  const std::size_t begin = before == std::string::npos ? 0 : before + 1;
  const std::string segment = key.substr(begin, last - begin);
  const std::string item = key.substr(last + 1);
  static const std::map<char, std::string> kKinds = {{'m', "reading.label.measure"},
                                                     {'s', "reading.label.safeguard"},
                                                     {'t', "reading.label.task"},
                                                     {'g', "reading.label.target"},
                                                     {'p', "reading.label.project"}};
  const auto kind = item.empty() ? kKinds.end() : kKinds.find(item.front());
  if (kind == kKinds.end()) return std::nullopt;
  const std::string domain = "reading.domain." + segment.substr(0, segment.find('-'));
  return Error{
      kind->second, {{"domain", {{"code", domain}, {"args", Json::object()}}}, {"number", item.substr(1)}}, {}};
}

}  // namespace limpid::plan
