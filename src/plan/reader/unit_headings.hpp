// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "plan/document.hpp"
#include "plan/reader/lines.hpp"
#include "plan/reader/outline.hpp"

namespace limpid::plan {

/// `(三)县住建局主要工作任务:`: the bodies that a heading names, and nothing else, as those who answer for what stands
/// below it; none of any other heading.
std::vector<Unit> bodies_of_heading(const SourceText& text, const Line& heading);

/// Marks the headings of a plan that are parted by who does the tasks below them (Node::names_bodies): of a level at
/// least two are.
void mark_headings_by_unit(const SourceText& text, const std::vector<Line>& lines, Draft& draft);

}  // namespace limpid::plan
