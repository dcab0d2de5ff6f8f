// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "casework/case_rules.hpp"
#include "ledger/facts.hpp"
#include "ledger/records/loop.hpp"

namespace limpid::casework {

/// A lap is noticed when its first bad window has ended; a silence and a status when they begin. `opened`: the lap's.
Instant noticed(const ledger::Episode& episode, Instant opened);

/// The state machine of a case. A state follows from the entries of the timeline in their order; entries that a state
/// does not take are kept and change nothing.
///
///   state       accepted   acting    recovered    review     closed    reopened
///   open        accepted   acting    recovering   ·          closed    ·
///   accepted    ·          acting    recovering   ·          closed    ·
///   acting      ·          ·         recovering   ·          closed    ·
///   recovering  ·          ·         ·            review     closed    ·
///   review      ·          ·         ·            ·          closed    ·
///   closed      ·          ·         ·            ·          ·         open
///
/// found, alerted, traced, dispatched and evidence change no state. `recovered`: the readings are good again; `review`:
/// they have been for the rule's duration, which is the check that closes; both are data's, and are followed by
/// `closed` by data. A unit's word that it is done never closes: `closed` is by data, or by a named person with a
/// reason. `reopened` is a relapse: a further lap of the same case.
std::string state_after(std::string_view state, std::string_view stage);

/// What a case is, from its episode, the traces of it and what people did (kept from `before`). Pure; the same facts
/// give the same case, in whatever steps they came. `record_at`: clock time of the episode's version; `now`: clock
/// time.
ledger::Case case_of(const std::string& key, const ledger::Episode& episode, Instant record_at,
                     const std::optional<ledger::Case>& before, const CaseRules& rules, const ledger::Facts& facts);

/// Puts state, laps, closing and due time into agreement with the timeline; `limit_from` is the least time that a limit
/// counts from.
void settle(ledger::Case& c, const CaseRules& rules, Instant limit_from);

}  // namespace limpid::casework
