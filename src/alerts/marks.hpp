// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "alerts/alert_rules.hpp"
#include "ledger/record.hpp"
#include "ledger/records/verdict.hpp"

namespace limpid::alerts {

/// What one verdict says to a condition. `unknown` neither opens nor closes anything.
enum class Judgement { good, bad, unknown };

/// One window of a verdict as the hysteresis sees it.
struct Mark {
  Instant start, end;
  Judgement judgement = Judgement::unknown;
  int rank = 0;           ///< worse is greater (class 1 … 6; AQI)
  ledger::Figure figure;  ///< of the deciding parameter
  std::string limit;
  std::string grade;  ///< class or AQI of the whole
  std::string target;
  std::vector<std::string> deciding;
};

/// I … V are 1 … 5, worse is 6, anything else 0.
int class_rank(std::string_view text);

/// Reads a verdict row. For a class fall the judgement is only whether the row can be compared (good) or not (unknown):
/// the fold decides.
Mark mark_of(const ledger::Derived& row, const ConditionRule& rule);

/// Whether the mark is at the rule's serious level.
bool is_serious(const Mark& mark, const ConditionRule& rule);

/// True when `a` is worse than `b`: by rank, then by value over limit.
bool worse(const Mark& a, const Mark& b);

}  // namespace limpid::alerts
