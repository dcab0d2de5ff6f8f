// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"

namespace limpid::tracing {

/// A pollutant that the water carries along.
struct CarriedParameter {
  std::string code;
  std::string source;  ///< what an outfall reports for it: COD for CODMn
  double decay_per_s = 0;
  double per_source = 1;  ///< how much of `code` one unit of `source` makes
};

struct WaterSettings {
  double max_travel_s, baseline_s, velocity_cv, raised_noise, raised_share, noise_share, model_error, unregistered;
  double own_raised, own_normal, own_missing, fingerprint_floor, fingerprint_spread;
  double mass_ordinary, mass_spread, mass_floor, near_limit, not_permitted;
  std::vector<CarriedParameter> parameters;

  const CarriedParameter* parameter(std::string_view code) const;
};

struct EmittedParameter {
  std::string code;
  std::string rate;   ///< attribute with the ordinary emission in g/s
  std::string stack;  ///< what a device at the stack reports for it
  double factor = 1;  ///< of the code's unit in one ug/m3
};

struct AirSettings {
  double max_distance_m, baseline_s, direction_sd_rad, calm_m_s, noise_share, model_error, unseen_share, unregistered;
  double own_site, own_raised, own_normal, upset_ordinary, upset_spread, upset_floor;
  std::vector<EmittedParameter> parameters;

  const EmittedParameter* parameter(std::string_view code) const;
};

struct Settings {
  WaterSettings water;
  AirSettings air;

  /// catalog/tracing.yaml, checked against schemas/tracing.json; throws Failure.
  static Settings load();
  static Settings from_json(const Json& data);
};

}  // namespace limpid::tracing
