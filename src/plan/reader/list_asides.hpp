// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace limpid::plan {

/// Whether the words say that of units named together the first leads: `列第一位者为牵头部门`, `首位为牵头单位`.
bool says_first_leads(std::string_view words);

/// Whether a segment between stops of a list of units names nobody: says that the first leads, or 下同. `behind`: other
/// segments stand before it, so that a definition (`各市政府包括甲市、乙区政府`) says who is meant by a name there.
bool is_aside_of_list(std::string_view segment, bool behind);

}  // namespace limpid::plan
