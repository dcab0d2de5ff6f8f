// SPDX-License-Identifier: Apache-2.0
#include "sim/model/water.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace limpid::sim {
namespace {

constexpr int kStepSeconds = 60;
constexpr double kAffectedMgPerL = 0.1;
constexpr double kGoneGrams = 100;  // of a spill's ammonia nitrogen: no section feels it

std::int64_t hour_index(Instant t) {
  return to_ms(t) / 3'600'000;
}
double hour_of_day(Instant t) {
  const Civil c = civil(t);
  return c.hour + c.minute / 60.0;
}
/// 1 at `peak` o'clock, -1 twelve hours later.
double daily(double hour, double peak) {
  return std::cos((hour - peak) / 12 * std::numbers::pi);
}
bool weekend(Instant t) {
  return (to_ms(t + kCst) / 86'400'000 + 3) % 7 >= 5;
}  // 1970-01-01 was a Thursday

/// Oxygen at saturation, mg/L (Elmore and Hayes), at the county's 700 m.
double oxygen_saturation(double c) {
  return 0.92 * (14.652 - 0.41022 * c + 0.007991 * c * c - 7.7774e-5 * c * c * c);
}

River build_river(const Registers& registers, const Settings& settings) {
  std::vector<ReachSpec> reaches;
  std::map<std::string, Carried> inflow;
  for (const Row& r : registers.at("reach")) {
    const double width = r.number("width_m", 10), velocity = r.number("velocity_m_s"), q = r.number("discharge_m3_s");
    const std::string key(r.text("key"));
    reaches.push_back({key, key_of(r.text("from")), key_of(r.text("to")), r.number("length_km") * 1000, velocity, q,
                       width, r.number("dispersion_m2_s", dispersion(width, velocity, q))});
    const auto known = settings.water.inflow.find(std::string(r.text("river")));
    if (known == settings.water.inflow.end())
      throw Failure("sim.no_inflow", Json{{"river", std::string(r.text("river"))}}, key);
    inflow[key] = known->second;
  }
  return River(std::move(reaches), std::move(inflow));
}

}  // namespace

std::optional<double> nh3n_limit(std::string_view target) {
  const std::pair<std::string_view, double> classes[] = {{"Ⅰ", 0.15}, {"Ⅱ", 0.5}, {"Ⅲ", 1.0}, {"Ⅳ", 1.5}, {"Ⅴ", 2.0}};
  for (const auto& [numeral, limit] : classes)
    if (target.starts_with(numeral)) return limit;
  return std::nullopt;
}

Water::Water(const Registers& registers, const Settings& settings, Noise noise, Instant start,
             std::vector<Event> events)
    : settings_(settings),
      noise_(noise),
      now_(start - kWarmHours * kHour),
      events_(std::move(events)),
      river_(build_river(registers, settings)) {
  place(registers);
  river_.set_conditions(flow_factor(now_), water_c(now_));
  for (const Discharger& d : dischargers_) discharge(d, moment(now_));
  river_.settle();
  while (now_ < start) next_hour();
}

void Water::place(const Registers& registers) {
  for (const Row& r : registers.at("section")) {
    const std::string key(r.text("key"));
    sections_.push_back({"section/" + key, key, std::string(r.text("river")), key_of(r.text("reach")), r.number("km"),
                         nh3n_limit(r.text("target"))});
  }
  place_dischargers(registers.at("outfall"), "outfall");
  place_dischargers(registers.at("plant"), "plant");
}

void Water::place_dischargers(const Table& table, const std::string& kind) {
  for (const Row& r : table) {
    const std::string type = kind == "plant" ? "sewage" : std::string(r.text("discharger_type"));
    const auto known = settings_.water.dischargers.find(type);
    if (known == settings_.water.dischargers.end())
      throw Failure("sim.discharger_type", Json{{"type", type}}, std::string(r.text("key")));
    Discharger d{};
    d.key = r.text("key");
    d.object = kind + "/" + d.key;
    d.reach = key_of(r.text("reach"));
    d.km = r.number("km");
    d.source = river_.add_source(d.reach, d.km);
    d.flow = r.number("flow_m3_s");
    const char* limits[kSpecies] = {"limit_w21003", "limit_w21011", "limit_w21001", "limit_w01018"};
    const double otherwise[kSpecies] = {2, 0.4, 15, 40};
    for (std::size_t s = 0; s < kSpecies; ++s) d.ordinary[s] = known->second.share * r.number(limits[s], otherwise[s]);
    d.spill = known->second.spill;
    d.weekly = type != "sewage" && type != "livestock";
    dischargers_.push_back(d);
    dischargers_.back().below = section_below(d.key);
  }
}

