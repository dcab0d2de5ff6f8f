// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>

#include "api/views/arrival.hpp"
#include "api/views/pages.hpp"
#include "api/views/plan_items.hpp"
#include "casework/case_fold.hpp"

namespace limpid::api {
namespace {

constexpr std::size_t kShown = 8;

struct Row {
  int state = 0, level = 0;
  Instant due = Instant::max();
  Json json;
  std::string object;               ///< of its episode
  std::vector<std::string> places;  ///< where it is, as objects with coordinates
};

int state_rank(const std::string& state) {
  return state == "breached" ? 0 : state == "at_risk" ? 1 : 2;
}

/// 未达标 is judged by a target or a threshold. A fallen class, a figure to look into, an hour above the limit on
/// record are warnings.
std::string state_of_condition(const std::string& condition) {
  if (condition == "silent") return "unknown";
  return condition == "class-fall" || condition == "aqi" || condition == "discharge" ? "at_risk" : "breached";
}

/// When and against what, without the place that the title names.
Json detail_json(const View& v, const ledger::Episode& e) {
  const std::string code = "page.detail." + e.condition;
  if (!v.words.has(code) || !e.what.args.is_object()) return v.text(e.what);
  Json args = e.what.args;
  args["limit"] = limit_text(e.figure.name, e.limit);
  return v.text(code, args);
}

bool is_located(const View& v, const std::string& ref) {
  const auto* object = v.object(ref);
  return object != nullptr && object->lon && object->lat;
}

/// Where an item fails: the worst of the objects that its status names, else the one that it is about.
std::vector<std::string> places_of(const View& v, const PlanItem& item, const Json& shown) {
  const auto rank = [](const std::string& state) { return state == "breached" ? 3 : state == "at_risk" ? 2 : 1; };
  std::vector<std::string> out;
  int worst = 0;
  const auto evidence = item.status ? item.status->evidence : std::vector<ledger::EvidenceRef>{};
  for (const auto& e : evidence) {
    const std::string ref = e.ref.substr(0, e.ref.find('|'));
    if (e.state.empty() || e.state == "met" || rank(e.state) < worst || !is_located(v, ref)) continue;
    if (rank(e.state) > worst) out.clear();
    worst = rank(e.state);
    if (std::find(out.begin(), out.end(), ref) == out.end()) out.push_back(ref);
  }
  if (!shown.contains("object")) return out;
  const std::string own = shown["object"]["ref"];
  return out.empty() && is_located(v, own) ? std::vector{own} : out;
}

/// Of a promise the item is the place, and its count the figure.
void put_item(const View& v, Row& out, Json& row, const std::string& key) {
  const Json item = item_json(v, key, false);
  row.erase("object");
  row["item"] = key;
  row["href"] = "/plan/" + key;
  out.places.clear();
  if (item.is_null()) return;
  out.places = places_of(v, *plan_item(v, key), item);
  row["title"] = v.text("page.problem.item", {{"label", item["label"]}, {"title", item["title"]}});
  if (const auto since = state_since(v, *plan_item(v, key))) row["since"] = at(*since);
  if (!item.contains("progress")) return;
  const Json& progress = item["progress"];
  row["figure"] = {{"text", value_text(progress["value"].get<double>(), store::Qualifier::equal) + " / " +
                                value_text(progress["of"].get<double>(), store::Qualifier::equal)},
                   {"unit", progress["unit"]},
                   {"unit_en", progress["unit_en"]}};
}

Row episode_row(const View& v, const ledger::Record& r) {
  const auto e = r.content.get<ledger::Episode>();
  const std::string state = state_of_condition(e.condition);
  const bool serious = e.level == "serious";
  Json row = {{"state", state},
              {"level", serious ? "serious" : "general"},
              {"since", at(casework::noticed(e, e.opened))},
              {"object", object_json(v, e.object)},
              {"episode", r.id},
              {"href", "/episodes/" + std::to_string(r.id)}};
  const std::string code = "page.problem." + e.condition;
  row["title"] =
      v.text(v.words.has(code) ? code : "page.problem.other", {{"object", e.object}, {"parameter", e.figure.name}});
  put_figure(v, row, "figure", e);
  if (!e.what.code.empty()) row["detail"] = detail_json(v, e);
  Row out{.state = state_rank(state), .level = serious ? 0 : 1, .json = {}, .object = e.object, .places = {}};
  if (is_located(v, e.object)) out.places.push_back(e.object);
  if (const auto hash = e.object.find('#'); hash != std::string::npos) put_item(v, out, row, e.object.substr(0, hash));
  if (const auto* c = v.record("case", r.key)) {
    const Json json = case_json(v, *c);
    row["case"] = c->id;
    row["href"] = "/cases/" + std::to_string(c->id);
    for (const auto& [from, to] : {std::pair{"unit", "unit"}, {"last_act", "last_act"}, {"deadline", "next"}})
      if (json.contains(from)) row[to] = json[from];
    if (const auto content = c->content.get<ledger::Case>(); content.due) out.due = *content.due;
  }
  out.json = std::move(row);
  return out;
}

std::optional<Row> item_row(const View& v, const PlanItem& item) {
  const std::string state = state_of(item);
  if (state != "breached" && state != "at_risk") return std::nullopt;
  // A status may hang on an episode that stands in the table already; the item's page leads to it.
  const Json json = item_json(v, item.key, false);
  Row out{.state = state_rank(state), .level = 1, .json = {}, .object = {}, .places = places_of(v, item, json)};
  Json row = {{"state", state},
              {"level", "general"},
              {"title", v.text("page.problem.item", {{"label", json["label"]}, {"title", item.title}})},
              {"since", at(state_since(v, item).value_or(v.now()))},
              {"item", item.key},
              {"href", "/plan/" + item.key}};
  if (!json["status"]["figures"].empty()) row["figure"] = json["status"]["figures"][0];
  if (json["status"].contains("text")) row["detail"] = json["status"]["text"];
  if (!json["units"].empty()) row["unit"] = json["units"][0];
  for (const auto& deadline : json["deadlines"]) {
    if (!deadline.contains("at")) continue;
    row["next"] = deadline;
    out.due = parse_instant(deadline["at"].get<std::string>()).value();
    break;
  }
  if (json.contains("object")) row["object"] = json["object"];
  out.json = std::move(row);
  return out;
}

std::vector<Row> problems(const View& v) {
  std::vector<Row> rows;
  std::set<std::string> explained;  // items whose trouble is an episode in the table
  for (const auto& r : v.records("episode")) {
    if (r.content.value("state", "") != "open") continue;
    rows.push_back(episode_row(v, r));
    for (const auto& item : r.content.value("items", Json::array())) explained.insert(item.get<std::string>());
    const std::string object = r.content.value("object", "");
    explained.insert(object.substr(0, object.find('#')));
  }
  for (const auto& item : plan_items(v))
    if (!explained.contains(item.key))
      if (auto row = item_row(v, item)) rows.push_back(std::move(*row));
  std::stable_sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) {
    return std::tie(a.state, a.level, a.due) < std::tie(b.state, b.level, b.due);
  });
  return rows;
}

