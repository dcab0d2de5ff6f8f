// SPDX-License-Identifier: Apache-2.0
#include "sim/model/truth.hpp"

#include <algorithm>
#include <cmath>

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

/// The reaches that water of `reach` passes, itself included.
std::vector<std::string> way_down(const Registers& registers, const std::string& reach) {
  std::vector<std::string> way{reach};
  for (std::size_t i = 0; i < way.size(); ++i) {
    std::string node;
    for (const Row& r : registers.at("reach"))
      if (r.text("key") == way[i]) node = r.text("to");
    for (const Row& r : registers.at("reach"))
      if (r.text("from") == node) way.emplace_back(r.text("key"));
  }
  return way;
}

std::string reach_of(const Registers& registers, const std::string& object) {
  for (const Row& r : registers.at(object.substr(0, object.find('/'))))
    if (r.text("key") == key_of(object)) return key_of(r.text("reach"));
  return {};
}

/// Whether what shows at `object` in that hour can be this event's doing.
bool belongs(const Event& e, const std::string& object, Instant hour, const Registers& registers) {
  if (hour + kHour <= e.start) return false;
  if (object == e.object) return hour < e.end;
  if (e.type == EventType::spill && object.starts_with("section/")) {
    const auto way = way_down(registers, reach_of(registers, e.object));
    return std::count(way.begin(), way.end(), reach_of(registers, object)) > 0;
  }
  return (e.type == EventType::upset || e.type == EventType::dust) && object.starts_with("air-station/") &&
         hour < e.end;
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

void Truth::note(const CountyHour& hour, const Registers& registers) {
  end_ = hour.start + kHour;
  std::vector<std::string> objects = hour.affected;
  objects.insert(objects.end(), hour.silent.begin(), hour.silent.end());
  std::sort(objects.begin(), objects.end());
  objects.erase(std::unique(objects.begin(), objects.end()), objects.end());
  for (std::size_t i = 0; i < events_.size(); ++i)
    for (const std::string& object : objects)
      if (belongs(events_[i], object, hour.start, registers)) affected_[{i, object}].push_back(hour.start);
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
