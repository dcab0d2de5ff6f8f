// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/decimal.hpp"
#include "measures/evaluator.hpp"

namespace limpid::measures {

/// The months of a year at one section, as its verdicts say, and what the rest of the year must keep.
struct MonthRow {
  Instant start;
  bool closed = false;
  std::optional<ledger::Verdict> verdict;
};

/// Start of the year that a quality target is judged over.
Instant deciding_year(const Json& params, Instant now);

/// The three clocks of a quality target: now (the newest hour), this month so far, the year.
Json target_clocks(Knowledge& knowledge, const Json& params);

std::vector<MonthRow> months_of(Knowledge& knowledge, const std::string& object, const std::string& rule, Instant year);

/// One item of the standard over the year.
struct YearOfItem {
  std::string parameter;
  std::string unit;
  Decimal limit;
  Decimal sum;                  ///< over the closed months
  std::vector<Decimal> values;  ///< of them, in order
  std::size_t months = 0;       ///< closed months with a value
  std::size_t left = 0;         ///< months that are not closed yet
  std::optional<Decimal> mean() const;
  /// What the months left must average at most; empty when none is left, below zero when the year can no longer keep
  /// the limit.
  std::optional<Decimal> must() const;
  /// Mean of the last three closed months: the pace.
  std::optional<Decimal> recent() const;
  /// How much of the limit the mean uses.
  double used() const;
};

/// Items with an upper limit, the one nearest to its limit first.
std::vector<YearOfItem> year_of_items(const std::vector<MonthRow>& months);

/// An input of a verdict by parameter; null when absent.
const ledger::VerdictInput* input_of(const ledger::Verdict& verdict, const std::string& parameter);
/// `IV` in words.
Json class_name(const std::string& value);
/// The input that speaks most against a verdict: the deciding one nearest to, or farthest above, its limit.
const ledger::VerdictInput* leading_input(const ledger::Verdict& verdict);

}  // namespace limpid::measures
