// SPDX-License-Identifier: Apache-2.0
#include "sim/model/truth.hpp"

#include <cmath>
#include <set>

namespace limpid::sim {
namespace {

EventType type_of(const std::string& name) {
  for (const EventType t : {EventType::spill, EventType::upset, EventType::dust, EventType::silent})
    if (to_string(t) == name) return t;
  throw Failure("sim.truth", Json{{"type", name}});
}

Instant instant_of(const Json& text) {
  const auto t = parse_instant(text.get<std::string>());
  if (!t) throw Failure(t.error());
  return *t;
}

}  // namespace

void Truth::resume(const Json& earlier) {
  if (earlier.at("seed").get<std::uint64_t>() != seed_ || instant_of(earlier.at("end")) != start_) return;
  for (const Json& e : earlier.at("events")) {
    for (const Json& a : e.at("affected"))
      for (const Json& hour : a.at("hours"))
        affected_[{events_.size(), a.at("object").get<std::string>()}].push_back(instant_of(hour));
    events_.push_back({type_of(e.at("type").get<std::string>()), e.at("object").get<std::string>(),
                       instant_of(e.at("start")), instant_of(e.at("end"))});
  }
  start_ = instant_of(earlier.at("start"));
}

void Truth::note(const CountyHour& hour) {
  end_ = hour.start + kHour;
  const std::set<Effect> effects(hour.effects.begin(), hour.effects.end());
  for (const Effect& e : effects) affected_[{e.event, e.object}].push_back(hour.start);
}

Json Truth::to_json(const Water& water) const {
  Json events = Json::array();
  for (std::size_t i = 0; i < events_.size(); ++i) {
    const Event& e = events_[i];
    Json affected = Json::array();
    for (const auto& [which, hours] : affected_) {
      if (which.first != i) continue;
      Json times = Json::array();
      for (const Instant t : hours) times.push_back(format_instant(t));
      affected.push_back({{"object", which.second}, {"hours", std::move(times)}});
    }
    Json j{{"type", std::string(to_string(e.type))},
           {"object", e.object},
           {"start", format_instant(e.start)},
           {"end", format_instant(e.end)},
           {"affected", std::move(affected)}};
    if (const auto below = e.type == EventType::spill ? water.section_below(key_of(e.object)) : std::nullopt) {
      j["section"] = "section/" + below->section;
      j["travel_hours"] = std::round(below->seconds / 36) / 100;
    }
    events.push_back(std::move(j));
  }
  return {
      {"seed", seed_}, {"start", format_instant(start_)}, {"end", format_instant(end_)}, {"events", std::move(events)}};
}

}  // namespace limpid::sim
