// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sim/model/weather.hpp"

namespace limpid::sim {

/// Metres east and north of the county's origin (112.9 E, 35.45 N); good to 0.1 % over 60 km.
struct Metres {
  double x, y;
};
Metres metres(double lon, double lat);

/// A source for one hour. `initial_y`, `initial_z`: spread at the source itself (an area that raises dust); 0 for a
/// stack.
struct Source {
  Metres at;
  double height_m = 0, diameter_m = 0, exit_m_s = 0, exit_c = 0;
  double initial_y = 0, initial_z = 0;
};

/// Briggs 1973, open country; x in metres, class A..F. sigma_y('D', 1000) == 76.3, sigma_z('D', 1000) == 37.9.
double sigma_y(char stability, double x);
double sigma_z(char stability, double x);

/// Wind at `height` from that at 10 m by a power law with the class's exponent; never below 0.5 m/s.
double wind_at(const Weather& w, double height);

/// Height of the plume's axis at distance x: the stack's and Briggs' rise of a hot plume.
double plume_height(const Source& s, const Weather& w, double x);

/// Steady Gaussian plume with reflection at the ground and at the mixed layer's top: g/m3 per g/s at a receptor
/// `z` above the ground; 0 upwind. A plume that rises through the top does not come down.
double plume(const Source& s, const Weather& w, Metres receptor, double z);

/// The same on flat terms: axis at `height`, wind u, x downwind, y across.
double gaussian(double u, double x, double y, double z, double height, double sy, double sz, double mixing);

}  // namespace limpid::sim
