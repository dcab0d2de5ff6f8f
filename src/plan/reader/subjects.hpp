// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "plan/reader/quantities.hpp"

namespace limpid::plan {

/// Sets the subject of each figure of the text, which stand in order: what it counts or measures, by the words around
/// it. Those behind a count (22个重点行业), before a level (安全利用率达到93%) or an amount (新建管网4.5公里); of a
/// list the one that its figures share or each its own (二氧化硫、氮氧化物分别…), of a part what the whole counts.
void set_subjects(std::string_view text, std::vector<FoundQuantity>& found);

}  // namespace limpid::plan
