// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "alerts/alert_rules.hpp"
#include "ledger/facts.hpp"

namespace limpid::alerts {

/// A closed minute, once an hour: its end, and the observations that had come in by then.
struct TickSeen {
  Instant end;
  std::uint64_t obs_seq = 0;
};

/// Opens and closes `silent` episodes at the given ticks (ascending): a device that sent before and whose last period
/// ended at least `missed_periods` of its periods and the grace ago. Silence is about arrival, so it depends on what
/// had come in by the tick, not on what was filled in later.
std::vector<ledger::Act> silence_episodes(const ConditionRule& rule, std::span<const TickSeen> ticks,
                                          const ledger::Facts& facts);

}  // namespace limpid::alerts
