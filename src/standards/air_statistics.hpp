// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>

#include "ledger/records/common.hpp"
#include "standards/rules.hpp"

/// Statistics of hourly means with the validity counts of GB 3095 and HJ 663. Pure.
namespace limpid::standards {

struct AirHour {
  Decimal value;
  std::string flag = "N";
  std::string source = {};
  std::uint64_t seq = 0;
  bool valid = true;
};
/// Hourly means of one parameter by the start of the hour.
using AirSeries = std::map<Instant, AirHour>;
/// By parameter code.
using AirHours = std::map<std::string, AirSeries>;

struct AirValue {
  std::optional<Decimal> value;  ///< rounded once to the rule's digits; nothing: not valid
  int n = 0, of = 0;             ///< valid hourly means (or 8 h means) and how many there could be
  std::string reason;            ///< no_data, invalid, too_few
  std::vector<ledger::Text> steps;
};

/// `start` is the window's start: the hour (running means end with it) or the day.
AirValue air_statistic(const AirSeries& series, AirStatistic statistic, Instant start, const AirRule& rule,
                       const std::string& pollutant, const std::string& parameter, const std::string& unit,
                       int decimals);

}  // namespace limpid::standards
