// SPDX-License-Identifier: Apache-2.0
#include "plan/reader/plan_seasons.hpp"

#include <re2/re2.h>

#include <algorithm>

#include "plan/reader/deadlines.hpp"
#include "plan/reader/han.hpp"

namespace limpid::plan {

void define_seasons(std::string_view text, const PlanYears& years, std::vector<NamedSeason>& seasons) {
  static const RE2 before("(" LIMPID_HAN "{2}[季期])[”\"]?,?(?:是指|指的是|为|是|指|:)$"),
      after("^(?:为|是|\\((?:以下)?简?称[“\"]?)(" LIMPID_HAN "{1,2}[季期])");
  for (const auto& found : find_deadlines(text, years)) {
    if (found.deadline.kind != DeadlineKind::date_range && found.deadline.kind != DeadlineKind::month_range) continue;
    std::string name;
    if (RE2::PartialMatch(text.substr(0, found.begin), before, &name) ||
        RE2::PartialMatch(text.substr(found.end), after, &name))
      seasons.push_back({name, found.deadline});
  }
}

void date_seasons(const std::vector<NamedSeason>& seasons, Plan& plan) {
  std::vector<Deadline> intervals;
  for (const auto& goal : plan.goals)
    for (const auto& d : goal.deadlines)
      if (d.kind == DeadlineKind::date_range && std::find(intervals.begin(), intervals.end(), d) == intervals.end())
        intervals.push_back(d);
  const auto date = [&](std::vector<Deadline>& deadlines) {
    for (auto& d : deadlines) {
      if (d.kind != DeadlineKind::season) continue;
      const auto season = std::find_if(seasons.begin(), seasons.end(), [&](const NamedSeason& s) {
        const auto rest = std::string_view(d.text).substr(std::min(s.name.size(), d.text.size()));
        return d.text.starts_with(s.name) && (rest.empty() || rest == "内" || rest == "期间");
      });
      const auto name = d.text.substr(0, d.text.find("期间"));
      const bool named = intervals.size() == 1 && plan.title.find(name) != std::string_view::npos;
      if (season == seasons.end() && !named) continue;
      const auto& interval = season != seasons.end() ? season->interval : intervals.front();
      d.start = interval.start;
      d.end = interval.end;
    }
  };
  for (auto& m : plan.measures) {
    date(m.deadlines);
    for (auto& p : m.promises) date(p.deadlines);
  }
  for (auto& task : plan.tasks) date(task.deadlines);
}

}  // namespace limpid::plan
