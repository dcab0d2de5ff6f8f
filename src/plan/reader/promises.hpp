// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "plan/reader/deadlines.hpp"

namespace limpid::plan {

/// Where the promises of a text begin; the first is 0. A text holds a further promise where a further date binds
/// another clause: `5月底前，六厂试运行，11月底前，八厂验收` are two. A date that a clause only refers to
/// (`按照…2024年9月底前…的安排`) opens none.
std::vector<std::size_t> promise_starts(std::string_view text, const std::vector<FoundDeadline>& deadlines);

}  // namespace limpid::plan
