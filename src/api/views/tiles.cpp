// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "api/views/pages.hpp"
#include "api/views/plan_items.hpp"

namespace limpid::api {
namespace {

Json tile(const char* domain, const std::string& state, Json title, const std::string& href) {
  return {{"domain", domain},       {"state", state}, {"title", std::move(title)},
          {"lines", Json::array()}, {"standard", ""}, {"href", href}};
}

/// An index without what the station should have measured in the hour: the device's own letter says so.
bool incomplete(const ledger::Verdict& verdict) {
  return std::any_of(verdict.inputs.begin(), verdict.inputs.end(),
                     [](const auto& input) { return !input.judged && input.flag.size() == 1 && input.flag != "N"; });
}

/// The worst station speaks for the county, and the tile says so.
Json air_tile(const View& v, const JudgedOf& judged) {
  const ledger::Object* worst = nullptr;
  std::optional<Judged> worst_judged;
  int stations = 0, valid = 0, partial = 0;
  for (const auto& [ref, object] : v.objects()) {
    if (object.kind != "air-station") continue;
    ++stations;
    auto j = judged(ref);
    if (!j || j->stale || j->verdict.rank <= 0) continue;
    ++(incomplete(j->verdict) ? partial : valid);
    if (worst_judged && worst_judged->verdict.rank >= j->verdict.rank) continue;
    worst = &object;
    worst_judged = std::move(j);
  }
  if (!worst) {
    Json none = tile("air", "unknown", v.text("page.tile.air", {{"aqi", "—"}}), "/objects?kind=air-station");
    none["word"] = v.text(stations == 0 ? "page.tile.no_station" : "page.tile.no_data");
    return none;
  }
  const auto& verdict = worst_judged->verdict;
  Json out = tile("air", verdict.rank > 100 ? "breached" : "met", v.text("page.tile.air", {{"aqi", verdict.rank}}),
                  "/objects/" + worst->ref());
  out["aqi_level"] = aqi_level(verdict.rank);
  Json primary = Json::array();
  for (const auto& parameter : verdict.deciding) primary.push_back(parameter);
  out["lines"].push_back(primary.empty()
                             ? v.text("page.tile.air.worst", {{"object", worst->ref()}})
                             : v.text("page.tile.air.primary", {{"object", worst->ref()}, {"primary", primary}}));
  out["lines"].push_back(v.text(partial > 0 ? "page.tile.air.partial" : "page.tile.air.stations",
                                {{"valid", valid}, {"partial", partial}, {"all", stations}}));
  out["standard"] = v.words.document(verdict.rule);
  out["time"] = at(worst_judged->end);
  return out;
}

Json water_tile(const View& v, const JudgedOf& judged) {
  int met = 0, breached = 0, unknown = 0, open_target = 0;
  std::string document;
  std::optional<Instant> newest;
  for (const auto& [ref, object] : v.objects()) {
    if (object.kind != "section") continue;
    const auto j = judged(ref);
    if (water_class(object.attributes.value("target", "")) == 0) {
      ++open_target;
      continue;
    }
    const std::string state = j ? state_of(*j) : "unknown";
    (state == "breached" ? breached : state == "met" ? met : unknown) += 1;
    if (j && !j->stale && (!newest || j->end > *newest)) newest = j->end;
    if (j) document = v.words.document(j->verdict.rule);
  }
  const int targets = met + breached + unknown;
  const std::string state = breached > 0 ? "breached" : met > 0 ? "met" : "unknown";
  Json out = tile(
      "water", state,
      v.text(breached > 0 ? "page.tile.water.breached" : "page.tile.water", {{"count", breached > 0 ? breached : met}}),
      "/objects?kind=section");
  if (targets + open_target == 0) out["word"] = v.text("page.tile.no_section");
  if (targets > 0)
    out["lines"].push_back(v.text("page.tile.water.targets",
                                  {{"targets", targets}, {"met", met}, {"breached", breached}, {"unknown", unknown}}));
  if (open_target > 0) out["lines"].push_back(v.text("page.tile.water.open", {{"count", open_target}}));
  out["standard"] = document;
  if (newest) out["time"] = at(*newest);
  return out;
}

/// Before the first status of the plan nothing is said of its items, not even that they are not bound.
bool no_status(const View& v) {
  const auto& items = plan_items(v);
  return std::none_of(items.begin(), items.end(), [](const auto& item) { return item.status.has_value(); });
}

/// The worst state that data give; an item without binding is unknown, never fine.
std::string worst(const StatusCounts& c) {
  if (c.breached > 0) return "breached";
  if (c.at_risk > 0) return "at_risk";
  if (c.on_track > 0) return "on_track";
  return c.met > 0 ? "met" : "unknown";
}

Json soil_tile(const View& v) {
  const auto counts = count_measures(v, "soil");
  const int judged = counts.all() - counts.unknown;
  Json out = tile("soil", worst(counts), v.text("page.tile.soil", {{"count", counts.all()}}), "/plan?domain=soil");
  if (judged == 0) out["word"] = v.text(no_status(v) ? "page.tile.no_status" : "page.tile.soil.unbound");
  if (counts.all() > 0)
    out["lines"].push_back(v.text("page.tile.soil.judged", {{"judged", judged}, {"all", counts.all()}}));
  out["standard_text"] = v.text("page.tile.register");
  return out;
}

/// Targets, projects and the like, which the figure of the measures does not count.
int others_breached(const View& v) {
  int count = 0;
  for (const auto& item : plan_items(v)) count += item.kind != "measure" && state_of(item) == "breached" ? 1 : 0;
  return count;
}

Json plan_tile(const View& v) {
  const auto counts = count_measures(v, "");
  const int others = others_breached(v);
  Json out = tile("plan", others > 0 ? "breached" : worst(counts), v.text("page.tile.plan", {{"count", counts.all()}}),
                  "/plan");
  if (counts.breached > 0 || others > 0)
    out["word"] = v.text(others == 0            ? "page.tile.plan.breached"
                         : counts.breached == 0 ? "page.tile.plan.breached_others"
                                                : "page.tile.plan.breached_both",
                         {{"count", counts.breached}, {"others", others}});
  if (no_status(v)) out["word"] = v.text("page.tile.no_status");
  if (counts.all() == 0) out["word"] = v.text("page.tile.no_plan");
  out["counts"] = counts.json();
  if (const Json document = document_json(v, plan_family(v)); !document.is_null())
    out["standard"] = document.at("number");
  return out;
}

}  // namespace

Json tiles_json(const View& v, const JudgedOf& air, const JudgedOf& water) {
  return Json::array({air_tile(v, air), water_tile(v, water), soil_tile(v), plan_tile(v)});
}

Json tiles_json(const View& v, Instant when) {
  const auto by = [&](const char* rule) {
    return [&v, rule, when](const std::string& ref) { return judged_by(v, ref, rule, when); };
  };
  return tiles_json(v, by("aqi/PT1H"), by("water-class/PT1H"));
}

}  // namespace limpid::api
