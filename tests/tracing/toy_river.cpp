// SPDX-License-Identifier: Apache-2.0
#include "tracing/toy_river.hpp"

#include <cmath>

namespace limpid::testing {
namespace {

constexpr double kVelocity = 0.4;  // register, m/s
constexpr double kStep = 60;       // s
constexpr double kDispersion = 5;  // m2/s; the explicit step is stable below 6.3
constexpr double kJoin = 12;       // km on the main stem
constexpr double kSideLength = 8, kMainLength = 24;

struct Section {
  const char* key;
  const char* on;
  double km;
};
constexpr Section kSections[] = {
    {"top", "main", 6}, {"side", "side", 7.5}, {"middle", "main", 14}, {"low", "main", 19}, {"end", "main", 23.5}};

ledger::Object object(const std::string& kind, const std::string& key, Json attributes) {
  ledger::Object out;
  out.kind = kind;
  out.key = out.name = key;
  out.attributes = std::move(attributes);
  return out;
}

/// Repeatable noise in [-1, 1].
double wobble(std::size_t a, std::size_t b) {
  std::uint64_t x = a * 0x9E3779B97F4A7C15ull ^ (b + 1) * 0xC2B2AE3D27D4EB4Full;
  x ^= x >> 31;
  x *= 0xBF58476D1CE4E5B9ull;
  x ^= x >> 29;
  return static_cast<double>(x >> 11) / static_cast<double>(1ull << 53) * 2 - 1;
}

/// One channel of moving water: concentrations by cell, upstream first.
struct Channel {
  double flow;
  std::vector<double> cells;
  double cell_km;

