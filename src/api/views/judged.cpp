// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "api/views/view.hpp"
#include "base/decimal.hpp"

namespace limpid::api {
namespace {

std::vector<std::string> rules_of(std::string_view kind) {
  if (kind == "section") return {"water-class/PT1H", "water-class/P1M"};
  if (kind == "air-station") return {"aqi/PT1H"};
  if (kind == "dust-site") return {"dust/PT1H"};
  if (kind == "outfall" || kind == "plant" || kind == "enterprise") return {"discharge/PT1H", "discharge/P1M"};
  return {};
}

/// Reasons have a text of their own where a stage gave one; else the page's word.
Json reason_text(const View& v, const std::string& reason) {
  const std::string given = "status.reason." + reason;
  return v.text(v.words.has(given) ? given : "page.reason." + reason);
}

bool is_class(const Judged& j) {
  return j.rule.starts_with("water-class/");
}
bool is_aqi(const Judged& j) {
  return j.rule.starts_with("aqi/");
}

}  // namespace

std::optional<Judged> judged_by(const View& v, const std::string& ref, const std::string& rule, Instant at) {
  ledger::DerivedQuery query{
      .kind = "verdict", .subject = ref, .rule = rule, .to = at, .newest_first = true, .limit = 3};
  for (const auto& row : v.facts.derived(query)) {
    if (row.content.is_null() || row.end > at) continue;
    const auto period = parse_period(rule.substr(rule.find('/') + 1));
    Judged j{.verdict = row.content.get<ledger::Verdict>(), .start = row.start, .end = row.end, .rule = rule};
    if (period) j.period = *period;
    j.stale = j.period == Period::hour && at - row.end > 3 * kHour;
    return j;
  }
  return std::nullopt;
}

std::optional<Judged> judged(const View& v, const std::string& ref, Instant at) {
  for (const auto& rule : rules_of(ref.substr(0, ref.find('/'))))
    if (auto j = judged_by(v, ref, rule, at)) return j;
  return std::nullopt;
}

std::string state_of(const Judged& j) {
  if (j.stale) return "unknown";
  return j.verdict.state == "none" ? "" : j.verdict.state;
}

void put_judged(const View& v, Json& into, const ledger::Object& object, const std::optional<Judged>& j) {
  if (object.kind == "section") {
    std::string target = j ? j->verdict.target : "";
    if (target.empty()) target = object.attributes.value("target", "");
    if (const int rank = water_class(target)) {
      into["target_class"] = rank;
    } else if (!target.empty()) {
      into["target_text"] = target;
    }
  }
  if (!j) {
    into["state"] = "unknown";
    into["reason_text"] = v.text("page.reason.not_monitored");
    return;
  }
  put(into, "state", state_of(*j));
  if (j->stale) {
    into["reason_text"] = v.text("page.reason.stale", {{"time", at(j->end)}});
    return;
  }
  if (j->verdict.state == "unknown")
    into["reason_text"] = reason_text(v, j->verdict.reason.empty() ? "no_data" : j->verdict.reason);
  if (j->verdict.rank > 0 && is_class(*j)) into["water_class"] = std::min(j->verdict.rank, 6);
  if (j->verdict.rank > 0 && is_aqi(*j)) {
    into["aqi"] = j->verdict.rank;
    into["aqi_level"] = aqi_level(j->verdict.rank);
  }
}

namespace {

/// Why a value does not count, in words: the flag it came with, or what the rule lacks.
Json not_judged_note(const View& v, const std::string& flag) {
  if (flag.empty() || flag == "N") return v.text("page.factor.not_judged");
  if (const std::string reason = "page.reason." + flag; v.words.has(reason)) return v.text(reason);
  const std::string word = "page.flag." + flag;
  if (!v.words.has(word)) return v.text("page.factor.flagged", {{"flag", flag}});
  return v.text("page.factor.flagged_word", {{"flag", flag}, {"word", {{"code", word}}}});
}

/// An index has two rows of ozone: its hour's mean and that of 8 hours.
Json factor_name(const View& v, const Judged& j, const ledger::VerdictInput& input) {
  const auto& inputs = j.verdict.inputs;
  const auto same = std::count_if(inputs.begin(), inputs.end(),
                                  [&](const auto& other) { return other.parameter == input.parameter; });
  if (same < 2 || !is_aqi(j)) return v.words.parameter(input.parameter);
  const bool eight = input.source == "derived:running_8h" || input.source == "derived:day_max_8h";
  const bool day = input.source == "derived:running_24h" || input.source == "derived:day";
  return v.text("page.factor.span", {{"parameter", input.parameter}, {"hours", eight ? 8 : day ? 24 : 1}});
}

Json factor_json(const View& v, const ledger::Object& object, const Judged& j, const ledger::VerdictInput& input) {
  const auto& deciding = j.verdict.deciding;
  Json out = {{"parameter", input.parameter},
              {"name", factor_name(v, j, input)},
              {"figure", figure_json(v, input, object.kind, j.period, water_class(j.verdict.target))},
              {"judged", input.judged},
              {"deciding", std::find(deciding.begin(), deciding.end(), input.parameter) != deciding.end()}};
  if (const int number = v.words.table_number(j.verdict.rule, input.parameter)) out["number"] = number;
  const bool derived = input.source.starts_with("derived:");
  if (!input.source.empty()) out["source"] = derived || input.source.starts_with("device:") ? "online" : "manual";
  if (const std::string code = "page.factor." + input.source.substr(derived ? 8 : 0); derived && v.words.has(code))
    out["note"] = v.text(code);
  if (is_aqi(j))
    if (const auto iaqi = Decimal::parse(input.grade)) out["iaqi"] = static_cast<int>(iaqi->to_double());
  if (!input.judged) out["note"] = not_judged_note(v, input.flag);
  return out;
}

}  // namespace

Json verdict_json(const View& v, const ledger::Object& object, const Judged& j) {
  const auto& verdict = j.verdict;
  Json out = {{"object", object_json(v, object.ref())},
              {"rule", j.rule},
              {"window", {{"from", at(j.start)}, {"to", at(j.end)}}},
              {"provisional", !verdict.final},
              {"steps", Json::array()},
              {"factors", Json::array()}};
  Json clause = v.words.clause(verdict.rule, verdict.clause, verdict.rule_hash);
  if (clause.is_null())
    clause = {{"rule", verdict.rule},
              {"document", verdict.rule},
              {"clause", verdict.clause},
              {"title", v.words.plain(verdict.rule)}};
  out["clause"] = std::move(clause);
  put(out, "hash", verdict.rule_hash);
  put(out, "state", verdict.state == "none" ? "" : verdict.state);
  if (is_class(j) && verdict.rank > 0) out["water_class"] = std::min(verdict.rank, 6);
  if (const int target = water_class(verdict.target)) {
    out["target_class"] = target;
  } else {
    put(out, "target_text", verdict.target);
  }
  if (is_aqi(j) && verdict.rank > 0) {
    out["aqi"] = verdict.rank;
    out["aqi_level"] = aqi_level(verdict.rank);
    out["primary"] = Json::array();
    for (const auto& parameter : verdict.deciding) out["primary"].push_back(v.words.parameter(parameter));
  }
  for (const auto& input : verdict.inputs) out["factors"].push_back(factor_json(v, object, j, input));
  if (!verdict.absent.empty()) {
    out["absent"] = Json::array();
    for (const auto& parameter : verdict.absent) out["absent"].push_back(v.words.parameter(parameter));
  }
  if (verdict.state == "unknown")
    out["not_judged"] = reason_text(v, verdict.reason.empty() ? "no_data" : verdict.reason);
  for (const auto& step : verdict.steps) out["steps"].push_back(v.step(step));
  if (!out["steps"].empty() && !verdict.state.empty() && verdict.state != "none")
    out["steps"].back()["state"] = verdict.state;
  return out;
}

Json object_json(const View& v, const std::string& ref) {
  const auto slash = ref.find('/');
  const auto* object = v.object(ref);
  if (const auto hash = ref.find('#'); !object && hash != std::string::npos)
    return {{"ref", ref}, {"kind", "promise"}, {"key", ref.substr(0, hash)}, {"name", v.names()(ref).value_or(ref)}};
  if (!object)
    return {{"ref", ref},
            {"kind", ref.substr(0, slash)},
            {"key", slash == std::string::npos ? ref : ref.substr(slash + 1)},
            {"name", ref}};
  Json out = {{"ref", ref}, {"kind", object->kind}, {"key", object->key}, {"name", object->name}};
  if (object->attributes.contains("township") && object->attributes["township"].is_string())
    put(out, "township", object->attributes["township"]);
  if (object->lon && object->lat) {
    out["lon"] = *object->lon;
    out["lat"] = *object->lat;
  }
  if (object->approximate) out["approximate"] = true;
  if (object->demo) out["demo"] = true;
  return out;
}

Json object_now_json(const View& v, const ledger::Object& object, Instant when) {
  Json out = object_json(v, object.ref());
  const auto j = judged(v, object.ref(), when);
  if (!rules_of(object.kind).empty()) put_judged(v, out, object, j);
  if (object.kind == "project") put(out, "state", object.attributes.value("status", "") == "complete" ? "met" : "");
  if (!j || j->stale) return out;
  // The deciding figures first, then what else was measured in the window.
  Json now = Json::array();
  const int target = water_class(j->verdict.target);
  const auto decides = [&](const auto& input) {
    return std::find(j->verdict.deciding.begin(), j->verdict.deciding.end(), input.parameter) !=
           j->verdict.deciding.end();
  };
  for (const bool first : {true, false})
    for (const auto& input : j->verdict.inputs)
      if (decides(input) == first) now.push_back(figure_json(v, input, object.kind, j->period, target));
  if (!now.empty()) out["now"] = std::move(now);
  return out;
}

}  // namespace limpid::api
