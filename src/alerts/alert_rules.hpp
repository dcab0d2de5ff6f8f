// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/decimal.hpp"
#include "base/result.hpp"
#include "base/time.hpp"

namespace limpid::alerts {

/// Where the bad windows of a condition come from.
enum class Origin { verdict, class_fall, silence, status };

/// When an episode of one condition opens, closes and relapses, and how serious it is. Data:
/// rules/county-conventions.yaml (hysteresis) and rules/alerts.yaml (origin and level).
struct ConditionRule {
  std::string condition;
  Origin origin = Origin::verdict;
  std::string verdict_rule;  ///< derived rows watched: `water-class/PT1H`, `promise` of statuses; empty for silence
  int open_after = 1;        ///< bad windows in a row
  int close_after = 1;       ///< good windows in a row
  Millis relapse_within{};   ///< a bad window this soon after closing is a further lap
  bool figure_of_verdict = false;  ///< the figure is the verdict's value, not the deciding input's
  std::string level = "notice";
  std::optional<int> serious_classes;
  std::optional<Decimal> serious_ratio;
  Millis reference{};                           ///< class fall: the time compared with
  int reference_valid = 1;                      ///< class fall: judged windows that the comparison needs
  int fall_by = 1;                              ///< class fall: classes
  int missed_periods = 3;                       ///< silence
  Millis grace{};                               ///< silence: past the hour, when it is decided
  std::vector<std::string> covered_archetypes;  ///< status: archetypes whose objects have episodes of their own
};

struct AlertRules {
  std::vector<ConditionRule> conditions;

  const ConditionRule* of_origin(Origin origin) const;
  const ConditionRule* find(std::string_view condition) const;
};

/// Reads alerts.yaml and the convention that it names from county-conventions.yaml below `share`. Throws Failure (file,
/// schema, `alerts.hysteresis_missing`).
AlertRules load_alert_rules(const std::filesystem::path& share);
/// The same from values already checked by their schemas.
AlertRules alert_rules_from(const Json& alerts, const Json& conventions);

}  // namespace limpid::alerts
