// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

namespace limpid::plan::linting {

/// Words that two texts share: `n` characters at `a` of the one and `b` of the other.
struct Block {
  std::size_t a = 0, b = 0, n = 0;
};

/// The longest common piece, then the longest on each side of it, down to `least` characters (Ratcliff and Obershelp
/// 1988): in order in both. Quadratic; for clauses.
std::vector<Block> common_blocks(std::u32string_view a, std::u32string_view b, std::size_t least);
std::size_t length_of(const std::vector<Block>& blocks);

}  // namespace limpid::plan::linting
