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

}  // namespace limpid::plan
