// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "plan/lint/rules.hpp"
#include "plan/lint/words.hpp"

namespace limpid::plan::linting {

/// Words between two stops.
struct Clause {
  std::size_t begin = 0, end = 0;  ///< of Item::text
  std::size_t sentence = 0;        ///< clauses up to a 。 or ; are one sentence

  bool holds(std::size_t at) const { return begin <= at && at < end; }
};

/// Where a time limit stands in the words.
struct Dated {
  const Deadline* deadline = nullptr;
  std::size_t begin = 0, end = 0;
  std::size_t sentence = static_cast<std::size_t>(-1);  ///< of the clause that it begins in; none: in a row's name
};

/// A measure, a ledger row or a work of an annex, as the checks see it.
struct Item {
  std::string key;  ///< water/m14
  int group = 0;    ///< a measure's group; 0: none
  std::string title;
  Words title_words;        ///< of a row: its first cell of words, where it names the task and the next one tells it
  Words text;               ///< of a work: its title
  Words all;                ///< the whole span: cells of units and time limits too
  std::vector<bool> dated;  ///< characters of `text` that say by when
  std::vector<bool>
      cited;  ///< characters of `text` that name a standard, which are held against each other by themselves
  std::vector<Dated> dates;  ///< the time limits that stand in `text`
  std::vector<Clause> clauses;
  const std::vector<Unit>* units = nullptr;
  std::vector<Unit> standing_units;  ///< Measure::standing_units
  const std::vector<Deadline>* deadlines = nullptr;
  const std::vector<Quantity>* quantities = nullptr;
  Span span;

  /// Whether one of these clauses has the character.
  bool in_clauses(const std::vector<std::size_t>& list, std::size_t at) const;
  /// The words in `text`, else anywhere in the item; else the item's first words without quote.
  Place place(std::string_view words) const;
  /// The words of the item between two bytes of the source.
  Place between(const Span& bytes) const;
  /// The side that lacks something.
  Place nothing() const { return {key, span, {}}; }
  Place start() const;
  /// A text that no item of a plan is (a thousand items whose numbers nobody read): what would take its length for each
  /// of its parts, or of its rows, leaves it out.
  bool is_boundless() const {
    constexpr std::size_t kLongest = 20000;
    return text.size() > kLongest;
  }
};

struct PlanItems {
  const Plan* plan = nullptr;
  std::string segment;  ///< `water`
  std::vector<Item> measures, tasks, projects;
};

PlanItems items_of(const Plan& plan, const std::string& segment, const Source& source);

}  // namespace limpid::plan::linting
