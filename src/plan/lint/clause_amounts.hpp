// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "plan/lint/clauses.hpp"

namespace limpid::plan::linting {

/// A clause as what it says of how much: {COD浓度, [<0.04kg/m3]} of 化学需氧量浓度≤40mg/L and of
/// COD浓度不高于40毫克/升.
struct ClauseAmounts {
  std::u32string words;              ///< without fillers and figures
  std::vector<std::string> figures;  ///< which way each binds, and its amount in a unit that compares
};

/// One a clause; without words or without figures where the clause says nothing of the sort.
std::vector<ClauseAmounts> amounts_of_clauses(const Item& item, const LintRules& rules);

/// The clause that says the same as `one`.
std::optional<std::size_t> says_as_much(const std::vector<ClauseAmounts>& clauses, const ClauseAmounts& one);

}  // namespace limpid::plan::linting
