// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "plan/input/text_writer.hpp"

namespace poppler {
class page;
}

namespace limpid::plan {

/// All in points, y downwards from the top of the page as it is shown.
struct Box {
  double x0 = 0, y0 = 0, x1 = 0, y1 = 0;
  double x() const { return (x0 + x1) / 2; }
  double y() const { return (y0 + y1) / 2; }
};

struct Glyph {
  Box box;
  std::string text;
  double size = 0;  ///< height of a line of its font
};

/// Letters of a line that no wide gap parts.
struct PagePart {
  double x0 = 0, x1 = 0;
  std::string text;
};

/// Where a letter stands, on the page and in the text of its line.
struct PageLetter {
  double x0 = 0, x1 = 0;
  std::size_t at = 0;
};

struct PageLine {
  Box box;
  double size = 0;
  std::string text;
  std::vector<PagePart> parts;  ///< of the same text, but for the blanks between them
  std::vector<PageLetter> letters = {};
};

struct PageTable {
  Box box;
  std::vector<double> columns;  ///< edges, from left to right
  std::vector<GridCell> cells;
  std::size_t rows = 0;
};

/// What stands on a page, from top to bottom.
struct PageContent {
  double width = 0, height = 0;
  std::vector<PageLine> lines;
  std::vector<PageTable> tables;
};

/// A rule of a table; a horizontal one has a constant y, a vertical one a constant x.
struct Rule {
  double at = 0, from = 0, to = 0;
};
struct PageRules {
  std::vector<Rule> horizontal, vertical;
};

/// The straight thin lines of the page as it is painted: the library tells words only, but what a reader sees as a
/// table's rules is there in whatever way the file draws it.
PageRules find_rules(const poppler::page& page, double width, double height);

/// An ASCII letter or digit.
bool is_word_char(char c);

/// Letters to lines, each from left to right; blanks where a gap says so.
std::vector<PageLine> to_lines(std::vector<Glyph> glyphs);

/// Tables from rules; takes the letters that stand in them.
std::vector<PageTable> ruled_tables(const PageRules& rules, std::vector<Glyph>& glyphs);

PageContent read_page(const poppler::page& page);

}  // namespace limpid::plan
