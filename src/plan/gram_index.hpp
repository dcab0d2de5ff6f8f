// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <unordered_map>
#include <vector>

#include "plan/similarity.hpp"

namespace limpid::plan {

/// Texts by the pairs of neighbouring characters that they have: what a text may belong to, without comparing it with
/// each. The time of a question is bounded by its text.
class GramIndex {
 public:
  explicit GramIndex(std::vector<Grams> texts);

  enum class By { likeness, containment };
  /// The texts that may be nearest, by number: all where there are no more than kMost, else the kMost that share most
  /// pairs, a rare one counting more, measured against both texts or against the shorter. A pair that more than half a
  /// thousand texts have speaks for those around the place `near` only.
  std::vector<std::size_t> nearest(const Grams& text, By by, std::size_t near) const;

  const Grams& operator[](std::size_t number) const { return texts_[number]; }
  std::size_t size() const { return texts_.size(); }

  static constexpr std::size_t kMost = 64;

 private:
  double weight(std::size_t having) const;

  std::vector<Grams> texts_;
  std::vector<double> weights_;  ///< of each text's pairs
  std::unordered_map<std::uint64_t, std::vector<std::size_t>> having_;
  mutable std::vector<double> shared_;  ///< all zero between two calls
};

}  // namespace limpid::plan
