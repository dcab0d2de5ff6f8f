// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "plan/reader/deadlines.hpp"
#include "plan/reader/quantities.hpp"

namespace limpid::plan {

struct PromiseStart {
  std::size_t at = 0;
  /// The time limit at the head of the sentence that governs this promise too, where it has none of its own:
  /// `12月底前，改造管网12公里，收集率达到78%以上`. It governs what follows in its sentence up to the next time limit,
  /// but no standing effort that is only added (`同时加强日常维护`).
  const FoundDeadline* governed_by = nullptr;
};

/// Where the promises of a text begin; the first is 0. Each sentence is a promise of its own. Inside a sentence a
/// clause begins one when it says a duty with a deadline, a figure or an object of its own; enumerations of one duty,
/// ends and results, conditions and exceptions stay with it, and so does a short general phrase with what makes it
/// concrete (`严格管控退水入河，退水渠非汛期实施闸坝封堵`). The rules: docs/plan-annotation.md.
std::vector<PromiseStart> promise_starts(std::string_view text, const std::vector<FoundDeadline>& deadlines,
                                         const std::vector<FoundQuantity>& quantities);

}  // namespace limpid::plan
