// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "plan/document.hpp"
#include "plan/reader/dates.hpp"
#include "plan/reader/levels.hpp"

namespace limpid::plan {

/// One item by its words: title, text without its unit clauses, units, time limits, figures, promises. Number and group
/// are the caller's. `first_leads`: as the plan says before it, of units named together the first leads.
Measure read_measure(const Joined& joined, const PlanYears& plan_years, bool first_leads = false);

/// Its title alone.
std::string read_title(const Joined& joined);

}  // namespace limpid::plan
