// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "plan/document.hpp"
#include "plan/reader/unit_clauses.hpp"

namespace limpid::plan {

/// Who begins a clause that has a time limit of its own, `县水务局6月底前完成整治`, `各乡镇每月巡查`, or stands behind
/// it, `6月底前,甲县、乙县分别完成整治`: the promise in that clause is theirs, whoever a bracket names for the whole.
/// Where something is done (`在甲县建成`) is nobody. In order; [begin, end) is the names. `line_starts`: as of
/// find_unit_clauses.
std::vector<UnitClause> find_bearers(const SourceText& text, const std::vector<std::size_t>& line_starts);

/// The promises in which somebody bears a duty with its own time limit are theirs, in the role that the clauses for the
/// whole give them; theirs and of those whom the promise's own words name beside them. All are in order.
void give_bearers(const SourceText& words, const std::vector<UnitClause>& clauses,
                  const std::vector<UnitClause>& bearers, Measure& m);

}  // namespace limpid::plan