Json hours_json(const View& v, Instant to, int& stations) {
  const Instant from = to - 24 * kHour;
  struct Hour {
    int aqi = 0, judged = 0, breached = 0, worst_rank = 0;
    Json worst;
  };
  std::vector<Hour> hours(24);
  const auto slot = [&](Instant start) -> Hour& { return hours[static_cast<std::size_t>((start - from) / kHour)]; };
  std::set<std::string> seen;
  for (const auto& row : v.facts.derived({.kind = "verdict", .rule = "aqi/PT1H", .from = from, .to = to})) {
    if (row.content.is_null()) continue;
    seen.insert(row.subject);
    slot(row.start).aqi = std::max(slot(row.start).aqi, row.content.value("rank", 0));
  }
  for (const auto& row : v.facts.derived({.kind = "verdict", .rule = "water-class/PT1H", .from = from, .to = to})) {
    if (row.content.is_null()) continue;
    const auto verdict = row.content.get<ledger::Verdict>();
    if (verdict.state != "met" && verdict.state != "breached") continue;
    auto& hour = slot(row.start);
    ++hour.judged;
    if (verdict.state != "breached") continue;
    ++hour.breached;
    if (verdict.rank < hour.worst_rank) continue;
    hour.worst_rank = verdict.rank;
    for (const auto& input : verdict.inputs)
      if (!verdict.deciding.empty() && input.parameter == verdict.deciding.front())
        hour.worst = v.text("page.day.worst", {{"object", row.subject}, {"value", input.value}, {"unit", input.unit}});
  }
  stations = static_cast<int>(seen.size());
  const auto arrived = arrivals(v, to);
  Json out = Json::array();
  for (int i = 0; i < 24; ++i) {
    const auto& hour = hours[static_cast<std::size_t>(i)];
    Json row = {{"time", at(from + i * kHour)}, {"end", at(from + (i + 1) * kHour)}};
    if (hour.aqi > 0) {
      row["aqi"] = hour.aqi;
      row["aqi_level"] = aqi_level(hour.aqi);
    }
    if (hour.judged > 0) {
      row["sections_judged"] = hour.judged;
      row["sections_breached"] = hour.breached;
    }
    if (!hour.worst.is_null()) row["worst"] = hour.worst;
    int due = 0, come = 0;
    for (const auto& device : arrived.devices) {
      const auto& cell = device.cells[static_cast<std::size_t>(i)];
      due += cell == "none" ? 0 : 1;
      come += cell == "ok" || cell == "late" ? 1 : 0;
    }
    if (due > 0) row["arrival_percent"] = come * 100 / due;
    out.push_back(std::move(row));
  }
  return out;
}

