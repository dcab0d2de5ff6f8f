// SPDX-License-Identifier: Apache-2.0
#include "sim/model/plume.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace limpid::sim {
namespace {

constexpr double kDegree = std::numbers::pi / 180;
constexpr double kGravity = 9.81;
constexpr int kReflections = 4;
constexpr double kNear = 1;  // metres; nearer than that a plume has no width

std::size_t row(char stability) {
  return static_cast<std::size_t>(stability - 'A');
}

}  // namespace

Metres metres(double lon, double lat) {
  return {(lon - 112.9) * 111'320 * std::cos(35.45 * kDegree), (lat - 35.45) * 110'950};
}

double sigma_y(char stability, double x) {
  static constexpr double kRate[] = {0.22, 0.16, 0.11, 0.08, 0.06, 0.04};
  return kRate[row(stability)] * x / std::sqrt(1 + 0.0001 * x);
}

double sigma_z(char stability, double x) {
  switch (stability) {
    case 'A': return 0.20 * x;
    case 'B': return 0.12 * x;
    case 'C': return 0.08 * x / std::sqrt(1 + 0.0002 * x);
    case 'D': return 0.06 * x / std::sqrt(1 + 0.0015 * x);
    case 'E': return 0.03 * x / (1 + 0.0003 * x);
    default: return 0.016 * x / (1 + 0.0003 * x);
  }
}

double wind_at(const Weather& w, double height) {
  static constexpr double kExponent[] = {0.07, 0.07, 0.10, 0.15, 0.35, 0.55};
  return std::max(0.5, w.wind_m_s * std::pow(std::max(height, 10.0) / 10, kExponent[row(w.stability)]));
}

double plume_height(const Source& s, const Weather& w, double x) {
  const double air_k = w.temperature_c + 273.15, gas_k = s.exit_c + 273.15;
  const double buoyancy = kGravity * s.exit_m_s * s.diameter_m * s.diameter_m * (gas_k - air_k) / (4 * gas_k);
  if (buoyancy <= 0) return s.height_m;
  const double u = wind_at(w, s.height_m);
  const double until = buoyancy < 55 ? 49 * std::pow(buoyancy, 0.625) : 119 * std::pow(buoyancy, 0.4);
  double rise = 1.6 * std::cbrt(buoyancy) * std::pow(std::min(x, until), 2.0 / 3) / u;
  if (w.stability >= 'E') {
    const double gradient = w.stability == 'E' ? 0.020 : 0.035;
    rise = std::min(rise, 2.6 * std::cbrt(buoyancy / (u * kGravity / air_k * gradient)));
  }
  return s.height_m + rise;
}

double gaussian(double u, double x, double y, double z, double height, double sy, double sz, double mixing) {
  if (x <= 0 || height > mixing) return 0;
  const double across = std::exp(-0.5 * y * y / (sy * sy)) / (2 * std::numbers::pi * u * sy * sz);
  if (sz > 1.6 * mixing) return across * std::sqrt(2 * std::numbers::pi) * sz / mixing;
  double vertical = 0;
  for (int n = -kReflections; n <= kReflections; ++n) {
    const double lower = (z - height + 2 * n * mixing) / sz, upper = (z + height + 2 * n * mixing) / sz;
    vertical += std::exp(-0.5 * lower * lower) + std::exp(-0.5 * upper * upper);
  }
  return across * vertical;
}

double plume(const Source& s, const Weather& w, Metres receptor, double z) {
  const double east = receptor.x - s.at.x, north = receptor.y - s.at.y;
  const double towards = (w.wind_from_deg + 180) * kDegree;
  const double x = east * std::sin(towards) + north * std::cos(towards);
  const double y = east * std::cos(towards) - north * std::sin(towards);
  if (x < kNear) return 0;
  const double sy = std::hypot(sigma_y(w.stability, x), s.initial_y);
  const double sz = std::hypot(sigma_z(w.stability, x), s.initial_z);
  const double height = plume_height(s, w, x);
  return gaussian(wind_at(w, s.height_m), x, y, z, height, sy, sz, w.mixing_m);
}

}  // namespace limpid::sim
