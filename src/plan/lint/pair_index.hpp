// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <unordered_map>
#include <vector>

#include "plan/lint/item.hpp"

namespace limpid::plan::linting {

/// How much of a text one of the indexed items has.
struct Shared {
  std::size_t item = 0;
  double share = 0;  ///< of the text's character pairs, a rare one counting more
  double rare = 0;   ///< of those that two items have at most, or none
};

/// Items by the pairs of neighbouring characters that they have.
class PairIndex {
 public:
  explicit PairIndex(const std::vector<Item>& items);

  /// The items that have at least `least` of the text, by number: no more than kMost, those that have most of it and of
  /// such as have as much those nearest to `near`. A pair that more than half a thousand items have speaks for those
  /// around `near` only, so that the time is bounded by the text.
  std::vector<Shared> shares(const Item& of, double least, std::size_t near) const;

  static constexpr std::size_t kMost = 64;

 private:
  using Pair = std::uint64_t;
  std::size_t count_;
  std::unordered_map<Pair, std::vector<std::size_t>> having_;
  mutable std::vector<Shared> scratch_;  ///< all zero between two calls
};

}  // namespace limpid::plan::linting
