// SPDX-License-Identifier: Apache-2.0
#include "sim/model/settings.hpp"

#include <cmath>
#include <cstdlib>

#include "base/data_file.hpp"

namespace limpid::sim {
namespace {

/// read_yaml keeps decimals as text.
double number(const Json& value) {
  return value.is_string() ? std::strtod(value.get_ref<const std::string&>().c_str(), nullptr) : value.get<double>();
}

Months months(const Json& list) {
  Months m{};
  for (std::size_t i = 0; i < m.size(); ++i) m[i] = number(list.at(i));
  return m;
}

/// Ammonia nitrogen is 1 where it is not given: a spill's other parts are relative to it.
Carried carried(const Json& by_code) {
  const auto part = [&](const char* code, double otherwise) {
    return by_code.contains(code) ? number(by_code.at(code)) : otherwise;
  };
  return {part("w21003", 1), part("w21011", 0), part("w21001", 0), part("w01018", 0)};
}

Settings::Water water(const Json& j) {
  Settings::Water w{};
  w.temperature_c = months(j.at("temperature_c"));
  w.flow_spread = number(j.at("flow_spread"));
  w.noise = number(j.at("noise"));
  w.cod_to_codmn = number(j.at("cod_to_codmn"));
  w.oxygen_per_nh3n = number(j.at("oxygen_per_nh3n"));
  for (const auto& [river, c] : j.at("inflow").items()) w.inflow[river] = carried(c);
  for (const auto& [type, d] : j.at("dischargers").items())
    w.dischargers[type] = {number(d.at("share")), carried(d.at("spill"))};
  w.spill_hours = number(j.at("spill").at("hours"));
  w.spill_times_limit = number(j.at("spill").at("times_limit"));
  w.spill_flow_times = number(j.at("spill").at("flow_times"));
  return w;
}

Settings::Air air(const Json& j) {
  Settings::Air a{};
  a.temperature_c = months(j.at("temperature_c"));
  a.wind_m_s = number(j.at("wind_m_s"));
  a.noise = number(j.at("noise"));
  a.no2_of_nox = number(j.at("no2_of_nox"));
  a.ozone_lost_to_no2 = number(j.at("ozone_lost_to_no2"));
  for (const auto& [code, b] : j.at("background").items())
    a.background[code] = {number(b.at("mean")), number(b.at("spread"))};
  a.upset_hours = number(j.at("upset").at("hours"));
  a.upset_times = number(j.at("upset").at("times"));
  a.dust_rest = number(j.at("dust").at("rest"));
  a.dust_hours = number(j.at("dust").at("hours"));
  a.dust_times_threshold = number(j.at("dust").at("times_threshold"));
  a.dust_distance_m = number(j.at("dust_source").at("distance_m"));
  a.dust_spread_y_m = number(j.at("dust_source").at("spread_y_m"));
  a.dust_spread_z_m = number(j.at("dust_source").at("spread_z_m"));
  return a;
}

}  // namespace

Settings read_settings(const std::filesystem::path& file, const std::filesystem::path& schema) {
  const Json j = load_data_file(file, schema);
  Settings s{};
  const auto start = parse_instant(j.at("start").get<std::string>());
  if (!start) throw Failure(start.error());
  s.start = *start;
  s.water = water(j.at("water"));
  s.air = air(j.at("air"));
  s.silent_hours = number(j.at("silent").at("hours"));
  s.gap = number(j.at("faults").at("gap"));
  s.maintenance = number(j.at("faults").at("maintenance"));
  s.fault = number(j.at("faults").at("fault"));
  s.lab_scatter = number(j.at("laboratory").at("scatter"));
  s.lab_day = j.at("laboratory").at("day").get<int>();
  for (const Json& p : j.at("laboratory").at("past")) {
    Settings::Past past{p.at("object").get<std::string>(), p.at("months").get<std::vector<int>>(), {}};
    for (const auto& [code, times] : p.at("times").items()) past.times[code] = number(times);
    s.past.push_back(std::move(past));
  }
  return s;
}

double by_season(const Months& months, Instant t) {
  const Civil c = civil(t);
  const double at = c.month - 1 + (c.day - 1 + c.hour / 24.0) / 30.5 - 0.5;
  const double whole = std::floor(at);
  const auto i = static_cast<std::size_t>(static_cast<int>(whole) + 12) % 12;
  return months[i] + (at - whole) * (months[(i + 1) % 12] - months[i]);
}

}  // namespace limpid::sim
