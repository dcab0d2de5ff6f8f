// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sim/model/noise.hpp"
#include "sim/model/settings.hpp"

namespace limpid::sim {

/// The county's weather of one hour.
struct Weather {
  double wind_m_s;       // mean at 10 m, never below 0.8: a steady plume says nothing of a calm
  double wind_from_deg;  // 0 = from the north, clockwise
  double temperature_c;
  double mixing_m;   // height of the mixed layer
  double radiation;  // W/m2
  char stability;    // Pasquill A..F
};

/// Elevation of the sun at 35.5 N, degrees (negative at night), at the local solar hour of `t` (112.9 E).
double sun_elevation(Instant t);

/// Pasquill class by radiation and wind (Turner's table, EPA-454/R-99-005); `cloudy` is for the night.
/// stability(700, 2.5, false) == 'B'.
char stability(double radiation, double wind_m_s, bool cloudy);

/// A function of seed and hour: daily cycles of sun, wind and temperature, slow changes by the seed.
Weather weather_at(const Settings::Air& settings, const Noise& noise, Instant hour);

}  // namespace limpid::sim
