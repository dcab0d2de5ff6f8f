// SPDX-License-Identifier: Apache-2.0
#include "tracing/plume.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "registry/geo.hpp"

namespace limpid::tracing {
namespace {

constexpr double kRadian = std::numbers::pi / 180;

/// Briggs' rise of a buoyant plume, without which a tall hot stack would be blamed for its own neighbourhood.
double rise(const Stack& stack, double x_m, double wind) {
  constexpr double kAir = 288, kGravity = 9.81;
  const double gas = stack.temperature_c + 273.15;
  if (stack.diameter_m <= 0 || stack.velocity_m_s <= 0 || gas <= kAir) return 0;
  const double flux = kGravity * stack.velocity_m_s * stack.diameter_m * stack.diameter_m * (gas - kAir) / (4 * gas);
  const double final_x = flux < 55 ? 49 * std::pow(flux, 0.625) : 119 * std::pow(flux, 0.4);
  return 1.6 * std::cbrt(flux) * std::pow(std::min(x_m, final_x), 2.0 / 3) / wind;
}

}  // namespace

char stability_class(Instant hour, double wind_m_s) {
  const int clock = civil(hour).hour;
  if (clock >= 8 && clock < 18) return wind_m_s < 2 ? 'B' : wind_m_s < 5 ? 'C' : 'D';
  return wind_m_s < 2 ? 'F' : wind_m_s < 3 ? 'E' : 'D';
}

Spread briggs(char stability, double x) {
  const double bend = 1 / std::sqrt(1 + 0.0001 * x);
  switch (stability) {
    case 'A': return {0.22 * x * bend, 0.20 * x};
    case 'B': return {0.16 * x * bend, 0.12 * x};
    case 'C': return {0.11 * x * bend, 0.08 * x / std::sqrt(1 + 0.0002 * x)};
    case 'D': return {0.08 * x * bend, 0.06 * x / std::sqrt(1 + 0.0015 * x)};
    case 'E': return {0.06 * x * bend, 0.03 * x / (1 + 0.0003 * x)};
    default: return {0.04 * x * bend, 0.016 * x / (1 + 0.0003 * x)};
  }
}

Stack stack_of(const ledger::Object& source) {
  return {.height_m = registry::number(source, "stack_height_m").value_or(0),
          .diameter_m = registry::number(source, "stack_diameter_m").value_or(0),
          .velocity_m_s = registry::number(source, "exit_velocity_m_s").value_or(0),
          .temperature_c = registry::number(source, "exit_temperature_c").value_or(0)};
}

double footprint(const Stack& stack, double east, double north, const Wind& wind, char stability,
                 double direction_sd_rad, double calm_m_s) {
  const double length = std::hypot(wind.east, wind.north);
  if (length <= 0) return 0;
  const double along = (east * wind.east + north * wind.north) / length;
  const double across = (north * wind.east - east * wind.north) / length;
  if (along <= 1) return 0;
  const double speed = std::max(wind.speed, calm_m_s);
  auto spread = briggs(stability, along);
  spread.across_m = std::hypot(spread.across_m, along * std::tan(direction_sd_rad));
  const double height = stack.height_m + rise(stack, along, speed);
  const double vertical = 2 * std::exp(-height * height / (2 * spread.up_m * spread.up_m));
  return 1e6 / (2 * std::numbers::pi * speed * spread.across_m * spread.up_m) *
         std::exp(-across * across / (2 * spread.across_m * spread.across_m)) * vertical;
}

WindField::WindField(const ledger::Facts& facts, Instant from, Instant to) {
  for (const auto& station : registry::objects(facts, "air-station")) {
    if (!station.lon || !station.lat) continue;
    const auto speeds = read_hours(facts, station.ref(), "a01007", from, to);
    const auto directions = read_hours(facts, station.ref(), "a01008", from, to);
    Mast mast{.lon = *station.lon, .lat = *station.lat, .hours = {}};
    for (const auto& [hour, speed] : speeds) {
      const auto direction = directions.find(hour);
      if (direction == directions.end()) continue;
      // A wind direction is where the wind comes from.
      const double angle = direction->second * kRadian;
      mast.hours[hour] = {.east = -speed * std::sin(angle), .north = -speed * std::cos(angle), .speed = speed};
    }
    if (!mast.hours.empty()) stations_.push_back(std::move(mast));
  }
}

std::optional<Wind> WindField::at(double lon, double lat, Instant hour) const {
  Wind sum;
  double weights = 0;
  for (const auto& mast : stations_) {
    const auto found = mast.hours.find(hour);
    if (found == mast.hours.end()) continue;
    const auto way = registry::offset(lon, lat, mast.lon, mast.lat);
    const double weight = 1 / (way.east * way.east + way.north * way.north + 500.0 * 500.0);
    sum.east += weight * found->second.east;
    sum.north += weight * found->second.north;
    sum.speed += weight * found->second.speed;
    weights += weight;
  }
  if (weights <= 0) return std::nullopt;
  return Wind{.east = sum.east / weights, .north = sum.north / weights, .speed = sum.speed / weights};
}

}  // namespace limpid::tracing
