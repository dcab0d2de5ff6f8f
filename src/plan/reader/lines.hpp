// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "plan/reader/numerals.hpp"
#include "plan/reader/source_text.hpp"

namespace limpid::plan {

/// What a line is by its own looks. The levels are the usual ones of official documents: 一、 (一) 1. (1)
/// `part` is 第一章, 第一部分: above 一、 where both stand, else in its place. A heading that has no number but is one
/// of the usual words alone on its line (`工作目标`) is level1 with number 0.
enum class LineKind { blank, title, part, level1, level2, level3, level4, row, attachment, footer, text };

struct Line {
  std::size_t begin = 0;  ///< in the clean text
  std::size_t end = 0;
  std::size_t head = 0;  ///< where the words begin, after the numbering
  LineKind kind = LineKind::text;
  int number = 0;
};

/// 1 to 4 for a numbered line, else 0.
int level(LineKind kind);

std::vector<Line> split_lines(const SourceText& text);

}  // namespace limpid::plan
