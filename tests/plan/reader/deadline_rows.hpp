// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "plan/json.hpp"
#include "plan/reader/deadlines.hpp"
#include "plan/reader/source_text.hpp"

/// Time limits as rows: the words, and what is read in a plan for 2022.
namespace limpid::plan::deadline_rows {

struct DeadlineRow {
  std::string_view words, read;  ///< read: text kind start..end, several behind each other
};

inline constexpr PlanYears kPlan2022{2022, 2022};

inline std::string shown(const Deadline& d) {
  return d.text + " " + std::string(to_string(d.kind)) + " " + d.start.value_or("") + ".." + d.end.value_or("");
}

inline std::string read_in_text(std::string_view words, PlanYears years = kPlan2022) {
  std::string out;
  const SourceText text = clean(words);
  for (const auto& found : find_deadlines(text.view(), years)) out += (out.empty() ? "" : " ") + shown(found.deadline);
  return out;
}

inline std::string read_in_cell(std::string_view words) {
  std::string out;
  for (const auto& d : read_deadline_cell(clean(words).view(), kPlan2022)) out += (out.empty() ? "" : " ") + shown(d);
  return out;
}

inline void expect_in_text(const std::vector<DeadlineRow>& rows) {
  for (const auto& row : rows) EXPECT_EQ(read_in_text(row.words), row.read) << row.words;
}

}  // namespace limpid::plan::deadline_rows
