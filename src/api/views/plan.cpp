// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "api/views/pages.hpp"
#include "api/views/plan_items.hpp"

/// The plan in lists.
namespace limpid::api {
namespace {

std::string field_text(const Json& content, const char* field) {
  return content.contains(field) && content[field].is_string() ? content[field].get<std::string>() : std::string{};
}

/// What a target or project is about in the register: the object of the same number.
std::string object_of(const View& v, const PlanItem& item) {
  const std::string kind = item.kind == "target" ? "section" : item.kind == "project" ? "project" : "";
  if (kind.empty()) return {};
  for (const auto& [ref, object] : v.objects()) {
    if (object.kind != kind || !object.attributes.contains("number")) continue;
    const Json& number = object.attributes["number"];
    const std::string text = number.is_string() ? number.get<std::string>() : number.dump();
    if (text == item.number_text) return ref;
  }
  return {};
}

Json label_json(const View& v, const PlanItem& item) {
  return v.text("page.label." + item.kind,
                {{"domain", {{"code", "page.domain." + item.domain}}}, {"number", item.number_text}});
}

int role_rank(const Json& unit) {
  const std::string role = unit.value("role", "");
  return role == "lead" ? 0 : role == "responsible" ? 1 : 2;
}

Json units_of(const View& v, const PlanItem& item) {
  Json out = Json::array();
  std::vector<Json> units = item.content.value("units", std::vector<Json>{});
  std::stable_sort(units.begin(), units.end(),
                   [](const Json& a, const Json& b) { return role_rank(a) < role_rank(b); });
  for (const auto& unit : units) out.push_back(unit_json(v, unit.at("name"), unit.value("role", "")));
  if (const std::string township = field_text(item.content, "township"); out.empty() && !township.empty())
    out.push_back(unit_json(v, township, "responsible"));
  return out;
}

}  // namespace

Json plan_deadlines(const View& v, const Json& list) {
  Json out = Json::array();
  for (const auto& d : list) {
    const std::string kind = d.value("kind", "");
    Json row = {{"text", v.words.plain(d.value("text", ""))}, {"kind", "unstated"}};
    if (kind == "continuous") row["kind"] = "long_term";
    if (kind == "season") row["kind"] = "season";
    if (kind == "recurring") row["kind"] = "recurring";
    const auto start = parse_instant(field_text(d, "start")), end = parse_instant(field_text(d, "end"));
    if (!field_text(d, "start").empty() && start) row["start"] = at(*start);
    // A date means the whole day.
    if (!field_text(d, "end").empty() && end) {
      row["at"] = at(*end + kDay);
      if (row["kind"] == "unstated") row["kind"] = "instant";
    }
    out.push_back(std::move(row));
  }
  return out;
}

Json document_json(const View& v, const std::string& family) {
  const auto* document = v.record("document", family);
  if (document == nullptr) return nullptr;
  const Json& c = document->content;
  const Json& head = c.contains("document") ? c["document"] : c;
  Json out = {
      {"title", field_text(head, "title")}, {"number", field_text(head, "number")}, {"date", field_text(head, "date")}};
  put(out, "issuer", field_text(head, "issuer"));
  put(out, "hash", field_text(c, "hash"));
  return out;
}

Json item_json(const View& v, const std::string& key, bool full) {
  const auto* item = plan_item(v, key);
  if (!item) return nullptr;
  Json out = {{"key", item->key},
              {"domain", item->domain},
              {"kind", item->kind},
              {"number", item->number},
              {"label", label_json(v, *item)},
              {"title", item->title},
              {"units", units_of(v, *item)},
              {"deadlines", plan_deadlines(v, item->content.value("deadlines", Json::array()))},
              {"status", status_json(v, *item, full)},
              {"bound", item->bound}};
  if (!item->group_title.empty()) out["group"] = {{"number", item->group_number}, {"title", item->group_title}};
  if (const std::string object = object_of(v, *item); !object.empty())
    out["object"] = object_now_json(v, *v.object(object), v.now());
  if (!item->status) return out;
  const auto& s = *item->status;
  put(out, "archetype", s.archetype);
  put(out, "system", s.system);
  out["evidence_count"] = s.evidence.size();
  if (s.of > 0) {
    const Json unit = v.words.has(s.unit) ? v.text(s.unit) : v.words.plain(s.unit);
    out["progress"] = {{"value", s.done}, {"of", s.of}, {"unit", unit["zh"]}, {"unit_en", unit["en"]}};
  }
  return out;
}

Json plans_page(const View& v) {
  Json plans = Json::array();
  for (const auto& family : plan_families(v)) {
    const Json document = document_json(v, family);
    for (const char* domain : {"air", "water", "soil"}) {
      std::map<std::string, int> numbers;
      StatusCounts counts;
      for (const auto& item : plan_items(v)) {
        if (item.family != family || item.domain != domain) continue;
        ++numbers[item.kind];
        if (item.kind == "measure") counts.add(state_of(item));
      }
      if (numbers.empty()) continue;
      const std::string key = family + "/" + domain;
      const auto* record = v.record("plan", key);
      plans.push_back({{"key", key},
                       {"family", family},
                       {"domain", domain},
                       {"title", record ? field_text(record->content, "title") : key},
                       {"document", document.is_null() ? Json{{"title", ""}, {"number", ""}, {"date", ""}} : document},
                       {"counts", counts.json()},
                       {"numbers",
                        {{"measures", numbers["measure"]},
                         {"safeguards", numbers["safeguard"]},
                         {"tasks", numbers["task"]},
                         {"targets", numbers["target"]},
                         {"projects", numbers["project"]}}}});
    }
  }
  return {{"plans", plans}};
}

Json items_page(const View& v, const std::string& family, const std::string& domain, const std::string& kind) {
  Json items = Json::array();
  for (const auto& item : plan_items(v))
    if (item.family == family && (domain.empty() || item.domain == domain) && (kind.empty() || item.kind == kind))
      items.push_back(item_json(v, item.key, false));
  return {{"items", items}};
}

const PlanItem* item_about(const View& v, const ledger::Object& object) {
  for (const auto& item : plan_items(v))
    if (object_of(v, item) == object.ref()) return &item;
  return nullptr;
}

namespace {

/// A binding that names its objects is about these, whatever else is of their kind.
bool concerns(const Json& params, const ledger::Object& object) {
  if (!params.is_object()) return false;
  if (params.contains("objects")) {
    const Json& named = params["objects"];
    return std::find(named.begin(), named.end(), Json(object.ref())) != named.end();
  }
  return params.value("object", "") == object.ref() ||
         (!params.contains("object") && params.value("kind", "") == object.kind);
}

}  // namespace

Json items_of(const View& v, const ledger::Object& object) {
  Json out = Json::array();
  for (const auto& item : plan_items(v)) {
    bool bears = object_of(v, item) == object.ref();
    // A target or a project is about the one object of its row, whatever kind its rule counts.
    if (!bears && item.bound && item.kind != "target" && item.kind != "project")
      for (const auto& r : v.records("binding"))
        bears =
            bears || (r.key.starts_with(item.key + "#") && concerns(r.content.value("params", Json::object()), object));
    if (bears) out.push_back(item_json(v, item.key, false));
  }
  return out;
}

}  // namespace limpid::api
