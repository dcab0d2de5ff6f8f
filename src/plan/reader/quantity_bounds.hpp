// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "plan/reader/quantities.hpp"

namespace limpid::plan {

/// Takes in the words around the figure at [begin, end) of the text that bound it.
void take_bounds(std::string_view text, FoundQuantity& found);

/// Whether a figure with its words ends in such: 以下, 以内.
bool bounded_behind(std::string_view words);

}  // namespace limpid::plan
