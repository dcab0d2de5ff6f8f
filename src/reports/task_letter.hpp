// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "reports/plan_json.hpp"

namespace limpid::reports {

/// 任务函: what one unit must do under a plan, by when, in the source's words: measures and safeguards in the text,
/// rows of the ledger and projects in a table behind.
struct TaskLetter {
  std::string unit;    ///< to whom, as printed
  std::string sender;  ///< who signs; empty: the place stays free
  std::string date;    ///< as it is to be printed; empty: the place stays free
  Concerns concerns;
  Meant meant = {};  ///< beside an item's units: whom 有关乡镇 means
  OutputText text;   ///< fixed words: `report.task.*`
};

/// The bytes of the docx file; nothing where the document asks nothing of the unit. Failure `report.not_written`.
std::optional<std::string> task_letter(const Json& document, const TaskLetter& letter);

}  // namespace limpid::reports
