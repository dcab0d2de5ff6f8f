// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plan/lint/check.hpp"

namespace limpid::plan::linting {

/// Makes one finding of these, which bear the places of all: message `plan_lint.KIND.habit` with the first one's {a}
/// and {b} and with {count}. `which`: positions in `out`, ascending, at least one. Nothing is to be put in their place.
void fold(std::vector<Finding>& out, const std::vector<std::size_t>& which);

/// Clauses that a ledger leaves out which shortens its text anyway, and that bind nobody to a figure or a day: those of
/// one plan, found from position `first` on.
void fold_shortened_duties(const Check& check, std::size_t first);

}  // namespace limpid::plan::linting
