// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "plan/document.hpp"
#include "plan/reader/deadlines.hpp"

namespace limpid::plan {

struct FoundQuantity {
  Quantity quantity;
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// Figures with a unit of measure or a counting word, water classes, and bare decimals that something is brought to
/// (`提高到0.58`), in order. Dates, document numbers and names of substances (PM2.5) are none.
std::vector<FoundQuantity> find_quantities(std::string_view text, const std::vector<FoundDeadline>& deadlines);

}  // namespace limpid::plan
