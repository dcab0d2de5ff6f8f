// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plan/reader/source_text.hpp"

namespace limpid::plan {

enum class Column {
  category,
  number,
  name,  ///< of a task whose words stand in a column of their own
  words,
  deadline,
  start,  ///< by when it is begun, beside the deadline
  lead,
  cooperating,
  responsible,
  note,
  township,
  section,
  level,  ///< of a section: who assesses it (国考, 省控)
  target,
  investment,       ///< of a work: how much money
  unit_of_measure,  ///< of an indicator
  other
};

/// By the first word of meaning that the heading of a column contains.
Column column_of(std::string_view heading);

/// Whether the column names who leads, cooperates or answers.
bool is_units(Column column);

/// `一、…`, `(三)…`: what a cell or a line with the name of a category begins with.
bool is_numbered_category(std::string_view words);

/// `治理工业污染`: what a line or a cell with the name of a category may be that bears no number.
bool is_worded_category(std::string_view words);

/// In a table of duties (number, who, by when) without a column of words by name, the first unknown one behind the
/// number is it.
void find_words_column(std::vector<Column>& columns);

/// The heading of a table of the plan.
struct TableHeading {
  std::vector<Column> columns;
  std::size_t number = 0;   ///< the column of serial numbers, kNone without one
  bool works = false;       ///< 项目名称 beside 建设内容
  std::string money = {};   ///< 万元: what the heading of the investment counts in
  bool indicators = false;  ///< 指标 beside 2025年目标值: how far the plan goes
  std::string until = {};   ///< 2025年: by when
  bool operator==(const TableHeading&) const = default;
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);
  bool answers() const { return has(Column::lead) || has(Column::responsible) || has(Column::deadline); }
  bool has(Column c) const { return std::find(columns.begin(), columns.end(), c) != columns.end(); }
};

using Cells = std::vector<SourceText>;

/// A serial number, else 0; `1(续)` is 1.
int serial_number(const SourceText& cell);

/// 1 and 2 of a row numbered `1.2` or `1-2`; part 0 of one that bears a serial number, number 0 of none.
struct Serial {
  int part = 0, number = 0;
};
Serial serial_of(const SourceText& cell);

/// A row in the cell of the number above, as TextWriter marks it: `1(续)`.
bool goes_on_with_number(const SourceText& cell);

/// None where the cells are no heading: one of them is a serial number, or no column has numbers nor the others what a
/// table of duties has.
std::optional<TableHeading> read_heading(const Cells& cells);

/// Whether the cells are only who leads and cooperates below a heading of as many columns: its second row.
bool is_lower_heading(const std::vector<Column>& above, const Cells& below);

/// A heading of two rows, 责任分工 over 牵头单位 and 配合单位. Below stand the parts alone, as a browser copies them,
/// or with empty cells under what spans both rows.
std::optional<std::vector<Column>> nested_heading(const std::vector<Column>& above, const Cells& below);

}  // namespace limpid::plan
