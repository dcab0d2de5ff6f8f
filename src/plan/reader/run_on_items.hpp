// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "plan/reader/lines.hpp"

namespace limpid::plan {

/// Items of a (一) that are printed otherwise than those of the other groups: run on in its paragraph (`…以下工作:1.…;
/// 2.…;3.…`), or behind bullets, which are counted in their order. Nothing is parted where no line begins with 1., but
/// for bullets that each end in a bracket.
void part_run_on_items(std::string_view text, std::vector<Line>& lines);

}  // namespace limpid::plan
