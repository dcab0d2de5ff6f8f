// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

namespace limpid::plan {

/// How far two places of a list are from each other.
inline std::size_t places_apart(std::size_t a, std::size_t b) {
  return a > b ? a - b : b - a;
}

/// [begin, end) of a sorted list of places: all, or of very many those around `near`, so that a question takes bounded
/// time.
inline std::pair<std::vector<std::size_t>::const_iterator, std::vector<std::size_t>::const_iterator> around(
    const std::vector<std::size_t>& list, std::size_t near) {
  constexpr std::ptrdiff_t kWindow = 512;
  if (std::ssize(list) <= kWindow) return {list.begin(), list.end()};
  constexpr std::size_t kHalf = kWindow / 2;
  const auto from = std::lower_bound(list.begin(), list.end() - kWindow, near > kHalf ? near - kHalf : 0);
  return {from, from + kWindow};
}

}  // namespace limpid::plan
