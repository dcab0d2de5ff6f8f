// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

namespace limpid::sim {

/// Random numbers without a state: each is a function of the seed, what it is for, and an hour. So any hour can be
/// simulated by itself, and a run in two parts sends the same bytes as one run.
class Noise {
 public:
  explicit Noise(std::uint64_t seed) : seed_(seed) {}

  /// In [0, 1).
  double uniform(std::string_view what, std::int64_t hour) const;
  /// Standard normal, cut at +-3.
  double normal(std::string_view what, std::int64_t hour) const;
  /// A smooth walk in [-1, 1]: knots every `knot_hours`, a cosine between them.
  double drift(std::string_view what, double hour, int knot_hours) const;

  std::uint64_t seed() const { return seed_; }

 private:
  std::uint64_t seed_;
};

}  // namespace limpid::sim
