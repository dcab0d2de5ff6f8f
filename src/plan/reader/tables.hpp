// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "plan/reader/columns.hpp"
#include "plan/reader/outline.hpp"

namespace limpid::plan {

/// A row in the columns of its table's heading, whatever shape its page gave it.
struct Row {
  int number = 0;
  SourceText category;                               ///< the last one printed above or beside the row
  bool opens_category = false;                       ///< printed at this row
  std::vector<std::pair<Column, SourceText>> cells;  ///< a row that a page break cut has its cells joined
  Span span;
  bool goes_on = false;    ///< under a number whose cell spans it: `1(续)`
  std::string money = {};  ///< TableHeading::money
  std::string until = {};  ///< TableHeading::until
  int part = 0;            ///< 1 of a row numbered 1.2
  const SourceText* find(Column column) const;
};

enum class TableKind { none, ledger, targets, projects, indicators };

struct Table {
  TableKind kind = TableKind::ledger;
  std::vector<Row> rows;
};

/// The plan's tables: rows under a heading that was recognised. A heading that comes again on the next page goes on
/// with the table. A row is anchored by its number: with the number in the first cell the category's cell is missing,
/// without any it is a category alone or the rest of the row before.
std::vector<Table> read_tables(const SourceText& text, const std::vector<Line>& lines,
                               const std::vector<RowLine>& rows);

}  // namespace limpid::plan
