// SPDX-License-Identifier: Apache-2.0
// Tables of a PDF that have no rules: read where their rows are sure, told as unread where they are not.
#include "plan/input/unruled.hpp"

#include <gmock/gmock.h>

#include <cmath>

#include "base/data_file.hpp"
#include "base/messages.hpp"
#include "base/text.hpp"
#include "plan/input/extract.hpp"
#include "plan/input/tab_rows.hpp"
#include "plan/json.hpp"
#include "plan/lint/lint.hpp"
#include "plan/read.hpp"

namespace limpid::plan {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

/// A page of letters ten points wide.
struct DrawnPage {
  PageContent content{595, 842, {}, {}};
  double y = 100;

  DrawnPage& line(const std::vector<std::pair<double, std::string>>& parts, double pitch = 14) {
    PageLine line{{1000, y, 0, y + 12}, 14, {}, {}};
    for (const auto& [x, words] : parts) {
      const double end = x + 10 * static_cast<double>(words.size()) / 3;
      line.parts.push_back({x, end, words});
      line.text += (line.text.empty() ? "" : " ") + words;
      line.box.x0 = std::min(line.box.x0, x);
      line.box.x1 = std::max(line.box.x1, end);
    }
    content.lines.push_back(std::move(line));
    y += pitch;
    return *this;
  }

