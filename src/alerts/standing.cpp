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
  if (params.value("object", "") == ref) return 2;
  if (params.contains("objects") && params.at("objects").is_array())
    for (const auto& one : params.at("objects"))
      if (one == ref) return 2;
  if (params.value("kind", "") != object.kind) return 0;
  return fits(params.value("where", Json()), object.attributes) ? 1 : 0;
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
  if (!record) return {};
  const auto thing = record->content.get<ledger::Object>();
  std::vector<std::string> named, of_set;
  for (const auto& r : facts.records("binding")) {
    const auto binding = r.content.get<ledger::Binding>();
    if (binding.archetype.empty()) continue;
    const int close = closeness(binding.params, thing);
    if (close == 0) continue;
    const auto item = binding.promise.substr(0, binding.promise.find('#'));
    auto& into = close == 2 ? named : of_set;
    if (std::find(into.begin(), into.end(), item) == into.end()) into.push_back(item);
  }
  for (auto& item : of_set)
    if (std::find(named.begin(), named.end(), item) == named.end()) named.push_back(std::move(item));
  return named;
}

std::string place_of(const ledger::Facts& facts, const std::string& object) {
  const auto record = facts.record("object", object);
  const auto name = record ? record->content.value("name", "") : "";
  return name.empty() ? object : name;
}

}  // namespace limpid::alerts
