// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ledger/facts.hpp"

/// Rows of `episode list` and `case list`: ids are ledger ids.
namespace limpid::app {

/// id, object, condition, state, level, opened, closed, case, candidates [{object, weight}] of the newest trace, what,
/// key.
Json episode_row(const ledger::Facts& facts, const ledger::Record& episode);

/// id, episode, unit, state, opened, closed, closed_by, close_reason, object, laps, due, overdue, code, key.
Json case_row(const ledger::Facts& facts, const ledger::Record& record);

/// The case with timeline, tasks and evidence.
Json case_detail(const ledger::Facts& facts, const ledger::Record& record);

/// A case by ledger id, code (案2022-0041) or key. Failure `casework.unknown_case`.
ledger::Record find_case(const ledger::Facts& facts, const std::string& word);

}  // namespace limpid::app
