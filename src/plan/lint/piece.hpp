// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "plan/lint/item.hpp"

namespace limpid::plan::linting {

/// A piece of an item's text without its time limits and the standards that it cites, knowing where each character
/// stands in the text. 白沙、青石两镇 is 白沙镇、青石镇.
struct Piece {
  std::u32string chars;
  std::vector<std::size_t> at;
};
Piece piece_of(const Item& item, std::size_t begin, std::size_t end);

}  // namespace limpid::plan::linting
