// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plan/document.hpp"
#include "plan/suggest.hpp"

namespace limpid::plan {

/// Of the suggestions with a confidence from `from` to below `to`.
struct ConfidenceBucket {
  double from = 0, to = 1;
  int count = 0;
  int right = 0;
  double confidence = 0;  ///< mean; honest when it is about right / count
};

struct ArchetypeScore {
  int all = 0;
  int right = 0;  ///< the first suggestion is one that the annotation lets pass
  int best = 0;   ///< it is the one that the annotation puts first
  std::vector<ConfidenceBucket> buckets;
  struct Miss {
    std::string at, begins, suggested, wanted;
    double confidence = 0;
  };
  std::vector<Miss> misses;
};

/// Suggestions against `archetypes` of an annotation: {at, begins, archetype: [the better first]}. A promise is found
/// by the words with which it begins, wherever the reader cut.
ArchetypeScore score_archetypes(const Document& document, const Json& gold, const SuggestRules& rules);

}  // namespace limpid::plan
