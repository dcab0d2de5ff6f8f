// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "alerts/alert_rules.hpp"
#include "ledger/facts.hpp"

namespace limpid::alerts {

/// The act that a promise's status of now calls for, if any: an episode opens when it turns breached, and closes when
/// it is breached no longer. `unknown` does neither. Promises with the same archetype and parameters in one document
/// (a measure and its row of the ledger) are one duty: the first by key has the episode, which names the items of all.
/// `at` is the clock time of the change.
std::optional<ledger::Act> status_episode(const std::string& promise, const ConditionRule& rule, Instant at,
                                          const ledger::Facts& facts);

}  // namespace limpid::alerts
