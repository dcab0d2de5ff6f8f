// SPDX-License-Identifier: Apache-2.0
#include "reports/brief.hpp"

#include "api/views/pages.hpp"
#include "api/views/past.hpp"

namespace limpid::api {
namespace {

std::optional<Judged> judged_on_day(const reports::Brief::Place& place) {
  if (!place.verdict) return std::nullopt;
  return Judged{.verdict = place.verdict->content.get<ledger::Verdict>(),
                .start = place.verdict->start,
                .end = place.verdict->end,
                .rule = place.verdict->rule,
                .period = place.verdict->rule.ends_with("P1D") ? Period::day : Period::hour};
}

/// The tiles say of the day what its tables say.
JudgedOf on_day(const std::vector<reports::Brief::Place>& places) {
  return [&places](const std::string& ref) -> std::optional<Judged> {
    for (const auto& place : places)
      if (place.object == ref) return judged_on_day(place);
    return std::nullopt;
  };
}

/// An object as the sheet shows it: its verdict of the day instead of that of now.
Json place_json(const View& v, const reports::Brief::Place& place) {
  Json out = object_json(v, place.object);
  const auto* object = v.object(place.object);
  if (!object) return out;
  const auto j = judged_on_day(place);
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

/// Packets that were received on the day.
store::Balance balance_of(const store::Store& store, Instant from, Instant to) {
  store::Balance out;
  for (const auto& commit : store.commits(store.head()))
    if (commit.committed_at >= from && commit.committed_at < to) add(out, commit.packets);
  return out;
}

Json page_of(const View& v, const reports::Brief& b, const Json& county) {
  Json out = {{"date", format_date(b.from)},
              {"title", v.text("brief.title", {{"county", county.at("name").at("zh")}, {"date", format_date(b.from)}})},
              {"county", county},
              {"window", {{"from", at(b.from)}, {"to", at(b.to)}}},
              {"tiles", tiles_json(v, on_day(b.stations), on_day(b.sections))},
              {"sections", Json::array()},
              {"stations", Json::array()},
              {"problems", Json::array()},
              {"cases", Json::array()},
              {"due", Json::array()},
              {"balance", balance_json(v, balance_of(v.store, b.from, b.to))},
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

}  // namespace

Json brief_page(const View& v, Instant day, const Json& county, const Json& audit_head) {
  const Instant end = period_end(Period::day, period_start(Period::day, day));
  const PastFacts past(v, end);
  const bool over = end <= v.now();
  const View then = over ? past_view(v, past) : v;
  Json out = page_of(then, reports::brief(then.facts, day), county);
  out["head"] = audit_head;
  out["printed_at"] = at(v.now());
  return out;
}

}  // namespace limpid::api
