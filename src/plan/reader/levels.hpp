// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plan/reader/outline.hpp"

namespace limpid::plan {

/// The words of a node's own lines in one piece.
struct Joined {
  SourceText words;
  std::vector<std::size_t> line_starts;
  Span span;
};

Joined join(const SourceText& text, const std::vector<Line>& lines, const Node& node);

/// Whether a node's own lines say who answers for the whole of it.
bool answers_for_itself(const SourceText& text, const std::vector<Line>& lines, const Node& node);

/// Which level holds the measures: the one that says who answers. Where most headings of a level are measures without
/// numbers below them, or name the units once for all that is numbered below, those numbers are their details.
void fold_details(const SourceText& text, const std::vector<Line>& lines, Draft& draft);

}  // namespace limpid::plan
