// SPDX-License-Identifier: Apache-2.0
#include "standards/sample.hpp"

#include <cmath>
#include <map>

namespace limpid::standards {
namespace {

/// Beyond these no reading of water or air is real; the bounds keep sums and products within Decimal's digits.
constexpr double kLargest = 1e9;
constexpr int kMostDigits = 20;

}  // namespace

bool is_normal(std::string_view flag) {
  return flag.empty() || flag == "N";
}
bool is_laboratory(std::string_view source) {
  return source == "lab" || source == "manual";
}
bool is_automatic(std::string_view source) {
  return source.starts_with("device:");
}

Sample to_sample(const store::Observation& o) {
  Sample s{o.series->parameter, o.start, {}, o.qualifier, o.flag, o.series->source, o.seq, is_normal(o.flag)};
  const auto value = Decimal::from_double_shortest(o.value);
  if (value && std::abs(o.value) < kLargest && value->scale() <= kMostDigits)
    s.value = *value;
  else
    s.valid = false;
  return s;
}

std::vector<Sample> one_each(std::span<const store::Observation> observations) {
  std::map<std::pair<std::string, Instant>, Sample> chosen;
  for (const auto& o : observations) {
    Sample s = to_sample(o);
    const auto [it, fresh] = chosen.try_emplace({s.parameter, s.start}, s);
    if (fresh) continue;
    const Sample& old = it->second;
    if (s.valid != old.valid ? s.valid : s.source < old.source) it->second = std::move(s);
  }
  std::vector<Sample> samples;
  samples.reserve(chosen.size());
  for (auto& [_, s] : chosen) samples.push_back(std::move(s));
  return samples;
}

}  // namespace limpid::standards
