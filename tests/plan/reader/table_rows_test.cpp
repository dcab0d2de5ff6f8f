// SPDX-License-Identifier: Apache-2.0
// Which lines of a table are its headings, its categories and its rows.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/data_file.hpp"
#include "base/messages.hpp"
#include "plan/json.hpp"
#include "plan/lint/lint.hpp"
#include "plan/read.hpp"

namespace limpid::plan {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// `number category: [name] words; who`.
std::vector<std::string> rows_told(const std::string& text) {
  std::vector<std::string> out;
  const auto document = read_document(text).value();
  for (const auto& task : document.plans.front().tasks) {
    std::string row = std::to_string(task.number) + " " + task.category + ": ";
    if (!task.title.empty()) row += "[" + task.title + "] ";
    row += task.text;
    for (const auto& unit : task.units) row += "; " + unit.name;
    out.push_back(std::move(row));
  }
  return out;
}

TEST(TableRows, ARowOfDataIsNoHeadingWhateverItsWords) {
  const std::string title = "甲县2024年土壤污染防治任务清单\n\n", first = "农田管护\t对300亩农田分类管护\t",
                    last = "场地排查\t排查4处场地\t9月底前\t县资源局\t县工信局\n";
  for (const std::string row : {"治理工程\t旧油库场地治理\t2025年12月完工\t县城投集团\t县住建局\n",
                                "治理工程\t旧油库场地治理\t按期完工\t县城投集团\t县住建局\n"})
    EXPECT_THAT(
        rows_told(title + "任务\t措施\t时限\t牵头部门\t配合部门\n" + first + "11月底前\t县农业局\t县水利局\n" + row +
                  last),
        ElementsAre("1 农田管护: 对300亩农田分类管护; 县农业局; 县水利局",
                    "2 治理工程: 旧油库场地治理; 县城投集团; 县住建局", "3 场地排查: 排查4处场地; 县资源局; 县工信局"));
}

TEST(TableRows, ABrokenCellBetweenBarsGoesOnBelow) {
  const std::string title = "甲县2024年土壤污染防治任务清单\n\n序号 | 任务 | 时限 | 牵头单位 | 配合单位\n";
  EXPECT_THAT(rows_told(title + "1 | 回收农膜 | 9月底前 | 县农业局\n县供销社 | 县市场监管局\n各镇（街道）\n"
                                "2 | 排查场地 | 6月底前 | 县资源局 | 县水利局\n县住建局\n二、治水\n"
                                "3 | 封填机井 | 8月底前 | 县水利局 | 县资源局\n注：本表由县环委办解释。\n"),
              ElementsAre("1 : 回收农膜; 县农业局; 县供销社; 县市场监管局; 各镇(街道)",
                          "2 : 排查场地; 县资源局; 县水利局", "3 二、治水: 封填机井; 县水利局; 县资源局"));
}

TEST(TableRows, TheNumberedLinesOfACellAreItsPoints) {
  const std::string title = "甲县2024年水污染防治任务清单\n\n";
  EXPECT_THAT(
      rows_told(title +
                "序号\t重点任务\t具体措施\t责任单位\t完成时限\n"
                "1\t整治排口\t1.封堵12个排口。\n2.开展溯源。\n（1）采样。\n（2）化验。\n3.建立台账。\t县水利局\t9月"
                "底前\n2\t新建管网\t要求：\n一、新建3公里。\n二、改造5公里。\t县住建局\t12月底前\n"),
      ElementsAre("1 整治排口: 1.封堵12个排口。2.开展溯源。（1）采样。（2）化验。3.建立台账。; 县水利局",
                  "2 新建管网: 要求：一、新建3公里。二、改造5公里。; 县住建局"));
  // In the last cell, and between the quotes of a spreadsheet.
  EXPECT_THAT(rows_told(title + "序号\t重点任务\t责任单位\t完成时限\t具体措施\n"
                                "1\t整治排口\t县水利局\t9月底前\t1.封堵12个排口。\n2.开展溯源。\n"
                                "2\t新建管网\t县住建局\t12月底前\t\"（1）新建3公里。\n（2）改造5公里。\"\n"),
              ElementsAre("1 整治排口: 1.封堵12个排口。2.开展溯源。; 县水利局",
                          "2 新建管网: （1）新建3公里。（2）改造5公里。; 县住建局"));
}

TEST(TableRows, TheNameOfATaskIsItsTitleOrTheCategoryOfItsRows) {
  const std::string title = "甲县2024年水污染防治任务清单\n\n",
                    heading = "序号\t任务名称\t工作内容\t责任单位\t完成时限\n";
  EXPECT_THAT(
      rows_told(title + heading + "1\t整治排口\t封堵12个排口\t县水利局\t9月底前\n2\t新建管网\t\t县住建局\t6月底前\n"),
      ElementsAre("1 : [整治排口] 封堵12个排口; 县水利局", "2 : 新建管网; 县住建局"));
  // Over several rows: printed once, or at each of them.
  for (const std::string again : {"", "整治排口"})
    EXPECT_THAT(rows_told(title + heading + "1\t整治排口\t封堵12个排口\t县水利局\t9月底前\n2\t" + again +
                          "\t开展溯源\t县水利局\t9月底前\n3\t新建管网\t新建3公里\t县住建局\t6月底前\n"),
                ElementsAre("1 整治排口: 封堵12个排口; 县水利局", "2 整治排口: 开展溯源; 县水利局",
                            "3 新建管网: 新建3公里; 县住建局"));
  const std::string text = title +
                           "类别\t序号\t重点任务\t工作内容\t责任单位\t完成时限\n"
                           "治水\t1\t整治排口3个\t封堵12个排口\t县水利局\t9月底前\n";
  EXPECT_THAT(rows_told(text), ElementsAre("1 治水: [整治排口3个] 封堵12个排口; 县水利局"));
  const auto document = read_document(text).value();
  EXPECT_EQ(document.plans.front().tasks[0].quantities.size(), 2U) << "those of its name count";
  check_schema(to_json(document, "x"), std::string(LIMPID_SOURCE_DIR) + "/schemas/plan.json", "plan");
}

TEST(TableRows, AStageIsTheCategoryOfItsRows) {
  EXPECT_THAT(
      rows_told(
          "甲县2024年大气污染攻坚任务清单\n\n阶段\t时间\t重点任务\t责任单位\n动员部署\t3月1日—3月10日\t召开动员会\t"
          "县生态环境局\n集中攻坚\t3月11日—5月20日\t排查企业120家\t县工信局\n\t3月11日—4月30日\t淘汰货车50辆\t"
          "县公安局\n"),
      ElementsAre("1 动员部署: 召开动员会; 县生态环境局", "2 集中攻坚: 排查企业120家; 县工信局",
                  "3 集中攻坚: 淘汰货车50辆; 县公安局"));
}

TEST(TableRows, AHeadingMayNameAMonth) {
  EXPECT_THAT(rows_told("甲县2024年土壤污染防治任务清单\n\n任务\t6月底前目标\t完成时限（2024年12月底前）\t责任单位\n"
                        "场地\t排查4处\t9月底前\t县资源局\n"),
              ElementsAre("1 : [场地] 排查4处; 县资源局"));
}

TEST(TableRows, ALineBetweenRowsIsTheCategoryOfThoseBelow) {
  const std::string title = "甲县2024年土壤污染防治任务清单\n\n", heading = "序号\t工作任务\t完成时限\t牵头单位\n";
  EXPECT_THAT(rows_told(title + heading + "（一）农田\n1\t管护农田\t11月底前\t县农业局\n" + heading +
                        "2\t监测灌溉水\t9月底前\t县水利局\n（二）场地\n3\t排查场地\t6月底前\t县资源局\n"),
              ElementsAre("1 (一)农田: 管护农田; 县农业局", "2 (一)农田: 监测灌溉水; 县水利局",
                          "3 (二)场地: 排查场地; 县资源局"));
  // Under other columns, which do not name the number that their rows have.
  EXPECT_THAT(rows_told(title + heading + "（一）农田\n1\t管护农田\t11月底前\t县农业局\n（二）场地\n" +
                        "任务\t措施\t时限\t牵头部门\n2\t场地\t排查场地\t6月底前\t县资源局\n"),
              ElementsAre("1 (一)农田: 管护农田; 县农业局", "1 场地: 排查场地; 县资源局"));
}

TEST(TableRows, ARowThatSaysNothingToBeDoneIsToldAndNoTask) {
  const std::string text =
      "甲县2024年水污染防治任务清单\n\n类别\t序号\t工作任务\t完成时限\t牵头单位\n一、河道\t1\t清淤2公里\t9月底前\t县水"
      "利局\n"
      "二、排口\t2\t\t6月底前\t县资源局\n\t3\t封堵排口3个\t6月底前\t县水利局\n";
  EXPECT_THAT(rows_told(text), ElementsAre("1 一、河道: 清淤2公里; 县水利局", "3 二、排口: 封堵排口3个; 县水利局"));
  const auto document = read_document(text).value();
  const auto& plan = document.plans.front();
  ASSERT_EQ(plan.faults.size(), 1U) << "the numbers run on";
  EXPECT_EQ(plan.faults[0].kind, FaultKind::wordless);
  EXPECT_EQ(plan.faults[0].heading, "二、排口 2 6月底前 县资源局");
  EXPECT_EQ(text.substr(plan.faults[0].span.start, plan.faults[0].span.end - plan.faults[0].span.start),
            "二、排口\t2\t\t6月底前\t县资源局");
  EXPECT_EQ(plan.tasks[1].key, "t3");
  const auto json = to_json(document, "x");
  check_schema(json, std::string(LIMPID_SOURCE_DIR) + "/schemas/plan.json", "plan");
  const auto messages = Messages::load(LIMPID_SOURCE_DIR);
  for (const auto& finding : lint(document, LintRules::load(LIMPID_SOURCE_DIR)))
    EXPECT_TRUE(messages.has("zh", finding.code) && messages.has("en", finding.code)) << finding.code;
  EXPECT_TRUE(messages.has("zh", "plan.fault.wordless") && messages.has("en", "plan.fault.wordless"));
}

TEST(TableRows, ALineOrARowOfOneCellIsTheCategoryOfTheRowsBelow) {
  const std::string head = "甲县2024年水污染防治任务清单\n\n序号\t任务\t完成时限\t责任单位\n";
  const std::string one = "1\t清淤\t9月底前\t县水利局\n", two = "2\t封堵\t9月底前\t县住建局\n";
  for (const std::string rest : {"", "\t\t\t"})
    EXPECT_THAT(rows_told(head + "治理河道" + rest + "\n" + one + "治理排口" + rest + "\n" + two),
                ElementsAre("1 治理河道: 清淤; 县水利局", "2 治理排口: 封堵; 县住建局"));
  EXPECT_THAT(rows_told(head + one + "治理排口\n" + two), ElementsAre("1 : 清淤; 县水利局", "2 : 封堵; 县住建局"))
      << "further down it may be the rest of a cell";
}

TEST(TableRows, CellsOfUnitsAsClerksFillThem) {
  EXPECT_THAT(
      rows_told("甲县2024年水污染防治任务清单\n\n|序号|任务|完成时限|责任单位|\n|---|---|---|---|\n"
                "|1|清淤|9月底前|县工信局<br>县发改局|\n|2|封堵|9月底前|县工信局(牵头)<br>县发改局|\n"
                "|3|推进清洁<br>取暖|9月底前|县住建局（联系人：李某）|\n|4|绿化|9月底前|1.县工信局 2.县发改局|\n"
                "|5|监测|同上|同上|\n|6|巡查|9月底前|县住建局 张某|\n"),
      ElementsAre("1 : 清淤; 县工信局; 县发改局", "2 : 封堵; 县工信局; 县发改局", "3 : 推进清洁取暖; 县住建局",
                  "4 : 绿化; 县工信局; 县发改局", "5 : 监测; 县工信局; 县发改局", "6 : 巡查; 县住建局"));
}

TEST(TableRows, AGroupBehindATableIsAGroup) {
  const auto plan = read_document(
                        "甲县2024年水污染防治方案\n一、主要任务\n（一）治理河道\n1.清淤。9月底前清淤2公里。\n"
                        "序号\t任务\t完成时限\t牵头单位\n1\t清淤2公里\t9月底前\t县水利局\n（二）治理排口\n"
                        "序号\t任务\t完成时限\t牵头单位\n2\t封堵排口3个\t9月底前\t县水利局\n2.封堵。封堵排口3个。\n")
                        .value()
                        .plans.front();
  ASSERT_EQ(plan.groups.size(), 2U);
  EXPECT_EQ(plan.groups[1].title, "治理排口");
  EXPECT_EQ(plan.tasks.size(), 2U);
}

TEST(TableRows, TheLimitIsAllThatItsCellPrints) {
  const auto limits = [](const std::string& heading, const std::string& cells) {
    std::vector<std::string> out;
    const auto document = read_document("甲县2024年水污染防治任务清单\n\n" + heading + cells).value();
    const Json plan = to_json(document, "x").at("plans").front();
    for (const char* list : {"tasks", "projects"})
      for (const auto& row : plan.at(list)) out.push_back(row.value("limit", "none"));
    return out;
  };
  EXPECT_THAT(limits("| 序号 | 任务 | 完成时限 | 责任单位 |\n",
                     "| 1 | 清淤沟渠 | 6月底前建清单，12月底前整治到位 | 县水利局 |\n"
                     "| 2 | 清扫道路，7月底前完成 | 每周洗扫2次以上 | 县城管局 |\n| 3 | 巡查河道 | — | 县水利局 |\n"),
              ElementsAre("6月底前建清单，12月底前整治到位", "每周洗扫2次以上", "none"));
  EXPECT_THAT(limits("| 序号 | 任务 | 开始时间 | 完成时间 | 责任单位 |\n",
                     "| 1 | 清淤沟渠 | 2024年3月 | 2024年9月 | 县水利局 |\n"),
              ElementsAre("none"))
      << "until when is half of it";
}

/// Categories stand in many of them.
TEST(TableRows, AListOfWorksSaysSoInItsHeading) {
  const std::string head =
                        "甲县2024年水污染防治方案\n一、主要任务\n1."
                        "治理河道。清淤2公里。（县水利局负责）\n附件\n甲县水污染防治重点任务\n",
                    works =
                        "序号\t工程类别\t工程名称\t建设内容及规模\t总投资\t建设期限\t责任单位\n"
                        "1\t水源保护\t白石水库隔离工程\t隔离网3公里\t120万元\t2024年6月—2024年10月\t县水利局\n";
  const auto plan = read_document(head + works).value().plans.front();
  ASSERT_EQ(plan.projects.size(), 1U);
  EXPECT_THAT(plan.tasks, IsEmpty());
  const auto& work = plan.projects[0];
  EXPECT_EQ(work.units[0].name, "县水利局");
  EXPECT_EQ(work.deadlines[0].end, "2024-10-31");
  ASSERT_EQ(work.quantities.size(), 2U);
  EXPECT_EQ(work.quantities[0].text, "3公里");
  EXPECT_EQ(work.quantities[1].text, "120万元");
}

TEST(TableRows, TheFirstLeadsWhereALineAboveTheTableSaysSo) {
  const std::string
      head = "甲县2024年水污染防治方案\n一、主要任务\n1.治理河道。清淤2公里。（县水利局负责）\n附件\n甲县任务分工\n",
      table = "序号\t重点任务\t责任单位\n1\t治理河道\t县水利局、县住建局\n";
  const auto roles = [&](const std::string& line) {
    const auto plan = read_document(head + line + table).value().plans.front();
    return std::string(to_string(plan.tasks.at(0).units.at(0).role)) + " " +
           std::string(to_string(plan.measures.at(0).units.at(0).role));
  };
  EXPECT_EQ(roles("（责任单位中列第一位的为牵头单位）\n"), "lead responsible");
  EXPECT_EQ(roles(""), "responsible responsible");
}

TEST(TableRows, NumbersWithAPointAreOfTheirCategory) {
  const auto plan = read_document(
                        "甲县2024年任务清单\n类别\t序号\t任务\t完成时限\t责任单位\n"
                        "一、水\t1.1\t清淤\t9月底前\t县水利局\n\t1.2\t封堵\t9月底前\t县水利局\n"
                        "二、气\t2.1\t洒水\t9月底前\t县住建局\n")
                        .value()
                        .plans.front();
  std::vector<std::string> keys;
  for (const auto& task : plan.tasks) keys.push_back(task.key);
  EXPECT_THAT(keys, ElementsAre("t1.1", "t1.2", "t2.1"));
  EXPECT_THAT(plan.faults, IsEmpty());
}

TEST(TableRows, ACellOfSeveralLinesBetweenQuotes) {
  EXPECT_THAT(rows_told("甲县2024年任务清单\n序号\t任务\t完成时限\t责任单位\n"
                        "1\t\"清淤2公里；\n（2）封堵排口\"\t\"6月底前清淤\n9月底前封堵\"\t\"县水利局\n县住建局\"\n"
                        "2\t洒水\t长期坚持\t县城管局\n"),
              ElementsAre("1 : 清淤2公里；（2）封堵排口; 县水利局; 县住建局", "2 : 洒水; 县城管局"));
}

TEST(TableRows, IndicatorsAreNoTasks) {
  const std::string text =
      "甲县2024年方案\n一、主要任务\n1.清淤。清淤2公里。\n附件\n目标清单\n"
      "序号\t指标名称\t单位\t2023年实际值\t2024年目标值\n1\t优良天数比例\t%\t86\t88\n";
  EXPECT_THAT(read_document(text).value().plans.front().tasks, IsEmpty());
}

}  // namespace
}  // namespace limpid::plan
