// SPDX-License-Identifier: Apache-2.0
#include "plan/reader/item_numbers.hpp"

#include <algorithm>
#include <map>
#include <string>

#include "plan/reader/section_roles.hpp"

namespace limpid::plan {
namespace {

const Node* heading_above(const Draft& draft, const Node& node) {
  const Node* up = &node;
  while (up->parent >= 0) {
    up = &draft.nodes[static_cast<std::size_t>(up->parent)];
    if (up->level <= kGroupLevel) return up;
  }
  return nullptr;
}

/// 重点任务, 保障措施: the whole of what it holds.
bool names_a_role(std::string_view heading) {
  const auto role = role_of_section(heading);
  return role == SectionRole::tasks || role == SectionRole::safeguards;
}

/// A number that is printed twice all the same: the second is told apart, so that none is lost.
void number_doubles(std::vector<Measure>& items) {
  std::map<std::string, int> times;
  for (auto& item : items)
    if (const int n = ++times[item.number]; n > 1) item.number += "." + std::to_string(n);
}

}  // namespace

void number_uniquely(std::vector<Measure>& items, const std::vector<const Node*>& nodes, const SourceText& text,
                     const std::vector<Line>& lines, const Draft& draft) {
  std::vector<const Node*> above;  // the heading whose number comes next
  above.reserve(nodes.size());
  for (const auto* node : nodes) above.push_back(node ? heading_above(draft, *node) : nullptr);
  for (bool first = true;; first = false) {
    std::map<std::string, const Node*> bearers;
    bool apart = false;
    int level = 0;  // all take their group's number first, then those of the lowest headings theirs
    for (std::size_t i = 0; i < nodes.size(); ++i) {
      apart = bearers.try_emplace(items[i].number, above[i]).first->second != above[i] || apart;
      if (above[i] && !first) level = std::max(level, above[i]->level);
    }
    if (!apart) break;
    for (std::size_t i = 0; i < nodes.size(); ++i) {
      if (above[i] == nullptr || above[i]->level < level) continue;
      if (first && above[i]->parent < 0 && names_a_role(heading_of(text, lines[above[i]->lines.front()]))) continue;
      const bool whole = !lines[nodes[i]->lines.front()].decimal.empty();  // `2.1` has its heading's number
      if (!whole && above[i]->number > 0) items[i].number = std::to_string(above[i]->number) + "." + items[i].number;
      above[i] = heading_above(draft, *above[i]);
    }
  }
  number_doubles(items);
}

}  // namespace limpid::plan