  Channel(double length_km, double discharge)
      : flow(discharge), cell_km(kVelocity * ToyRiver::kTrueSpeed * kStep / 1000) {
    cells.resize(static_cast<std::size_t>(length_km / cell_km) + 1, 0.0);
  }
  std::size_t at(double km) const { return std::min(cells.size() - 1, static_cast<std::size_t>(km / cell_km)); }
  void move() {
    for (std::size_t i = cells.size() - 1; i > 0; --i) cells[i] = cells[i - 1];
    cells[0] = 0;
    const double mix = kDispersion * kStep / (cell_km * cell_km * 1e6);
    const double loss = std::exp(-0.1 / 86400 * kStep);
    double before = cells[0];
    for (std::size_t i = 1; i + 1 < cells.size(); ++i) {
      const double now = cells[i];
      cells[i] = (now + mix * (before - 2 * now + cells[i + 1])) * loss;
      before = now;
    }
  }
};

}  // namespace

ToyRiver::ToyRiver()
    : outfalls_{{"m1", "main", 1.0, 0.02, 6, 0.5, false},   {"m2", "main", 3.0, 0.01, 12, 1.5, false},
                {"m3", "main", 4.5, 0.03, 4, 0.3, true},    {"m4", "main", 7.5, 0.02, 9, 0.9, false},
                {"m5", "main", 9.0, 0.015, 5, 1.8, false},  {"m6", "main", 11.0, 0.03, 7, 0.4, true},
                {"s1", "side", 1.5, 0.01, 8, 0.8, false},   {"s2", "side", 4.0, 0.02, 3, 0.9, false},
                {"s3", "side", 6.5, 0.01, 15, 1.0, true},   {"m7", "main", 13.0, 0.02, 6, 0.6, false},
                {"m8", "main", 15.5, 0.02, 10, 0.7, false}, {"m9", "main", 17.0, 0.04, 5, 0.5, true},
                {"m10", "main", 18.0, 0.01, 6, 2.0, false}, {"m11", "main", 20.0, 0.03, 8, 0.6, false},
                {"m12", "main", 22.0, 0.02, 5, 1.2, false}} {}

std::vector<std::string> ToyRiver::sections_below(const Outfall& outfall) const {
  std::vector<std::string> out;
  for (const auto& section : kSections) {
    const bool same = outfall.on == section.on && section.km >= outfall.km;
    const bool after_join = outfall.on == "side" && std::string(section.on) == "main" && section.km >= kJoin;
    if (same || after_join) out.push_back(std::string("section/") + section.key);
  }
  return out;
}

void ToyRiver::fill(MemoryFacts& facts, Instant start, const std::string& key, Instant spill, double grams) const {
  const auto put = [&](const ledger::Object& o) { facts.put("object", o.ref(), o); };
  const auto reach = [&](const char* name, const char* from, const char* to, double km, double flow) {
    put(object("reach", name,
               {{"from", from},
                {"to", to},
                {"length_km", km},
                {"velocity_m_s", kVelocity},
                {"discharge_m3_s", flow},
                {"dispersion_m2_s", 8.0}}));
  };
  reach("upper", "node/a", "node/j", kJoin, 1.6);
  reach("side", "node/b", "node/j", kSideLength, 0.8);
  reach("lower", "node/j", "node/z", kMainLength - kJoin, 2.4);
  const auto place = [&](const std::string& on, double km) -> Json {
    if (on == "side") return {{"reach", "reach/side"}, {"km", km}};
    return km < kJoin ? Json{{"reach", "reach/upper"}, {"km", km}} : Json{{"reach", "reach/lower"}, {"km", km - kJoin}};
  };
  for (const auto& section : kSections) put(object("section", section.key, place(section.on, section.km)));
  const Outfall* guilty = nullptr;
  for (std::size_t n = 0; n < outfalls_.size(); ++n) {
    const auto& o = outfalls_[n];
    auto attributes = place(o.on, o.km);
    attributes.update(
        {{"flow_m3_s", o.flow}, {"online", o.online}, {"pollutants", {"w21003", "w21011"}}, {"limit_w21003", 15.0}});
    put(object("outfall", o.key, attributes));
    if (o.key == key) guilty = &o;
    for (int month = 1; month <= 6; ++month) {
      if (o.online) break;
      const auto m = static_cast<std::size_t>(month);
      facts.observe("outfall/" + o.key, "w21003", start - kDay * 30 * month, o.ammonia * (1 + 0.15 * wobble(n, m)),
                    "lab", Period::day);
      facts.observe("outfall/" + o.key, "w21011", start - kDay * 30 * month,
                    o.phosphorus * (1 + 0.15 * wobble(n, m + 50)), "lab", Period::day);
    }
    for (int h = -24 * 8; o.online && h < 48; ++h) {
      const Instant hour = start + kHour * h;
      double ammonia = o.ammonia * (1 + 0.1 * wobble(n, static_cast<std::size_t>(h + 1000)));
      double phosphorus = o.phosphorus * (1 + 0.1 * wobble(n, static_cast<std::size_t>(h + 3000)));
      if (o.key == key && hour == spill) {
        ammonia += grams / (o.flow * 3600);
        phosphorus += grams * o.phosphorus / o.ammonia / (o.flow * 3600);
      }
      facts.observe("outfall/" + o.key, "w21003", hour, ammonia, "device:" + o.key);
      facts.observe("outfall/" + o.key, "w21011", hour, phosphorus, "device:" + o.key);
    }
  }
  Channel side(kSideLength, 0.8), upper(kJoin, 1.6), lower(kMainLength - kJoin, 2.4);
  std::map<std::pair<std::string, Instant>, double> sums;
  for (int minute = 0; minute < 48 * 60; ++minute) {
    const Instant now = start + kMinute * minute;
    side.move();
    upper.move();
    lower.move();
    lower.cells[0] = (side.cells.back() * side.flow + upper.cells.back() * upper.flow) / lower.flow;
    if (guilty != nullptr && now >= spill && now < spill + kHour) {
      Channel& channel = guilty->on == "side" ? side : guilty->km < kJoin ? upper : lower;
      const double km = guilty->on == "main" && guilty->km >= kJoin ? guilty->km - kJoin : guilty->km;
      channel.cells[channel.at(km)] += grams / 3600 / channel.flow;
    }
    for (const auto& section : kSections) {
      const std::string on = section.on;
      const Channel& channel = on == "side" ? side : section.km < kJoin ? upper : lower;
      const double km = on == "main" && section.km >= kJoin ? section.km - kJoin : section.km;
      sums[{section.key, period_start(Period::hour, now)}] += channel.cells[channel.at(km)] / 60;
    }
  }
  std::size_t n = 0;
  for (const auto& [where, wave] : sums) {
    ++n;
    const double day = std::sin(static_cast<double>(civil(where.second).hour) / 24 * 6.283);
    const double ratio = guilty != nullptr ? guilty->phosphorus / guilty->ammonia : 0;
    facts.observe("section/" + where.first, "w21003", where.second, 0.6 * (1 + 0.08 * day + 0.05 * wobble(n, 7)) + wave,
                  "device:" + where.first);
    facts.observe("section/" + where.first, "w21011", where.second,
                  0.12 * (1 + 0.08 * day + 0.05 * wobble(n, 9)) + wave * ratio, "device:" + where.first);
  }
}

}  // namespace limpid::testing
