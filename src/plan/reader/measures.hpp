// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plan/reader/dates.hpp"
#include "plan/reader/outline.hpp"
#include "plan/reader/plan_seasons.hpp"

namespace limpid::plan {

/// Fills goals, groups, measures and safeguards of the plan from the tree of its headings. Returns the seasons that the
/// plan defines outside its tasks.
std::vector<NamedSeason> read_sections(const SourceText& text, const std::vector<Line>& lines, const Draft& draft,
                                       const PlanYears& years, Plan& plan);

}  // namespace limpid::plan
