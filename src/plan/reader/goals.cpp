// SPDX-License-Identifier: Apache-2.0
#include "plan/reader/goals.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <utility>

#include "plan/reader/deadlines.hpp"
#include "plan/reader/list_marks.hpp"
#include "plan/reader/quantities.hpp"
#include "plan/reader/section_roles.hpp"

namespace limpid::plan {
namespace {

constexpr std::string_view kFullStop = "。";

/// The heading's line is a name, unless the words go on in it.
std::size_t behind_heading(const Joined& joined, GoalsIn where) {
  const std::size_t end = joined.line_starts.size() > 1 ? joined.line_starts[1] : joined.words.size();
  const auto line = joined.words.view(0, end);
  if (where == GoalsIn::words && end == joined.words.size()) return 0;
  const auto name = heading_name(line);
  if (name.size() < line.size() && line[name.size()] == ':') return name.size() + 1;
  const auto stop = line.find(kFullStop);
  return stop != std::string_view::npos && stop + kFullStop.size() < end ? stop + kFullStop.size() : end;
}

Goal goal_of(const SourceText& words, const PlanYears& years) {
  Goal goal;
  goal.text = words.printed();
  goal.span = words.span(0, words.size());
  const auto deadlines = find_deadlines(words.view(), years);
  goal.deadlines.reserve(deadlines.size());
  for (const auto& d : deadlines) goal.deadlines.push_back(d.deadline);
  for (auto& q : find_quantities(words.view(), deadlines)) goal.quantities.push_back(std::move(q.quantity));
  return goal;
}

}  // namespace

std::vector<Goal> goals_of(const Joined& joined, GoalsIn where, bool counted, const PlanYears& years) {
  std::vector<Goal> out;
  const auto view = joined.words.view();
  for (std::size_t begin = behind_heading(joined, where); begin < view.size();) {
    const auto end = find_stop(view, begin, ";");
    if (end > begin) {
      Goal goal = goal_of(joined.words.slice(begin, end), years);
      static const RE2 caption("^表\\d{1,2}");  // of a table of indicators
      if ((!counted || !goal.quantities.empty()) && !RE2::PartialMatch(joined.words.view(begin, end), caption))
        out.push_back(std::move(goal));
    }
    begin = end == view.size() ? end : end + (view[end] == ';' ? 1 : kFullStop.size());
  }
  return out;
}

}  // namespace limpid::plan
