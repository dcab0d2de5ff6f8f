// SPDX-License-Identifier: Apache-2.0
#include "plan/reader/lines.hpp"

#include <re2/re2.h>

#include <array>
#include <string>

#include "base/text.hpp"

namespace limpid::plan {
namespace {

constexpr std::size_t kLongestHeading = 60;

const RE2& numbering() {
  static const RE2 re(
      "^(?:([一二三四五六七八九十]{1,3})、|\\(([一二三四五六七八九十]{1,3})\\)|(\\d{1,3})[.、]|\\((\\d{1,3})\\))");
  return re;
}

bool is_title(std::string_view line) {
  static const RE2 re("^[^\\d(《#、,。;:!?|\"“][^。;,:!?|\\t]*(?:计划|方案)(?:\\([^()]*\\))?$");
  return text::count_chars(line) <= kLongestHeading && RE2::PartialMatch(line, re);
}

bool is_attachment(std::string_view line) {
  static const RE2 re("^[-•·]?附[件表](?:\\d|[一二三四五六七八九十]{0,2}(?:[:.、]|$))");
  return RE2::PartialMatch(line, re);
}

bool is_footer(std::string_view line) {
  static const RE2 re("^(?:抄送|主送)[:]|^\\d{4}年\\d{1,2}月\\d{1,2}日(?:印发)?$|印发$");
  return RE2::PartialMatch(line, re);
}

void read_numbering(std::string_view line, Line& out) {
  std::array<re2::StringPiece, 5> groups;
  if (!numbering().Match(line, 0, line.size(), RE2::ANCHOR_START, groups.data(), 5)) return;
  constexpr std::array kinds{LineKind::level1, LineKind::level2, LineKind::level3, LineKind::level4};
  for (std::size_t i = 0; i < 4; ++i) {
    const auto& digits = groups[i + 1];
    if (digits.empty()) continue;
    // `1.096亿` is a number, not the start of an item.
    const std::size_t after = groups[0].size();
    if (i == 2 && after < line.size() && line[after] >= '0' && line[after] <= '9') return;
    const std::string_view shown(digits.data(), digits.size());
    out.number = i < 2 ? chinese_number(shown) : std::stoi(std::string(shown));
    out.kind = kinds[i];
    out.head = out.begin + after;
    return;
  }
}

Line classify(std::string_view all, std::size_t begin, std::size_t end) {
  Line line{begin, end, begin, LineKind::text, 0};
  const auto view = all.substr(begin, end - begin);
  if (view.find_first_not_of('\t') == std::string_view::npos) {
    line.kind = LineKind::blank;
  } else if (view.find('\t') != std::string_view::npos) {
    line.kind = LineKind::row;
  } else if (is_attachment(view)) {
    line.kind = LineKind::attachment;
  } else if (is_footer(view)) {
    line.kind = LineKind::footer;
  } else {
    read_numbering(view, line);
    if (line.kind == LineKind::text && is_title(view)) line.kind = LineKind::title;
  }
  return line;
}

/// Several short items may share a line: `(一)按月调度。(二)严肃问责。`
std::size_t next_item_in_line(std::string_view all, const Line& line, std::size_t from) {
  if (line.kind != LineKind::level2) return line.end;
  constexpr std::string_view stop = "。(";
  const auto within = all.substr(0, line.end);
  for (auto at = within.find(stop, from); at != std::string_view::npos; at = within.find(stop, at + stop.size())) {
    const std::size_t begin = at + stop.size() - 1;
    Line next{begin, line.end, begin, LineKind::text, 0};
    read_numbering(all.substr(begin, std::min<std::size_t>(line.end - begin, 16)), next);
    if (next.kind == LineKind::level2 && next.number == line.number + 1) return begin;
  }
  return line.end;
}

}  // namespace

int level(LineKind kind) {
  return kind >= LineKind::level1 && kind <= LineKind::level4
             ? 1 + static_cast<int>(kind) - static_cast<int>(LineKind::level1)
             : 0;
}

int chinese_number(std::string_view text) {
  constexpr std::array<std::string_view, 9> digits{"一", "二", "三", "四", "五", "六", "七", "八", "九"};
  int tens = 0, ones = 0;
  bool ten = false;
  for (std::size_t pos = 0; pos < text.size(); pos += 3) {
    const auto one = text.substr(pos, 3);
    if (one == "十") {
      if (ten) return 0;
      ten = true;
      tens = ones ? ones : 1;
      ones = 0;
      continue;
    }
    int digit = 0;
    for (std::size_t i = 0; i < digits.size(); ++i)
      if (one == digits[i]) digit = static_cast<int>(i) + 1;
    if (!digit || ones) return 0;
    ones = digit;
  }
  return tens * 10 + ones;
}

std::vector<Line> split_lines(const SourceText& text) {
  const auto all = text.view();
  std::vector<Line> lines;
  for (std::size_t begin = 0; begin < all.size();) {
    const auto newline = all.find('\n', begin);
    const std::size_t end = newline == std::string_view::npos ? all.size() : newline;
    for (std::size_t at = begin; at < end || at == begin;) {
      Line line = classify(all, at, end);
      line.end = next_item_in_line(all, line, at);
      at = line.end;
      lines.push_back(line);
      if (at >= end) break;
    }
    begin = end + 1;
  }
  return lines;
}

}  // namespace limpid::plan
