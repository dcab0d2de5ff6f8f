// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "api/views/pages.hpp"
#include "api/views/plan_items.hpp"
#include "reports/plan_json.hpp"

/// One item: what was promised, what the data say.
namespace limpid::api {
namespace {

std::string text_of(const Json& content, const char* field) {
  if (!content.contains(field) || content[field].is_null()) return {};
  return content[field].is_string() ? content[field].get<std::string>() : content[field].dump();
}

std::string letter(std::size_t i) {
  return std::string(1, static_cast<char>('A' + std::min<std::size_t>(i, 25)));
}

std::vector<Json> promises_of(const View& v, const PlanItem& item) {
  std::vector<Json> out = item.content.value("promises", std::vector<Json>{});
  if (!out.empty()) return out;
  for (const auto& r : v.records("promise"))
    if (r.key.starts_with(item.key + "#")) {
      out.push_back(r.content);
      out.back()["id"] = r.key;
    }
  return out;
}

/// The words of each promise and of each unit, marked where they stand in the text.
Json pieces_json(const std::string& text, const std::vector<Json>& promises, const Json& units) {
  struct Mark {
    std::size_t from, to;
    std::string letter;
  };
  std::vector<Mark> marks;
  const auto add = [&](const std::string& words, const std::string& as) {
    const auto from = words.empty() ? std::string::npos : text.find(words);
    if (from == std::string::npos) return;
    const std::size_t to = from + words.size();
    if (std::none_of(marks.begin(), marks.end(), [&](const Mark& m) { return from < m.to && m.from < to; }))
      marks.push_back({from, to, as});
  };
  for (std::size_t i = 0; i < promises.size(); ++i) add(text_of(promises[i], "text"), letter(i));
  for (const auto& unit : units) add(unit.value("name", ""), "");
  std::sort(marks.begin(), marks.end(), [](const Mark& a, const Mark& b) { return a.from < b.from; });
  Json out = Json::array();
  std::size_t at = 0;
  for (const auto& m : marks) {
    if (m.from > at) out.push_back({{"text", text.substr(at, m.from - at)}});
    Json piece = {{"text", text.substr(m.from, m.to - m.from)}};
    if (m.letter.empty()) {
      piece["unit"] = true;
    } else {
      piece["letter"] = m.letter;
    }
    out.push_back(std::move(piece));
    at = m.to;
  }
  if (at < text.size() || out.empty()) out.push_back({{"text", text.substr(at)}});
  return out;
}

std::string units_text(const Json& content) {
  std::string out;
  for (const auto& unit : content.value("units", Json::array()))
    out += (out.empty() ? "" : "、") + unit.value("name", "");
  return out;
}

std::string deadlines_text(const Json& content) {
  std::string out;
  for (const auto& d : content.value("deadlines", Json::array()))
    out += (out.empty() ? "" : "；") + d.value("text", "");
  return out;
}

std::vector<std::string> cells_of(const PlanItem& item) {
  const Json& c = item.content;
  const std::string number = c.contains("number") ? reports::printed_number(c) : item.number_text;
  if (item.kind == "target") {
    std::string level;
    for (const auto& l : c.value("level", Json::array())) level += (level.empty() ? "" : "、") + l.get<std::string>();
    return {number, text_of(c, "township"), text_of(c, "section"), text_of(c, "target"), level};
  }
  if (item.kind == "project")
    return {number, text_of(c, "title"), units_text(c), deadlines_text(c), text_of(c, "note")};
  const std::string name = text_of(c, "title");
  const std::string words = name.empty() ? text_of(c, "text") : name + "。" + text_of(c, "text");
  return {text_of(c, "category"), number, words, deadlines_text(c), units_text(c), text_of(c, "note")};
}

std::vector<std::string> columns_of(const std::string& kind) {
  if (kind == "target") return {"序号", "乡镇", "断面名称", "目标水质", "备注"};
  if (kind == "project") return {"序号", "工程名称", "责任主体", "完成时限", "备注"};
  return {"任务类别", "序号", "具体措施", "完成时限", "责任单位", "备注"};
}

/// The row of the table with its neighbours.
Json row_quote(const View& v, const PlanItem& item) {
  Json quote = {{"place", v.text("page.quote." + item.kind, {{"number", item.number_text}})},
                {"columns", columns_of(item.kind)},
                {"rows", Json::array()}};
  const auto& all = plan_items(v);
  const auto own = std::find_if(all.begin(), all.end(), [&](const PlanItem& other) { return other.key == item.key; });
  for (auto row = own == all.begin() ? own : own - 1; row != all.end() && row - own <= 1; ++row) {
    const PlanItem& other = *row;
    if (other.family != item.family || other.domain != item.domain || other.kind != item.kind) continue;
    const bool current = other.key == item.key;
    Json cells = Json::array();
    std::size_t column = 0;
    for (const auto& cell : cells_of(other)) {
      Json piece = {{"text", cell}};
      // Of a target the section and the class are the promise.
      if (current && item.kind == "target" && (column == 2 || column == 3)) piece["letter"] = letter(column - 2);
      cells.push_back(Json::array({piece}));
      ++column;
    }
    quote["rows"].push_back({{"cells", cells}, {"current", current}});
  }
  if (item.content.contains("span")) quote["span"] = item.content["span"];
  return quote;
}

Json quotes_json(const View& v, const PlanItem& item, const std::vector<Json>& promises) {
  if (item.kind == "target" || item.kind == "project" || item.kind == "task") return Json::array({row_quote(v, item)});
  Json quote = {
      {"place", v.text("page.quote." + item.kind, {{"number", item.number_text}, {"group", item.group_title}})},
      {"pieces", pieces_json(text_of(item.content, "text"), promises, item.content.value("units", Json::array()))}};
  if (item.content.contains("span")) quote["span"] = item.content["span"];
  return Json::array({quote});
}

Json promise_json(const View& v, const PlanItem& item, const Json& promise, std::size_t index) {
  const std::string id = promise.value("id", item.key + "#" + std::to_string(index + 1));
  Json out = {{"id", id},
              {"letter", letter(index)},
              {"text", text_of(promise, "text")},
              {"deadlines", plan_deadlines(v, promise.value("deadlines", Json::array()))},
              {"quantities", promise.value("quantities", Json::array())}};
  if (promise.contains("span")) out["span"] = promise["span"];
  if (const auto* r = v.record("binding", id)) {
    const auto b = r->content.get<ledger::Binding>();
    if (!b.archetype.empty()) {
      out["binding"] = {{"archetype", b.archetype},
                        {"system", b.system},
                        {"parameters", b.params.is_object() ? b.params : Json::object()}};
      if (b.by_person()) out["binding"]["confirmed_by"] = b.source.substr(b.source.find(':') + 1);
    }
  }
  const auto rows = v.facts.derived({.kind = "status", .subject = id, .rule = "promise"});
  if (!rows.empty() && !rows.front().content.is_null()) {
    out["status"] = status_json(v, rows.front().content.get<ledger::Status>(), rows.front(), true);
  } else {
    PlanItem bare = item;
    bare.status.reset();
    out["status"] = status_json(v, bare, false);
  }
  return out;
}

Json history_json(const View& v, const PlanItem& item) {
  Json out = Json::array();
  if (!item.row || !v.history) return out;
  std::string before;
  for (const auto& past : v.history(*item.row)) {
    // What was judged before the county's clock was set bears the wall's time.
    if (past.row.content.is_null() || past.at > v.now()) continue;
    const auto s = past.row.content.get<ledger::Status>();
    if (s.state == before) continue;
    before = s.state;
    Json entry = {{"time", at(past.at)}, {"state", s.state}};
    put(entry, "reason", s.reason);
    if (!s.sentence.code.empty()) entry["text"] = v.text(s.sentence);
    if (!s.figures.empty()) entry["figure"] = figure_json(v, s.figures.front());
    out.push_back(std::move(entry));
  }
  return out;
}

Json cases_of(const View& v, const std::string& key) {
  Json out = Json::array();
  for (const auto& r : v.records("case")) {
    bool concerns = r.content.value("item", "") == key;
    if (const auto* e = v.record("episode", r.content.value("episode", "")); e && !concerns)
      for (const auto& item : e->content.value("items", Json::array())) concerns = concerns || item == key;
    if (concerns) out.push_back(case_json(v, r));
  }
  return out;
}

}  // namespace

Json item_page(const View& v, const std::string& key) {
  const auto* item = plan_item(v, key);
  if (!item) return nullptr;
  const auto promises = promises_of(v, *item);
  Json page = {{"item", item_json(v, key, true)},           {"crumb", Json::array()},
               {"quotes", quotes_json(v, *item, promises)}, {"promises", Json::array()},
               {"history", history_json(v, *item)},         {"cases", cases_of(v, key)}};
  if (const auto* plan = v.record("plan", item->family + "/" + item->domain))
    page["crumb"].push_back(v.words.plain(plan->content.value("title", "")));
  page["crumb"].push_back(item->group_title.empty() ? v.text("page.crumb." + item->kind)
                                                    : v.words.plain(item->group_title));
  for (std::size_t i = 0; i < promises.size(); ++i) page["promises"].push_back(promise_json(v, *item, promises[i], i));
  page["evidence_total"] = item->status ? item->status->evidence.size() : 0;
  if (item->status)
    for (const auto& step : item->status->steps)
      if (Json clause = v.words.clause(step.source); !clause.is_null() && clause.value("convention", false))
        page["convention"] = std::move(clause);
  if (item->kind == "target" && page["item"].contains("object"))
    put_target_clocks(v, page, page["item"]["object"]["ref"]);
  put_threshold(v, page, *item);
  if (item->status && item->status->detail.is_object())
    put_outlook(v, page, item->status->detail.value("reach", Json::array()));
  return page;
}

}  // namespace limpid::api
