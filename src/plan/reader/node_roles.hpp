// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "plan/reader/dates.hpp"
#include "plan/reader/outline.hpp"
#include "plan/reader/section_roles.hpp"

namespace limpid::plan {

/// What each node of a plan is for. It has its section's role; where no section is headed as the tasks, every other one
/// with items under it is. What stands below a chapter that says nothing (第一篇, 第二章 水污染防治) may say it.
std::vector<SectionRole> roles_of_nodes(const SourceText& text, const std::vector<Line>& lines, const Draft& draft,
                                        const PlanYears& years);

}  // namespace limpid::plan
