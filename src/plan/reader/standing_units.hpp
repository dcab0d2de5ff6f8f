// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "plan/document.hpp"
#include "plan/reader/outline.hpp"
#include "plan/reader/source_text.hpp"

namespace limpid::plan {

/// Who answers beside those named for all that follows, as plans of provinces say it once:
/// `以下均需各县(市、区)政府落实， 不再列出`. Nothing where the words say no such thing.
std::vector<Unit> find_standing_units(const SourceText& words);

/// The first node of those in which, of units named together, the first leads, as the plan says once: ahead of them
/// all, in a heading, or in an item's own bracket with 下同. The number of nodes where it says no such thing.
std::size_t first_leads_from(const SourceText& text, const std::vector<Line>& lines, const Draft& draft);

/// Whether in rows too: the notice, the plan's first words or a table's heading (责任单位(首位为牵头单位)) say so.
bool first_leads_in_rows(const SourceText& text, const std::vector<Line>& lines, const Draft& draft);

}  // namespace limpid::plan
