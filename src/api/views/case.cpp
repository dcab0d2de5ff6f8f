// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "api/views/pages.hpp"
#include "base/decimal.hpp"

namespace limpid::api {
namespace {

using ledger::TimelineEntry;

constexpr std::array<const char*, 8> kStages = {"found",  "alerted",   "traced",   "dispatched",
                                                "acting", "recovered", "reviewed", "closed"};

/// The rail's stage of a timeline entry; empty for one that moves nothing.
std::string rail_stage(const std::string& stage) {
  if (stage == "accepted" || stage == "evidence") return "acting";
  if (stage == "review") return "reviewed";
  return std::find(kStages.begin(), kStages.end(), stage) == kStages.end() ? "" : stage;
}

/// Entries of the present lap: from the last reopening on, with the finding before it.
std::vector<const TimelineEntry*> present_lap(const ledger::Case& c) {
  std::vector<const TimelineEntry*> out;
  for (const auto& entry : c.timeline) {
    if (entry.stage == "reopened") out.clear();
    out.push_back(&entry);
  }
  return out;
}

Json limit_json(const View& v, Millis limit) {
  if (limit % kHour == Millis{0}) return v.text("page.stage.limit.hours", {{"count", limit / kHour}});
  return v.text("page.stage.limit.minutes", {{"count", limit / kMinute}});
}

/// Where a case in this state goes next: its deadline is that of this stage.
std::string awaited_stage(const std::string& state) {
  if (state == "acting") return "recovered";
  if (state == "recovering") return "reviewed";
  return state == "review" ? "closed" : "acting";
}

Json stages_json(const View& v, const ledger::Case& c) {
  std::map<std::string, Instant> reached;
  for (const auto* entry : present_lap(c)) {
    const std::string stage = entry->stage == "reopened" ? "found" : rail_stage(entry->stage);
    if (!stage.empty()) reached.emplace(stage, entry->at);
  }
  Json out = Json::array();
  std::optional<Instant> before;
  auto late = kStages.end();
  if (c.state != "closed" && c.due && *c.due < v.now()) {
    late = std::find(kStages.begin(), kStages.end(), awaited_stage(c.state));
    while (late != kStages.end() && reached.contains(*late)) ++late;
  }
  for (const char* stage : kStages) {
    Json row = {{"stage", stage}, {"name", v.text(std::string("page.stage.") + stage)}};
    for (const auto& [name, limit] : v.rail)
      if (name == stage) row["limit"] = limit_json(v, limit);
    const auto found = reached.find(stage);
    if (found != reached.end()) {
      row["at"] = at(found->second);
      if (before) row["elapsed_seconds"] = std::max<std::int64_t>(0, (found->second - *before) / Millis{1000});
      before = found->second;
    } else if (late != kStages.end() && stage == *late) {
      row["overdue_seconds"] = (v.now() - *c.due) / Millis{1000};
    }
    out.push_back(std::move(row));
  }
  return out;
}

Json actor_json(const View& v, const std::string& actor) {
  if (actor.starts_with("user:")) return v.words.plain(actor.substr(5));
  if (actor.starts_with("local:")) return v.text("page.actor.local", {{"uid", actor.substr(6)}});
  return v.text(actor == "data" ? "page.actor.data" : "page.actor.system");
}

Json links_json(const View& v, const TimelineEntry& entry, std::int64_t case_id) {
  Json out = Json::array();
  if (entry.ref.empty()) return out;
  if (const auto* trace = v.record("trace", entry.ref)) {
    const int run = trace->content.value("run", 1);
    out.push_back({{"text", v.text("page.link.run", {{"run", run}})},
                   {"href", "/cases/" + std::to_string(case_id) + "/trace/" + std::to_string(run)}});
  } else if (const auto* evidence = v.record("evidence", entry.ref)) {
    const auto e = evidence->content.get<ledger::Evidence>();
    if (!e.file.empty())
      out.push_back({{"text", v.words.plain(e.name.empty() ? e.file.substr(0, 8) : e.name)},
                     {"href", "/api/v1/files/" + e.file}});
  }
  return out;
}

Json timeline_json(const View& v, const ledger::Case& c, std::int64_t case_id) {
  Json out = Json::array();
  int lap = 1;
  for (const auto& entry : c.timeline) {
    if (entry.stage == "reopened") ++lap;
    const auto since = (entry.at - c.timeline.front().at) / Millis{1000};
    Json row = {{"at", at(entry.at)},
                {"elapsed_seconds", std::max<std::int64_t>(0, since)},
                {"actor", actor_json(v, entry.actor)},
                {"by", entry.actor == "data"     ? "data"
                       : entry.actor == "system" ? "system"
                                                 : "person"},
                {"text", v.text(entry.what)},
                {"links", links_json(v, entry, case_id)},
                {"lap", lap}};
    if (entry.stage == "found" || entry.stage == "reopened") row["state"] = "breached";
    if (entry.stage == "recovered" || entry.stage == "closed") row["state"] = "met";
    out.push_back(std::move(row));
  }
  return out;
}

/// Data close a case when the verdict has recovered for the rule's duration; nothing here is ticked by hand.
Json conditions_json(const View& v, const ledger::Case& c, const ledger::Episode* e) {
  const TimelineEntry* recovered = nullptr;
  bool held = false;
  for (const auto* entry : present_lap(c)) {
    const bool by_data = entry->stage == "closed" && c.closed_by == "data";
    if (entry->stage == "recovered" || by_data) recovered = entry;
    // Good readings are not yet readings good for long enough.
    held = held || entry->stage == "review" || by_data;
  }
  Json row = {{"text", v.text("page.case.condition.recovered", {{"object", c.object}})}, {"met", held}};
  if (recovered) row["at"] = at(recovered->at);
  if (e)
    if (const auto* object = v.object(c.object))
      if (const auto j = judged_by(v, c.object, e->verdict_rule, recovered ? recovered->at : v.now());
          j && !e->verdict_rule.empty())
        for (const auto& input : j->verdict.inputs)
          if (input.parameter == e->figure.name)
            row["figure"] = figure_json(v, input, object->kind, j->period, water_class(j->verdict.target));
  return Json::array({row});
}

/// How often and how far the limit was exceeded, from the verdicts of the case's time; null where nothing has a limit.
Json exceedance_json(const View& v, const ledger::Case& c, const ledger::Episode& e) {
  Json out = Json::object();
  const auto value = Decimal::parse(e.figure.value), limit = Decimal::parse(e.limit);
  // Of dissolved oxygen and pH the worse value is not the greater one: no multiple is said.
  const bool measured = e.condition == "water-class" || e.condition == "dust" || e.condition == "discharge";
  if (measured && value && limit && !limit->is_zero() && *value > *limit)
    out["multiple"] = divide(*value - *limit, *limit, 2).to_string();
  int count = 0;
  for (const auto& row : v.facts.derived({.kind = "verdict",
                         .subject = c.object,
                         .rule = e.verdict_rule,
                         .from = e.opened,
                         .to = c.closed.value_or(v.now())}))
    if (!row.content.is_null() && row.content.value("state", "") == "breached") ++count;
  if (!e.verdict_rule.empty() && count > 0) {
    out["count"] = count;
    out["period"] = e.verdict_rule.substr(e.verdict_rule.find('/') + 1);
  }
  return out.empty() ? Json() : out;
}

Json evidence_json(const View& v, const ledger::Record& record) {
  const auto e = record.content.get<ledger::Evidence>();
  const bool photo = e.media_type.starts_with("image/");
  Json out = {{"id", record.id},
              {"kind", e.file.empty() ? "text"
                       : photo        ? "photo"
                                      : "file"},
              {"time", at(e.at)},
              {"figures", Json::array()}};
  out["what"] = e.text.empty() ? v.words.plain(e.name) : v.words.plain(e.text);
  put(out, "who", e.by.starts_with("user:") ? e.by.substr(5) : e.by);
  if (!e.file.empty()) {
    out["hash"] = e.file;
    put(out, "file_name", e.name);
    out["href"] = "/api/v1/files/" + e.file;
  }
  return out;
}

Json run_json(const View& v, const ledger::Record& record) {
  const auto t = record.content.get<ledger::Trace>();
  Json out = {{"run", t.run}, {"frozen_at", at(t.frozen_at)}};
  if (!t.candidates.empty()) {
    out["first"] = object_json(v, t.candidates.front().object);
    out["weight"] = t.candidates.front().weight;
  }
  return out;
}

void put_series(const View& v, Json& page, const ledger::Case& c, const ledger::Episode& e) {
  if (!v.words.catalog().parameter(e.figure.name)) return;
  const Instant to = c.closed ? *c.closed + 12 * kHour : v.now();
  page["series"] = {{"object", c.object},
                    {"parameter", e.figure.name},
                    {"name", v.words.parameter(e.figure.name)},
                    {"unit", v.words.unit(e.figure.name, c.object.substr(0, c.object.find('/')))},
                    {"statistic", "avg"},
                    {"period", "PT1H"},
                    {"from", at(period_start(Period::hour, e.opened) - 12 * kHour)},
                    {"to", at(std::min(to, v.now()))}};
  page["marks"] = Json::array();
  for (const auto& entry : c.timeline)
    if (entry.stage == "recovered" || entry.stage == "reopened")
      page["marks"].push_back({{"time", at(entry.at)}, {"text", v.text("page.mark." + entry.stage)}});
}

}  // namespace

Json case_page(const View& v, const ledger::Record& record, const std::vector<std::string>& actions) {
  const auto c = record.content.get<ledger::Case>();
  const auto* episode = v.record("episode", c.episode);
  std::optional<ledger::Episode> e;
  if (episode) e = episode->content.get<ledger::Episode>();
  Json page = {{"case", case_json(v, record)},
               {"stages", stages_json(v, c)},
               {"timeline", timeline_json(v, c, record.id)},
               {"conditions", conditions_json(v, c, e ? &*e : nullptr)},
               {"tasks", Json::array()},
               {"evidence", Json::array()},
               {"runs", Json::array()},
               {"items", Json::array()},
               {"units", Json::array()},
               {"actions", actions}};
  if (episode) page["episode"] = episode_json(v, *episode);
  for (const auto& r : v.records("task"))
    if (r.content.value("case_key", "") == record.key && r.content.value("state", "") != "cancelled")
      page["tasks"].push_back(task_json(v, r));
  for (const auto& r : v.records("evidence"))
    if (r.content.value("case_key", "") == record.key) page["evidence"].push_back(evidence_json(v, r));
  for (const auto* trace : traces_of(v, c.episode)) page["runs"].push_back(run_json(v, *trace));
  std::vector<std::string> keys = e ? e->items : std::vector<std::string>{};
  if (!c.item.empty() && std::find(keys.begin(), keys.end(), c.item) == keys.end()) keys.insert(keys.begin(), c.item);
  for (const auto& key : keys)
    if (Json item = item_json(v, key, false); !item.is_null()) page["items"].push_back(std::move(item));
  if (!c.unit.empty()) page["units"].push_back(unit_json(v, c.unit, "lead"));
  for (const auto& unit : c.cooperating) page["units"].push_back(unit_json(v, unit, "cooperating"));
  if (e) put_series(v, page, c, *e);
  if (e)
    if (Json exceedance = exceedance_json(v, c, *e); !exceedance.is_null()) page["exceedance"] = std::move(exceedance);
  return page;
}

Json trace_runs(const View& v, const std::string& episode_key) {
  Json out = Json::array();
  for (const auto* trace : traces_of(v, episode_key)) out.push_back(run_json(v, *trace));
  return out;
}

}  // namespace limpid::api
