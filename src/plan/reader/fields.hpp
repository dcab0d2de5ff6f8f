// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace limpid::plan {

/// What a line or clause with a label, `整改时限:…`, says of the item it stands in. `steps`: what is to be done, often
/// a numbered list below. `person`: names of people, who are no units. `other`: state, aim, demands.
enum class Field { none, steps, units, deadline, person, other };

/// The field whose label begins the words, and where its words begin.
struct Label {
  Field field = Field::none;
  bool usual = false;    ///< one of the usual words, not just any before a colon
  std::size_t size = 0;  ///< bytes of the label with its colon
};

/// A number before the label (`1.整改目标:`) is part of it.
Label label_of(std::string_view words);

/// Patterns of RE2 for a label that names who answers, or by when; without the colon.
extern const std::string_view kUnitsLabel;
extern const std::string_view kDeadlineLabel;
extern const std::string_view kPersonLabel;
/// 督导单位, 验收部门: who watches those who answer; no responsible unit.
extern const std::string_view kOverseerLabel;

/// The pattern of a label as it is printed: `责任单位:`, `【责任单位】`.
std::string printed_label(std::string_view label);

}  // namespace limpid::plan
