// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "plan/input/pdf_page.hpp"

namespace limpid::plan {

/// Tables without rules: a line of headings that say what a ledger's columns hold (序号, 任务, 时限, 责任 …), and below
/// it lines whose parts keep to columns that gaps keep apart. Takes the pages in their order, since such a table runs
/// on over a page's end. One whose rows cannot be told for sure becomes one line that begins with kUnreadTable.
class UnruledTables {
 public:
  void take(PageContent& page);

 private:
  /// A cell of the last row, which the next page may go on with.
  struct OpenCell {
    double x0 = 0;  ///< where its lines begin
    std::string words;
  };
  bool goes_on_with_cell(const PageLine& line, const std::vector<double>& edges) const;

  std::optional<std::vector<double>> columns_;  ///< edges of the table that reached the end of the page before
  std::vector<OpenCell> last_row_;              ///< of that table, a cell for each column
  std::size_t number_ = 0;                      ///< its column of numbers
  int last_number_ = 0;
};

}  // namespace limpid::plan
