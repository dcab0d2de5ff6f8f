// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>

#include "api/views/pages.hpp"
#include "api/views/past.hpp"
#include "api/views/wkt.hpp"
#include "base/hash.hpp"
#include "registry/network.hpp"

namespace limpid::api {
namespace {

using ledger::Trace;

constexpr double kNegligible = 0.005;  // prints as 0.00

Json texts(const View& v, const std::vector<ledger::Text>& list) {
  Json out = Json::array();
  for (const auto& t : list) out.push_back(v.text(t));
  return out;
}

/// Reaches above the object, with the time that water takes from their upper end, and the suspicion that lies on each.
Json river_path(const View& v, const Trace& t) {
  const auto network = registry::RiverNetwork::from_facts(v.facts);
  const auto* first = network.reach_of(t.object);
  const auto place = network.place(t.object);
  Json out = Json::array();
  if (!first || !place) return out;
  std::map<std::string, double> weight;
  for (const auto& c : t.candidates)
    if (const auto* reach = network.reach_of(c.object)) weight[reach->ref] += c.weight;
  std::set<std::string> seen;
  std::vector<std::pair<const registry::Reach*, double>> open{
      {first, place->at_m / std::max(first->velocity_m_s, 0.01)}};
  while (!open.empty()) {
    const auto [reach, seconds] = open.back();
    open.pop_back();
    if (!seen.insert(reach->ref).second) continue;
    const auto* object = v.object(reach->ref);
    Json line = object ? wkt_line(object->attributes.value("geometry", "")) : Json::array();
    if (!line.empty()) {
      out.push_back({{"line", line}, {"hours", seconds / 3600}, {"strength", std::min(1.0, weight[reach->ref])}});
      if (object) out.back()["name"] = object->name;
    }
    for (const auto& above : network.reaches())
      if (above.to == reach->from)
        open.emplace_back(&above, seconds + above.length_m / std::max(above.velocity_m_s, 0.01));
  }
  std::stable_sort(out.begin(), out.end(), [](const Json& a, const Json& b) { return a["strength"] > b["strength"]; });
  return out;
}

/// The way of the air: from each candidate to the place, as straight lines. The screening method knows no more.
Json wind_path(const View& v, const Trace& t) {
  Json out = Json::array();
  const auto* here = v.object(t.object);
  if (!here || !here->lon || !here->lat) return out;
  for (const auto& c : t.candidates) {
    const auto* source = v.object(c.object);
    if (!source || !source->lon || !source->lat || c.weight < kNegligible) continue;
    out.push_back({{"line", {{*source->lon, *source->lat}, {*here->lon, *here->lat}}},
                   {"hours", c.travel_time_s / 3600},
                   {"strength", c.weight}});
  }
  return out;
}

Json candidate_json(const View& v, const ledger::Candidate& c, int rank) {
  const auto* object = v.object(c.object);
  return {{"rank", rank},
          {"object", object ? object_now_json(v, *object, v.now()) : object_json(v, c.object)},
          {"weight", c.weight},
          {"distance_km", c.distance_m / 1000},
          {"travel_hours", c.travel_time_s / 3600},
          {"for", texts(v, c.supports)},
          {"against", texts(v, c.against)},
          {"unknown", texts(v, c.unknown)}};
}

/// Those that no sensor could have seen are named, never left out: 无法检验 is not 已排除.
Json not_testable(const View& v, const Trace& t) {
  Json objects = Json::array();
  for (const auto& c : t.candidates)
    if (c.state == "not_testable") objects.push_back(c.object);
  return objects.empty() ? Json::array() : Json::array({v.text("page.trace.not_testable", {{"objects", objects}})});
}

Json checks_json(const View& v, const Trace& t) {
  Json out = Json::array();
  for (const auto& c : t.candidates) {
    if (out.size() == 3) break;
    const auto* object = v.object(c.object);
    if (!object || c.weight < kNegligible) continue;
    Json check = {
        {"text", v.text("page.trace.check",
                        {{"object", c.object}, {"parameter", t.parameters.empty() ? "" : t.parameters.front()}})}};
    if (!c.supports.empty()) check["why"] = v.text(c.supports.front());
    if (const std::string township = object->attributes.value("township", ""); !township.empty())
      check["unit"] = unit_json(v, township);
    out.push_back(std::move(check));
  }
  return out;
}

Json trace_title(const View& v, const Trace& t) {
  const std::string parameter = t.parameters.empty() ? "" : t.parameters.front();
  if (!v.words.catalog().parameter(parameter)) return v.text("page.trace.title.plain", {{"object", t.object}});
  return v.text(t.object.starts_with("section/") ? "page.trace.title.section" : "page.trace.title",
                {{"object", t.object}, {"parameter", parameter}});
}

/// An object as it stood when the inputs were frozen.
Json then_json(const View& v, const std::string& ref, Instant when) {
  const auto* object = v.object(ref);
  return object ? object_now_json(v, *object, when) : object_json(v, ref);
}

}  // namespace

Json trace_page(const View& v, const ledger::Record& case_record, std::optional<int> run) {
  const ledger::Record* record = nullptr;
  for (const auto* r : traces_of(v, case_record.content.value("episode", "")))
    if (!run || r->content.value("run", 0) == *run) record = r;
  if (!record) return nullptr;
  const auto t = record->content.get<Trace>();
  const auto* episode = v.record("episode", t.episode);
  Json page = {{"id", record->id},
               {"run", t.run},
               {"runs", trace_runs(v, t.episode)},
               {"episode", episode ? episode->id : 0},
               {"case", case_record.id},
               {"case_code", short_code(case_record)},
               {"object", then_json(v, t.object, t.frozen_at)},
               {"title", trace_title(v, t)},
               {"frozen_at", at(t.frozen_at)},
               {"inputs_hash", content_hash(t.inputs.dump())},
               {"method", {{"name", v.text("page.method." + t.method)}, {"limits", texts(v, t.limits)}}},
               {"candidates", Json::array()},
               {"unregistered", {{"weight", t.unexplained}, {"text", v.text("page.trace.unregistered")}}},
               {"excluded", Json::array()},
               {"not_testable", not_testable(v, t)},
               {"checks", checks_json(v, t)},
               {"path", t.object.starts_with("section/") ? river_path(v, t) : wind_path(v, t)},
               {"sections", Json::array()}};
  int rank = 0;
  for (const auto& c : t.candidates) page["candidates"].push_back(candidate_json(v, c, ++rank));
  for (const auto& [ref, object] : v.objects())
    if ((t.object.starts_with("section/") && object.kind == "section") ||
        (!t.object.starts_with("section/") && object.kind == "air-station"))
      page["sections"].push_back(object_now_json(v, object, t.frozen_at));
  if (episode) {
    // The run's own worst reading: a later one was not known to it.
    const auto e = episode_within(v, episode->content.get<ledger::Episode>(), t.from, t.to);
    put_figure(v, page, "figure", e);
    if (!e.what.code.empty()) page["sentence"] = v.text(e.what);
  }
  if (!t.parameters.empty() && v.words.catalog().parameter(t.parameters.front()))
    page["series"] = {{"object", t.object},
                      {"parameter", t.parameters.front()},
                      {"name", v.words.parameter(t.parameters.front())},
                      {"unit", v.words.unit(t.parameters.front(), t.object.substr(0, t.object.find('/')))},
                      {"statistic", "avg"},
                      {"period", "PT1H"},
                      {"from", at(t.from - 24 * kHour)},
                      {"to", at(std::min(t.to + 12 * kHour, v.now()))}};
  return page;
}

}  // namespace limpid::api
