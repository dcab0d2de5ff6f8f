// SPDX-License-Identifier: Apache-2.0
#include "alerts/alert_rules.hpp"

#include <algorithm>

#include "base/data_file.hpp"

namespace limpid::alerts {
namespace {

Origin origin_of(const std::string& text) {
  if (text == "class-fall") return Origin::class_fall;
  if (text == "silence") return Origin::silence;
  if (text == "status") return Origin::status;
  return Origin::verdict;
}

Millis hours(const Json& row, const char* name) {
  return kHour * row.value(name, 0);
}

/// The row of the convention for a condition, or null.
Json hysteresis_of(const Json& conventions, const std::string& id, const std::string& condition) {
  for (const auto& convention : conventions.at("conventions")) {
    if (convention.at("id") != id) continue;
    for (const auto& row : convention.value("episodes", Json::array()))
      if (row.at("condition") == condition) return row;
  }
  return nullptr;
}

ConditionRule condition_from(const Json& row, const Json& conventions, const std::string& id) {
  ConditionRule r;
  r.condition = row.at("condition").get<std::string>();
  r.origin = origin_of(row.at("from").get<std::string>());
  r.level = row.at("level").get<std::string>();
  r.figure_of_verdict = row.value("figure", "") == "verdict";
  r.reference_valid = row.value("reference_valid", 1);
  r.covered_archetypes = row.value("covered_archetypes", std::vector<std::string>{});
  if (row.contains("serious_classes")) r.serious_classes = row.at("serious_classes").get<int>();
  if (row.contains("serious_ratio")) r.serious_ratio = Decimal::of(row.at("serious_ratio").get<std::string>());
  if (r.origin == Origin::status) {
    r.verdict_rule = "promise";
    r.relapse_within = hours(row, "relapse_hours");
    return r;
  }
  const Json convention = hysteresis_of(conventions, id, r.condition);
  if (convention.is_null())
    throw Failure("alerts.hysteresis_missing", {{"condition", r.condition}, {"convention", id}});
  r.verdict_rule = convention.value("verdict", "");
  r.open_after = convention.value("opens_after", 1);
  r.close_after = convention.value("closes_after", 1);
  r.relapse_within = hours(convention, "relapse_hours");
  r.reference = hours(convention, "compare_hours");
  r.fall_by = convention.value("fall_by", 1);
  r.grace = kMinute * row.value("grace_minutes", 0);
  r.missed_periods = convention.value("missed_periods", 3);
  return r;
}

}  // namespace

const ConditionRule* AlertRules::of_origin(Origin origin) const {
  const auto it = std::find_if(conditions.begin(), conditions.end(), [&](const auto& r) { return r.origin == origin; });
  return it == conditions.end() ? nullptr : &*it;
}

const ConditionRule* AlertRules::find(std::string_view condition) const {
  const auto it =
      std::find_if(conditions.begin(), conditions.end(), [&](const auto& r) { return r.condition == condition; });
  return it == conditions.end() ? nullptr : &*it;
}

AlertRules alert_rules_from(const Json& alerts, const Json& conventions) {
  AlertRules rules;
  const auto id = alerts.at("hysteresis").get<std::string>();
  for (const auto& row : alerts.at("conditions")) rules.conditions.push_back(condition_from(row, conventions, id));
  return rules;
}

AlertRules load_alert_rules(const std::filesystem::path& share) {
  const Json alerts = load_data_file(share / "rules/alerts.yaml", share / "schemas/alerts.json");
  const Json conventions =
      load_data_file(share / "rules/county-conventions.yaml", share / "schemas/rule-conventions.json");
  return alert_rules_from(alerts, conventions);
}

}  // namespace limpid::alerts
