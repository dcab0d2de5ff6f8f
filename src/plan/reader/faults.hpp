// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "plan/reader/outline.hpp"
#include "plan/reader/tables.hpp"

namespace limpid::plan {

/// Faults in the numbers of headings and items. Each level counts from 1 under its heading or runs on through several,
/// as the plan mostly does; across sections both are right. A heading that lost its number takes the place of one.
/// Takes items by their spans from `plan`, which is read already and has its keys.
std::vector<Fault> heading_faults(const SourceText& text, const std::vector<Line>& lines, const Draft& draft,
                                  const Plan& plan);

/// A row of a table as it is printed: before its category is settled.
struct RowMark {
  char letter = 't';     ///< of its key
  std::string key = {};  ///< `t9`; empty of a row that is no item
  int number = 0;
  bool goes_on = false;  ///< in the cell of the number above
  std::size_t table = 0;
  std::string category = {};  ///< only where the row prints one itself
  Span span = {};
  bool is_item = true;
};

/// Faults in the serial numbers of rows, which may begin anew in each category, and in the numbers of a ledger's
/// categories: one that the plan has as a group and the ledger leaves out is `missing`.
std::vector<Fault> row_faults(const std::vector<RowMark>& rows, const std::vector<Group>& groups);

}  // namespace limpid::plan
