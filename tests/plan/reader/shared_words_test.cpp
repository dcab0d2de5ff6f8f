// SPDX-License-Identifier: Apache-2.0
// What stands once and holds for several measures: units of a heading or of all that follows, the days of a phase.
#include <gmock/gmock.h>

#include "plan/read.hpp"

namespace limpid::plan {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Plan plan_of(const std::string& tasks) {
  return read_document("甲市2024年水污染防治工作方案\n一、主要任务\n" + tasks).value().plans.at(0);
}

std::vector<std::string> names_of(const std::vector<Unit>& units) {
  std::vector<std::string> out;
  for (const auto& unit : units) out.push_back(unit.name);
  return out;
}

std::vector<std::string> limits_of(const Measure& m) {
  std::vector<std::string> out;
  for (const auto& d : m.deadlines) out.push_back(d.text);
  return out;
}

TEST(SharedWords, WhoAnswersForAllThatFollowsStandsBesideTheOthers) {
  const auto plan = plan_of(
      "（一）提标改造\n1.改造污水厂。6月底前改造2座。（市住建局牵头，各县（市、区）政府负责落实。以下均需各县（市、区）"
      "政府落实，不再列出）\n2.整治排口。9月底前整治排口12个。（市生态环境局牵头）\n");
  ASSERT_EQ(plan.measures.size(), 2U);
  EXPECT_THAT(names_of(plan.measures[0].units), ElementsAre("市住建局", "各县(市、区)政府"));
  EXPECT_THAT(plan.measures[0].standing_units, IsEmpty());
  EXPECT_THAT(names_of(plan.measures[1].units), ElementsAre("市生态环境局"));
  EXPECT_THAT(names_of(plan.measures[1].standing_units), ElementsAre("各县(市、区)政府"));
}

/// `县住建局 lead`, several behind each other, of each measure.
std::vector<std::string> roles_in(const std::string& tasks) {
  std::vector<std::string> out;
  for (const auto& m : plan_of(tasks).measures) {
    out.emplace_back();
    for (const auto& u : m.units)
      out.back() += (out.back().empty() ? "" : " ") + u.name + (u.role == Role::lead ? " lead" : "");
  }
  return out;
}

TEST(SharedWords, TheFirstNamedLeadsInAllThatFollows) {
  EXPECT_THAT(roles_in("1.清淤。清淤2公里。（市发改委、市住建局）\n"
                       "2.控制用水。控制总量。（市经信委、市发改委（市能源局）。列第一位者为牵头部门，下同）\n"
                       "3.改造管网。改造2公里。（市住建局、市水务局负责）\n"
                       "4.整治排口。整治5个。（市水务局牵头，市住建局参与）\n"
                       "5.监测水质。监测10处。（责任单位：市生态环境局）\n"),
              ElementsAre("市发改委 市住建局", "市经信委 lead 市发改委(市能源局)", "市住建局 lead 市水务局",
                          "市水务局 lead 市住建局", "市生态环境局"));
  for (const std::string said : {"排在第一位的为牵头单位", "排名第一的单位为牵头单位", "单位分工中列第一名为牵头单位",
                                 "首位为牵头单位", "第一个单位为牵头单位", "牵头单位为列首位的单位"})
    EXPECT_THAT(roles_in("1.清淤。清淤2公里。（市住建局、市水务局负责，" + said +
                         "，下同）\n2.改造管网。改造2公里。（责任单位：市水务局、市住建局）\n"),
                ElementsAre("市住建局 lead 市水务局", "市水务局 lead 市住建局"))
        << said;
  EXPECT_THAT(roles_in("（一）河道治理（责任单位中列第一位的为牵头单位）\n1.清淤。清淤2公里。（市住建局、市水务局）\n"
                       "（二）管网改造\n2.改造管网。改造2公里。（市水务局、市住建局）\n"),
              ElementsAre("市住建局 lead 市水务局", "市水务局 lead 市住建局"));
}

TEST(SharedWords, TheFirstNamedLeadsInOneBracketAlone) {
  EXPECT_THAT(roles_in("1.清淤。清淤2公里。（市住建局、市水务局负责，排在第一位的为牵头单位）\n"
                       "2.改造管网。改造2公里。（市水务局、市住建局负责）\n"),
              ElementsAre("市住建局 lead 市水务局", "市水务局 市住建局"));
}

TEST(SharedWords, ADefinitionBesideUnitsNamesNobody) {
  EXPECT_THAT(
      roles_in("1.清淤。清淤2公里。（市住建局、各县区政府负责。各县区政府包括甲县、乙区、丙新区政府、管委会，下同）\n"
               "2.改造管网。改造2公里。（市水务局、各乡镇负责；各乡镇是指甲乡、乙街道，下同）\n"
               "3.监测水质。监测10处。（市生态环境局、各园区，以下简称各单位）\n"),
      ElementsAre("市住建局 各县区政府", "市水务局 各乡镇", "市生态环境局 各园区"));
}

TEST(SharedWords, UnitsOfAHeadingAnswerForTheMeasuresThatNameNobody) {
  const auto plan = plan_of(
      "（一）城镇污水治理（县住建局负责）\n1.新建管网。6月底前新建管网12公里。\n2.改造污水厂。9月底前改造2座。\n"
      "（二）养殖污染治理\n1.完善设施。8月底前完善设施30处。（县农业农村局负责）\n2."
      "强化监管。每季度检查一次。（县水务局负责）\n"
      "（三）饮用水保护\n1.划定保护区。10月底前划定3处。（县水务局负责）\n2."
      "监测水质。每月监测一次。（县卫健局负责）\n");
  ASSERT_EQ(plan.measures.size(), 6U);
  EXPECT_THAT(names_of(plan.measures[0].units), ElementsAre("县住建局"));
  EXPECT_THAT(names_of(plan.measures[1].units), ElementsAre("县住建局"));
  EXPECT_THAT(names_of(plan.measures[2].units), ElementsAre("县农业农村局"));
}

TEST(SharedWords, TheDayOfAHeadingHoldsForTheMeasuresWithoutOne) {
  const auto plan = plan_of(
      "（一）整治工地（2024年10月底前完成）\n1.安装喷淋。46个工地安装喷淋设施。（县住建局负责）\n"
      "2.清扫道路。6月底前购置清扫车3台。（县城管局负责）\n"
      "（二）整治炉窑（2024年10月底前完成的项目）\n3.改造炉窑。改造炉窑9座。（县工信局负责）\n");
  ASSERT_EQ(plan.measures.size(), 3U);
  EXPECT_THAT(limits_of(plan.measures[0]), ElementsAre("2024年10月底前"));
  EXPECT_THAT(plan.measures[0].promises.front().deadlines, ::testing::SizeIs(1));
  EXPECT_THAT(limits_of(plan.measures[1]), ElementsAre("6月底前"));
  EXPECT_THAT(limits_of(plan.measures[2]), ::testing::IsEmpty());
}

TEST(SharedWords, TheDaysOfAPhaseHoldForWhatStandsBelow) {
  const auto plan = plan_of(
      "（一）排查阶段（4月10日至4月30日）\n1.摸排企业。建立清单。（县工信局负责）\n"
      "（二）攻坚阶段（5月1日至8月31日）\n2.整治企业。6月底前整治12家。（县工信局负责）\n");
  ASSERT_EQ(plan.measures.size(), 2U);
  EXPECT_THAT(limits_of(plan.measures[0]), ElementsAre("4月10日至4月30日"));
  EXPECT_THAT(limits_of(plan.measures[1]), ElementsAre("6月底前", "5月1日至8月31日"));
  EXPECT_THAT(plan.measures[1].promises.front().deadlines, ::testing::SizeIs(1));
}

TEST(SharedWords, AShortFirstSentenceThatTellsADutyIsNoTitle) {
  const auto plan = plan_of(
      "1.对全市86处设施开展排查，9月底前完成整改。建立问题台账。（市住建局负责）\n"
      "2.推进12家企业治理。10月底前完成。（市工信局负责）\n");
  ASSERT_EQ(plan.measures.size(), 2U);
  EXPECT_EQ(plan.measures[0].title, "对全市86处设施开展排查");
  EXPECT_THAT(limits_of(plan.measures[0]), ElementsAre("9月底前"));
  ASSERT_EQ(plan.measures[0].quantities.size(), 1U);
  ASSERT_EQ(plan.measures[0].promises.size(), 3U);
  EXPECT_EQ(plan.measures[0].promises[0].quantities.size(), 1U);
  EXPECT_EQ(plan.measures[0].promises[1].deadlines.size(), 1U);
  EXPECT_EQ(plan.measures[1].title, "推进12家企业治理");
  ASSERT_EQ(plan.measures[1].quantities.size(), 1U);
  EXPECT_EQ(plan.measures[1].quantities[0].text, "12家");
  EXPECT_EQ(plan.measures[1].promises.at(0).quantities.size(), 1U);
}

TEST(SharedWords, NumbersThatGoBackAreMeasuresAndTold) {
  const auto plan = plan_of(
      "1.巡查河道。每月巡查一次。（县水务局负责）\n3.整治排口。6月底前完成。（县水务局负责）\n"
      "2.宣传动员。每季度宣传一次。（县委宣传部负责）\n");
  ASSERT_EQ(plan.measures.size(), 3U);
  EXPECT_EQ(plan.measures[2].number, "2");
  EXPECT_FALSE(plan.faults.empty());
}

TEST(SharedWords, AnnexesWithABlankAndTitlesAboveRowsEndTheText) {
  for (const std::string head : {"附件 任务清单", "任务清单", "附录：任务清单"}) {
    const auto plan = plan_of("1.巡查河道。每月巡查一次。（县水务局负责）\n" + head +
                              "\n序号\t任务\t时限\t责任单位\n1\t巡查河道\t每月\t县水务局\n");
    ASSERT_EQ(plan.measures.size(), 1U) << head;
    EXPECT_EQ(plan.measures[0].text.find("任务清单"), std::string::npos) << head << plan.measures[0].text;
    EXPECT_EQ(plan.tasks.size(), 1U) << head;
  }
}

TEST(SharedWords, UnitsAtTheEndOfAGroupAnswerForItsHeadingsWithTheirSteps) {
  const auto group = [](const std::string& number, const std::string& who) {
    return "（" + number +
           "）治理工业\n1．替代原料\n①5月底前摸底36家。\n②8月底前替代14家。\n2．更新设施\n①更新27台。\n②每季度巡查。\n"
           "（牵头单位：" +
           who + "；配合单位：各乡镇人民政府）\n";
  };
  const auto plan = read_document("甲县2024年臭氧治理方案\n一、主要任务\n" + group("一", "县工信局") +
                                  group("二", "县住建局") + group("三", "县城管局"))
                        .value()
                        .plans.front();
  std::vector<std::string> out;
  for (const auto& m : plan.measures) out.push_back(m.number + " " + m.title + " " + m.units.at(0).name);
  EXPECT_THAT(out, ElementsAre("1.1 替代原料 县工信局", "1.2 更新设施 县工信局", "2.1 替代原料 县住建局",
                               "2.2 更新设施 县住建局", "3.1 替代原料 县城管局", "3.2 更新设施 县城管局"));
}

}  // namespace
}  // namespace limpid::plan
