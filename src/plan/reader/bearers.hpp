// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plan/reader/unit_clauses.hpp"

namespace limpid::plan {

/// Who begins a clause that has a time limit of its own, `县水务局6月底前完成整治`: the promise in that clause is
/// theirs, whoever a bracket names for the whole. In order; [begin, end) is the names.
std::vector<UnitClause> find_bearers(const SourceText& text);

}  // namespace limpid::plan
