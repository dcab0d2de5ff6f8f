// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "plan/document.hpp"
#include "plan/reader/dates.hpp"

namespace limpid::plan {

struct FoundDeadline {
  Deadline deadline;
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// Time limits in running text, in order. A bare date (`2021年排查发现`) is none.
std::vector<FoundDeadline> find_deadlines(std::string_view text, const PlanYears& years);

/// Compiles the patterns of all forms that `document` may hold, which takes about as long as to find its measures: who
/// begins it beside that need not wait for it later.
void prepare_deadlines(std::string_view document);

/// Those of a table's cell that a rule reads.
std::vector<Deadline> known_deadlines(std::string_view cell, const PlanYears& years);

/// Time limits of a table's cell, where a bare month or year is one, and words that no rule reads are `other`.
std::vector<Deadline> read_deadline_cell(std::string_view cell, const PlanYears& years);

}  // namespace limpid::plan
