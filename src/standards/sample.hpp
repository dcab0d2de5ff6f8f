// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/decimal.hpp"
#include "store/store.hpp"

namespace limpid::standards {

/// An observation read back as a decimal. `valid`: the flag says normal and the number is one that can be computed
/// with.
struct Sample {
  std::string parameter;
  Instant start;
  Decimal value;
  store::Qualifier qualifier = store::Qualifier::equal;
  std::string flag = "N";
  std::string source;
  std::uint64_t seq = 0;
  bool valid = true;
};

/// N, or no flag at all, is normal; every other letter leaves the value out.
bool is_normal(std::string_view flag);
bool is_laboratory(std::string_view source);  ///< lab or manual
bool is_automatic(std::string_view source);   ///< device:MN

Sample to_sample(const store::Observation& observation);

/// One sample a parameter and period start: of several sources a valid one, then the first by name. Ascending by
/// parameter and start.
std::vector<Sample> one_each(std::span<const store::Observation> observations);

}  // namespace limpid::standards
