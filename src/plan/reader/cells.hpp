// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "plan/reader/lines.hpp"

namespace limpid::plan {

/// Tables whose cells lost the marks between them: copied from a page with one cell a line, or printed with blanks
/// between the columns. Their lines become rows with `cells`; a cell that runs over lines or is missing finds its
/// column by what it looks like (a time limit, units, words).
std::vector<Line> join_cells(const SourceText& text, std::vector<Line> lines);

}  // namespace limpid::plan
