// SPDX-License-Identifier: Apache-2.0
#include "api/sight.hpp"

#include <algorithm>

#include "ledger/records/loop.hpp"
#include "registry/object.hpp"

namespace limpid::api {
namespace {

using ledger::Record;

/// Published by the state or pure geography.
bool published(std::string_view kind) {
  return kind == "section" || kind == "air-station" || kind == "project" || kind == "reach" || kind == "node";
}

/// Attributes of registers that say whose a thing is.
constexpr const char* kOwners[] = {"township", "unit", "owner", "discharger", "builder"};

}  // namespace

bool Sight::covers_place(std::string_view printed) const {
  if (everything) return true;
  if (printed.empty()) return false;
  if (places.contains(printed)) return true;
  // 大东沟镇 -> 大东沟镇人民政府: the government of the place that is named.
  return places.contains(std::string(printed) + "人民政府");
}

std::vector<ledger::Unit> all_units(const ledger::Facts& facts) {
  std::vector<ledger::Unit> out;
  for (const auto& record : facts.records("unit"))
    if (!record.content.is_null()) out.push_back(record.content.get<ledger::Unit>());
  return out;
}

Sight sight(const User& user, const std::vector<ledger::Unit>& units) {
  Sight s;
  s.everything = user.role != Role::unit_clerk;
  if (s.everything || user.unit.empty()) return s;
  s.units.insert(user.unit);
  // The tree is shallow; each pass goes one level down, and a ring in the register ends when nothing is added.
  for (bool added = true; added;) {
    added = false;
    for (const auto& unit : units)
      if (s.units.contains(unit.parent)) added |= s.units.insert(unit.name).second;
  }
  for (const auto& unit : units) {
    if (!s.units.contains(unit.name)) continue;
    s.places.insert(unit.name);
    s.places.insert(unit.aliases.begin(), unit.aliases.end());
  }
  return s;
}

SightFacts::SightFacts(const ledger::Facts& all, Sight sight) : all_(all), sight_(std::move(sight)) {
  if (!sight_.everything) note_cases();
}

void SightFacts::note_cases() {
  for (const auto& record : all_.records("task"))
    if (sight_.covers_unit(record.content.value("unit", ""))) cases_.insert(record.content.value("case_key", ""));
  for (const auto& record : all_.records("case")) {
    const auto c = record.content.get<ledger::Case>();
    if (sight_.covers_unit(c.unit) || std::any_of(c.cooperating.begin(), c.cooperating.end(),
                                                  [&](const auto& unit) { return sight_.covers_unit(unit); }))
      cases_.insert(record.key);
    if (cases_.contains(record.key)) case_objects_.insert(c.object);
  }
  for (const auto& key : cases_)
    for (const auto& record : all_.records("trace", key + "/"))
      for (const auto& candidate : record.content.get<ledger::Trace>().candidates)
        case_objects_.insert(candidate.object);
}

bool SightFacts::owns_object(std::string_view ref) const {
  const auto known = owned_.find(ref);
  if (known != owned_.end()) return known->second;
  bool owned = false;
  if (const auto record = all_.record("object", ref)) {
    const auto object = record->content.get<ledger::Object>();
    for (const char* attribute : kOwners)
      if (object.attributes.contains(attribute) && object.attributes[attribute].is_string())
        owned |= sight_.covers_place(object.attributes[attribute].get<std::string>());
  }
  owned_.emplace(ref, owned);
  return owned;
}

bool SightFacts::sees_object(std::string_view ref) const {
  return sight_.everything || published(registry::kind_of(ref)) || case_objects_.contains(ref) || owns_object(ref);
}

bool SightFacts::sees(const Record& record) const {
  const std::string& kind = record.kind;
  if (kind == "account" || kind == "setting") return false;
  if (sight_.everything || record.content.is_null()) return true;
  if (kind == "object") return sees_object(record.key);
  if (kind == "device") return sees_object(record.content.value("object", ""));
  if (kind == "case") return cases_.contains(record.key);
  if (kind == "episode") return cases_.contains(record.key) || owns_object(record.content.value("object", ""));
  if (kind == "trace") return cases_.contains(record.content.value("episode", ""));
  if (kind == "task" || kind == "evidence") return cases_.contains(record.content.value("case_key", ""));
  return kind == "unit" || kind == "document" || kind == "plan" || kind == "item" || kind == "promise" ||
         kind == "binding";
}

std::vector<Record> SightFacts::records(std::string_view kind, std::string_view prefix) const {
  auto all = all_.records(kind, prefix);
  std::erase_if(all, [&](const Record& record) { return !sees(record); });
  return all;
}

std::optional<Record> SightFacts::record(std::string_view kind, std::string_view key) const {
  auto found = all_.record(kind, key);
  if (found && !sees(*found)) return std::nullopt;
  return found;
}

std::vector<ledger::Derived> SightFacts::derived(const ledger::DerivedQuery& query) const {
  auto all = all_.derived(query);
  if (!sight_.everything)
    std::erase_if(all, [&](const ledger::Derived& row) { return row.kind != "status" && !sees_object(row.subject); });
  return all;
}

std::vector<store::Observation> SightFacts::observations(const store::Selector& what, Instant from, Instant to) const {
  auto all = all_.observations(what, from, to);
  if (!sight_.everything) std::erase_if(all, [&](const auto& o) { return !sees_object(o.series->object); });
  return all;
}

std::vector<store::Observation> SightFacts::latest(const store::Selector& what) const {
  auto all = all_.latest(what);
  if (!sight_.everything) std::erase_if(all, [&](const auto& o) { return !sees_object(o.series->object); });
  return all;
}

}  // namespace limpid::api
