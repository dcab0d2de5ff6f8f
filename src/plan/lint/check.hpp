// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "plan/lint/align.hpp"
#include "plan/lint/clauses.hpp"
#include "plan/lint/habit.hpp"

namespace limpid::plan::linting {

/// Collects what the checks find about one plan.
struct Check {
  const Document& document;
  const LintRules& rules;
  const Source& source;
  const PlanItems& items;
  const Alignment& alignment;
  const std::vector<Reading>& readings;  ///< one a measure: its text held against its rows
  Habit habit = Habit::repeats;          ///< what a row may leave out
  std::vector<Finding>& out;

  /// `severity`: a name of rules/plan-lint.yaml. The message is plan_lint.KIND with the quotes of the first two places
  /// as {a} and {b}.
  Finding& add(std::string_view kind, std::string_view severity, std::vector<Place> places) const;
};

// Each in a file of its own name.
void check_words(const Check& check);        ///< clauses of text and rows: words, names, areas
void check_duties(const Check& check);       ///< clauses that the rows leave out or add
void check_places(const Check& check);       ///< places that differ by one character, in rows and in lists of annexes
void check_companies(const Check& check);    ///< one company's name in two legal forms
void check_figures(const Check& check);      ///< figures of text and rows
void check_numbers(const Check& check);      ///< numbers inside names (roads, papers, stations), base years
void check_classes(const Check& check);      ///< levels, classes and sections that the annex lacks or has otherwise
void check_parts(const Check& check);        ///< parts and wholes
void check_sums(const Check& check);         ///< series and wholes, lists and their captions, goals and measures
void check_totals(const Check& check);       ///< the row 合计 of a table and what stands above it
void check_named(const Check& check);        ///< how many are named where a number says how many
void check_deadlines(const Check& check);    ///< time limits of text and rows; past dates; none at all
void check_units(const Check& check);        ///< who answers, here and there; listed twice; nobody
void check_spellings(const Check& check);    ///< one unit under several names
void check_coverage(const Check& check);     ///< measures without row, rows without measure, nothing measurable
void check_lists(const Check& check);        ///< an annex that lists what one measure counts: how many, by when
void check_annex_firms(const Check& check);  ///< an annex that lists firms or sites: how many, numbers, names
void check_structure(const Check& check);    ///< numbers (the reader's faults), categories of the ledger
void check_titles(const Check& check);       ///< annexes and rows that bear two titles
void check_garbled(const Check& check);      ///< what the conversion spoilt, seen without a counterpart

/// One number of the whole document that is said in two ways (全县8个乡镇, 全县7个乡镇). `out`: what is found before,
/// of which nothing is told again.
void check_counts(const Source& source, const std::vector<PlanItems>& plans, const LintRules& rules,
                  std::vector<Finding>& out);
/// A character of the document that the conversion wrote twice inside a word (污染治治理). What was found to differ by
/// it alone is not told besides.
void check_doubled(const Source& source, const std::vector<PlanItems>& plans, const LintRules& rules,
                   std::vector<Finding>& out);

}  // namespace limpid::plan::linting
