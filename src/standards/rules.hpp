// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/decimal.hpp"
#include "base/json.hpp"

/// Rules as data with dates: what rules/*.yaml holds, read once and picked by the date of the data.
namespace limpid::standards {

/// Where a figure of a verdict comes from. `hash` is the content hash of the rule file.
struct RuleRef {
  std::string id;        ///< gb3838-2002, county-conventions#K-05
  std::string document;  ///< GB 3838-2002
  std::string clause;    ///< 表1
  std::string hash;
  Instant from;
  std::optional<Instant> to;  ///< exclusive
  bool in_force(Instant t) const { return from <= t && (!to || t < *to); }
};

/// Versions of one rule; at most one is in force at a time (checked at load).
template <class T>
class Versions {
 public:
  void add(T rule) { rules_.push_back(std::move(rule)); }
  /// The one in force at the data's time; null when there is none.
  const T* at(Instant t) const {
    for (const T& rule : rules_)
      if (rule.ref.in_force(t)) return &rule;
    return nullptr;
  }
  const std::vector<T>& all() const { return rules_; }

 private:
  std::vector<T> rules_;
};

/// Water classes as ranks: 1 … 5 are I … V, 6 is worse than V.
inline constexpr int kWorseThanV = 6;
/// `IV`, `>V`.
std::string class_text(int rank);
/// Reads a target as a person wrote it: `Ⅳ类`, `IV`, `4`, `劣Ⅴ类`; nothing for words such as 完成市定目标.
std::optional<int> parse_class(std::string_view text);

struct WaterItem {
  enum class Op { none, at_most, at_least, range };
  int number = 0;
  std::string parameter;  ///< HJ 212 code
  std::string key;        ///< NH3N
  std::string unit;
  bool in_class = false;
  bool multiple = true;  ///< an exceedance multiple is defined
  Op op = Op::none;
  std::vector<Decimal> limits, lake_limits;
};

struct WaterRule {
  RuleRef ref;
  std::vector<WaterItem> items;
  const WaterItem* item(std::string_view parameter) const;
};

struct AssessmentRule {
  RuleRef ref;
  RuleRef statistics;                   ///< the document that rounds and averages
  std::map<std::string, int> decimals;  ///< by item key
  std::map<std::string, int> hourly_decimals;
  Decimal detection_share;  ///< of a value below the detection limit
  std::set<std::string> automatic_preferred, mean_of_hydrogen_ions;
  std::map<std::string, std::string> ratings;  ///< class text -> rating code
  int main_beyond = 3;
  int main_at_most = 3;
};

struct AirRule {
  RuleRef ref;
  struct Limits {
    std::optional<Decimal> d, h1, h8max;
  };
  std::map<std::string, Limits> limits;  ///< by pollutant, grade 2
  int daily_min_hours = 20, running_24h_min_hours = 20, running_8h_min_hours = 6, max_1h_min_hours = 20;
  int max_8h_first_end_hour = 8, max_8h_min_values = 14;
  bool max_8h_valid_when_over_limit = true;
};

enum class AirStatistic { hour, running_8h, running_24h, day, day_max_1h, day_max_8h };
std::string to_string(AirStatistic s);

struct AqiRule {
  RuleRef ref;
  struct Row {
    std::string parameter, pollutant, unit;
    std::vector<Decimal> values;
    std::optional<std::string> beyond_use;  ///< another row takes over
    std::optional<int> beyond_iaqi;
  };
  struct Term {
    std::string row;
    AirStatistic statistic = AirStatistic::hour;
  };
  struct Category {
    std::string code;
    int level = 0, min = 0, max = 0;
  };
  std::vector<int> iaqi;
  std::map<std::string, Row> rows;
  std::vector<Term> hourly, daily;
  std::map<std::string, int> decimals;  ///< by pollutant
  int min = 0, max = 500, primary_above = 50, publish_incomplete_above = 0;
  std::vector<Category> categories;
  const Category& category(int aqi) const;
};

struct DustRule {
  RuleRef ref;
  std::string parameter, unit;
  int decimals = 0;
  Decimal warn_from, stop_above;
};
struct MonthValueRule {
  RuleRef ref;
  int min_share_percent = 60, year_needs_months = 8;
};
struct WaitingRule {
  RuleRef ref;
  std::map<std::string, int> hours;  ///< by period: PT1H, P1D, P1M, P1Y
};
struct AqiTargetRule {
  RuleRef ref;
  int above = 100;
};
struct DischargeRule {
  RuleRef ref;
  std::string attribute_prefix;         ///< `limit_w21003` is the limit of w21003
  std::map<std::string, int> decimals;  ///< by parameter code
};

struct RuleBook {
  Versions<WaterRule> water;
  Versions<AssessmentRule> assessment;
  Versions<AirRule> air;
  Versions<AqiRule> aqi;
  Versions<DustRule> dust;
  Versions<MonthValueRule> month_value;
  Versions<WaitingRule> waiting;
  Versions<AqiTargetRule> aqi_target;
  Versions<DischargeRule> discharge;

  /// Reads and checks every file of share_dir/rules that has a `type`. Throws Failure `schema.mismatch`,
  /// `rule.unknown_type`, `rule.overlap` {rule, other} (two versions in force at once), `rule.reference` {rule, name}
  /// (a name that is not in the file).
  static RuleBook load(const std::filesystem::path& share_dir);
};

}  // namespace limpid::standards
