// SPDX-License-Identifier: Apache-2.0
#include "plan/reader/run_on_items.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "plan/reader/lazy_pattern.hpp"

namespace limpid::plan {
namespace {

constexpr std::array<std::string_view, 7> kBullets{"●", "•", "■", "◆", "▪", "▲", "○"};
constexpr std::size_t kFewest = 3;

/// Whether a number at `at` begins an item: behind a stop (the first also behind a colon or comma), words, a month or a
/// year after it.
bool begins_item(std::string_view text, std::size_t at, std::size_t after, bool first) {
  const auto before = text.substr(0, at);
  const bool stopped = before.ends_with(";") || before.ends_with("。");
  if (!stopped && !(first && (before.ends_with(":") || before.ends_with(",")))) return false;
  return words_follow_mark(text.substr(after));
}

/// Where the items 1. 2. 3. … of a paragraph begin, which may begin with the first of them.
std::vector<std::size_t> starts_in(std::string_view text, const Line& line) {
  std::vector<std::size_t> starts;
  if (line.kind == LineKind::level3 || line.kind == LineKind::level4) starts.push_back(line.begin);
  const auto within = text.substr(0, line.end);
  for (std::size_t from = line.head;;) {
    const std::string count = std::to_string(starts.size() + 1);
    const std::string number = line.kind == LineKind::level4 ? "(" + count + ")" : count + ".";
    auto at = within.find(number, from);
    while (at != std::string_view::npos && !begins_item(within, at, at + number.size(), starts.empty()))
      at = within.find(number, at + 1);
    if (at == std::string_view::npos) return starts;
    starts.push_back(at);
    from = at + number.size();
  }
}

std::size_t bullet(std::string_view words) {
  for (const auto mark : kBullets)
    if (words.starts_with(mark)) return mark.size();
  return 0;
}

/// Without a numbered item in the plan, paragraphs behind bullets are items where each ends in a bracket: (县住建局).
bool bullets_answer(std::string_view text, const std::vector<Line>& lines) {
  std::size_t marked = 0;
  for (const Line& line : lines) {
    const auto words = text.substr(line.begin, line.end - line.begin);
    if (line.kind != LineKind::text || bullet(words) == 0) continue;
    const auto ends = [&](std::string_view mark) { return words.ends_with(mark); };
    if (!ends(")") && !ends("〕") && !ends("】") && !ends("]")) return false;
    ++marked;
  }
  return marked > 1;
}

Line item_line(std::size_t begin, std::size_t end, std::size_t head, int number) {
  return {begin, end, head, LineKind::level3, number, {}, {}};
}

/// Whether one bracket behind the last stop of a paragraph answers for all its items, which are steps then.
bool one_bracket_answers(std::string_view text, const Line& line) {
  const auto words = text.substr(line.begin, line.end - line.begin);
  const auto at = words.rfind("。(");
  return at != std::string_view::npos && words.ends_with(")") && words.find(')', at) + 1 == words.size() &&
         !holds_any(words, {")。", ");"}) && words.find("。(") == at;
}

/// `(1)…;(2)…;(3)…。` on one line are steps of what stands above, as are 1. 2. 3. below a (一) of a plan that counts
/// its items otherwise: words, not the first item of them. Right below a 一、 they are its items.
void read_steps_as_words(std::string_view text, std::vector<Line>& lines) {
  const auto first = [](const Line& line) { return line.number == 1 && line.head > line.begin; };
  const auto as_words = [](const Line& line) {
    return Line{line.begin, line.end, line.begin, LineKind::text, 0, {}, {}};
  };
  std::vector<std::size_t> points;
  bool counted = false, in_group = false;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    Line& line = lines[i];
    const bool run_on = (line.kind == LineKind::level3 || line.kind == LineKind::level4) && first(line) &&
                        starts_in(text, line).size() >= (line.kind == LineKind::level3 ? kFewest : 2);
    if (line.kind == LineKind::level4 && run_on) {
      line = as_words(line);
    } else if (line.kind == LineKind::level3 && run_on && in_group) {
      points.push_back(i);
    } else {
      counted = counted || line.kind == LineKind::level3;
    }
    if (level(line.kind) > 0) in_group = line.kind == LineKind::level2;
  }
  for (const auto i : points)
    if (!counted || one_bracket_answers(text, lines[i])) lines[i] = as_words(lines[i]);
}

}  // namespace

bool words_follow_mark(std::string_view rest) {
  constexpr std::size_t kReach = 8;  // bytes: a number and a word
  rest = rest.substr(0, kReach);
  const auto digits = std::min(rest.find_first_not_of("0123456789"), rest.size());
  return digits == 0 || rest.substr(digits).starts_with("月") || rest.substr(digits).starts_with("年");
}

void part_run_on_items(std::string_view text, std::vector<Line>& lines) {
  read_steps_as_words(text, lines);
  const bool numbered =
      std::any_of(lines.begin(), lines.end(), [](const Line& l) { return l.kind == LineKind::level3; });
  if (!numbered && !bullets_answer(text, lines)) return;
  std::vector<Line> out;
  out.reserve(lines.size());
  bool in_group = false;  // below a (一) and nothing numbered since
  int bullets = 0;
  for (const Line& line : lines) {
    if (level(line.kind) > 0 || line.kind == LineKind::row) {
      in_group = line.kind == LineKind::level2;
      bullets = 0;
    }
    const bool words = in_group && (line.kind == LineKind::text || line.kind == LineKind::level2);
    const bool opens = line.kind == LineKind::level3 && line.number == 1 && line.head > line.begin;
    const auto starts = (words && bullets == 0) || opens ? starts_in(text, line) : std::vector<std::size_t>{};
    const std::size_t mark =
        in_group && line.kind == LineKind::text ? bullet(text.substr(line.begin, line.end - line.begin)) : 0;
    out.push_back(line);
    if (starts.size() >= kFewest && (opens || !one_bracket_answers(text, line))) {
      out.back().end = starts.front();
      if (opens) out.pop_back();
      for (std::size_t i = 0; i < starts.size(); ++i) {
        const int number = static_cast<int>(i) + 1;
        out.push_back(item_line(starts[i], i + 1 < starts.size() ? starts[i + 1] : line.end,
                                starts[i] + std::to_string(number).size() + 1, number));
      }
      in_group = false;
    } else if (mark > 0) {
      ++bullets;
      out.back() = item_line(line.begin, line.end, line.begin + mark, bullets);
    }
  }
  lines = std::move(out);
}

}  // namespace limpid::plan
