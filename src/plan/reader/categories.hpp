// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "plan/document.hpp"

namespace limpid::plan {

/// The number before a category's name, `七、…`; 0 where it has none.
int category_number(std::string_view category);

/// A ledger prints a category once for several rows, in the middle of a merged cell or not at all on the next page, so
/// the cell above a row may be the wrong one. Rows whose words come from a measure settle it: the row is of the
/// category with the number of the measure's group. The others keep what is printed above them, between their settled
/// neighbours. Does nothing where the categories are not numbered as the groups are. `opens[i]`: row i prints its
/// category itself.
void settle_categories(std::vector<Task>& tasks, const std::vector<bool>& opens, const std::vector<Group>& groups,
                       const std::vector<Measure>& measures);

}  // namespace limpid::plan