Json day_event(Instant when, const std::string& state, Json text, const std::string& href,
               const std::map<std::string, int>& numbers, const std::string& object) {
  Json out = {{"time", at(when)}, {"state", state}, {"text", std::move(text)}, {"href", href}};
  if (const auto found = numbers.find(object); found != numbers.end()) out["problem"] = found->second;
  return out;
}

void sort_by_time(Json& rows) {
  std::stable_sort(rows.begin(), rows.end(), [](const Json& a, const Json& b) { return a["time"] < b["time"]; });
}

Json day_json(const View& v, const std::map<std::string, int>& numbers) {
  const Instant to = period_start(Period::hour, v.now());
  const Instant from = to - 24 * kHour;
  int stations = 0;
  Json out = {{"from", at(from)},
              {"to", at(to)},
              {"hours", hours_json(v, to, stations)},
              {"alerts", Json::array()},
              {"cases", Json::array()}};
  out["stations"] = stations;
  for (const auto& r : v.records("episode")) {
    const auto e = r.content.get<ledger::Episode>();
    const std::string href = "/episodes/" + std::to_string(r.id);
    if (const Instant noticed = casework::noticed(e, e.opened); noticed >= from)
      out["alerts"].push_back(day_event(noticed, state_of_condition(e.condition),
                                        v.text("page.day.opened", {{"object", e.object}}), href, numbers, e.object));
    if (e.closed && *e.closed >= from)
      out["alerts"].push_back(
          day_event(*e.closed, "met", v.text("page.day.closed", {{"object", e.object}}), href, numbers, e.object));
  }
  for (const auto& r : v.records("case")) {
    const auto c = r.content.get<ledger::Case>();
    for (const auto& entry : c.timeline) {
      const bool step = entry.stage == "dispatched" || entry.stage == "accepted" || entry.stage == "evidence" ||
                        entry.stage == "closed" || entry.stage == "reopened";
      if (!step || entry.at < from) continue;
      const char* state = entry.stage == "closed" ? "met" : entry.stage == "reopened" ? "breached" : "on_track";
      out["cases"].push_back(day_event(entry.at, state, v.text("page.day.case." + entry.stage, {{"object", c.object}}),
                                       "/cases/" + std::to_string(r.id), numbers, c.object));
    }
  }
  sort_by_time(out["alerts"]);
  sort_by_time(out["cases"]);
  return out;
}

}  // namespace

Json marks_json(const View& v, const std::map<std::string, std::vector<int>>& numbers) {
  Json out = Json::array();
  for (const auto& [ref, object] : v.objects()) {
    const auto number = numbers.find(ref);
    const bool always = object.kind == "section" || object.kind == "air-station" || object.kind == "dust-site";
    if (!object.lon || !object.lat || (!always && number == numbers.end())) continue;
    Json mark = {{"object", object_now_json(v, object, v.now())}};
    if (object.kind == "dust-site") mark["over"] = mark["object"].value("state", "") == "breached";
    if (number != numbers.end()) mark["problems"] = number->second;
    out.push_back(std::move(mark));
  }
  return out;
}

Json duty_page(const View& v, const Json& clock, const std::string& hj212, const std::string& unit) {
  auto rows = problems(v);
  Json shown = Json::array();
  std::map<std::string, int> numbers;              // of the rows by the object of their episode
  std::map<std::string, std::vector<int>> on_map;  // and by where they are
  for (auto& row : rows) {
    if (shown.size() == kShown) break;
    const int number = static_cast<int>(shown.size()) + 1;
    row.json["number"] = number;
    row.json["places"] = row.places.size();
    if (!row.object.empty()) numbers.emplace(row.object, number);
    for (const auto& ref : row.places) on_map[ref].push_back(number);
    shown.push_back(std::move(row.json));
  }
  Json page = {{"clock", clock},
               {"tiles", tiles_json(v, v.now())},
               {"problems", shown},
               {"more", rows.size() - shown.size()},
               {"marks", marks_json(v, on_map)},
               {"day", day_json(v, numbers)},
               {"devices", v.records("device").size()}};
  std::optional<Instant> last_closed;
  for (const auto& r : v.records("episode"))
    if (const auto e = r.content.get<ledger::Episode>(); e.closed && (!last_closed || *e.closed > *last_closed))
      last_closed = e.closed;
  if (last_closed) page["last_closed"] = at(*last_closed);
  if (const auto last = v.store.commits(1); !last.empty()) page["last_data"] = at(last.front().committed_at);
  put(page, "hj212", hj212);
  if (!unit.empty()) page["scope"] = v.text("page.duty.scope", {{"unit", unit}});
  return page;
}

}  // namespace limpid::api