  DrawnPage& headings() { return line({{40, "序号"}, {150, "主要任务"}, {330, "完成时限"}, {430, "责任单位"}}); }
};

std::vector<std::string> rows_of(const PageTable& table) {
  std::vector<std::string> rows(table.rows);
  for (const auto& cell : table.cells) rows[cell.row] += (cell.column > 0 ? "|" : "") + cell.text;
  return rows;
}

/// Hanzi ten points wide from the margin on, a tab to the next stop of 36 points.
PageLine tabbed_line_of(std::string_view words, double y) {
  PageLine line{{50, y, 50, y + 12}, 12, {}, {}};
  double x = 50;
  for (std::size_t at = 0; at < words.size();) {
    const std::size_t begin = at;
    const char32_t c = text::next_char(words, at);
    if (c == '\t') {
      x = 50 + 36 * (std::floor((x - 50) / 36 + 0.001) + 1);
      continue;
    }
    if (line.letters.empty()) line.box.x0 = x;
    const double width = c < 0x80 ? 6 : 10;
    line.letters.push_back({x, x + width, line.text.size()});
    line.text += words.substr(begin, at - begin);
    x += width;
    line.box.x1 = x;
  }
  return line;
}

TEST(TabRows, ParagraphsThatWrapAtThePagesEdge) {
  std::vector<PageContent> pages(1);
  double y = 100;
  for (const auto* words :
       {"任务清单", "类别\t序号\t主要任务\t完成时限\t责任单位\t备注",
        "一、甲类\t1\t完成改造建立台账定期调度逐月通报县城管网",
        "情况说明。\t六月底前\t县住房和城乡建设局、县水务局、县", "生态环境局", "\t2\t完成整治。\t十月底前\t县水务局",
        "二、乙类。", "\t3\t定期开展监测。\t长期坚持\t县水务局"})
    pages[0].lines.push_back(tabbed_line_of(words, y += 14));
  auto told = pages;
  take_tab_rows(told);
  ASSERT_EQ(told[0].tables.size(), 2U);
  EXPECT_THAT(rows_of(told[0].tables[0]),
              ::testing::ElementsAre("类别|序号|主要任务|完成时限|责任单位|备注",
                                     "一、甲类|1|完成改造建立台账定期调度逐月通报县城管网情况说明。|六月底前|"
                                     "县住房和城乡建设局、县水务局、县生态环境局",
                                     "|2|完成整治。|十月底前|县水务局"));
  EXPECT_THAT(rows_of(told[0].tables[1]), ::testing::ElementsAre("|3|定期开展监测。|长期坚持|县水务局"));
  EXPECT_EQ(told[0].lines.size(), 2U) << "the caption and the category alone";

  pages[0].lines[5] = tabbed_line_of("\t2\t甲\t乙\t丙\t丁\t戊\t己", pages[0].lines[5].box.y0);
  take_tab_rows(pages);
  EXPECT_THAT(pages[0].lines[1].text, ::testing::StartsWith(std::string(kUnreadTable)));
  EXPECT_THAT(pages[0].lines[1].text, HasSubstr("建立台账")) << "more cells than the heading has";
}

TEST(UnruledTables, NumbersAtTheFirstLineOfEachRow) {
  DrawnPage page;
  page.line({{40, "任务清单"}}).headings();
  page.line({{45, "1"}, {80, "完成管网改造，建立台账，定期"}, {330, "六月底前"}, {430, "县住房和城乡建"}});
  page.line({{80, "调度。"}, {430, "设局"}});
  page.line({{45, "2"}, {80, "完成排污口整治。"}, {330, "年底前"}, {430, "县水务局"}}).line({{40, "附件"}});
  UnruledTables().take(page.content);
  ASSERT_EQ(page.content.tables.size(), 1U);
  EXPECT_THAT(rows_of(page.content.tables[0]),
              ::testing::ElementsAre("序号|主要任务|完成时限|责任单位",
                                     "1|完成管网改造，建立台账，定期调度。|六月底前|县住房和城乡建设局",
                                     "2|完成排污口整治。|年底前|县水务局"));
  ASSERT_EQ(page.content.lines.size(), 2U);
  EXPECT_EQ(page.content.lines[1].text, "附件");
}

TEST(UnruledTables, NumbersInTheMiddleOfRowsThatStandApart) {
  DrawnPage page;
  page.headings();
  page.y += 20;
  page.line({{80, "完成管网改造，建立"}})
      .line({{45, "1"}, {330, "六月底前"}, {430, "县住建局"}})
      .line({{80, "台账"}}, 40);
  page.line({{80, "完成排污口"}}).line({{45, "2"}, {330, "年底前"}, {430, "县水务局"}}).line({{80, "整治"}});
  UnruledTables().take(page.content);
  ASSERT_EQ(page.content.tables.size(), 1U);
  EXPECT_THAT(rows_of(page.content.tables[0]),
              ::testing::ElementsAre("序号|主要任务|完成时限|责任单位", "1|完成管网改造，建立台账|六月底前|县住建局",
                                     "2|完成排污口整治|年底前|县水务局"));
}

TEST(UnruledTables, GoesOnOnTheNextPage) {
  DrawnPage first, second;
  first.headings().line({{45, "1"}, {80, "完成管网改造。"}, {330, "六月底前"}, {430, "县住建局"}});
  second.line({{45, "2"}, {80, "完成排污口整治。"}, {330, "年底前"}, {430, "县水务局"}});
  UnruledTables tables;
  tables.take(first.content);
  tables.take(second.content);
  ASSERT_EQ(second.content.tables.size(), 1U);
  EXPECT_THAT(rows_of(second.content.tables[0]), ::testing::ElementsAre("2|完成排污口整治。|年底前|县水务局"));
  EXPECT_EQ(second.content.tables[0].columns, first.content.tables[0].columns) << "so that they become one";
}

/// The break cuts the longest cell alone: its words are no paragraph of the text.
TEST(UnruledTables, OneCellGoesOnOnTheNextPage) {
  const auto lines_of_second = [](std::string_view end, double x) {
    DrawnPage first, second;
    first.headings().line({{45, "1"}, {80, "完成管网改造，建立"}, {330, "六月底前"}, {430, "县住建局"}});
    first.line({{80, "台账，并" + std::string(end)}});
    second.line({{x, "定期调度。"}});
    UnruledTables tables;
    tables.take(first.content);
    tables.take(second.content);
    EXPECT_EQ(first.content.tables.size(), 1U);
    return second.content.lines.size();
  };
  EXPECT_EQ(lines_of_second("且", 80), 0U);
  EXPECT_EQ(lines_of_second("报。", 80), 1U) << "the cell's sentence was at its end";
  EXPECT_EQ(lines_of_second("且", 100), 1U) << "it does not begin where the cell does";
}

TEST(UnruledTables, HeadingsWhoseWordNumberIsBrokenAreTold) {
  DrawnPage page;
  page.line({{40, "类别 序"}, {150, "主要任务"}, {330, "完成时限"}, {430, "责任单位"}, {530, "备"}});
  page.line({{70, "号"}, {530, "注"}});
  page.line({{40, "工业 1"}, {150, "完成管网改造。"}, {330, "六月底前"}, {430, "县水务局"}})
      .line({{40, "三、保障措施"}});
  UnruledTables().take(page.content);
  EXPECT_THAT(page.content.tables, IsEmpty());
  ASSERT_EQ(page.content.lines.size(), 2U);
  EXPECT_TRUE(page.content.lines[0].text.starts_with(kUnreadTable));
}

TEST(UnruledTables, RowsThatNobodyCanTellAreNotGuessed) {
  DrawnPage page;
  page.headings();
  page.line({{80, "完成管网改造，建立"}}).line({{45, "1"}, {330, "六月底前"}, {430, "县住建局"}}).line({{80, "台账"}});
  page.line({{80, "完成排污口"}}).line({{45, "2"}, {330, "年底前"}, {430, "县水务局"}}).line({{80, "整治"}});
  page.line({{40, "三、保障措施"}});
  UnruledTables().take(page.content);
  EXPECT_THAT(page.content.tables, IsEmpty());
  ASSERT_EQ(page.content.lines.size(), 2U);
  const auto& told = page.content.lines[0].text;
  EXPECT_TRUE(told.starts_with(kUnreadTable)) << told;
  for (const auto* words : {"序号", "完成管网改造，建立", "台账", "县水务局", "整治"})
    EXPECT_THAT(told, HasSubstr(words));
}

TEST(UnruledTables, ProseIsNone) {
  DrawnPage page;
  page.line({{40, "序号和任务见附件，责任单位按时限完成"}}).line({{40, "一、"}, {100, "总体要求"}});
  UnruledTables().take(page.content);
  EXPECT_THAT(page.content.tables, IsEmpty());
  EXPECT_EQ(page.content.lines.size(), 2U);
}

TEST(UnruledTables, TheReaderTellsThePlaceAndTakesNoWordOfIt) {
  const std::string text =
      "甲县2024年水污染防治行动计划\n一、主要目标\n水质稳定。\n二、重点任务\n（一）工业\n"
      "1.完善管网。6月底前完成管网改造12公里。〔责任单位：县水务局〕\n"
      "2.整治排污口。年底前完成整治。〔责任单位：县水务局〕\n" +
      std::string(kUnreadTable) + "序号 主要任务 ┆ 3 关停乙厂 县公安局\n";
  const auto document = read_document(text);
  ASSERT_TRUE(document);
  EXPECT_EQ(document->source, text);
  ASSERT_EQ(document->plans.size(), 1U);
  const auto& plan = document->plans[0];
  ASSERT_EQ(plan.measures.size(), 2U);
  EXPECT_THAT(to_json(*document, "x").at("plans").at(0).at("measures").dump(), Not(HasSubstr("乙厂")));
  EXPECT_THAT(plan.tasks, IsEmpty());
  ASSERT_EQ(plan.faults.size(), 1U);
  EXPECT_EQ(plan.faults[0].kind, FaultKind::unread);
  check_schema(to_json(*document, "x"), std::string(LIMPID_SOURCE_DIR) + "/schemas/plan.json", "plan");
  EXPECT_EQ(text.substr(plan.faults[0].span.start, 6), "序号");
  EXPECT_EQ(text.substr(plan.faults[0].span.end), "\n");
  const auto findings = lint(*document, LintRules::load(LIMPID_SOURCE_DIR));
  const auto messages = Messages::load(LIMPID_SOURCE_DIR);
  EXPECT_EQ(std::count_if(findings.begin(), findings.end(),
                          [](const Finding& f) { return f.code == "plan_lint.numbering.unread"; }),
            1);
  EXPECT_TRUE(messages.has("zh", "plan_lint.numbering.unread") && messages.has("zh", "plan.fault.unread"));
}

TEST(UnruledTables, EachIsAFaultOfThePlanThatItStandsIn) {
  const std::string unread = std::string(kUnreadTable) + "序号 主要任务 ┆ 1 关停乙厂 县公安局\n";
  const std::string tasks = "一、重点任务\n1.完善管网。6月底前完成管网改造12公里。〔责任单位：县水务局〕\n";
  const auto document = read_document(
      "甲县2024年大气污染防治行动计划\n一、总体要求\n坚持绿色发展。\n"
      "甲县2024年水污染防治行动计划\n" +
      tasks + unread + "甲县2024年土壤污染防治行动计划\n" + tasks);
  ASSERT_TRUE(document);
  ASSERT_EQ(document->plans.size(), 2U) << "the first says nothing that is to be done";
  EXPECT_EQ(document->plans[0].faults.size(), 1U);
  EXPECT_THAT(document->plans[1].faults, IsEmpty());
}

}  // namespace
}  // namespace limpid::plan
