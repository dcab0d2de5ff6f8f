// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "alerts/alert_rules.hpp"
#include "ledger/stage.hpp"

namespace limpid::alerts {

/// Brings the episodes of (object, rule's condition) that touch or neighbour the windows (ascending) into agreement
/// with the verdicts: opens, extends, closes, reopens, or withdraws what the data no longer bear. Reads that time and
/// its neighbourhood only.
std::vector<ledger::Act> recompute_episodes(const std::string& object, const ConditionRule& rule,
                                            std::span<const ledger::Window> touched, const ledger::Facts& facts);

/// How far around a window another one can matter to it: the longest of relapse, comparison and a day.
Millis reach_of(const ConditionRule& rule);

}  // namespace limpid::alerts
