// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>

#include "ledger/stage.hpp"
#include "standards/rules.hpp"

/// Which windows new input touches. Only the stage includes this.
namespace limpid::standards {

inline constexpr std::string_view kWaterHour = "water-class/PT1H", kWaterMonth = "water-class/P1M",
                                  kWaterYear = "water-class/P1Y", kAqiHour = "aqi/PT1H", kAqiDay = "aqi/P1D",
                                  kDustHour = "dust/PT1H", kDischargeHour = "discharge/PT1H",
                                  kDischargeMonth = "discharge/P1M";

/// The last part of a window rule: PT1H of `aqi/PT1H`.
Period period_of(std::string_view rule);

class Touched {
 public:
  Touched(const RuleBook& rules, const ledger::Facts& facts) : rules_(rules), facts_(facts) {}

  void observation(const store::SeriesKey& series, Instant start);
  void rows(std::span<const ledger::JournalRow> rows);
  std::vector<ledger::Window> take() { return {windows_.begin(), windows_.end()}; }

 private:
  void add(const std::string& subject, std::string_view rule, Instant inside);
  void section(const store::SeriesKey& series, Instant start, bool laboratory);
  void air_station(const store::SeriesKey& series, Instant start);
  void object(const std::string& ref);
  void day_closed(Instant day);
  void month_closed(Instant month);
  void finals(std::string_view rule, Instant from, Instant to);

  const RuleBook& rules_;
  const ledger::Facts& facts_;
  std::set<ledger::Window> windows_;
};

}  // namespace limpid::standards
