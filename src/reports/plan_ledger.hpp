// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reports/plan_json.hpp"
#include "reports/plan_workbook.hpp"

namespace limpid::reports {

/// How an item stands, in words; empty where nothing is known, as when only a file was read.
using StatusText = std::function<std::string(const std::string& item_key)>;

/// The ledger of tasks (任务台账) of each plan, as the document has it; of a plan without one its measures and
/// projects, by their groups. A4 landscape, a category's cells merged, one sheet a plan.
PlanWorkbook ledger_workbook(const Json& document, const std::string& key, const OutputText& text,
                             const StatusText& status);

}  // namespace limpid::reports
