// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>

#include "ledger/records/verdict.hpp"
#include "standards/air_statistics.hpp"

/// Air quality index by HJ 633 in the version in force. Pure; all arithmetic is exact until it is rounded up once.
namespace limpid::standards {

/// Individual index of a rounded concentration in a breakpoint row; nothing when the row hands over to another one.
std::optional<int> individual_aqi(const AqiRule& rule, const AqiRule::Row& row, const Decimal& concentration);

struct AqiContext {
  std::optional<int> target = {};            ///< an index above it is `breached`
  std::string target_source = {};            ///< rule id of the target
  std::set<std::string> not_monitored = {};  ///< parameter codes that the station does not measure by its plan
};

/// `start` is the hour's start; running means take the hours before it from `hours`.
ledger::Verdict hourly_aqi(const AqiRule& rule, const AirRule& air, const AirHours& hours, Instant start,
                           const AqiContext& context = {});
/// `start` is the local midnight at which the day begins.
ledger::Verdict daily_aqi(const AqiRule& rule, const AirRule& air, const AirHours& hours, Instant start,
                          const AqiContext& context = {});

}  // namespace limpid::standards
