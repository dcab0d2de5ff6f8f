// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "sim/model/river.hpp"

namespace limpid::sim {

using Months = std::array<double, 12>;

/// plans/*/simulation.yaml, checked and typed. The file explains each figure.
struct Settings {
  struct Discharger {
    double share;
    Carried spill;
  };
  struct Water {
    Months temperature_c;
    double flow_spread, noise, cod_to_codmn, oxygen_per_nh3n;
    std::map<std::string, Carried> inflow;
    std::map<std::string, Discharger> dischargers;
    double spill_hours, spill_times_limit, spill_flow_times;
  };
  struct Background {
    double mean, spread;
  };
  struct Air {
    Months temperature_c;
    double wind_m_s, noise, no2_of_nox, ozone_lost_to_no2;
    std::map<std::string, Background> background;
    double upset_hours, upset_times;
    double dust_rest, dust_hours, dust_times_threshold;
    double dust_distance_m, dust_spread_y_m, dust_spread_z_m;
  };
  struct Past {
    std::string object;
    std::vector<int> months;
    std::map<std::string, double> times;
  };

  Instant start;
  Water water;
  Air air;
  double silent_hours;
  double gap, maintenance, fault;
  double lab_scatter;
  int lab_day;
  std::vector<Past> past;
};

/// Throws Failure where the file does not fit its schema.
Settings read_settings(const std::filesystem::path& file, const std::filesystem::path& schema);

/// The value in the middle of each month, linear between: no step at midnight of the first.
double by_season(const Months& months, Instant t);

}  // namespace limpid::sim
