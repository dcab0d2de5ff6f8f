// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "plan/reader/numerals.hpp"
#include "plan/reader/source_text.hpp"

namespace limpid::plan {

/// What a line is by its own looks. The levels are the usual ones of official documents: 一、 (一) 1. (1)
/// `volume` is 第一部分, 第一篇, `chapter` 第一章, `section` 第一节: above 一、 where both stand, else in its place.
/// `article` is 第一条. A heading that has no number but is one of the usual words alone on its line (`工作目标`) is
/// level1 with number 0. `item` is one of a series with a word in front, 问题一, 任务2, between (一) and 1. `box` opens
/// a box beside the text (专栏1), `note` is a footnote or a remark.
enum class LineKind {
  blank,
  title,
  volume,
  chapter,
  section,
  level1,
  article,
  level2,
  item,
  level3,
  level4,
  row,
  attachment,
  footer,
  box,
  note,
  text
};

struct Line {
  std::size_t begin = 0;  ///< in the clean text
  std::size_t end = 0;
  std::size_t head = 0;  ///< where the words begin, after the numbering
  LineKind kind = LineKind::text;
  int number = 0;
  std::string decimal = {};  ///< `2.1` where headings are numbered so
  /// The cells of a row of the table that has no marks between them, [begin, end) in the clean text; runs of one cell
  /// follow each other in it.
  std::vector<std::vector<std::pair<std::size_t, std::size_t>>> cells = {};
};

/// Depths of numbered lines: 1 for what parts the plan (第一部分, 第一章 or 一、), then below those that part it
/// 第一章, 第一节 and 一、, then 第一条, (一), 问题一, 1. and (1).
constexpr int kTopLevel = 1, kChapterLevel = 2, kSectionLevel = 3, kHeadingLevel = 4, kArticleLevel = 5,
              kGroupLevel = 6, kItemLevel = 7, kPointLevel = 8, kDeepestLevel = 9;

/// The depth of a numbered line by its looks alone (一、 and 第一章: kTopLevel), else 0.
int level(LineKind kind);

/// 第一部分, 第一章, 第一节.
bool is_chapter(LineKind kind);

/// The line that [begin, end) of the text would be, by its number alone.
Line numbered_line(std::string_view all, std::size_t begin, std::size_t end);

std::vector<Line> split_lines(const SourceText& text);

/// The words of a section's heading: its line up to a stop.
std::string_view heading_of(const SourceText& text, const Line& line);

/// `1.规范水源保护区建设。6月底前,…`: whether the words begin with a short sentence before others.
bool has_title(const SourceText& text, const Line& line);

}  // namespace limpid::plan
