// SPDX-License-Identifier: Apache-2.0
#include "plan/reader/list_marks.hpp"

#include <array>
#include <utility>

namespace limpid::plan {

std::size_t separator(std::string_view rest, bool& ends_run) {
  for (std::string_view comma : {",", ";", "\n"})
    if (rest.starts_with(comma)) {
      ends_run = true;
      return comma.size();
    }
  if (rest.starts_with("。")) {
    ends_run = true;
    return std::string_view("。").size();
  }
  return rest.starts_with("、") ? std::string_view("、").size() : 0;
}

int bracket(std::string_view rest, std::size_t& size) {
  // Asked at nearly every byte of a text: most are told by the first.
  size = 1;
  if (rest.empty()) return 0;
  switch (rest.front()) {
    case '(':
    case '[':
    case '{':
    case '<': return 1;
    case ')':
    case ']':
    case '}':
    case '>': return -1;
    case '\xE3': break;  // 〔 〕 【 】
    default: return 0;
  }
  constexpr std::size_t kWide = 3;
  const auto mark = rest.substr(0, kWide);
  const int turn = mark == "〔" || mark == "【" ? 1 : mark == "〕" || mark == "】" ? -1 : 0;
  if (turn != 0) size = kWide;
  return turn;
}

std::size_t closing(std::string_view text, std::size_t at, std::size_t& inside_end) {
  int depth = 1;
  while (at < text.size()) {
    std::size_t size = 1;
    depth += bracket(text.substr(at), size);
    if (depth == 0) {
      inside_end = at;
      return at + size;
    }
    at += size;
  }
  return inside_end = text.size();
}

std::size_t next_character(std::string_view text, std::size_t at) {
  while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) ++at;
  return at;
}

std::size_t find_stop(std::string_view text, std::size_t at, std::string_view marks) {
  constexpr std::string_view kFull = "。";
  for (; at < text.size(); ++at)
    if (marks.find(text[at]) != std::string_view::npos ||
        (text[at] == kFull.front() && text.substr(at, kFull.size()) == kFull))
      return at;
  return text.size();
}

std::size_t quotation(std::string_view text) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 3> marks{
      {{"“", "”"}, {"\"", "\""}, {"「", "」"}}};
  for (const auto& [open, close] : marks) {
    if (!text.starts_with(open)) continue;
    constexpr std::size_t kLongest = 600;  // bytes
    const auto end = text.substr(0, kLongest).find(close, open.size());
    return end == std::string_view::npos ? 0 : end + close.size();
  }
  return 0;
}

}  // namespace limpid::plan
