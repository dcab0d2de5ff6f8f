// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "plan/lint/difference.hpp"
#include "plan/lint/piece.hpp"

namespace limpid::plan::linting {

/// A row's clause and the words of the measure that it takes up.
struct Pairing {
  std::size_t row_clause = 0;
  std::size_t first = 0, last = 0;  ///< clauses of the measure, inclusive
  Piece measure, row;
  std::vector<Block> blocks;  ///< a: measure, b: row
};

/// One row held against its measure.
struct RowReading {
  const Item* row = nullptr;
  std::vector<Pairing> pairings;
  std::vector<std::size_t> added;  ///< clauses of the row that the measure lacks
  std::vector<std::size_t> often;  ///< that say how often as the measure does, in other words
  bool shared = false;             ///< the row is of other measures too: what it has more may be theirs
};

/// A measure and all its rows.
struct Reading {
  const Item* measure = nullptr;
  std::vector<RowReading> rows;
  std::vector<bool> met;             ///< characters of the measure's text that a row has
  std::vector<std::size_t> dropped;  ///< clauses of the measure that no row has
  std::vector<std::size_t> often;    ///< that a row says in other words: how often
};

Reading read_rows(const Item& measure, const std::vector<const Item*>& rows, const LintRules& rules);

/// `text` without fillers, punctuation and spaces, ordinary variants written one way.
std::u32string bare(std::u32string text, const LintRules& rules);

}  // namespace limpid::plan::linting
