// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "plan/reader/source_text.hpp"
#include "plan/reader/unit_clauses.hpp"

namespace limpid::plan {

/// Words between stops that are nothing but a time limit: 长期坚持, 2023年底前完成.
bool is_time(std::string_view words);

/// The words of a clause's list in [begin, end) without what names nobody: its time limits, which go to `when`, and
/// asides.
SourceText names_alone(const SourceText& text, std::size_t begin, std::size_t end, UnitClause& clause);

/// The clause's words in [begin, end): labels with the lists after them.
void read_clause(const SourceText& text, std::size_t begin, std::size_t end, UnitClause& clause);

/// `责任单位:…`, `完成时限:…` at the start of a line, or behind a stop up to the line's end; a line that names persons
/// is a clause of nobody.
void find_lines(const SourceText& text, const std::vector<std::size_t>& line_starts, std::vector<UnitClause>& clauses);

}  // namespace limpid::plan
