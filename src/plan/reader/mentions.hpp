// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "plan/document.hpp"

namespace limpid::plan {

/// What a promise's words name. By the looks of such names alone: no register is asked.
Mentions find_mentions(std::string_view text);

/// The size of the name of a pollutant that the text begins with, 0 where there is none.
std::size_t pollutant_size(std::string_view text);

}  // namespace limpid::plan
