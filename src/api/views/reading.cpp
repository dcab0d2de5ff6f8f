// SPDX-License-Identifier: Apache-2.0
#include "api/views/reading.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "api/views/plan_items.hpp"
#include "base/data_file.hpp"
#include "plan/edits.hpp"
#include "plan/words_around.hpp"

namespace limpid::api {
namespace {

bool is_confirmed(const View& v, const std::string& promise) {
  const auto* r = v.record("binding", promise);
  return r && r->content.is_object() && r->content.get<ledger::Binding>().by_person();
}

Json step_json(const View& v, const char* id, std::size_t done, std::size_t of) {
  return {{"id", id},
          {"name", v.text(std::string("reading.step.") + id)},
          {"state", done < of ? "running" : "done"},
          {"done", done},
          {"of", of}};
}

std::string text_or_empty(const Json& object, const char* field) {
  return object.contains(field) && object.at(field).is_string() ? object.at(field).get<std::string>() : "";
}

struct Counts {
  std::size_t items = 0, promises = 0, open = 0, edits = 0, unfit = 0;
};

Json list_items(const View& v, const std::string& plan, const ReadingSource& source, Counts& counts) {
  std::map<std::string, int> touched;
  for (const auto& f : source.findings) {
    if (is_decided(v, plan, f.id)) continue;
    std::set<std::string> items;
    for (const auto& place : f.places) items.insert(place.item);
    for (const auto& item : items) ++touched[fmt::format("{}/{}", plan, item)];
  }
  Json out = Json::array();
  for (const auto& item : plan_items(v)) {
    if (item.family != plan) continue;
    const auto promises = reading_promises(v, item);
    const auto open = static_cast<std::size_t>(std::count_if(
        promises.begin(), promises.end(), [&](const Json& p) { return !is_confirmed(v, p.value("id", "")); }));
    out.push_back({{"key", item.key},
                   {"domain", item.domain},
                   {"item", item.key.substr(item.key.rfind('/') + 1)},
                   {"kind", item.kind},
                   {"label", reading_label(v, item.key)},
                   {"title", item.title},
                   {"promises", promises.size()},
                   {"open", open},
                   {"findings", touched[item.key]}});
    ++counts.items;
    counts.promises += promises.size();
    counts.open += open;
  }
  return out;
}

/// The numbering's faults as the reader found them, each with the key of its item.
Json numbering_faults(const View& v, const std::string& plan) {
  Json out = Json::array();
  for (const auto& r : v.records("plan")) {
    if (!r.key.starts_with(plan + "/") || !r.content.is_object()) continue;
    for (const auto& fault : r.content.value("faults", Json::array())) {
      const std::string at = text_or_empty(fault, "at"), heading = text_or_empty(fault, "heading");
      const std::string item = at.starts_with(plan + "/") ? at.substr(plan.size() + 1) : "";
      Json one{{"text", v.text("plan.fault." + text_or_empty(fault, "kind"), {{"at", item.empty() ? heading : item},
                                                                              {"heading", item.empty() ? "" : heading},
                                                                              {"expected", fault.at("expected")},
                                                                              {"found", fault.at("found")}})}};
      put(one, "quote", heading);
      if (!item.empty()) one["item"] = at;
      out.push_back(std::move(one));
    }
  }
  return out;
}

}  // namespace

ReadingRules ReadingRules::load(const Messages& messages, const std::filesystem::path& share) {
  ReadingRules rules{plan::SuggestRules::load(share),
                     plan::ConditionWords::load(messages, share),
                     plan::UnitSynonyms::load(share),
                     {}};
  const Json file = load_data_file(share / "catalog/archetypes.yaml", share / "schemas/archetypes.json");
  for (const auto& one : file.at("archetypes"))
    if (one.contains("evaluator")) rules.evaluated.insert(one.at("id"));
  return rules;
}

std::string person_of(const std::string& actor) {
  const auto colon = actor.find(':');
  return colon == std::string::npos ? actor : actor.substr(colon + 1);
}

Json reading_label(const View& v, const std::string& item_key) {
  const auto label = plan::item_label(item_key);
  return label ? v.text(label->code, label->args) : v.words.plain(item_key);
}

std::vector<Json> reading_promises(const View& v, const PlanItem& item) {
  std::vector<Json> out = item.content.value("promises", std::vector<Json>{});
  if (!out.empty()) return out;
  if (const auto* r = v.record("promise", item.key + "#1"); r && r->content.is_object()) {
    out.push_back(r->content);
    out.back()["id"] = r->key;
  }
  return out;
}

Json reading_page(const View& v, const std::string& plan, const ReadingSource& source) {
  const auto* record = v.record("document", plan);
  if (!record || !record->content.is_object()) return nullptr;
  const Json& head = record->content.at("document");
  Counts counts;
  Json items = list_items(v, plan, source, counts);
  for (const auto& r : v.records("edit")) {
    if (!r.key.starts_with(plan + "/") || !r.content.is_object()) continue;
    const std::string state = r.content.value("state", "");
    counts.edits += state == "standing" ? 1 : 0;
    counts.unfit += state == "unfit" ? 1 : 0;
  }
  const Json findings = finding_counts(v, plan, source.findings);
  Json page = {{"plan", plan},
               {"title", text_or_empty(head, "title")},
               {"format", head.value("format", "text")},
               {"hash", record->content.value("hash", "")},
               {"bytes", record->content.value("bytes", 0)},
               {"imported_at", at(record->at)},
               {"may_write", source.may_write},
               {"items", std::move(items)},
               {"findings", findings},
               {"promises", counts.promises},
               {"open", counts.open},
               {"edits", counts.edits},
               {"unfit_edits", counts.unfit},
               {"faults", numbering_faults(v, plan)}};
  for (const char* field : {"number", "issuer", "date", "publicity"}) put(page, field, text_or_empty(head, field));
  put(page, "source", record->content.value("source", ""));
  page["steps"] = {step_json(v, "received", 1, 1), step_json(v, "text", 1, 1),
                   step_json(v, "items", counts.items, counts.items),
                   step_json(v, "promises", counts.promises - counts.open, counts.promises),
                   step_json(v, "compared", findings.at("decided"), findings.at("all"))};
  return page;
}

Json edit_row(const View& v, const ledger::Record& record) {
  const auto edit = record.content.get<plan::Edit>();
  const auto shown = [](const Json& value) {
    Json out = Json::object();
    for (const char* field : {"name", "role", "text", "kind", "start", "end", "value", "unit", "comparator", "subject"})
      if (value.contains(field) && value.at(field).is_string() &&
          !value.at(field).get_ref<const std::string&>().empty())
        out[field] = value.at(field);
    return out;
  };
  Json row = {{"id", record.id},          {"key", record.key},
              {"item", edit.item},        {"label", reading_label(v, edit.item)},
              {"field", edit.field},      {"field_name", v.text("reading.field." + edit.field)},
              {"quote", edit.quote},      {"state", edit.state},
              {"by", person_of(edit.by)}, {"at", edit.at}};
  if (edit.before.is_object()) row["before"] = shown(edit.before);
  if (edit.value.is_object()) row["value"] = shown(edit.value);
  put(row, "reason", edit.reason);
  put(row, "finding", edit.finding);
  return row;
}

Json edits_page(const View& v, const std::string& plan, bool may_write) {
  std::vector<const ledger::Record*> rows;
  for (const auto& r : v.records("edit"))
    if (r.key.starts_with(plan + "/") && r.content.is_object()) rows.push_back(&r);
  std::sort(rows.begin(), rows.end(), [](const auto* a, const auto* b) { return a->id > b->id; });
  Json out = {{"may_write", may_write}, {"edits", Json::array()}};
  for (const auto* r : rows) out["edits"].push_back(edit_row(v, *r));
  return out;
}

}  // namespace limpid::api
