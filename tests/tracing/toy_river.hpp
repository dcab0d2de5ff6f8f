// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "ledger/records/registry.hpp"
#include "support/memory_facts.hpp"

namespace limpid::testing {

/// A river of the tests' own, so that the tracer is not checked against its own formula: water moves cell by cell each
/// minute, mixes with its neighbours, loses a little, and flows faster than the register says.
///
///     main stem   0 ---- 24 km, four sections; a tributary of 8 km with a section of its own joins at km 12.
class ToyRiver {
 public:
  static constexpr double kTrueSpeed = 1.15;  ///< true velocity over the register's

  struct Outfall {
    std::string key;
    std::string on;  ///< main or side
    double km;
    double flow;     ///< m3/s
    double ammonia;  ///< ordinary mg/L
    double phosphorus;
    bool online;
  };

  ToyRiver();

  const std::vector<Outfall>& outfalls() const { return outfalls_; }
  /// Registers, laboratory history, and hourly readings of everything on line for two days from `start`; the outfall
  /// `key` discharges `grams` of ammonia within the hour that begins at `spill`.
  void fill(MemoryFacts& facts, Instant start, const std::string& key, Instant spill, double grams) const;
  /// Sections that the water of an outfall passes, nearest first.
  std::vector<std::string> sections_below(const Outfall& outfall) const;

 private:
  std::vector<Outfall> outfalls_;
};

}  // namespace limpid::testing
