// SPDX-License-Identifier: Apache-2.0
#include "plan/addressee.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <set>

#include "plan/key.hpp"
#include "plan/side_by_side.hpp"

namespace limpid::plan {
namespace {

/// A name of many at once: of which level of the register, all of them or those that the words name.
struct Collective {
  std::string level;
  bool all = false;
};

/// 各乡镇人民政府, 有关乡镇; 各县区, 各县(市、区)人民政府; 各部门, 相关部门.
std::optional<Collective> collective_of(const std::string& name) {
  static const RE2 townships("^(各|有关|相关|各有关|各相关)(?:乡镇|镇|乡|街道)");
  static const RE2 counties("^(各|有关|相关|各有关|各相关)(?:县|市|区|旗|[(、)])+(?:人民政府|政府)?$");
  static const RE2 bureaus("^(?:[省市县区旗]级?直?)?(各|有关|相关)(?:有关|相关|职能|行业主管)?(?:部门|局)$");
  std::string who;
  if (RE2::PartialMatch(name, townships, &who)) return Collective{"township", who == "各"};
  if (RE2::PartialMatch(name, counties, &who)) return Collective{"county", who == "各"};
  // Of 各相关部门 too only those that the words name.
  if (RE2::PartialMatch(name, bureaus, &who))
    return Collective{"bureau", who == "各" && name.find("关部门") == std::string::npos};
  return std::nullopt;
}

/// The county's own government is above those of 各县区.
bool belongs(const ledger::Unit& unit, const Collective& to) {
  return unit.level == to.level && (to.level != "county" || !unit.parent.empty());
}

bool named_in(const ledger::Unit& unit, const std::string& words) {
  static const RE2 office("(?:人民政府|办事处)$");
  std::vector<std::string> names{unit.name};
  names.insert(names.end(), unit.aliases.begin(), unit.aliases.end());
  return std::any_of(names.begin(), names.end(), [&](std::string name) {
    RE2::Replace(&name, office, "");
    return words.find(name) != std::string::npos;
  });
}

/// The names that a document of the ledger prints: of units, and of the townships of its targets.
std::set<std::string> names_in(const ledger::Facts& facts, const std::string& document) {
  std::set<std::string> out;
  for (const auto& record : facts.records("item", document + "/")) {
    if (!record.content.is_object()) continue;
    for (const auto& unit : record.content.value("units", Json::array())) out.insert(unit.at("name"));
    if (record.content.contains("township")) out.insert(record.content.at("township"));
  }
  return out;
}

/// The head of a document with the titles of its plans.
Json head_of(const ledger::Facts& facts, const ledger::Record& document) {
  Json out{{"document", document.content.at("document")}, {"plans", Json::array()}};
  for (const auto& segment : document.content.at("plans"))
    if (const auto plan = facts.record("plan", document.key + "/" + segment.get<std::string>());
        plan && plan->content.is_object())
      out["plans"].push_back({{"title", plan->content.at("title")}});
  return out;
}

/// A township of the registers that no plan names is of the counties whose plans name others of them.
void tell_townships(RegisteredUnits& out) {
  std::set<std::string> home;
  for (const auto& [township, _] : out.townships)
    if (const auto named = out.named_by.find(township); named != out.named_by.end())
      home.insert(named->second.begin(), named->second.end());
  for (const auto& [township, _] : out.townships) out.named_by.try_emplace(township, home);
}

/// Which counties have plans here; of several, whose plans print the name of a unit or a township.
void tell_counties(const ledger::Facts& facts, RegisteredUnits& out) {
  std::map<std::string, std::vector<std::string>> documents;
  for (const auto& record : facts.records("document"))
    if (record.content.is_object())
      if (auto county = county_of(head_of(facts, record)); !county.empty())
        documents[std::move(county)].push_back(record.key);
  for (const auto& [county, _] : documents) out.counties.insert(county);
  if (documents.size() < 2) return;
  for (const auto& [county, keys] : documents)
    for (const auto& key : keys) {
      const auto printed = names_in(facts, key);
      const auto prints = [&](const std::string& name) { return printed.contains(name); };
      for (const auto& unit : out.units)
        if (prints(unit.name) || std::any_of(unit.aliases.begin(), unit.aliases.end(), prints)) {
          out.named_by[unit.name].insert(county);
          for (const auto& alias : unit.aliases) out.named_by[alias].insert(county);
        }
    }
  tell_townships(out);
}

std::vector<ledger::Unit> units_of_county(const RegisteredUnits& registered, const std::string& county) {
  std::vector<ledger::Unit> out;
  for (const auto& unit : registered.units)
    if (registered.is_of(county, unit.name)) out.push_back(unit);
  return out;
}

}  // namespace

bool is_of_many(const std::string& name) {
  return collective_of(name).has_value();
}

bool RegisteredUnits::is_of(const std::string& county, const std::string& name) const {
  if (counties.empty() || (counties.size() == 1 && (county.empty() || counties.contains(county)))) return true;
  const auto named = named_by.find(name);
  return named != named_by.end() && named->second.contains(county) &&
         std::none_of(counties.begin(), counties.end(),
                      [&](const std::string& other) { return other != county && name.starts_with(other); });
}

RegisteredUnits registered_units(const ledger::Facts& facts) {
  RegisteredUnits out;
  for (const auto& record : facts.records("unit"))
    if (record.content.is_object()) out.units.push_back(record.content.get<ledger::Unit>());
  for (const auto& record : facts.records("object")) {
    if (!record.content.is_object()) continue;
    const auto object = record.content.get<ledger::Object>();
    const auto township = object.attributes.find("township");
    if (township != object.attributes.end() && township->is_string() &&
        !township->get_ref<const std::string&>().empty())
      out.townships[township->get<std::string>()].push_back(object.name);
  }
  tell_counties(facts, out);
  return out;
}

Addressees::Addressees(const Json& document, const RegisteredUnits& registered, UnitSynonyms synonyms)
    : register_(place_of(document), units_of_county(registered, county_of(document)), std::move(synonyms)) {
  keep_apart(document);
  const auto is_township = [](const ledger::Unit& unit) { return unit.level == "township"; };
  const auto& units = register_.units();
  if (std::any_of(units.begin(), units.end(), is_township)) townships_from_ = "ledger";
  add_townships(registered, county_of(document));
  std::set<std::string> seen;
  for (const auto& plan : document.at("plans"))
    for (const char* list : {"measures", "safeguards", "tasks", "projects"})
      for (const auto& item : plan.at(list))
        for (const auto& unit : item.value("units", Json::array())) {
          const std::string name = unit.at("name");
          if (!seen.insert(name).second) continue;
          register_.add(name);
          printed_.push_back(name);
        }
  for (const auto& name : printed_) keys_.try_emplace(name, register_.key_of(name));
  for (const auto& unit : register_.units()) keys_.try_emplace(unit.name, register_.key_of(unit.name));
}

/// Units that stand side by side in a list of the document stay two.
void Addressees::keep_apart(const Json& document) {
  std::vector<std::vector<Unit>> lists;
  std::vector<std::string> names;
  for (const auto& plan : document.at("plans"))
    for (const char* list : {"measures", "safeguards", "tasks", "projects"})
      for (const auto& item : plan.at(list)) {
        auto& units = lists.emplace_back();
        for (const auto& unit : item.value("units", Json::array())) {
          units.push_back({unit.at("name"), Role::responsible, unit.value("unit_key", "")});
          names.push_back(units.back().name);
        }
      }
  auto met = register_;
  met.add_all(names);
  register_.keep_apart(told_apart(lists, met));
}

/// Objects may lie in what is no township: 开发区.
void Addressees::add_townships(const RegisteredUnits& registered, const std::string& county) {
  static const RE2 township("(?:镇|乡|街道)(?:人民政府|办事处)?$");
  for (const auto& [name, objects] : registered.townships) {
    if (!RE2::PartialMatch(name, township) || !registered.is_of(county, name)) continue;
    register_.add(name);
    townships_from_ = "registry";
    auto& known = objects_[register_.key_of(name)];
    known.insert(known.end(), objects.begin(), objects.end());
  }
}

/// A short name may be part of other words: that of a section (李村) counts before its kind.
bool Addressees::names_object_in(const std::string& township, const std::string& words) const {
  constexpr std::size_t kPlainEnough = 12;  // bytes of four Chinese characters
  const auto known = objects_.find(township);
  return known != objects_.end() &&
         std::any_of(known->second.begin(), known->second.end(), [&](const std::string& name) {
           return !name.empty() && words.find(name.size() < kPlainEnough ? name + "断面" : name) != std::string::npos;
         });
}

std::vector<std::string> Addressees::members_of(const std::string& name) const {
  std::vector<std::string> out;
  const auto many = collective_of(name);
  for (const auto& unit : register_.units())
    if (many && belongs(unit, *many)) out.push_back(unit.name);
  return out;
}

bool Addressees::is_named(const ledger::Unit& unit, const std::string& words) const {
  return named_in(unit, words) || names_object_in(key(unit.name), words);
}

std::optional<std::vector<std::string>> Addressees::meant_by(const std::string& name, const std::string& words) const {
  const auto many = collective_of(name);
  if (!many) return std::nullopt;
  std::vector<std::string> out;
  for (const auto& unit : register_.units())
    if (belongs(unit, *many) && (many->all || is_named(unit, words))) out.push_back(unit.name);
  return many->all && !out.empty() ? std::nullopt : std::optional(std::move(out));
}

std::string Addressees::key(const std::string& name) const {
  const auto known = keys_.find(name);
  return known == keys_.end() ? register_.key_of(name) : known->second;
}

const ledger::Unit* Addressees::find(const std::string& name) const {
  const auto wanted = key(name);
  for (const auto& unit : register_.units())
    if (unit.name == name || key(unit.name) == wanted) return &unit;
  return nullptr;
}

std::optional<std::string> Addressees::unit_of(const std::string& name) const {
  if (collective_of(name)) return std::nullopt;
  const auto* unit = find(name);
  return unit == nullptr ? std::nullopt : std::optional(unit->name);
}

std::vector<std::string> Addressees::names() const {
  std::vector<std::string> out;
  std::set<std::string> seen;
  std::vector<Collective> together;
  for (const auto& name : printed_) {
    if (const auto many = collective_of(name); many && many->all) together.push_back(*many);
    if (const auto unit = unit_of(name); unit && seen.insert(*unit).second) out.push_back(*unit);
  }
  for (const auto& unit : register_.units())
    if (std::any_of(together.begin(), together.end(), [&](const Collective& c) { return belongs(unit, c); }) &&
        seen.insert(unit.name).second)
      out.push_back(unit.name);
  return out;
}

bool Addressees::concerns(const std::string& name, const Json& unit, const std::string& words) const {
  const std::string printed = unit.at("name");
  if (const auto many = collective_of(printed)) {
    const auto* one = find(name);
    return one != nullptr && belongs(*one, *many) && (many->all || is_named(*one, words));
  }
  return key(printed) == key(name);
}

}  // namespace limpid::plan
