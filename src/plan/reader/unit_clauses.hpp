// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>
#include <vector>

#include "plan/reader/source_text.hpp"

namespace limpid::plan {

/// A clause that names who answers. [begin, end) is what it takes up: `〔责任单位：…〕` anywhere in a text, in brackets
/// of any kind; words that begin a line or a sentence and go on to the end of the line (`责任单位:…`); a bracket that
/// says it by verbs (`(甲局牵头,乙局配合)`); or a sentence that does (`由甲局牵头,乙局配合`).
struct UnitClause {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::vector<Unit> units;
  bool words = false;                                          ///< part of the measure's sentences
  std::vector<std::pair<std::size_t, std::size_t>> when = {};  ///< time limits that the clause names beside the units
};

/// `line_starts` are the offsets where a source line begins in `text`; a clause without brackets ends with its line.
std::vector<UnitClause> find_unit_clauses(const SourceText& text, const std::vector<std::size_t>& line_starts);

/// The first of several units that answer leads, where none does.
void let_first_lead(std::vector<Unit>& units);

/// The same in each clause beside the sentences.
void let_first_lead(std::vector<UnitClause>& clauses);

/// Whether a clause beside the sentences names units: they answer for the whole.
bool answer_for_whole(const std::vector<UnitClause>& clauses);

}  // namespace limpid::plan
