// SPDX-License-Identifier: Apache-2.0
#include "alerts/standing.hpp"

#include <algorithm>

#include "base/decimal.hpp"
#include "ledger/records/registry.hpp"

namespace limpid::alerts {
namespace {

std::string text_of(const Json& value) {
  return value.is_string() ? value.get<std::string>() : value.dump();
}

bool compare(const std::string& left, const std::string& op, const std::string& right) {
  const auto a = Decimal::parse(left);
  const auto b = Decimal::parse(right);
  const auto order = a && b ? *a <=> *b : std::weak_ordering(left <=> right);
  if (op == "=" || op == "==") return order == 0;
  if (op == "!=") return order != 0;
  if (op == ">=") return order >= 0;
  if (op == ">") return order > 0;
  if (op == "<=") return order <= 0;
  return op == "<" && order < 0;
}

bool fits(const Json& where, const Json& attributes) {
  if (!where.is_array()) return true;
  return std::all_of(where.begin(), where.end(), [&](const Json& test) {
    const auto attribute = test.value("attribute", "");
    if (!attributes.contains(attribute) || !test.contains("value")) return false;
    return compare(text_of(attributes.at(attribute)), test.value("op", "="), text_of(test.at("value")));
  });
}

/// 2: the binding names the object; 1: the object belongs to its set; 0: neither.
int closeness(const Json& params, const ledger::Object& object) {
  const auto ref = object.ref();
  if (params.contains("object")) return params.at("object") == ref ? 2 : 0;
  if (const auto list = params.find("objects"); list != params.end() && list->is_array())
    return std::find(list->begin(), list->end(), Json(ref)) != list->end() ? 2 : 0;
  if (params.value("kind", "") != object.kind) return 0;
  return fits(params.value("where", Json()), object.attributes) ? 1 : 0;
}

void add(std::vector<std::string>& items, const std::string& item) {
  if (std::find(items.begin(), items.end(), item) == items.end()) items.push_back(item);
}

/// A row of an annex names no unit; its binding may say which measure answers for it (`answered_by: water/m23`).
std::string answering_item(const ledger::Binding& binding) {
  const auto key = binding.params.value("answered_by", "");
  const auto document = binding.promise.substr(0, binding.promise.find('/') + 1);
  return key.empty() || key.starts_with(document) ? key : document + key;
}

}  // namespace

std::string episode_prefix(const std::string& object, const std::string& condition) {
  return object + "|" + condition + "|";
}

std::string episode_key(const std::string& object, const std::string& condition, Instant opened) {
  return episode_prefix(object, condition) + format_instant(opened);
}

std::vector<Standing> standing_episodes(const ledger::Facts& facts, const std::string& object,
                                        const std::string& condition) {
  std::vector<Standing> all;
  for (const auto& r : facts.records("episode", episode_prefix(object, condition)))
    all.push_back({r.key, r.content.get<ledger::Episode>()});
  std::sort(all.begin(), all.end(), [](const Standing& a, const Standing& b) {
    return std::pair(a.episode.opened, a.key) < std::pair(b.episode.opened, b.key);
  });
  return all;
}

std::optional<ledger::Act> episode_act(const std::string& key, const std::optional<ledger::Episode>& before,
                                       const ledger::Episode& after) {
  Json content = after;
  if (before && content == Json(*before)) return std::nullopt;
  std::string act = "episode.changed";
  if (!before) {
    act = "episode.opened";
  } else if (after.state == "withdrawn") {
    act = "episode.withdrawn";
  } else if (after.state == "closed" && before->state != "closed") {
    act = "episode.closed";
  } else if (after.state == "open" && before->state != "open") {
    act = "episode.reopened";
  }
  return ledger::Act{act, "episode", key, std::move(content)};
}

std::vector<std::string> concerned_items(const ledger::Facts& facts, const std::string& object) {
  const auto record = facts.record("object", object);
  if (!record || record->content.is_null()) return {};
  const auto thing = record->content.get<ledger::Object>();
  std::vector<std::string> named, of_set;
  for (const auto& r : facts.records("binding")) {
    if (r.content.is_null()) continue;
    const auto binding = r.content.get<ledger::Binding>();
    const int close = binding.archetype.empty() ? 0 : closeness(binding.params, thing);
    if (close == 0) continue;
    auto& into = close == 2 ? named : of_set;
    add(into, binding.promise.substr(0, binding.promise.find('#')));
    if (const auto answering = answering_item(binding); !answering.empty()) add(into, answering);
  }
  for (const auto& item : of_set) add(named, item);
  return named;
}

std::string place_of(const ledger::Facts& facts, const std::string& object) {
  const auto record = facts.record("object", object);
  const auto name = record && record->content.is_object() ? record->content.value("name", "") : "";
  return name.empty() ? object : name;
}

}  // namespace limpid::alerts
