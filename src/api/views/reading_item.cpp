// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "api/views/plan_items.hpp"
#include "api/views/reading.hpp"

namespace limpid::api {
namespace {

constexpr double kSure = 0.6;  // below, the second suggestion is shown too

Json archetype_name(const View& v, const std::string& archetype) {
  return v.text("measures.archetype." + archetype);
}

Json condition_json(const ReadingSource& source, const Json& params) {
  return {{"code", "reading.condition"},
          {"zh", source.rules.condition.render("zh", params)},
          {"en", source.rules.condition.render("en", params)}};
}

double two_digits(double value) {
  return std::round(value * 100) / 100;
}

Json missing_json(const View& v, const plan::Suggestion& s) {
  Json out = Json::array();
  for (const auto& m : s.missing) out.push_back(v.text(m));
  return out;
}

Json suggested_json(const View& v, const plan::Suggestion& s, const ReadingSource& source) {
  return {{"archetype", s.archetype},
          {"name", archetype_name(v, s.archetype)},
          {"evaluated", source.rules.evaluated.contains(s.archetype)},
          {"confidence", two_digits(s.confidence)},
          {"condition", condition_json(source, s.params)},
          {"params", s.params},
          {"missing", missing_json(v, s)},
          {"why", s.why}};
}

/// The id of an edit by its key.
void put_edit_id(const View& v, const Json& entry, Json& into) {
  if (!entry.contains("edit")) return;
  if (const auto* r = v.record("edit", entry.at("edit").get<std::string>())) into["edit"] = r->id;
}

std::string string_at(const Json& object, const char* field) {
  return object.contains(field) && object.at(field).is_string() ? object.at(field).get<std::string>() : "";
}

Json read_deadlines(const View& v, const Json& holder) {
  Json out = Json::array();
  for (const auto& d : holder.value("deadlines", Json::array())) {
    const std::string kind = d.value("kind", "other");
    Json row = {{"text", d.value("text", "")}, {"kind", kind}, {"kind_name", v.text("reading.deadline." + kind)}};
    put(row, "start", string_at(d, "start"));
    put(row, "end", string_at(d, "end"));
    put_edit_id(v, d, row);
    out.push_back(std::move(row));
  }
  return out;
}

/// `edits`: an item's quantities name the edit that laid them; a promise's do not.
Json read_quantities(const View& v, const Json& holder, bool edits) {
  Json out = Json::array();
  for (const auto& q : holder.value("quantities", Json::array())) {
    Json row = {{"text", q.value("text", "")}};
    for (const char* field : {"value", "unit", "comparator", "subject"}) put(row, field, string_at(q, field));
    if (const Json base = q.value("base", Json::object()); !base.value("value", "").empty())
      row["base"] = {{"value", base.at("value")}, {"unit", base.value("unit", "")}};
    if (edits) put_edit_id(v, q, row);
    out.push_back(std::move(row));
  }
  return out;
}

/// Whom 有关乡镇 means, or that nobody is named.
void put_meant(const View& v, const Json& item, const ReadingSource& source, Json& row) {
  if (!source.meant) return;
  const auto who = source.meant(row["name"], string_at(item, "title") + string_at(item, "text"));
  if (!who) return;
  std::string names;
  for (const auto& one : *who) names += (names.empty() ? "" : "、") + one;
  row["meant"] = v.text(names.empty() ? "reading.meant.nobody" : "reading.meant.named", {{"names", names}});
}

Json read_units(const View& v, const Json& item, const ReadingSource& source) {
  Json out = Json::array();
  for (const auto& u : item.value("units", Json::array())) {
    const std::string role = u.value("role", "responsible");
    Json row = {{"name", u.value("name", "")},
                {"role", role},
                {"role_name", v.text("reading.role." + role)},
                {"rule", v.text(u.contains("edit") ? "reading.role_rule.edit" : "reading.role_rule." + role)}};
    put(row, "key", u.value("unit_key", ""));
    put_meant(v, item, source, row);
    put_edit_id(v, u, row);
    out.push_back(std::move(row));
  }
  return out;
}

void put_bound(const View& v, Json& out, const ledger::Binding& b, const ReadingSource& source) {
  out["archetype"] = b.archetype;
  out["name"] = archetype_name(v, b.archetype);
  out["evaluated"] = source.rules.evaluated.contains(b.archetype);
  out["params"] = b.params.is_object() ? b.params : Json::object();
  out["condition"] = condition_json(source, out["params"]);
  out["missing"] = Json::array();
  out["state"] = b.by_person() ? "confirmed" : "understood";
  put(out, "system", b.system);
  put(out, "reason", b.reason);
  if (b.by_person()) out["confirmed_by"] = person_of(b.source);
  put(out, "confirmed_at", b.at);
}

void put_suggested(const View& v, Json& out, const std::vector<plan::Suggestion>& suggestions,
                   const ReadingSource& source) {
  const auto& first = suggestions.front();
  Json shown = suggested_json(v, first, source);
  for (const char* field : {"archetype", "name", "evaluated", "confidence", "condition", "params", "missing"})
    out[field] = shown.at(field);
  out["state"] = first.missing.empty() ? "to_confirm" : "to_fill";
  if (first.confidence < kSure && suggestions.size() > 1) out["second"] = suggested_json(v, suggestions[1], source);
}

Json reading_promise(const View& v, const PlanItem& item, const Json& promise, std::size_t index, int year,
                     const ReadingSource& source) {
  const std::string key = promise.value("id", item.key + "#" + std::to_string(index + 1));
  Json out = {{"key", key},
              {"letter", std::string(1, static_cast<char>('A' + std::min<std::size_t>(index, 25)))},
              {"text", promise.value("text", "")},
              {"deadlines", read_deadlines(v, promise)},
              {"quantities", read_quantities(v, promise, false)}};
  for (auto& d : out["deadlines"]) d.erase("edit");
  if (promise.contains("span")) out["span"] = promise.at("span");
  const auto suggestions =
      plan::suggest(promise, item.content, item.key[item.key.rfind('/') + 1], year, source.rules.suggest);
  out["suggestion"] = suggested_json(v, suggestions.front(), source);
  const auto* r = v.record("binding", key);
  const auto binding = r && r->content.is_object() ? r->content.get<ledger::Binding>() : ledger::Binding{};
  if (binding.archetype.empty())
    put_suggested(v, out, suggestions, source);
  else
    put_bound(v, out, binding, source);
  return out;
}

std::string words_of(const PlanItem& item) {
  const std::string text = string_at(item.content, "text");
  return text.empty() ? item.title : item.title + text;
}

/// Rows of the ledger and works for a measure, the measure for a row: those that the findings hold against it.
Json counterparts(const View& v, const PlanItem& item, const ReadingSource& source) {
  const std::string relative = item.key.substr(item.family.size() + 1);
  Json out = Json::array();
  for (const auto& [row, measure] : source.rows) {
    if (row != relative && measure != relative) continue;
    const auto* other = plan_item(v, item.family + "/" + (row == relative ? measure : row));
    if (other)
      out.push_back({{"key", other->key}, {"label", reading_label(v, other->key)}, {"text", words_of(*other)}});
  }
  return out;
}

void put_way(const View& v, const PlanItem& item, Json& page) {
  const auto& all = plan_items(v);
  const auto here = std::find_if(all.begin(), all.end(), [&](const auto& other) { return other.key == item.key; });
  if (here != all.begin() && std::prev(here)->family == item.family) page["previous"] = std::prev(here)->key;
  if (std::next(here) != all.end() && std::next(here)->family == item.family) page["next"] = std::next(here)->key;
}

}  // namespace

Json item_reading_page(const View& v, const std::string& key, const ReadingSource& source) {
  const auto* item = plan_item(v, key);
  if (!item) return nullptr;
  const auto promises = reading_promises(v, *item);
  const auto* document = v.record("document", item->family);
  const int year = document ? plan::year_of(document->content.at("document").value("date", Json())) : 0;
  Json page = {{"key", key},
               {"label", reading_label(v, key)},
               {"title", item->title},
               {"kind", item->kind},
               {"may_write", source.may_write},
               {"paragraphs", reading_paragraphs(v, *item, promises, source)},
               {"promises", Json::array()},
               {"units", read_units(v, item->content, source)},
               {"deadlines", read_deadlines(v, item->content)},
               {"quantities", read_quantities(v, item->content, true)},
               {"counterparts", counterparts(v, *item, source)},
               {"findings", Json::array()},
               {"edits", Json::array()}};
  for (std::size_t i = 0; i < promises.size(); ++i)
    page["promises"].push_back(reading_promise(v, *item, promises[i], i, year, source));
  const std::string relative = key.substr(item->family.size() + 1);
  for (const auto& f : source.findings)
    if (std::any_of(f.places.begin(), f.places.end(), [&](const plan::Place& p) { return p.item == relative; }))
      page["findings"].push_back(finding_row(v, item->family, f, source.document));
  for (const auto& r : v.records("edit"))
    if (r.content.is_object() && r.content.value("item", "") == key) page["edits"].push_back(edit_row(v, r));
  put_way(v, *item, page);
  return page;
}

}  // namespace limpid::api
