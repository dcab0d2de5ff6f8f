// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "plan/reader/lines.hpp"

namespace limpid::plan {

/// Items that run on in one paragraph are lines of their own where each names who answers for it:
/// `1.改造炉窑12座(甲局)。2.开展检查(乙局)。` Steps that one clause answers for stay in their measure.
void part_answering_items(const SourceText& text, std::vector<Line>& lines);

}  // namespace limpid::plan
