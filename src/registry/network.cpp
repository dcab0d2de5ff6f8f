// SPDX-License-Identifier: Apache-2.0
#include "registry/network.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <queue>

#include "base/hash.hpp"
#include "registry/object.hpp"

namespace limpid::registry {
namespace {

/// Zeng and Huai 2014 with U/u* = 10, which is ordinary; the power 0.13 hardly feels it. Without a cross-section a
/// middling value.
double dispersion_of(const ledger::Object& object, double velocity) {
  if (const auto given = number(object, "dispersion_m2_s"); given && *given > 0) return *given;
  const auto width = number(object, "width_m"), depth = number(object, "depth_m");
  if (!width || !depth || *width <= 0 || *depth <= 0) return 10;
  return 5.4 * std::pow(*width / *depth, 0.7) * std::pow(10.0, 0.13) * *depth * velocity;
}

/// What the water gathers over a length of one reach.
Leg stretch(const Reach& reach, double length_m) {
  const double u = reach.velocity_m_s;
  return {.object = {},
          .distance_m = length_m,
          .travel_time_s = length_m / u,
          .spread_s2 = 2 * reach.dispersion_m2_s * length_m / (u * u * u)};
}

Leg operator+(const Leg& a, const Leg& b) {
  return {.object = {},
          .distance_m = a.distance_m + b.distance_m,
          .travel_time_s = a.travel_time_s + b.travel_time_s,
          .spread_s2 = a.spread_s2 + b.spread_s2};
}

}  // namespace

RiverNetwork RiverNetwork::build(const std::vector<ledger::Object>& reaches,
                                 const std::vector<ledger::Object>& placed) {
  RiverNetwork network;
  Json all = Json::array();
  for (const auto& object : reaches) {
    network.add_reach(object);
    all.push_back(object);
  }
  for (const auto& object : placed) {
    network.add_place(object);
    all.push_back({object.ref(), text(object, "reach"), number(object, "km").value_or(-1)});
  }
  network.version_ = content_hash(all.dump()).substr(0, 12);
  return network;
}

RiverNetwork RiverNetwork::from_facts(const ledger::Facts& facts) {
  std::vector<ledger::Object> reaches, placed;
  for (const auto& record : facts.records("object")) {
    auto object = record.content.get<ledger::Object>();
    if (object.kind == "reach")
      reaches.push_back(std::move(object));
    else if (object.attributes.contains("reach"))
      placed.push_back(std::move(object));
  }
  return build(reaches, placed);
}

void RiverNetwork::add_reach(const ledger::Object& object) {
  const auto length = number(object, "length_km"), velocity = number(object, "velocity_m_s");
  Reach reach{.ref = object.ref(), .from = text(object, "from"), .to = text(object, "to")};
  if (!length || !velocity || *length <= 0 || *velocity <= 0 || reach.from.empty() || reach.to.empty()) {
    problems_.push_back({"registry.reach_invalid", {{"object", reach.ref}}, reach.ref});
    return;
  }
  reach.length_m = *length * 1000;
  reach.velocity_m_s = *velocity;
  reach.discharge_m3_s = number(object, "discharge_m3_s").value_or(0);
  reach.dispersion_m2_s = dispersion_of(object, *velocity);
  reach_index_[reach.ref] = reaches_.size();
  reaches_.push_back(std::move(reach));
}

void RiverNetwork::add_place(const ledger::Object& object) {
  const auto reach = reach_index_.find(text(object, "reach"));
  const auto km = number(object, "km");
  if (reach == reach_index_.end() || !km || *km < 0 || *km * 1000 > reaches_[reach->second].length_m + 1) {
    problems_.push_back({"registry.place_unknown", {{"object", object.ref()}}, object.ref()});
    return;
  }
  places_[object.ref()] = {.reach = reach->second, .at_m = *km * 1000};
}

std::optional<Place> RiverNetwork::place(std::string_view ref) const {
  const auto found = places_.find(ref);
  return found == places_.end() ? std::nullopt : std::optional(found->second);
}

const Reach* RiverNetwork::reach_of(std::string_view ref) const {
  const auto found = place(ref);
  return found ? &reaches_[found->reach] : nullptr;
}

std::vector<Leg> RiverNetwork::upstream(std::string_view ref) const {
  return walk(ref, Direction::up);
}
std::vector<Leg> RiverNetwork::downstream(std::string_view ref) const {
  return walk(ref, Direction::down);
}

std::optional<Leg> RiverNetwork::between(std::string_view from, std::string_view to) const {
  for (auto& leg : upstream(to))
    if (leg.object == from) return leg;
  return std::nullopt;
}

std::vector<Leg> RiverNetwork::walk(std::string_view ref, Direction direction) const {
  const auto start = place(ref);
  if (!start) return {};
  const bool up = direction == Direction::up;
  // Dijkstra over reaches: the best way between `ref` and the end of each reach that is nearer to it.
  std::vector<std::optional<Leg>> best(reaches_.size());
  using Entry = std::pair<double, std::size_t>;
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue;
  const auto offer = [&](const std::string& node, const Leg& way) {
    for (std::size_t i = 0; i < reaches_.size(); ++i) {
      if ((up ? reaches_[i].to : reaches_[i].from) != node) continue;
      if (best[i] && best[i]->travel_time_s <= way.travel_time_s) continue;
      best[i] = way;
      queue.emplace(way.travel_time_s, i);
    }
  };
  const auto& home = reaches_[start->reach];
  offer(up ? home.from : home.to, stretch(home, up ? start->at_m : home.length_m - start->at_m));
  while (!queue.empty()) {
    const auto [time, i] = queue.top();
    queue.pop();
    if (time > best[i]->travel_time_s) continue;
    offer(up ? reaches_[i].from : reaches_[i].to, *best[i] + stretch(reaches_[i], reaches_[i].length_m));
  }

  std::vector<Leg> legs;
  for (const auto& [object, at] : places_) {
    if (object == ref) continue;
    const auto& reach = reaches_[at.reach];
    Leg leg;
    const double ahead = up ? start->at_m - at.at_m : at.at_m - start->at_m;
    if (at.reach == start->reach && ahead >= 0) {
      leg = stretch(reach, ahead);
    } else if (at.reach != start->reach && best[at.reach]) {
      leg = *best[at.reach] + stretch(reach, up ? reach.length_m - at.at_m : at.at_m);
    } else {
      continue;
    }
    leg.object = object;
    legs.push_back(std::move(leg));
  }
  std::stable_sort(legs.begin(), legs.end(),
                   [](const Leg& a, const Leg& b) { return a.travel_time_s < b.travel_time_s; });
  return legs;
}

}  // namespace limpid::registry
