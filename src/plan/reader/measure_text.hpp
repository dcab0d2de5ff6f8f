// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "plan/document.hpp"
#include "plan/reader/dates.hpp"
#include "plan/reader/levels.hpp"

namespace limpid::plan {

/// One item by its words: title, text without its unit clauses, units, time limits, figures, promises. Number and group
/// are the caller's.
Measure read_measure(const Joined& joined, const PlanYears& plan_years);

/// Its title alone.
std::string read_title(const Joined& joined);

}  // namespace limpid::plan
