// SPDX-License-Identifier: Apache-2.0
#include "plan/addressee.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <set>

#include "plan/key.hpp"

namespace limpid::plan {
namespace {

std::string head_field(const Json& document, const char* name) {
  const auto& value = document.at("document").at(name);
  return value.is_string() ? value.get<std::string>() : std::string();
}

std::string place_of_json(const Json& document) {
  Document d;
  d.title = head_field(document, "title");
  d.issuer = head_field(document, "issuer");
  for (const auto& plan : document.at("plans")) {
    Plan p;
    p.title = plan.at("title");
    d.plans.push_back(std::move(p));
  }
  return d.plans.empty() ? std::string() : place_of(d);
}

bool all_townships(const std::string& name) {
  static const RE2 re("^各(?:乡镇|镇|乡|街道)");
  return RE2::PartialMatch(name, re);
}

bool some_townships(const std::string& name) {
  static const RE2 re("^(?:有关|相关)(?:乡镇|镇|乡|街道)");
  return RE2::PartialMatch(name, re);
}

}  // namespace

Addressees::Addressees(const Json& document, std::vector<ledger::Unit> standing)
    : register_(place_of_json(document), std::move(standing)) {
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
  if (all_townships(name) || some_townships(name)) return std::nullopt;
  const auto* unit = find(name);
  return unit == nullptr ? std::nullopt : std::optional(unit->name);
}

std::vector<std::string> Addressees::names() const {
  std::vector<std::string> out;
  std::set<std::string> seen;
  bool together = false;
  for (const auto& name : printed_) {
    together = together || all_townships(name);
    if (const auto unit = unit_of(name); unit && seen.insert(*unit).second) out.push_back(*unit);
  }
  if (together)
    for (const auto& unit : register_.units())
      if (unit.level == "township" && seen.insert(unit.name).second) out.push_back(unit.name);
  return out;
}

bool Addressees::concerns(const std::string& name, const Json& unit, const std::string& words) const {
  const std::string printed = unit.at("name");
  const bool all = all_townships(printed);
  if (all || some_townships(printed)) {
    const auto* one = find(name);
    if (one == nullptr || one->level != "township") return false;
    static const RE2 office("(?:人民政府|办事处)$");
    std::string place = one->name;
    RE2::Replace(&place, office, "");
    return all || words.find(place) != std::string::npos;
  }
  return key(printed) == key(name);
}

}  // namespace limpid::plan
