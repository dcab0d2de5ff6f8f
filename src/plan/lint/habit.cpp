// SPDX-License-Identifier: Apache-2.0
#include "plan/lint/habit.hpp"

namespace limpid::plan::linting {
namespace {

/// Whether the row's clause has all words of the measure's but fillers.
bool is_whole(const Pairing& p, const LintRules& rules) {
  return bare(p.measure.chars, rules) == bare(p.row.chars, rules);
}

}  // namespace

Habit habit_of(const std::vector<Reading>& readings, const LintRules& rules) {
  std::size_t clauses = 0, dropped = 0, pairings = 0, whole = 0;
  for (const auto& reading : readings) {
    if (reading.rows.empty()) continue;
    clauses += reading.measure->clauses.size();
    dropped += reading.dropped.size();
    for (const auto& row : reading.rows)
      for (const auto& pairing : row.pairings) {
        ++pairings;
        whole += is_whole(pairing, rules);
      }
  }
  // Of five clauses the rows leave out more than two.
  if (5 * dropped > 2 * clauses) return Habit::sums_up;
  // Ledgers that repeat have three of four clauses whole, those that shorten one of three.
  constexpr std::size_t kFew = 5;
  return pairings >= kFew && static_cast<double>(whole) < rules.whole_clauses * static_cast<double>(pairings)
             ? Habit::shortens
             : Habit::repeats;
}

}  // namespace limpid::plan::linting
