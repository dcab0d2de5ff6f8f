// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "registry/object.hpp"
#include "tracing/series.hpp"

namespace limpid::tracing {

/// Pasquill class A-F from the hour of the day and the wind, where no radiation is measured.
char stability_class(Instant hour, double wind_m_s);

/// Spread of a plume in the open country (Briggs 1973) at x metres.
struct Spread {
  double across_m, up_m;
};
Spread briggs(char stability, double x_m);

struct Stack {
  double height_m = 0;
  double diameter_m = 0, velocity_m_s = 0, temperature_c = 0;
};
Stack stack_of(const ledger::Object& source);

struct Wind {
  double east = 0, north = 0;  ///< where the air moves to, m/s
  double speed = 0;
};

/// Ground concentration, ug/m3, that a steady source of 1 g/s makes at a point (east, north) metres from it; the wind
/// direction is known to `direction_sd_rad`. By reciprocity this is also the strength at the source of the footprint
/// that the point has against the wind.
double footprint(const Stack& stack, double east, double north, const Wind& wind, char stability,
                 double direction_sd_rad, double calm_m_s);

/// Hourly winds between the air stations: a vector mean weighted by 1 / distance^2.
class WindField {
 public:
  WindField(const ledger::Facts& facts, Instant from, Instant to);
  std::optional<Wind> at(double lon, double lat, Instant hour) const;
  std::size_t stations() const { return stations_.size(); }

 private:
  struct Mast {
    double lon, lat;
    std::map<Instant, Wind> hours;
  };
  std::vector<Mast> stations_;
};

}  // namespace limpid::tracing
