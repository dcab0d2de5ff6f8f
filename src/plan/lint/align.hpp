// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "plan/lint/item.hpp"

namespace limpid::plan::linting {

/// Which rows carry out which measure: n rows of one measure; a row that sums up neighbours is of each of them.
struct Alignment {
  std::vector<std::optional<std::size_t>> task_of;     ///< measure of each ledger row, the one that has most of it
  std::vector<std::optional<std::size_t>> project_of;  ///< measure of each work
  std::vector<std::vector<std::size_t>> tasks;         ///< rows of each measure
  std::vector<std::vector<std::size_t>> projects;
  std::vector<bool> shared;  ///< rows of more than one measure
  /// Whether the rows are a ledger of these measures: a table of shares by township or of works of several plans is
  /// none, and then no row is of any measure.
  bool ledger = false;
};

/// Each row goes to the measure that has most of its words (character pairs, rare ones count more), where the rows as a
/// whole follow the measures: the best way through all rows at once, so that a row of few words is held by its
/// neighbours. At most PairIndex::kMost measures are weighed for a row, so the time is that of the text and, but for a
/// logarithm, of the rows.
Alignment align(const PlanItems& items, const LintRules& rules);

}  // namespace limpid::plan::linting
