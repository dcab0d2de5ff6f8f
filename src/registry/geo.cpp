// SPDX-License-Identifier: Apache-2.0
#include "registry/geo.hpp"

#include <cmath>
#include <numbers>

namespace limpid::registry {

Metres offset(double lon0, double lat0, double lon, double lat) {
  constexpr double kRadian = std::numbers::pi / 180;
  // Radii of curvature of the CGCS2000 ellipsoid at the middle latitude.
  constexpr double kA = 6'378'137.0, kE2 = 0.0066943800229;
  const double middle = (lat0 + lat) / 2 * kRadian;
  const double w2 = 1 - kE2 * std::sin(middle) * std::sin(middle);
  const double meridian = kA * (1 - kE2) / (w2 * std::sqrt(w2));
  const double normal = kA / std::sqrt(w2);
  return {.east = (lon - lon0) * kRadian * normal * std::cos(middle), .north = (lat - lat0) * kRadian * meridian};
}

}  // namespace limpid::registry
