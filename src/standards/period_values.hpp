// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ledger/records/common.hpp"
#include "standards/sample.hpp"
#include "standards/water.hpp"

/// How the values of a month and a year of a section are formed (环办〔2011〕22号, 环办监测函〔2020〕82号, K-11). Pure.
namespace limpid::standards {

struct FormedValues {
  std::vector<WaterValue> values;   ///< rounded as the statistics rule says
  std::vector<ledger::Text> steps;  ///< the arithmetic
  std::size_t invalid = 0;          ///< samples left out for their flag
};

/// `automatic` are the hourly means of the month so far, `expected_hours` how many there could be; `laboratory` its
/// results.
FormedValues month_values(const WaterRule& rule, const AssessmentRule& assessment, const MonthValueRule& convention,
                          std::span<const Sample> automatic, std::span<const Sample> laboratory, int expected_hours,
                          Instant month);

/// `months` are the values of the closed months, in order.
FormedValues year_values(const WaterRule& rule, const AssessmentRule& assessment, const MonthValueRule& convention,
                         std::span<const FormedValues> months, Instant year);

/// What the remaining months must keep so that the year keeps the target, for the items that decide.
std::vector<ledger::Text> remaining_steps(const WaterRule& rule, const AssessmentRule& assessment,
                                          std::span<const FormedValues> months,
                                          const std::vector<std::string>& parameters, int target);

}  // namespace limpid::standards
