// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "plan/compare.hpp"

namespace limpid::plan::comparing {

/// How many of its periods a year has, as the words name one: 12 of `每月`, 4 of `每3个月`.
std::optional<double> periods_a_year(const std::string& text, const CompareRules& rules);

/// How often within one period, where the words count it: 2 of `每月开展2次`.
std::optional<double> times_a_period(const std::string& text);

}  // namespace limpid::plan::comparing
