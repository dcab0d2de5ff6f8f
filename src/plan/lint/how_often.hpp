// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "plan/lint/rules.hpp"

namespace limpid::plan::linting {

/// How often something is to be done: {月, 2, 巡查} of 每月至少巡查两次 and 每月巡查不少于2次.
struct HowOften {
  char32_t period = 0;  ///< 日, 周, 月, 季, 半 (年), 年
  std::string times;    ///< `2`; empty where the words do not say: once
  std::u32string deed;  ///< without fillers; empty where the words name none
};

/// 月 of 每月, 按月 and 逐月.
std::optional<char32_t> period_in(const std::string& words);

/// None where the words name no period.
std::optional<HowOften> how_often(std::u32string_view words, const LintRules& rules);

/// Whether both are of one period and number, and neither names a deed that the other has not.
bool same_often(const HowOften& a, const HowOften& b);

}  // namespace limpid::plan::linting
