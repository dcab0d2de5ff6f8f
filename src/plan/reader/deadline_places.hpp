// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "plan/reader/deadline_rules.hpp"

namespace limpid::plan {

/// Whether [begin, end), which a rule's pattern matches, stands where the rule's words may stand: what is before and
/// behind it makes it a time limit (DeadlinePlace).
bool may_stand(const DeadlineRule& rule, std::string_view text, std::size_t begin, std::size_t end);

}  // namespace limpid::plan
