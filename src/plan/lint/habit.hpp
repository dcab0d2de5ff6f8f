// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plan/lint/clauses.hpp"

namespace limpid::plan::linting {

/// How a ledger takes up its text, learnt from the document itself: what a row lacks is a slip where the other rows
/// repeat their measures, and no more than a habit where none of them does.
enum class Habit {
  repeats,   ///< word for word: each difference may be a slip
  shortens,  ///< without qualifiers, purposes, ways and means: only what binds is missed
  sums_up,   ///< in other words, without most of the text
  names      ///< the measure's name and by when it is all done, nothing of how
};

/// Fewer of one sort are slips; this many are how the document is written.
inline constexpr std::size_t kHabitual = 3;

Habit habit_of(const std::vector<Reading>& readings, const LintRules& rules);

}  // namespace limpid::plan::linting
