// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace limpid::plan {

/// What a section of a plan is for.
enum class SectionRole { tasks, goals, safeguards, preface, other };

/// By the words of its heading; preface: what says neither how much nor who.
SectionRole role_of_section(std::string_view heading);

/// The role of a heading below a chapter that has none itself: what it ends with is sure enough.
SectionRole role_of_heading(std::string_view heading);

/// The words of a heading up to a full stop or, behind a short name, a colon.
std::string_view heading_name(std::string_view line);

/// Whether a heading is nothing but the name of goals (主要目标) or of indicators (主要指标).
bool names_goals(std::string_view name);
bool names_indicators(std::string_view name);

/// 目标任务, 总体目标和主要任务, 任务要求: a heading of tasks below which a plan may say its aims.
bool names_aims(std::string_view name);

/// What an item inside the tasks says by its name alone where it is no task: 工作目标 is goals, 现状 preface; else
/// other.
SectionRole role_of_item(std::string_view name);

}  // namespace limpid::plan
