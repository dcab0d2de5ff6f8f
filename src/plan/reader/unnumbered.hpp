// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "plan/document.hpp"
#include "plan/reader/dates.hpp"
#include "plan/reader/lines.hpp"
#include "plan/reader/outline.hpp"
#include "plan/reader/source_text.hpp"

namespace limpid::plan {

struct Unnumbered {
  std::vector<Measure> measures;
  std::vector<Group> groups;
};

/// Whether the lowest numbered headings are groups: below most of them stand paragraphs, each with a title of its own
/// and each saying who answers for it.
bool answer_by_paragraph(const SourceText& text, const std::vector<Line>& lines,
                         const std::vector<const Node*>& sections, const PlanYears& years);

/// Of a plan that numbers no measure, what stands below the headings of its tasks, numbered as it comes. Short lines
/// without a stop are the titles of measures; where several paragraphs below one say each who answers, they are groups
/// and the paragraphs the measures. Without such lines each paragraph is a measure, in a group where its section is
/// numbered below another. Nothing where no measure says who or by when; `beside_rows`, where the plan has tables of
/// its tasks too: nothing unless half of them say who.
Unnumbered read_unnumbered_measures(const SourceText& text, const std::vector<Line>& lines,
                                    const std::vector<const Node*>& sections, const PlanYears& years, bool beside_rows);

}  // namespace limpid::plan
