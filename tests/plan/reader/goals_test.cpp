// SPDX-License-Identifier: Apache-2.0
// Where a plan says how far it goes, and which items inside its tasks are goals and no measures.
#include <gmock/gmock.h>

#include <string>
#include <vector>

#include "plan/read.hpp"

namespace limpid::plan {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Plan plan_of(std::string_view sections) {
  const auto document = read_document("青溪县2021年水污染防治工作方案\n" + std::string(sections));
  if (document && document->plans.size() == 1) return document->plans.front();
  ADD_FAILURE() << "not one plan";
  return {};
}

std::vector<std::string> goals_in(const Plan& plan) {
  std::vector<std::string> out;
  out.reserve(plan.goals.size());
  for (const auto& goal : plan.goals) out.push_back(goal.text);
  return out;
}

std::vector<std::string> titles_in(const Plan& plan) {
  std::vector<std::string> out;
  out.reserve(plan.measures.size());
  for (const auto& m : plan.measures) out.push_back(m.number + " " + m.title);
  return out;
}

constexpr std::string_view kMeasures = "二、主要措施\n(一)排查排污口。6月底前完成排查。(责任单位:县水利局)\n";

TEST(PlanGoals, StandBelowHeadingsThatNameTasksToo) {
  for (const std::string heading :
       {"目标任务", "任务目标", "主要指标", "工作目标及任务", "总体目标和主要任务", "任务要求", "工作目标"}) {
    const auto plan = plan_of("一、" + heading + "\n年底前，清水断面比例达到80%以上。\n" + std::string(kMeasures));
    EXPECT_THAT(goals_in(plan), ElementsAre("年底前，清水断面比例达到80%以上")) << heading;
    EXPECT_THAT(titles_in(plan), ElementsAre("1 排查排污口")) << heading;
  }
}

TEST(PlanGoals, MayFollowTheirNameInItsLine) {
  const auto plan = plan_of("一、工作目标：年底前，清水断面比例达到80%以上。\n" + std::string(kMeasures));
  EXPECT_THAT(goals_in(plan), ElementsAre("年底前，清水断面比例达到80%以上"));
}

TEST(PlanGoals, AreAllThatIsNumberedBelowAimsWhereWhatIsDoneStandsElsewhere) {
  const auto plan = plan_of("一、目标任务\n(一)水质。清水断面比例达到80%。\n(二)水量。生态流量达标率达到95%。\n" +
                            std::string(kMeasures));
  EXPECT_THAT(goals_in(plan), ElementsAre("清水断面比例达到80%", "生态流量达标率达到95%"));
  EXPECT_THAT(titles_in(plan), ElementsAre("1 排查排污口"));
  const auto indicators = plan_of("一、主要指标\n(一)水源地指标。\n水源地水质达标率100%。\n" + std::string(kMeasures));
  EXPECT_THAT(goals_in(indicators), ElementsAre("水源地水质达标率100%"));
}

TEST(PlanGoals, BelowAimsItemsThatSomebodyAnswersForAreMeasures) {
  const auto plan = plan_of(
      "一、目标任务\n(一)清理河道。清理河道20公里。(县水利局负责)\n(二)整治坑塘。整治坑塘8处。(县住建局负责)\n"
      "二、工作步骤\n(一)宣传发动。3月底前印发方案。\n");
  EXPECT_THAT(goals_in(plan), IsEmpty());
  EXPECT_EQ(plan.measures.at(0).title, "清理河道");
  // What leads to them says how far they go.
  const auto led =
      plan_of("一、任务要求\n11月底前，治理22个村庄。\n(一)接入管网。接入村庄6个。\n(二)就地处理。村庄16个。\n");
  EXPECT_THAT(goals_in(led), ElementsAre("11月底前，治理22个村庄"));
  EXPECT_THAT(titles_in(led), ElementsAre("1 接入管网", "2 就地处理"));
}

TEST(PlanGoals, OfAGroupAreNoMeasureOfIt) {
  const auto plan = plan_of(
      "一、主要任务\n(一)保护水源\n1.现状。取水口水质为Ⅲ类。\n2.工作目标\n10月底前，取水口水质达到Ⅱ类。\n"
      "3.取缔排污口。6月底前取缔排污口5个。(县环保局负责)\n(二)治理河流\n1.年度目标。下河水质达到Ⅳ类。\n"
      "2.清理河道。清理河道20公里。(县水务局负责)\n");
  EXPECT_THAT(goals_in(plan), ElementsAre("10月底前，取水口水质达到Ⅱ类", "下河水质达到Ⅳ类"));
  EXPECT_THAT(titles_in(plan), ElementsAre("3 取缔排污口", "2 清理河道"));
}

TEST(PlanGoals, MayBeATableOfIndicators) {
  const std::string indicators =
      "一、主要目标\n表1 "
      "主要指标\n序号\t指标\t现状值（2020年）\t目标值（2025年）\t指标属性\n1\t优良断面比例（%）\t66.7\t100\t"
      "约束性\n2\t农村污水治理率\t15%\t40%以上\t预期性\n";
  const auto plan = plan_of(indicators + std::string(kMeasures));
  EXPECT_THAT(plan.tasks, IsEmpty());
  EXPECT_THAT(goals_in(plan), ElementsAre("优良断面比例（%） 100", "农村污水治理率 40%以上"));
  ASSERT_EQ(plan.goals.size(), 2U);
  ASSERT_EQ(plan.goals[0].quantities.size(), 1U);
  EXPECT_EQ(plan.goals[0].quantities[0].unit, "%");
  EXPECT_EQ(plan.goals[0].quantities[0].text, "100");
  EXPECT_EQ(plan.goals[0].quantities[0].subject, "优良断面比例");
  ASSERT_EQ(plan.goals[0].deadlines.size(), 1U);
  EXPECT_EQ(plan.goals[0].deadlines[0].end, "2025-12-31");
  EXPECT_EQ(plan.goals[1].quantities.at(0).comparator, ">=");
  // Without numbers, the unit of measure in a column.
  const auto counted =
      plan_of("一、主要目标\n指标\t单位\t2020年\t2025年目标\n新增绿地面积\t公顷\t12\t30\n" + std::string(kMeasures));
  ASSERT_EQ(counted.goals.size(), 1U);
  EXPECT_EQ(counted.goals[0].quantities.at(0).unit, "公顷");
}

}  // namespace
}  // namespace limpid::plan
