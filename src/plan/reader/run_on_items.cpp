// SPDX-License-Identifier: Apache-2.0
#include "plan/reader/run_on_items.hpp"

#include <algorithm>
#include <array>
#include <string>

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
  const auto rest = text.substr(after, 8);
  const auto digits = std::min(rest.find_first_not_of("0123456789"), rest.size());
  return digits == 0 || rest.substr(digits).starts_with("月") || rest.substr(digits).starts_with("年");
}

/// Where the items 1. 2. 3. … of a paragraph begin.
std::vector<std::size_t> starts_in(std::string_view text, const Line& line) {
  std::vector<std::size_t> starts;
  const auto within = text.substr(0, line.end);
  for (std::size_t from = line.head;;) {
    const std::string number = std::to_string(starts.size() + 1) + ".";
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

}  // namespace

void part_run_on_items(std::string_view text, std::vector<Line>& lines) {
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
    const bool words = line.kind == LineKind::text || line.kind == LineKind::level2;
    const auto starts = in_group && words && bullets == 0 ? starts_in(text, line) : std::vector<std::size_t>{};
    const std::size_t mark =
        in_group && line.kind == LineKind::text ? bullet(text.substr(line.begin, line.end - line.begin)) : 0;
    out.push_back(line);
    if (starts.size() >= kFewest) {
      out.back().end = starts.front();
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
