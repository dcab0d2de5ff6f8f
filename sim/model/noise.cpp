// SPDX-License-Identifier: Apache-2.0
#include "sim/model/noise.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace limpid::sim {
namespace {

std::uint64_t mix(std::uint64_t x) {  // splitmix64's finaliser
  x += 0x9E3779B97F4A7C15ULL;
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ULL;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBULL;
  return x ^ (x >> 31);
}

std::uint64_t fnv(std::string_view text) {
  std::uint64_t h = 0xCBF29CE484222325ULL;
  for (const char c : text) h = (h ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
  return h;
}

double unit(std::uint64_t x) {
  return static_cast<double>(x >> 11) * 0x1.0p-53;
}

}  // namespace

double Noise::uniform(std::string_view what, std::int64_t hour) const {
  return unit(mix(mix(seed_ ^ fnv(what)) ^ static_cast<std::uint64_t>(hour)));
}

double Noise::normal(std::string_view what, std::int64_t hour) const {
  const std::uint64_t x = mix(mix(seed_ ^ fnv(what)) ^ static_cast<std::uint64_t>(hour));
  const double u = std::max(unit(x), 1e-12);
  const double v = unit(mix(x));
  return std::clamp(std::sqrt(-2 * std::log(u)) * std::cos(2 * std::numbers::pi * v), -3.0, 3.0);
}

double Noise::drift(std::string_view what, double hour, int knot_hours) const {
  const double at = hour / knot_hours;
  const double knot = std::floor(at);
  const double a = 2 * uniform(what, static_cast<std::int64_t>(knot)) - 1;
  const double b = 2 * uniform(what, static_cast<std::int64_t>(knot) + 1) - 1;
  const double w = 0.5 - 0.5 * std::cos((at - knot) * std::numbers::pi);
  return a + w * (b - a);
}

}  // namespace limpid::sim
