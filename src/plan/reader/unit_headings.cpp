// SPDX-License-Identifier: Apache-2.0
#include "plan/reader/unit_headings.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <map>

#include "plan/reader/unit_names.hpp"
#include "plan/reader/units.hpp"

namespace limpid::plan {
namespace {

/// Bytes at the end of a heading that only say that its tasks follow.
std::size_t size_of_task_words(std::string_view heading) {
  static const RE2 re(
      "(?:的?(?:(?:主要|重点|具体|牵头|目标|工作|治理|防治|整治|年度)*(?:任务|职责|责任)(?:分工|清单|分解)?))?[:。]?$");
  re2::StringPiece found;
  if (!re.Match(heading, 0, heading.size(), RE2::UNANCHORED, &found, 1)) return 0;
  return found.size();
}

}  // namespace

std::vector<Unit> bodies_of_heading(const SourceText& text, const Line& heading) {
  constexpr std::size_t kLongest = 240;  // bytes
  if (heading.end - heading.head > kLongest) return {};
  const auto words = text.view(heading.head, heading.end);
  const auto names = text.slice(heading.head, heading.end - size_of_task_words(words));
  if (!names_bodies(names)) return {};
  auto units = read_units(names, Role::responsible);
  const bool offices = std::all_of(units.begin(), units.end(), [](const Unit& u) { return is_office(u.name); });
  return offices ? units : std::vector<Unit>{};
}

void mark_headings_by_unit(const SourceText& text, const std::vector<Line>& lines, Draft& draft) {
  constexpr int kFewest = 2;
  std::map<int, int> of_level;
  for (auto& node : draft.nodes) {
    node.names_bodies = !node.leaf && !bodies_of_heading(text, lines[node.lines.front()]).empty();
    if (node.names_bodies) ++of_level[node.level];
  }
  for (auto& node : draft.nodes) node.names_bodies = node.names_bodies && of_level[node.level] >= kFewest;
}

}  // namespace limpid::plan
