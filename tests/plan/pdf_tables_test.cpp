// SPDX-License-Identifier: Apache-2.0
// Tables that the rules of a page part.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/text.hpp"
#include "plan/input/pdf_page.hpp"

namespace limpid::plan {
namespace {

using ::testing::ElementsAre;

/// A page as a browser prints a table whose cells are boxes of their own.
class Boxes {
 public:
  void cell(Box box, const std::string& words) {
    frame(box);
    double x = box.x0 + 2;
    for (std::size_t at = 0; at < words.size(); x += 10) {
      const auto begin = at;
      text::next_char(words, at);
      glyphs_.push_back({{x, box.y0 + 4, x + 10, box.y0 + 16}, words.substr(begin, at - begin), 12});
    }
  }

  void frame(Box box) {
    for (const double y : {box.y0, box.y1}) rules_.horizontal.push_back({y, box.x0, box.x1});
    for (const double x : {box.x0, box.x1}) rules_.vertical.push_back({x, box.y0, box.y1});
  }

  /// `row,column words`, of a cell over two rows `words/2`.
  std::vector<std::string> tables() {
    std::vector<std::string> out;
    for (const auto& table : ruled_tables(rules_, glyphs_))
      for (const auto& cell : table.cells)
        out.push_back(std::to_string(cell.row) + "," + std::to_string(cell.column) + " " + cell.text +
                      (cell.rows > 1 ? "/" + std::to_string(cell.rows) : ""));
    return out;
  }

 private:
  PageRules rules_;
  std::vector<Glyph> glyphs_;
};

TEST(PdfTables, ABoxForEachCellIsOneTable) {
  for (const double gap : {1.5, 3.0, 5.0}) {
    Boxes page;
    page.frame({40 - gap, 100 - gap, 200 + 2 * gap, 160 + 3 * gap});
    page.cell({40, 100, 100, 120}, "类别");
    page.cell({100 + gap, 100, 200 + gap, 120}, "任务");
    page.cell({40, 120 + gap, 100, 160 + 2 * gap}, "河道");
    page.cell({100 + gap, 120 + gap, 200 + gap, 140 + gap}, "清淤");
    page.cell({100 + gap, 140 + 2 * gap, 200 + gap, 160 + 2 * gap}, "封堵");
    EXPECT_THAT(page.tables(), ElementsAre("0,0 类别", "0,1 任务", "1,0 河道/2", "1,1 清淤", "2,1 封堵")) << gap;
  }
}

TEST(PdfTables, WhereAPageBreakCutsBoxesTheirEndsNeedNotBeLevel) {
  Boxes page;
  page.cell({40, 100, 100, 132}, "河道");
  page.cell({101.5, 100, 200, 120}, "清淤");
  page.cell({101.5, 121.5, 200, 141.5}, "封堵");
  page.cell({40, 143, 100, 163}, "排口");
  page.cell({101.5, 143, 200, 163}, "溯源");
  EXPECT_THAT(page.tables(), ElementsAre("0,0 河道/2", "0,1 清淤", "1,1 封堵", "2,0 排口", "2,1 溯源"));
}

TEST(PdfTables, LowRowsOfASmallPrintStayApart) {
  std::vector<Glyph> glyphs{{{50, 101, 54, 105}, "甲", 4}, {{50, 107, 54, 111}, "乙", 4}};
  PageRules rules;
  for (int i = 0; i < 4; ++i) {
    rules.horizontal.push_back({100 + 6.0 * i, 40, 220});
    rules.vertical.push_back({40 + 60.0 * i, 100, 118});
  }
  const auto tables = ruled_tables(rules, glyphs);
  ASSERT_EQ(tables.size(), 1U);
  EXPECT_EQ(tables[0].rows, 3U);
}

}  // namespace
}  // namespace limpid::plan
