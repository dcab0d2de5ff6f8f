// SPDX-License-Identifier: Apache-2.0
#include "plan/reader/answering_items.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "plan/reader/lazy_pattern.hpp"
#include "plan/reader/numerals.hpp"
#include "plan/reader/run_on_items.hpp"
#include "plan/reader/unit_clauses.hpp"

namespace limpid::plan {
namespace {

constexpr std::string_view kItemStop = "。";

std::string item_mark(LineKind kind, int number) {
  if (kind == LineKind::level2) return "(" + han_numeral(number) + ")";
  return kind == LineKind::level3 ? std::to_string(number) + "." : "(" + std::to_string(number) + ")";
}

bool ends_in_bracket(std::string_view words) {
  for (std::string_view mark : {")", "】", "〕", "]"})
    if (words.ends_with(mark)) return true;
  return false;
}

std::string_view without_stop(std::string_view words) {
  for (std::string_view stop : {kItemStop, std::string_view(";")})
    if (words.ends_with(stop)) words.remove_suffix(stop.size());
  return words;
}

/// Whether a mark that ends at `after` begins an item at `at`: behind a stop or a bracket, the first also behind a
/// colon.
bool begins_at(std::string_view text, std::size_t at, std::size_t after, bool first) {
  const auto before = text.substr(0, at);
  const bool stopped = before.ends_with(kItemStop) || before.ends_with(";") || ends_in_bracket(before);
  if (!stopped && !(first && before.ends_with(":"))) return false;
  return words_follow_mark(text.substr(after));
}

/// Whether the words end with who answers: in a bracket, or behind a label.
bool says_who(const SourceText& text, std::size_t begin, std::size_t end) {
  const auto words = text.view(begin, end);
  if (!ends_in_bracket(without_stop(words)) && !holds_any(words, {"单位:", "部门:"})) return false;
  return answer_for_whole(find_unit_clauses(text.slice(begin, end), {0}));
}

/// The items of this kind inside the line, the line itself as the first of them where it is one; empty where one names
/// nobody.
std::vector<Line> items_in(const SourceText& text, const Line& line, LineKind kind) {
  constexpr int kMost = 60;
  const auto within = text.view().substr(0, line.end);
  const bool goes_on = line.kind == kind;
  std::vector<Line> items;
  if (goes_on) items.push_back(line);
  int number = goes_on ? line.number : 0;
  for (std::size_t from = line.head; number < kMost; ++number) {
    const auto mark = item_mark(kind, number + 1);
    auto at = within.find(mark, from);
    while (at != std::string_view::npos && at > line.begin && !begins_at(within, at, at + mark.size(), items.empty()))
      at = within.find(mark, at + 1);
    if (at == std::string_view::npos) break;
    if (!items.empty()) items.back().end = at;
    from = at + mark.size();
    items.push_back({at, line.end, from, kind, number + 1, {}, {}});
  }
  const auto answer = [&](const Line& item) { return says_who(text, item.head, item.end); };
  if (items.size() < 2 || !std::all_of(items.begin(), items.end(), answer)) items.clear();
  return items;
}

std::vector<Line> parts_of_line(const SourceText& text, const Line& line) {
  constexpr std::size_t kShortest = 60;  // bytes
  if (line.end - line.begin < kShortest || (line.kind != LineKind::text && level(line.kind) == 0)) return {};
  for (const auto kind : {LineKind::level2, LineKind::level3, LineKind::level4}) {
    if (level(kind) < level(line.kind)) continue;
    if (auto items = items_in(text, line, kind); !items.empty()) return items;
  }
  return {};
}

}  // namespace

void part_answering_items(const SourceText& text, std::vector<Line>& lines) {
  std::vector<Line> out;
  out.reserve(lines.size());
  for (const Line& line : lines) {
    const auto items = parts_of_line(text, line);
    if (items.empty() || items.front().begin > line.begin) {
      out.push_back(line);
      if (!items.empty()) out.back().end = items.front().begin;
    }
    out.insert(out.end(), items.begin(), items.end());
  }
  lines = std::move(out);
}

}  // namespace limpid::plan
