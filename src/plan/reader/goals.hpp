// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "plan/document.hpp"
#include "plan/reader/dates.hpp"
#include "plan/reader/levels.hpp"

namespace limpid::plan {

enum class GoalsIn {
  section,  ///< behind a section's heading, which is its line up to a stop or, behind its name, a colon
  heading,  ///< behind the name of goals that heads an item
  words,    ///< an item's words as a whole
};

/// The sentences of a section or an item that says how far a plan goes; `counted`: only those that have a figure, where
/// other things are said there too.
std::vector<Goal> goals_of(const Joined& joined, GoalsIn where, bool counted, const PlanYears& years);

}  // namespace limpid::plan
