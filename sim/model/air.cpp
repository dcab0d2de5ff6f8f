// SPDX-License-Identifier: Apache-2.0
#include "sim/model/air.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numbers>

namespace limpid::sim {
namespace {

constexpr double kMicro = 1e6, kMilli = 1e3;
constexpr double kAffectedShare = 0.10;
constexpr double kBreathing = 3;  // inlet height of a site's instrument, m

std::int64_t hour_index(Instant t) {
  return to_ms(t) / 3'600'000;
}
double hours_of(Instant t) {
  return static_cast<double>(to_ms(t)) / 3.6e6;
}
double daily(Instant hour, double peak) {
  return std::cos((civil(hour).hour + 0.5 - peak) / 12 * std::numbers::pi);
}
bool weekend(Instant t) {
  return (to_ms(t + kCst) / 86'400'000 + 3) % 7 >= 5;
}  // 1970-01-01 was a Thursday

/// `06-22` -> 6, 22; always at work when it says nothing.
std::pair<int, int> shift(std::string_view hours) {
  if (hours.size() != 5) return {0, 24};
  return {std::atoi(std::string(hours.substr(0, 2)).c_str()), std::atoi(std::string(hours.substr(3)).c_str())};
}

bool in_hour(const Event& e, Instant hour) {
  return e.start < hour + kHour && e.end > hour;
}

double from_gram(const std::string& code) {
  return code == "a21005" ? kMilli : kMicro;
}

}  // namespace

Air::Air(const Registers& registers, const Settings& settings, Noise noise, std::vector<Event> events)
    : settings_(settings), noise_(noise), events_(std::move(events)) {
  place(registers);
}

void Air::place(const Registers& registers) {
  for (const Row& r : registers.at("enterprise")) {
    Emitter e{};
    e.object = "enterprise/" + std::string(r.text("key"));
    e.source = {metres(r.number("lon"), r.number("lat")), r.number("stack_height_m"), r.number("stack_diameter_m"),
                r.number("exit_velocity_m_s"), r.number("exit_temperature_c")};
    for (const char* code : {"a34004", "a34002", "a21026", "a21002", "a21005"})
      e.rate[code] = r.number("rate_" + std::string(code) + "_g_s");
    std::tie(e.from_hour, e.to_hour) = shift(r.text("hours"));
    e.normal_m3_s = std::numbers::pi / 4 * e.source.diameter_m * e.source.diameter_m * e.source.exit_m_s * 273.15 /
                    (273.15 + e.source.exit_c);
    e.online = r.yes("online");
    emitters_.push_back(std::move(e));
  }
  for (const Row& r : registers.at("dust-site")) {
    Site s{"dust-site/" + std::string(r.text("key")), {}, {}, r.number("threshold_a34002", 250)};
    s.source.at = metres(r.number("lon"), r.number("lat"));
    s.source.initial_y = settings_.air.dust_spread_y_m;
    s.source.initial_z = settings_.air.dust_spread_z_m;
    s.rate = {{"a34002", r.number("rate_a34002_g_s")}, {"a34004", r.number("rate_a34004_g_s")}};
    sites_.push_back(std::move(s));
  }
  for (const Row& r : registers.at("air-station"))
    stations_.push_back({"air-station/" + std::string(r.text("key")), metres(r.number("lon"), r.number("lat")),
                         r.number("inlet_m", 12)});
}

bool Air::happens(EventType type, const std::string& object, Instant hour, const Event* except) const {
  return std::any_of(events_.begin(), events_.end(), [&](const Event& e) {
    return &e != except && e.type == type && e.object == object && in_hour(e, hour);
  });
}

void Air::note_at_source(EventType type, const std::string& object, Instant hour) {
  for (std::size_t i = 0; i < events_.size(); ++i)
    if (events_[i].type == type && events_[i].object == object && in_hour(events_[i], hour))
      effects_.push_back({i, object});
}

double Air::activity(const Emitter& e, Instant hour) const {
  const int h = civil(hour).hour;
  const bool at_work = h >= e.from_hour && h < e.to_hour;
  const double week = weekend(hour) ? 0.85 : 1.0;
  return (at_work ? 1.0 : 0.05) * week * (1 + 0.2 * noise_.drift(e.object, hours_of(hour), 9));
}

/// g/m3 per g/s of what a site raises, at its own instrument: the dust lies all around it, so any wind brings some.
double Air::own_dust(const Weather& w) const {
  const double x = settings_.air.dust_distance_m;
  return gaussian(wind_at(w, 10), x, 0, kBreathing, 0,
                  std::hypot(sigma_y(w.stability, x), settings_.air.dust_spread_y_m),
                  std::hypot(sigma_z(w.stability, x), settings_.air.dust_spread_z_m), w.mixing_m);
}

double Air::site_activity(const Site& s, Instant hour, const Weather& w, const Event* except) const {
  if (happens(EventType::dust, s.object, hour, except))
    return settings_.air.dust_times_threshold * s.threshold / kMicro / (own_dust(w) * s.rate.at("a34002"));
  const int h = civil(hour).hour;
  const double at_work =
      h >= 7 && h < 19 ? 0.7 + 0.3 * noise_.drift(s.object, hours_of(hour), 5) : settings_.air.dust_rest;
  return at_work * (weekend(hour) ? 0.8 : 1.0);
}

Air::Levels Air::background(Instant hour, const Weather& w) const {
  const auto slow = [&](const char* code) {
    const Settings::Background& b = settings_.air.background.at(code);
    return b.mean * (1 + b.spread * noise_.drift(std::string("background") + code, hours_of(hour), 30));
  };
  const double night = 1 - 0.15 * daily(hour, 15);
  const double traffic = 1 + 0.25 * std::cos((civil(hour).hour - 8) / 6.0 * std::numbers::pi);
  Levels l;
  l["a34004"] = slow("a34004") * night;
  const double coarse = settings_.air.background.at("a34002").mean - settings_.air.background.at("a34004").mean;
  l["a34002"] = l["a34004"] + coarse * slow("a34002") / settings_.air.background.at("a34002").mean * night;
  l["a21026"] = slow("a21026") * night;
  l["a21004"] = slow("a21004") * traffic;
  l["a21005"] = slow("a21005") * night;
  l["a05024"] = slow("a05024") * (0.75 + 0.35 * daily(hour, 15) + 0.25 * std::min(1.0, w.radiation / 700));
  return l;
}

Air::Levels Air::levels(Metres receptor, double z, const std::string& self, Instant hour, const Weather& w,
                        const Event* except) const {
  Levels l = background(hour, w);
  const double no2_before = l["a21004"];
  for (const Emitter& e : emitters_) {
    const double reach = plume(e.source, w, receptor, z);
    if (reach <= 0) continue;
    const bool upset = happens(EventType::upset, e.object, hour, except);
    const double work = activity(e, hour) * (upset ? settings_.air.upset_times : 1);
    for (const auto& [code, rate] : e.rate) {
      const double share = code == "a21002" ? settings_.air.no2_of_nox : 1;
      l[code == "a21002" ? "a21004" : code] += reach * rate * work * share * from_gram(code);
    }
  }
  for (const Site& s : sites_) {
    if (s.object == self) continue;
    const double reach = plume(s.source, w, receptor, z);
    if (reach <= 0) continue;
    for (const auto& [code, rate] : s.rate) l[code] += reach * rate * site_activity(s, hour, w, except) * kMicro;
  }
  l["a05024"] = std::max(5.0, l["a05024"] - settings_.air.ozone_lost_to_no2 * (l["a21004"] - no2_before));
  return l;
}

Reading Air::reading(const std::string& object, const std::string& code, double value, int decimals, Instant hour,
                     double spread) const {
  const double v = value * (1 + settings_.air.noise * noise_.normal(object + code, hour_index(hour)));
  const double s = spread * (1 + 0.3 * noise_.drift(object + code + "spread", hours_of(hour), 3));
  return {code, v, v * (1 - s), v * (1 + s), decimals, {}, 'N'};
}

Report Air::station_report(const Station& s, Instant hour, const Weather& w) {
  Report r{s.object, hour, {}};
  const Levels l = levels(s.at, s.inlet_m, s.object, hour, w);
  for (const char* code : {"a34004", "a34002", "a21026", "a21004", "a21005", "a05024"})
    r.readings.push_back(reading(s.object, code, l.at(code), code == std::string_view("a21005") ? 2 : 1, hour, 0.15));
  for (std::size_t i = 0; i < events_.size(); ++i) {
    if (!in_hour(events_[i], hour)) continue;
    const Levels without = levels(s.at, s.inlet_m, s.object, hour, w, &events_[i]);
    if (std::any_of(l.begin(), l.end(),
                    [&](const auto& level) { return level.second > without.at(level.first) * (1 + kAffectedShare); }))
      effects_.push_back({i, s.object});
  }
  // Honest instruments differ: PM2.5 never reads above PM10 here, which real ones do in one hour of a hundred.
  r.readings[0].avg = std::min(r.readings[0].avg, r.readings[1].avg);
  r.readings.push_back(reading(s.object, "a01007", w.wind_m_s, 1, hour, 0.35));
  const double turned = w.wind_from_deg + 8 * noise_.normal(s.object + "from", hour_index(hour));
  const double from = std::fmod(turned + 360, 360);
  r.readings.push_back({"a01008", from, from, from, 0, {}, 'N'});
  const double celsius = w.temperature_c + 0.4 * noise_.normal(s.object + "c", hour_index(hour));
  r.readings.push_back({"a01001", celsius, celsius - 0.6, celsius + 0.6, 1, {}, 'N'});
  return r;
}

Report Air::site_report(const Site& s, Instant hour, const Weather& w) {
  Report r{s.object, hour, {}};
  Levels l = levels(s.source.at, kBreathing, s.object, hour, w);
  for (const auto& [code, rate] : s.rate) l[code] += own_dust(w) * rate * site_activity(s, hour, w) * kMicro;
  note_at_source(EventType::dust, s.object, hour);
  for (const char* code : {"a34002", "a34004"}) r.readings.push_back(reading(s.object, code, l.at(code), 0, hour, 0.2));
  return r;
}

Report Air::stack_report(const Emitter& e, Instant hour, const Weather&) {
  Report r{e.object, hour, {}};
  const bool upset = happens(EventType::upset, e.object, hour);
  note_at_source(EventType::upset, e.object, hour);
  const double work = activity(e, hour) * (upset ? settings_.air.upset_times : 1);
  // The gas flows on at rest, thinner: what leaves and what the instrument reads agree.
  r.readings.push_back(reading(e.object, "a00000", e.normal_m3_s, 2, hour, 0.05));
  for (const auto& [code, of] : {std::pair{"a34013", "a34002"}, {"a21026", "a21026"}, {"a21002", "a21002"}})
    if (e.rate.at(of) > 0)
      r.readings.push_back(reading(e.object, code, e.rate.at(of) * work / e.normal_m3_s * kMilli, 1, hour, 0.1));
  return r;
}

std::vector<Report> Air::hour(Instant hour) {
  const Weather w = weather(hour);
  std::vector<Report> reports;
  effects_.clear();
  for (const Station& s : stations_) reports.push_back(station_report(s, hour, w));
  for (const Site& s : sites_) reports.push_back(site_report(s, hour, w));
  for (const Emitter& e : emitters_)
    if (e.online) reports.push_back(stack_report(e, hour, w));
  return reports;
}

}  // namespace limpid::sim
