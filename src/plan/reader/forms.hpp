// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "plan/reader/lines.hpp"

namespace limpid::plan {

/// What a line is that its own looks do not say: it is one of a series. Headings numbered 1, 1.1, 1.2, 2 … (not
/// `6.8公里`), series with a word in front (问题一, 任务2, 第三项), boxes, footnotes whose mark stands in the text.
void recognise_series(const SourceText& text, std::vector<Line>& lines);

}  // namespace limpid::plan
