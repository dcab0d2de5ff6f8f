// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "plan/reader/lines.hpp"

namespace limpid::plan {

/// Whether words stand behind the mark of an item, or a month or a year: no figure goes on with it (`2.5公里`).
bool words_follow_mark(std::string_view rest);

/// Items of a (一) that are printed otherwise than those of the other groups: run on in its paragraph (`…以下工作:1.…;
/// 2.…;3.…`), or behind bullets, which are counted in their order. Nothing is parted where no line begins with 1., but
/// for bullets that each end in a bracket.
void part_run_on_items(std::string_view text, std::vector<Line>& lines);

}  // namespace limpid::plan
