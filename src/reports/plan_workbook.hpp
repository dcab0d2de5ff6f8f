// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace limpid::reports {

/// The ledger in the layout that staff keep it in: one sheet a plan, a merged title row, the head row frozen and
/// repeated on every page, landscape, codes as text.
struct PlanWorkbook {
  enum class Paper { a3, a4 };
  struct Row {
    std::string category, number, measure, deadline, lead, cooperating, note, status;
  };
  struct Sheet {
    std::string name;   ///< at most 31 characters
    std::string title;  ///< merged over all columns
    std::string known;  ///< what was known when, under the title; without it there is no such row
    std::vector<Row> rows;
  };
  std::vector<std::string> columns;  ///< 任务类别, 序号, 具体措施, 完成时限, 牵头单位, 配合单位, 备注, 状态
  std::vector<Sheet> sheets;
  Paper paper = Paper::a3;
  bool merge_categories = false;  ///< neighbouring rows of one category have one cell for it
};

/// The bytes of the xlsx file. Failure `report.not_written`.
std::string plan_workbook(const PlanWorkbook& book);

}  // namespace limpid::reports
