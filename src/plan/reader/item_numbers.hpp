// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "plan/document.hpp"
#include "plan/reader/outline.hpp"

namespace limpid::plan {

/// Makes the numbers of items, each with the node it was read from (none: it has no heading above), tell them apart.
/// Where each group counts its items from 1, the group's number comes first, and before it those of the headings above
/// as long as they tell apart what they hold.
void number_uniquely(std::vector<Measure>& items, const std::vector<const Node*>& nodes, const SourceText& text,
                     const std::vector<Line>& lines, const Draft& draft);

}  // namespace limpid::plan
