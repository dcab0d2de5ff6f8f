// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "api/views/pages.hpp"
#include "casework/case_fold.hpp"

/// Episodes, cases in lists, tasks.
namespace limpid::api {

std::string short_code(const ledger::Record& record) {
  const char* sign = record.kind == "case" ? "案" : record.kind == "episode" ? "警" : "";
  return fmt::format("{}{}-{:04}", sign, record.year, record.number);
}

namespace {

std::string level_of(const std::string& level) {
  return level == "serious" ? "serious" : "general";
}

std::string parameter_of(const ledger::Episode& e) {
  if (!e.figure.name.empty()) return e.figure.name;
  return e.parameters.empty() ? std::string{} : e.parameters.front();
}

/// `辛壁南桥断面 氨氮超目标`; a condition without words of its own has general ones.
Json title_json(const View& v, const ledger::Episode& e) {
  const std::string code = "page.episode.title." + e.condition;
  Json args = {{"object", e.object}, {"parameter", parameter_of(e)}};
  if (const auto* object = v.object(e.object)) args["kind"] = {{"code", "kind." + object->kind}};
  return v.text(v.words.has(code) ? code : "page.episode.title.other", args);
}

/// A device that fell silent has no value; its number is none.
bool has_value(const ledger::Episode& e) {
  return !e.figure.value.empty() && e.condition != "silent";
}

/// The last thing done by the unit or asked of it, with its time. A run of the tracing is neither.
Json last_act_json(const View& v, const ledger::Case& c) {
  for (auto entry = c.timeline.rbegin(); entry != c.timeline.rend(); ++entry) {
    const bool waits = entry->stage == "dispatched" && c.state == "open";
    const std::string code = "page.act." + (waits ? "waiting" : entry->stage);
    if (v.words.has(code)) return v.text(code, {{"time", at(entry->at)}});
  }
  return nullptr;
}

}  // namespace

void put_figure(const View& v, Json& into, const char* field, const ledger::Episode& e) {
  if (has_value(e)) into[field] = figure_json(v, e.figure, e.limit);
}

std::vector<const ledger::Record*> traces_of(const View& v, const std::string& episode_key) {
  std::vector<const ledger::Record*> out;
  for (const auto& r : v.records("trace"))
    if (r.content.value("episode", "") == episode_key) out.push_back(&r);
  std::sort(out.begin(), out.end(),
            [](auto* a, auto* b) { return a->content.value("run", 0) < b->content.value("run", 0); });
  return out;
}

Json episode_json(const View& v, const ledger::Record& record) {
  const auto e = record.content.get<ledger::Episode>();
  Json out = {
      {"id", record.id},  {"object", object_json(v, e.object)}, {"condition", e.condition}, {"title", title_json(v, e)},
      {"state", e.state}, {"level", level_of(e.level)},         {"opened", at(e.opened)},   {"traces", Json::array()}};
  put(out, "parameter", parameter_of(e));
  if (!e.what.code.empty()) out["sentence"] = v.text(e.what);
  out["detected"] = at(casework::noticed(e, e.opened));
  if (e.closed) out["closed"] = at(*e.closed);
  put_figure(v, out, "peak", e);
  if (const auto* c = v.record("case", record.key)) out["case"] = c->id;
  for (const auto* trace : traces_of(v, record.key)) out["traces"].push_back(trace->content.value("run", 1));
  return out;
}

Json episodes_page(const View& v, std::optional<bool> open, const std::string& object) {
  std::vector<std::pair<Instant, Json>> rows;
  for (const auto& r : v.records("episode")) {
    const auto e = r.content.get<ledger::Episode>();
    if (open && *open != (e.state == "open")) continue;
    if (!object.empty() && e.object != object) continue;
    rows.emplace_back(e.opened, episode_json(v, r));
  }
  std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  Json list = Json::array();
  for (auto& row : rows) list.push_back(std::move(row.second));
  return {{"episodes", list}};
}

Json case_json(const View& v, const ledger::Record& record) {
  const auto c = record.content.get<ledger::Case>();
  Json out = {{"id", record.id}, {"code", short_code(record)}, {"object", object_json(v, c.object)}, {"state", c.state},
              {"laps", c.laps},  {"opened", at(c.opened)}};
  if (const auto* r = v.record("episode", c.episode)) {
    const auto e = r->content.get<ledger::Episode>();
    out["episode"] = r->id;
    out["title"] = title_json(v, e);
    out["level"] = level_of(e.level);
    put_figure(v, out, "figure", e);
  } else {
    out["episode"] = 0;
    out["title"] = v.text(c.what);
  }
  if (!c.what.code.empty()) out["sentence"] = v.text(c.what);
  if (!c.unit.empty()) out["unit"] = unit_json(v, c.unit, "lead");
  if (c.closed) out["closed"] = at(*c.closed);
  put(out, "closed_by", c.closed_by);
  put(out, "close_reason", c.close_reason);
  if (c.due && c.state != "closed") {
    const std::string code = "page.case.due." + c.state;
    out["deadline"] = deadline_json(v.text(v.words.has(code) ? code : "page.case.due"), c.due);
  }
  if (Json act = last_act_json(v, c); !act.is_null()) out["last_act"] = std::move(act);
  if (const auto traces = traces_of(v, c.episode); !traces.empty()) out["run"] = traces.back()->content.value("run", 1);
  return out;
}

Json cases_page(const View& v, std::optional<bool> open, const std::string& object) {
  struct Row {
    bool closed;
    Instant by;
    Json json;
  };
  std::vector<Row> rows;
  for (const auto& r : v.records("case")) {
    const auto c = r.content.get<ledger::Case>();
    const bool closed = c.state == "closed";
    if (open && *open == closed) continue;
    if (!object.empty() && c.object != object) continue;
    // Open ones by time left, closed ones newest first.
    const Instant by =
        closed ? Instant{} - c.closed.value_or(c.opened).time_since_epoch() : c.due.value_or(Instant::max());
    rows.push_back({closed, by, case_json(v, r)});
  }
  std::stable_sort(rows.begin(), rows.end(),
                   [](const Row& a, const Row& b) { return std::tie(a.closed, a.by) < std::tie(b.closed, b.by); });
  Json list = Json::array();
  for (auto& row : rows) list.push_back(std::move(row.json));
  return {{"cases", list}};
}

namespace {

/// What is to be done; the case says why.
Json task_title(const View& v, const ledger::Task& t, const ledger::Case& c) {
  const auto* r = v.record("episode", c.episode);
  if (!r) return v.text(t.what);
  const auto e = r->content.get<ledger::Episode>();
  const std::string code = "page.task.title." + e.condition;
  if (!v.words.has(code)) return v.text(t.what);
  return v.text(code, {{"object", c.object}, {"parameter", parameter_of(e)}});
}

}  // namespace

Json task_json(const View& v, const ledger::Record& record) {
  const auto t = record.content.get<ledger::Task>();
  Json out = {{"id", record.id},
              {"case", 0},
              {"case_code", ""},
              {"title", v.text(t.what)},
              {"unit", unit_json(v, t.unit)},
              {"done_when", Json::array()},
              {"state", t.state}};
  const bool over = t.state == "done" || t.state == "lapsed";
  Instant ended = record.at;
  if (const auto* c = v.record("case", t.case_key)) {
    out["case"] = c->id;
    out["case_code"] = short_code(*c);
    const auto content = c->content.get<ledger::Case>();
    out["object"] = object_json(v, content.object);
    out["title"] = task_title(v, t, content);
    out["cause"] = v.text(content.what);
    ended = content.closed.value_or(ended);
  }
  if (t.due)
    out["deadline"] = deadline_json(v.text("page.task.due"), t.due, over ? std::optional(ended) : std::nullopt);
  if (!t.done_when.code.empty()) out["done_when"].push_back({{"text", v.text(t.done_when)}, {"done", over}});
  if (over) out["done_at"] = at(ended);
  return out;
}

Json tasks_page(const View& v, const std::function<bool(const std::string& unit)>& mine) {
  struct Row {
    bool done;
    Instant by;
    Json json;
  };
  std::vector<Row> rows;
  for (const auto& r : v.records("task")) {
    const auto t = r.content.get<ledger::Task>();
    if (t.state == "cancelled") continue;
    Json json = task_json(v, r);
    const bool done = json.contains("done_at");
    if (done && json["done_at"].get<std::string>() < at(period_start(Period::day, v.now()))) continue;
    json["actions"] = Json::array();
    if (!done && mine(t.unit)) {
      if (t.state == "open") json["actions"].push_back("accept");
      json["actions"].push_back("act");
      json["actions"].push_back("evidence");
    }
    rows.push_back({done, t.due.value_or(Instant::max()), std::move(json)});
  }
  std::stable_sort(rows.begin(), rows.end(),
                   [](const Row& a, const Row& b) { return std::tie(a.done, a.by) < std::tie(b.done, b.by); });
  Json list = Json::array();
  for (auto& row : rows) list.push_back(std::move(row.json));
  return {{"tasks", list}};
}

}  // namespace limpid::api
