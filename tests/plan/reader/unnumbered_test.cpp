// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include "plan/read.hpp"

namespace limpid::plan {
namespace {

using ::testing::ElementsAre;

const std::string kUnnumberedHead = "甲县大气污染防治2023年行动方案\n工作目标\n空气质量改善。\n重点任务\n";
const std::string kUnnumberedTail = "工作保障\n加强领导。各部门要加强领导。\n";

Plan unnumbered_plan(const std::string& tasks) {
  return read_document(kUnnumberedHead + tasks + kUnnumberedTail).value().plans.at(0);
}

std::vector<std::string> titles_by_group(const Plan& plan) {
  std::vector<std::string> out;
  for (const auto& m : plan.measures)
    out.push_back((m.group ? std::to_string(*m.group) : std::string("-")) + " " + m.number + " " + m.title);
  return out;
}

TEST(Unnumbered, HeadingsAboveParagraphsThatAnswerAreGroups) {
  const auto plan = unnumbered_plan(
      "推进清洁取暖\n巩固改造成果。10月底前检修设备4台。由县发改局牵头，县住建局配合。\n"
      "严防散煤复燃。每周抽检煤质一次。（县市场监管局牵头，县公安局参与）\n"
      "治理工业企业\n整治落后炉窑。淘汰热风炉14台。（县工信局牵头，县行政审批局配合）\n");
  ASSERT_EQ(plan.groups.size(), 2U);
  EXPECT_EQ(plan.groups[0].number, 1);
  EXPECT_EQ(plan.groups[0].title, "推进清洁取暖");
  EXPECT_EQ(plan.groups[1].number, 2);
  EXPECT_EQ(plan.groups[1].title, "治理工业企业");
  EXPECT_THAT(titles_by_group(plan), ElementsAre("1 1 巩固改造成果", "1 2 严防散煤复燃", "2 3 整治落后炉窑"));
}

TEST(Unnumbered, HeadingsAboveOneParagraphAreTitles) {
  const auto plan = unnumbered_plan(
      "推进清洁取暖\n10月底前检修设备4台。由县发改局牵头，县住建局配合。\n"
      "整治落后炉窑\n淘汰热风炉14台。（县工信局牵头，县行政审批局配合）\n");
  EXPECT_TRUE(plan.groups.empty());
  EXPECT_THAT(titles_by_group(plan), ElementsAre("- 1 推进清洁取暖", "- 2 整治落后炉窑"));
}

/// Numbered headings above paragraphs that each have a title and say who.
std::string with_groups(const std::string& second) {
  return "甲县2024年治水方案\n一、重点任务\n（一）提升处理能力\n"
         "排查管网。6月底前检测管网38公里。（县住建局牵头，县水务公司配合）\n"
         "建设管网。9月底前新建管网5公里。（县住建局负责）\n（二）严管排水\n" +
         second + "二、工作要求\n加强领导。各部门要加强领导。\n";
}

TEST(Unnumbered, NumberedHeadingsAboveParagraphsThatAnswerAreGroups) {
  const auto plan = read_document(with_groups("规范许可。5月底前登记排水户。（县住建局牵头）\n"
                                              "强化监测。每月监测排口。（生态环境科负责）\n"))
                        .value()
                        .plans.at(0);
  EXPECT_THAT(titles_by_group(plan), ElementsAre("1 1 排查管网", "1 2 建设管网", "2 3 规范许可", "2 4 强化监测"));
  EXPECT_EQ(plan.groups.at(1).title, "严管排水");
}

TEST(Unnumbered, NumberedMeasuresOfSeveralParagraphsStayMeasures) {
  const auto plan =
      read_document(with_groups("规范许可，登记排水户。\n强化监测，每月一次。（县住建局牵头）\n")).value().plans.at(0);
  EXPECT_THAT(titles_by_group(plan), ElementsAre("- 1 提升处理能力", "- 2 严管排水"));
}

Plan grouped_plan(const std::string& first, const std::string& second) {
  return read_document("甲县2024年治水方案\n一、重点工作\n（一）工业企业方面\n" + first + "（二）扬尘方面\n" + second +
                       "二、工作要求\n加强领导。各部门要加强领导。\n")
      .value()
      .plans.at(0);
}

TEST(Unnumbered, ParagraphsThatEachHaveALineOfUnitsAreMeasures) {
  const std::string first = "加快企业改造，6月底前完成3家。\n责任单位：县工信局\n", dust = "覆盖料堆9处。\n";
  const auto plan =
      grouped_plan(first + "淘汰锅炉，9月底前完成5台。\n责任单位：县生态环境局\n", dust + "责任单位：县住建局\n");
  EXPECT_THAT(titles_by_group(plan), ElementsAre("1 1 加快企业改造", "1 2 淘汰锅炉", "2 3 覆盖料堆9处"));
  EXPECT_EQ(plan.measures[1].units.at(0).name, "县生态环境局");
  const auto whole = grouped_plan("加快企业改造，6月底前完成3家。\n淘汰锅炉，9月底前完成5台。\n责任单位：县工信局\n",
                                  dust + "责任单位：县住建局\n");
  EXPECT_EQ(whole.measures.size(), 2U) << "two paragraphs, one line of units";
}

TEST(Unnumbered, BulletsThatEachEndInABracketAreMeasures) {
  const auto plan =
      grouped_plan("●加快企业改造，6月底前完成3家。（县工信局）\n●淘汰锅炉，9月底前完成5台。（县生态环境局）\n",
                   "●覆盖料堆9处。（县住建局）\n");
  EXPECT_THAT(titles_by_group(plan), ElementsAre("1 1.1 加快企业改造", "1 1.2 淘汰锅炉", "2 2.1 覆盖料堆9处"));
  EXPECT_EQ(
      grouped_plan("●加快企业改造。\n●淘汰锅炉。（县生态环境局）\n", "●覆盖料堆9处。（县住建局）\n").measures.size(),
      2U);
}

TEST(Unnumbered, NumberedFieldsOfAGroupAreOneMeasure) {
  const auto plan = grouped_plan(
      "1.目标任务。10月底前改造2万户。\n2.工作措施。落实补贴。\n3.责任分工。县能源局牵头，县财政局配合。\n",
      "1.目标任务。覆盖率达到100%。\n2.责任单位：县住建局\n");
  EXPECT_THAT(titles_by_group(plan), ElementsAre("- 1 工业企业方面", "- 2 扬尘方面"));
  EXPECT_EQ(plan.measures[0].units.size(), 2U);
  EXPECT_EQ(plan.measures[0].deadlines.at(0).text, "10月底前");
  const auto tasks = grouped_plan("1.目标任务。10月底前改造2万户。（县能源局）\n2.淘汰锅炉。淘汰5台。（县财政局）\n",
                                  "1.覆盖料堆。覆盖9处。（县住建局）\n");
  EXPECT_EQ(tasks.measures.size(), 3U);
}

}  // namespace
}  // namespace limpid::plan
