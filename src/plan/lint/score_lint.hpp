// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "plan/lint/finding.hpp"

namespace limpid::plan {

/// One finding or annotated disagreement that has no counterpart.
struct LintDifference {
  std::string at, kind, severity, quote;
  bool missed = false;  ///< only annotated; else only found
};

/// Several findings may speak of one annotated disagreement and one of several, so each side is counted by itself.
struct LintTally {
  int found = 0, right = 0;    ///< findings, and those that agree with an annotation
  int annotated = 0, met = 0;  ///< annotations, and those that a finding agrees with
  double precision() const;    ///< right / found; 1 when nothing was found
  double recall() const;       ///< met / annotated; 1 when nothing is annotated
};

struct LintScore {
  LintTally all, grave;  ///< grave: high and medium
  std::map<std::string, LintTally> kinds;
  std::vector<LintDifference> differences;
};

/// Findings against the annotation's `disagreements`. They agree where they are of one family of kinds (time limits,
/// units, words, rows, structure) and speak of the same words: a quoted place of the one overlaps one of the other.
/// What is told of an item as a whole (no row, no date, no target, no unit) agrees where the item is the same.
/// Precision is the share of findings that agree with an annotation of any severity, recall the share of annotations
/// that some finding agrees with; `grave` counts only findings, and only annotations, of severity high or medium.
LintScore score_lint(const Document& document, const std::vector<Finding>& findings, const Json& gold);

}  // namespace limpid::plan
