// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plan/suggest_rules.hpp"

namespace limpid::plan {

/// Fills params and missing of a suggestion from the promise's own words, deadlines, quantities and places. What the
/// words do not say stays out and is named as missing, never guessed.
void draft_binding(Suggestion& suggestion, const Json& promise, const Json& item, char kind, int year,
                   const SuggestRules::Parts& rules);

}  // namespace limpid::plan
