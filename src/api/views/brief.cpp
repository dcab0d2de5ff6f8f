// SPDX-License-Identifier: Apache-2.0
#include "reports/brief.hpp"

#include "api/views/pages.hpp"

namespace limpid::api {
namespace {

/// An object as the sheet shows it: its verdict of the day instead of that of now.
Json place_json(const View& v, const reports::Brief::Place& place) {
  Json out = object_json(v, place.object);
  const auto* object = v.object(place.object);
  if (!object) return out;
  std::optional<Judged> j;
  if (place.verdict) {
    j.emplace();
    j->verdict = place.verdict->content.get<ledger::Verdict>();
    j->start = place.verdict->start;
    j->end = place.verdict->end;
    j->rule = place.verdict->rule;
    j->period = place.verdict->rule.ends_with("P1D") ? Period::day : Period::hour;
  }
  put_judged(v, out, *object, j);
  if (!j) {
    out["reason_text"] = v.text("page.reason.no_data");
    return out;
  }
  const int target = water_class(j->verdict.target);
  for (const auto& parameter : j->verdict.deciding)
    for (const auto& input : j->verdict.inputs)
      if (input.parameter == parameter) out["now"].push_back(figure_json(v, input, object->kind, j->period, target));
  return out;
}

}  // namespace

Json brief_page(const View& v, Instant day, const Json& county, const Json& audit_head) {
  const auto b = reports::brief(v.facts, day);
  Json out = {{"date", format_date(b.from)},
              {"title", v.text("brief.title", {{"county", county.at("name").at("zh")}, {"date", format_date(b.from)}})},
              {"county", county},
              {"window", {{"from", at(b.from)}, {"to", at(b.to)}}},
              {"head", audit_head},
              {"printed_at", at(v.now())},
              {"tiles", tiles_json(v, std::min(b.to, v.now()))},
              {"sections", Json::array()},
              {"stations", Json::array()},
              {"problems", Json::array()},
              {"cases", Json::array()},
              {"due", Json::array()},
              {"balance", balance_json(v)},
              {"notes", Json::array()}};
  out["title"]["en"] =
      v.text("brief.title", {{"county", county.at("name").at("en")}, {"date", format_date(b.from)}})["en"];
  bool demo = false;
  for (const auto& [ref, object] : v.objects()) demo = demo || object.demo;
  out["demo"] = demo;
  for (const auto& place : b.sections) out["sections"].push_back(place_json(v, place));
  for (const auto& place : b.stations) out["stations"].push_back(place_json(v, place));
  for (const auto& key : b.episodes) out["problems"].push_back(episode_json(v, *v.record("episode", key)));
  for (const auto& key : b.cases) out["cases"].push_back(case_json(v, *v.record("case", key)));
  for (const auto& key : b.due)
    if (Json item = item_json(v, key, false); !item.is_null()) out["due"].push_back(std::move(item));
  for (const auto& note : b.notes) out["notes"].push_back(v.text(note));
  return out;
}

}  // namespace limpid::api
