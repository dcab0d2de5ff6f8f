// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "plan/reader/lines.hpp"
#include "plan/reader/outline.hpp"
#include "plan/reader/source_text.hpp"

namespace limpid::plan {

/// The tables of a notice's plans may all stand behind the last of them: each goes to the plan that its caption names
/// (`某县2022年大气污染防治行动计划任务台账`), with the captionless ones that follow it. What names no plan, or
/// several, stays where it stands.
void hand_out_tables(const SourceText& text, const std::vector<Line>& lines, std::vector<Draft>& drafts);

}  // namespace limpid::plan
