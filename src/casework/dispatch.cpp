// SPDX-License-Identifier: Apache-2.0
#include "casework/dispatch.hpp"

#include <algorithm>

#include "ledger/records/registry.hpp"

namespace limpid::casework {
namespace {

using ledger::Unit;

bool contains(const std::vector<std::string>& all, const std::string& one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

std::optional<std::string> registered(const std::string& printed, const ledger::Facts& facts) {
  if (facts.record("unit", printed)) return printed;
  for (const auto& r : facts.records("unit"))
    if (r.content.is_object() && contains(r.content.get<Unit>().aliases, printed)) return r.key;
  return std::nullopt;
}

std::string attribute(const ledger::Facts& facts, const std::string& object, const std::string& name) {
  const auto record = facts.record("object", object);
  if (!record || record->content.is_null()) return {};
  const auto attributes = record->content.value("attributes", Json::object());
  const auto it = attributes.find(name);
  return it != attributes.end() && it->is_string() ? it->get<std::string>() : std::string{};
}

/// The government of the object's township: by the register of objects, else by a plan item that names the township
/// (annex 1).
std::string township_unit(const ledger::Episode& episode, const CaseRules& rules, const ledger::Facts& facts) {
  auto township = attribute(facts, episode.object, rules.township_attribute);
  for (const auto& item : episode.items) {
    if (!township.empty()) break;
    if (const auto record = facts.record("item", item); record && record->content.is_object())
      township = record->content.value("township", "");
  }
  if (township.empty()) return {};
  if (auto unit = registered(township + rules.township_suffix, facts)) return *unit;
  if (auto unit = registered(township, facts)) return *unit;
  return township + rules.township_suffix;
}

struct Named {
  std::string name;
  bool lead = false;
  bool township = false;  ///< stood for by a placeholder
};

/// Units of an item with placeholders put into place; a placeholder of a place without township says nothing.
std::vector<Named> units_of(const ledger::Record& item, const std::string& township, const CaseRules& rules,
                            const ledger::Facts& facts) {
  std::vector<Named> all;
  for (const auto& u : item.content.value("units", Json::array())) {
    const auto printed = u.value("name", "");
    const bool placeholder = contains(rules.placeholders, printed);
    if (printed.empty() || (placeholder && township.empty())) continue;
    const auto name = placeholder ? township : canonical_unit(printed, facts);
    const bool known = std::any_of(all.begin(), all.end(), [&](const Named& n) { return n.name == name; });
    if (!known) all.push_back({name, u.value("role", "") == "lead", placeholder});
  }
  return all;
}

bool by_item(Dispatch& d, const ledger::Episode& episode, const std::string& township, const CaseRules& rules,
             const ledger::Facts& facts) {
  for (const auto& key : episode.items) {
    const auto item = facts.record("item", key);
    const auto units =
        item && item->content.is_object() ? units_of(*item, township, rules, facts) : std::vector<Named>{};
    if (units.empty()) continue;
    const auto lead = std::find_if(units.begin(), units.end(), [](const Named& n) { return n.lead; });
    d.unit = lead == units.end() ? units.front().name : lead->name;
    for (const auto& n : units) {
      if (n.name != d.unit) d.cooperating.push_back(n.name);
      if (n.township) d.tasks.push_back(n.name);
    }
    return true;
  }
  return false;
}

/// The names of a registered unit.
struct Names {
  std::string key;
  std::vector<std::string> all;
};

/// The registered units that bear one of the words in a name; without such units all that are registered.
std::vector<Names> desks(const CaseRules& rules, const ledger::Facts& facts) {
  std::vector<Names> of_words, any;
  for (const auto& r : facts.records("unit")) {
    if (!r.content.is_object()) continue;
    Names names{r.key, r.content.get<Unit>().aliases};
    names.all.push_back(r.key);
    const bool bears = std::any_of(names.all.begin(), names.all.end(), [&](const std::string& name) {
      return std::any_of(rules.last_resort.begin(), rules.last_resort.end(),
                         [&](const std::string& word) { return name.find(word) != std::string::npos; });
    });
    (bears ? of_words : any).push_back(std::move(names));
  }
  return of_words.empty() ? any : of_words;
}

/// How many items of the plans name the unit.
std::size_t items_of(const Names& unit, const std::vector<ledger::Record>& items) {
  return static_cast<std::size_t>(std::count_if(items.begin(), items.end(), [&](const ledger::Record& item) {
    if (!item.content.is_object()) return false;
    const auto units = item.content.value("units", Json::array());
    return std::any_of(units.begin(), units.end(),
                       [&](const Json& u) { return contains(unit.all, u.value("name", "")); });
  }));
}

/// Nobody is named: of the desks the one that the plans name most, the first of such as are named as often.
std::string last_desk(const CaseRules& rules, const ledger::Facts& facts) {
  const auto items = facts.records("item");
  std::string best = rules.last_resort.front();
  std::optional<std::size_t> most;
  for (const auto& unit : desks(rules, facts))
    if (const auto n = items_of(unit, items); !most || n > *most) {
      most = n;
      best = unit.key;
    }
  return best;
}

}  // namespace

std::string canonical_unit(const std::string& printed, const ledger::Facts& facts) {
  return registered(printed, facts).value_or(printed);
}

Dispatch dispatch(const ledger::Episode& episode, const CaseRules& rules, const ledger::Facts& facts) {
  Dispatch d;
  d.item = episode.items.empty() ? "" : episode.items.front();
  const auto township = township_unit(episode, rules, facts);
  for (const auto& source : rules.sources_for(episode.condition)) {
    if (!d.unit.empty()) break;
    if (source == "item") {
      by_item(d, episode, township, rules, facts);
    } else if (source == "township") {
      d.unit = township;
    } else if (const auto name = attribute(facts, episode.object, source.substr(source.find(':') + 1)); !name.empty()) {
      d.unit = canonical_unit(name, facts);
    }
  }
  if (d.unit.empty()) {
    d.unit = last_desk(rules, facts);
    d.last_resort = true;
  }
  if (d.tasks.empty()) d.tasks = {d.unit};
  return d;
}

}  // namespace limpid::casework