std::optional<Water::Below> Water::section_below(const std::string& outfall) const {
  std::optional<Below> best;
  for (const Discharger& d : dischargers_) {
    if (d.key != outfall) continue;
    for (const Section& s : sections_) {
      if (!s.limit) continue;
      const double seconds = river_.travel_seconds(d.reach, d.km, s.reach, s.km);
      if (seconds >= 0 && (!best || seconds < best->seconds)) best = Below{s.key, seconds, *s.limit};
    }
  }
  return best;
}

double Water::flow_factor(Instant t) const {
  const double steady = 2 * noise_.uniform("flow", 0) - 1;
  const double slow = noise_.drift("flow", static_cast<double>(to_ms(t)) / 3.6e6, 48);
  return 1 + settings_.water.flow_spread * (0.7 * steady + 0.3 * slow);
}

double Water::water_c(Instant t) const {
  const double slow = noise_.drift("water_c", static_cast<double>(to_ms(t)) / 3.6e6, 72);
  return std::max(1.0, by_season(settings_.water.temperature_c, t) + 0.9 * daily(hour_of_day(t), 16) + 0.8 * slow);
}

Water::Moment Water::moment(Instant t) const {
  const double hour = hour_of_day(t);
  return {t,
          static_cast<double>(to_ms(t)) / 3.6e6,
          std::cos((hour - 8.5) / 6 * std::numbers::pi),
          daily(hour, 15),
          weekend(t),
          water_c(t)};
}

Carried Water::spilled(const Discharger& d, Carried load, Instant t, std::optional<std::size_t> except) const {
  for (std::size_t i = 0; i < events_.size(); ++i) {
    const Event& e = events_[i];
    if (i == except || e.type != EventType::spill || e.object != d.object || !e.covers(t)) continue;
    // Sized by the section below; without one by class V in the reach itself.
    double water = river_.discharge(d.reach), limit = 2.0;
    if (d.below) {
      limit = d.below->limit;
      for (const Section& s : sections_)
        if (s.key == d.below->section) water = river_.discharge(s.reach);
    }
    for (std::size_t s = 0; s < kSpecies; ++s)
      load[s] += settings_.water.spill_times_limit * limit * water * d.spill[s];
  }
  return load;
}

std::pair<Carried, double> Water::discharge(const Discharger& d, const Moment& now) {
  double flow = d.flow * (1 + 0.15 * now.twice_daily) * (d.weekly && now.weekend ? 0.8 : 1);
  const double level = 1 + 0.10 * now.twice_daily + 0.25 * noise_.drift(d.object, now.hours, 7);
  Carried load{};
  for (std::size_t s = 0; s < kSpecies; ++s) load[s] = d.ordinary[s] * level * flow;
  for (auto& [event, river] : without_) river.set_load(d.source, spilled(d, load, now.t, event));
  load = spilled(d, load, now.t, std::nullopt);
  for (const Event& e : events_)
    if (e.type == EventType::spill && e.object == d.object && e.covers(now.t)) flow *= settings_.water.spill_flow_times;
  river_.set_load(d.source, load);
  Carried concentration{};
  for (std::size_t s = 0; s < kSpecies; ++s) concentration[s] = load[s] / flow;
  return {concentration, flow};
}

void Water::measure(const Section& s, SectionMeans& m, const Moment& now) const {
  const Carried c = river_.at(s.reach, s.km);
  const double excess = std::max(0.0, c[kNh3n] - settings_.water.inflow.at(s.river)[kNh3n]);
  const double oxygen =
      oxygen_saturation(now.water_c) * (0.94 + 0.05 * now.afternoon) - settings_.water.oxygen_per_nh3n * excess;
  m.nh3n.add(c[kNh3n]);
  for (const auto& [event, river] : without_) m.without[event].add(river.at(s.reach, s.km)[kNh3n]);
  m.tp.add(c[kTp]);
  m.tn.add(c[kTn]);
  m.cod.add(c[kCod]);
  m.oxygen.add(std::max(0.3, oxygen));
  m.temperature.add(now.water_c);
  m.ph.add(8.0 + 0.12 * now.afternoon + std::min(0.3, 0.02 * excess));
}

