// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/json.hpp"
#include "plan/reader/dates.hpp"

namespace limpid::plan {

/// Days of a season, ISO 8601, both inclusive; 汛期前 has an end only.
struct SeasonSpan {
  std::optional<std::string> start, end;
  bool operator==(const SeasonSpan&) const = default;
};

/// rules/plan-seasons.yaml: from which day to which a season runs where the plan that names it does not say.
class SeasonRules {
 public:
  /// Below `share`, checked against schemas/rule-plan-seasons.json. Throws Failure: `plan.season.day` {name, day} for a
  /// day that no year has, `plan.season.repeated` {name}.
  static SeasonRules load(const std::filesystem::path& share);

  /// The span of a season's words (秋冬季期间, 汛期前, 非汛期, 2024年汛期前) in a plan for these years; a season that
  /// runs over the new year begins in its first. Nothing for words that are no season of the rules, or without a year.
  std::optional<SeasonSpan> span(std::string_view words, const PlanYears& years) const;

 private:
  struct Day {
    int month = 0, day = 0;
  };
  struct Season {
    Day from, to;
  };
  static Day day_of(const std::string& name, const std::string& printed);

  std::map<std::string, Season, std::less<>> seasons_;  ///< by name
};

/// Gives each deadline of kind season, in a document of the shape of schemas/plan.json, `season: {start, end}`: the
/// dates that the plan gives it, else those of the rules. Its own `start` and `end` stay what the plan says.
void lay_seasons(Json& document, const SeasonRules& rules);

}  // namespace limpid::plan
