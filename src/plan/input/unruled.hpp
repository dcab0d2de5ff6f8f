// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
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
  std::optional<std::vector<double>> columns_;  ///< edges of the table that reached the end of the page before
  std::size_t number_ = 0;                      ///< its column of numbers
  int last_number_ = 0;
};

}  // namespace limpid::plan