void Water::keep_comparisons() {
  std::erase_if(without_, [&](const auto& one) {
    const double left = river_.balance().stored[kNh3n] - one.second.balance().stored[kNh3n];
    return events_[one.first].end <= now_ && left < kGoneGrams;
  });
  for (std::size_t i = 0; i < events_.size(); ++i) {
    const Event& e = events_[i];
    if (e.type == EventType::spill && e.start < now_ + kHour && e.end > now_) without_.emplace(i, river_);
  }
}

void Water::run_hour(std::vector<SectionMeans>& sections, std::vector<DischargerMeans>& dischargers) {
  keep_comparisons();
  river_.set_conditions(flow_factor(now_), water_c(now_));
  for (auto& [event, river] : without_) river.set_conditions(flow_factor(now_), water_c(now_));
  for (int step = 0; step < 3600 / kStepSeconds; ++step) {
    const Moment t = moment(now_ + step * Millis{kStepSeconds * 1000});
    for (std::size_t i = 0; i < dischargers_.size(); ++i) {
      const auto [concentration, flow] = discharge(dischargers_[i], t);
      dischargers[i].flow.add(flow);
      for (std::size_t s = 0; s < kSpecies; ++s) dischargers[i].concentration[s].add(concentration[s]);
    }
    river_.step(kStepSeconds);
    for (auto& [event, river] : without_) river.step(kStepSeconds);
    for (std::size_t i = 0; i < sections_.size(); ++i) measure(sections_[i], sections[i], t);
  }
}

std::vector<Report> Water::next_hour() {
  std::vector<SectionMeans> sections(sections_.size());
  std::vector<DischargerMeans> dischargers(dischargers_.size());
  run_hour(sections, dischargers);
  std::vector<Report> reports;
  effects_.clear();
  for (std::size_t i = 0; i < sections_.size(); ++i) {
    for (const auto& [event, nh3n] : sections[i].without)
      if (sections[i].nh3n.value() - nh3n.value() > kAffectedMgPerL) effects_.push_back({event, sections_[i].object});
    reports.push_back(section_report(sections_[i], sections[i]));
  }
  for (std::size_t i = 0; i < dischargers_.size(); ++i)
    reports.push_back(discharger_report(dischargers_[i], dischargers[i]));
  now_ += kHour;
  return reports;
}

Reading Water::noisy(const Report& report, const Mean& mean, const char* code, int decimals, double factor) const {
  const double n = settings_.water.noise * noise_.normal(report.object + code, hour_index(report.hour));
  return mean.reading(code, decimals, factor * (1 + n));
}

Report Water::section_report(const Section& s, const SectionMeans& m) const {
  Report r{s.object, now_, {}};
  r.readings.push_back(m.ph.reading("w01001", 2, 1 + 0.003 * noise_.normal(s.object + "ph", hour_index(now_))));
  r.readings.push_back(noisy(r, m.oxygen, "w01009", 2, 1));
  r.readings.push_back(m.temperature.reading("w01010", 1));
  r.readings.push_back(noisy(r, m.cod, "w01019", 1, settings_.water.cod_to_codmn));
  r.readings.push_back(noisy(r, m.nh3n, "w21003", 3, 1));
  r.readings.push_back(noisy(r, m.tp, "w21011", 3, 1));
  r.readings.push_back(noisy(r, m.tn, "w21001", 2, 1));
  return r;
}

Report Water::discharger_report(const Discharger& d, const DischargerMeans& m) const {
  Report r{d.object, now_, {}};
  Reading flow = noisy(r, m.flow, "w00000", 2, 1000);  // L/s; the total in m3
  flow.total = flow.avg * 3.6;
  r.readings.push_back(flow);
  r.readings.push_back(noisy(r, m.concentration[kCod], "w01018", 1, 1));
  r.readings.push_back(noisy(r, m.concentration[kNh3n], "w21003", 3, 1));
  r.readings.push_back(noisy(r, m.concentration[kTp], "w21011", 3, 1));
  r.readings.push_back(noisy(r, m.concentration[kTn], "w21001", 2, 1));
  return r;
}

}  // namespace limpid::sim
