// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "plan/document.hpp"
#include "plan/reader/dates.hpp"
#include "plan/reader/outline.hpp"

namespace limpid::plan {

/// An annex that lists the tasks by who does them (`任务清单(按单位)`): at least two sections, each headed by the name
/// of a body, with their tasks below. It is no plan of its own but the ledger of the plan before it: its nodes become
/// that draft's `by_unit`, whether the annex was taken for a plan by its title or stands among the plan's own sections.
void take_unit_lists(const SourceText& text, const std::vector<Line>& lines, std::vector<Draft>& drafts);

/// The tasks of `by_unit`, counted from 1, each with the body that heads its section; `category` is that heading as
/// printed.
std::vector<Task> read_tasks_by_unit(const SourceText& text, const std::vector<Line>& lines,
                                     const std::vector<Node>& by_unit, const PlanYears& years);

}  // namespace limpid::plan
