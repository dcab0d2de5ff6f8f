// SPDX-License-Identifier: Apache-2.0
#include "plan/reader/unit_lists.hpp"

#include <algorithm>

#include "plan/reader/deadlines.hpp"
#include "plan/reader/levels.hpp"
#include "plan/reader/quantities.hpp"
#include "plan/reader/units.hpp"

namespace limpid::plan {
namespace {

constexpr std::size_t kFewest = 2;  // bodies that a list is parted by

bool is_headed_by_body(const SourceText& text, const std::vector<Line>& lines, const Node& section) {
  const Line& line = lines[section.lines.front()];
  const auto heading = text.slice(line.head, line.end);
  return !section.leaf && section.lines.size() == 1 && names_bodies(heading);
}

/// Where the last sections of the draft begin that are headed by bodies, with their tasks; the end where there are too
/// few of them.
std::size_t first_headed_by_body(const SourceText& text, const std::vector<Line>& lines, const Draft& draft) {
  std::size_t first = draft.nodes.size(), sections = 0;
  for (std::size_t i = draft.nodes.size(); i-- > 0;) {
    if (draft.nodes[i].parent >= 0) continue;
    if (!is_headed_by_body(text, lines, draft.nodes[i])) break;
    first = i;
    ++sections;
  }
  return sections < kFewest ? draft.nodes.size() : first;
}

/// Whether an annex begins right before the node.
bool is_behind_annex(const std::vector<Line>& lines, const std::vector<Node>& nodes, std::size_t node) {
  const std::size_t begin = nodes[node - 1].lines.back(), end = nodes[node].lines.front();
  return std::any_of(lines.begin() + static_cast<std::ptrdiff_t>(begin),
                     lines.begin() + static_cast<std::ptrdiff_t>(end),
                     [](const Line& line) { return line.kind == LineKind::attachment; });
}

void move_nodes(Draft& from, std::size_t first, Draft& to) {
  const auto offset = static_cast<int>(to.by_unit.size()) - static_cast<int>(first);
  for (auto i = first; i < from.nodes.size(); ++i) {
    auto node = std::move(from.nodes[i]);
    if (node.parent >= 0) node.parent += offset;
    to.by_unit.push_back(std::move(node));
  }
  from.nodes.resize(first);
}

}  // namespace

void take_unit_lists(const SourceText& text, const std::vector<Line>& lines, std::vector<Draft>& drafts) {
  for (std::size_t i = 0; i < drafts.size(); ++i) {
    const auto first = first_headed_by_body(text, lines, drafts[i]);
    if (first == drafts[i].nodes.size()) continue;
    if (first > 0) {
      if (is_behind_annex(lines, drafts[i].nodes, first)) move_nodes(drafts[i], first, drafts[i]);
    } else if (i > 0) {
      auto list = std::move(drafts[i]);
      drafts.erase(drafts.begin() + static_cast<std::ptrdiff_t>(i));
      auto& plan = drafts[--i];
      move_nodes(list, 0, plan);
      plan.rows.insert(plan.rows.end(), list.rows.begin(), list.rows.end());
    }
  }
}

std::vector<Task> read_tasks_by_unit(const SourceText& text, const std::vector<Line>& lines,
                                     const std::vector<Node>& by_unit, const PlanYears& years) {
  std::vector<Task> tasks;
  std::vector<Unit> units;
  std::string category;
  for (const auto& node : by_unit) {
    if (node.parent < 0) {
      const Line& line = lines[node.lines.front()];
      units = read_units(text.slice(line.head, line.end), Role::responsible);
      category = text.slice(line.begin, line.end).printed();
    }
    if (!node.leaf) continue;
    const auto words = join(text, lines, node).words;
    Task task;
    task.number = static_cast<int>(tasks.size()) + 1;
    task.category = category;
    task.text = words.printed();
    task.units = units;
    task.span = words.span(0, words.size());
    const auto deadlines = find_deadlines(words.view(), years);
    for (const auto& d : deadlines) task.deadlines.push_back(d.deadline);
    for (auto& q : find_quantities(words.view(), deadlines)) task.quantities.push_back(std::move(q.quantity));
    tasks.push_back(std::move(task));
  }
  return tasks;
}

}  // namespace limpid::plan
