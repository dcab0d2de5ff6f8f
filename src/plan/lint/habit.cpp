// SPDX-License-Identifier: Apache-2.0
#include "plan/lint/habit.hpp"

namespace limpid::plan::linting {
namespace {

/// Whether the row's clause has all words of the measure's but fillers.
bool is_whole(const Pairing& p, const LintRules& rules) {
  return bare(p.measure.chars, rules) == bare(p.row.chars, rules);
}

/// Whether the row is a single clause, a third of the measure's words at most.
bool only_names(const Reading& reading) {
  const auto& row = *reading.rows.front().row;
  return reading.rows.size() == 1 && row.clauses.size() <= 1 && 3 * row.text.size() <= reading.measure->text.size();
}

}  // namespace

Habit habit_of(const std::vector<Reading>& readings, const LintRules& rules) {
  std::size_t clauses = 0, dropped = 0, pairings = 0, whole = 0, taken_up = 0, named = 0;
  for (const auto& reading : readings) {
    if (reading.rows.empty()) continue;
    ++taken_up;
    named += only_names(reading);
    clauses += reading.measure->clauses.size();
    dropped += reading.dropped.size();
    for (const auto& row : reading.rows)
      for (const auto& pairing : row.pairings) {
        ++pairings;
        whole += is_whole(pairing, rules);
      }
  }
  constexpr std::size_t kFew = 5;
  if (taken_up >= kFew && 3 * named >= 2 * taken_up) return Habit::names;
  // Of five clauses the rows leave out more than two.
  if (5 * dropped > 2 * clauses) return Habit::sums_up;
  // Ledgers that repeat have three of four clauses whole, those that shorten one of three.
  return pairings >= kFew && static_cast<double>(whole) < rules.whole_clauses * static_cast<double>(pairings)
             ? Habit::shortens
             : Habit::repeats;
}

}  // namespace limpid::plan::linting
