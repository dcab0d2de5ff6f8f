// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "registry/network.hpp"
#include "tracing/series.hpp"
#include "tracing/settings.hpp"

namespace limpid::tracing {

/// A section with its readings of one parameter, seen from the section where the episode is.
struct Station {
  std::string object;
  std::string name;
  registry::Leg to_target;  ///< zero for the target itself
  double discharge_m3_s = 0;
  Hours hours;       ///< from well before the episode to the cutoff
  double level = 0;  ///< ordinary level
  double noise = 0;
  Instant from;  ///< first hour that is compared with a model
  bool known() const { return noise > 0; }
  double excess(double value) const { return value - level; }
  /// Greatest excess over hours that start in [a, b); empty without data there.
  std::optional<double> peak(Instant a, Instant b) const;
};

/// Hourly mean, from 0 to 1, of a front that arrives at `arrival` (seconds after the hour began; negative: before),
/// stays `duration` seconds and is blurred by `sigma` seconds: a release of constant strength after dispersion on its
/// way (frozen cloud).
double hour_response(double arrival, double duration, double sigma);

/// What the readings say of the load in its strongest hour, over all releases tried: the middle, and the bounds of nine
/// tenths; g/s.
struct LoadRange {
  double middle = 0, low = 0, high = 0;
};

/// A release that would explain the readings.
struct Release {
  Instant start;
  double duration_s = 0;
  double speed = 1;         ///< travel time against the register's, as a factor
  double load_g_s = 0;      ///< over the ordinary load
  double log_evidence = 0;  ///< over all releases tried
  LoadRange load = {};
};

/// The way from a candidate to each station, empty where its water does not pass.
using Ways = std::vector<std::optional<registry::Leg>>;

/// Excess at a station in the hour that begins at `hour`, for a release of 1 g/s; mg/L.
double predicted(const Release& release, const registry::Leg& way, const Station& station, double decay_per_s,
                 Instant hour);

/// Fits release time, duration, speed of the water and load to all stations at once: those that the water passes must
/// show it, the others must not. `onset` is the first bad hour at the first station. The evidence is the mean
/// likelihood over the releases tried, each reading counting no more than a limited amount, because sensors fail too.
/// A release whose front the readings have hardly met is not tried: any load at all would fit it.
Release fit_release(const std::vector<Station>& stations, const Ways& ways, Instant onset, double decay_per_s,
                    const WaterSettings& settings);

}  // namespace limpid::tracing
