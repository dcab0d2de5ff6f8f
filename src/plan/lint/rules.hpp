// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "plan/lint/finding.hpp"
#include "plan/unit_synonyms.hpp"

namespace limpid::plan {

/// rules/plan-lint.yaml: the words that plans share, what their absence or exchange means, and how like is alike.
struct LintRules {
  using Words = std::vector<std::u32string>;

  double row = 0, row_in_group = 0, row_rare = 0, row_other_units = 0, project = 0, project_unnamed = 0, clause = 0,
         covered = 0, title = 0, whole_clauses = 0;
  std::map<std::string, Severity, std::less<>> severities;
  Words fillers, duties, areas, whole, scopes, intervals, name_endings, place_endings, place_sides, unit_endings, soft,
      purposes, effects, measurable, bans, forbids, permits, partial, past_deeds, held, done_once, pollutants,
      area_parts, undated;
  std::vector<Words> same, near, opposed;
  UnitSynonyms synonyms;  ///< ordinary names of one department

  Severity severity(std::string_view name) const;

  /// Below `share`, checked against schemas/rule-plan-lint.json; throws Failure.
  static LintRules load(const std::filesystem::path& share);
};

}  // namespace limpid::plan
