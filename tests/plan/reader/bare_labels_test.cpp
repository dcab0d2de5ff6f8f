// SPDX-License-Identifier: Apache-2.0
// Labels behind which a line prints a blank or a tab and no colon.
#include "plan/reader/bare_labels.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "plan/json.hpp"
#include "plan/read.hpp"

namespace limpid::plan {
namespace {

using ::testing::ElementsAre;

std::string labelled(std::string_view words) {
  return std::string(with_label_colons(clean(words)).view());
}

TEST(BareLabels, ABlankOrATabIntroducesNamesAndTimes) {
  for (const auto& [printed, read] : std::vector<std::pair<std::string_view, std::string_view>>{
           {"牵头单位 县工信局", "牵头单位:县工信局"},
           {"　　责任单位　县住建局、县城管局", "责任单位:县住建局、县城管局"},
           {"配合部门\t县城管局、各乡镇人民政府", "配合部门:县城管局、各乡镇人民政府"},
           {"完成时限 2024年6月底", "完成时限:2024年6月底"},
           {"时限要求\t每季度一次", "时限要求:每季度一次"},
           {"整改时限　立行立改，长期坚持", "整改时限:立行立改,长期坚持"},
           {"牵头领导 张某某", "牵头领导:张某某"}})
    EXPECT_EQ(labelled(printed), read);
  for (const std::string_view other :
       {"责任单位\t完成时限", "责任单位 完成时限", "序号\t责任单位\t完成时限", "责任单位", "责任单位县住建局",
        "完成时限 分批推进", "责任单位\t县住建局\t9月底前"})
    EXPECT_EQ(labelled(other), clean(other).view());
}

TEST(BareLabels, AnswerForTheItemAbove) {
  const std::string text =
      "甲县2024年大气污染防治行动计划\n一、重点任务\n（一）治理工业\n1.治理炉窑。改造炉窑12座。\n牵头单位 "
      "县工信局\n责任单位　县住建局、县城管局\n完成时限 2024年6月底\n2.治理扬尘。安装监控。\n牵头单位\t县住建局\n"
      "配合单位\t各乡镇\n";
  const auto plan = read_document(text).value().plans.front();
  ASSERT_EQ(plan.measures.size(), 2U);
  std::vector<std::string> units;
  for (const auto& m : plan.measures)
    for (const auto& u : m.units) units.push_back(u.name + " " + std::string(to_string(u.role)));
  EXPECT_THAT(units, ElementsAre("县工信局 lead", "县住建局 responsible", "县城管局 responsible", "县住建局 lead",
                                 "各乡镇 cooperating"));
  EXPECT_EQ(plan.measures[0].text, "改造炉窑12座。");
  ASSERT_EQ(plan.measures[0].deadlines.size(), 1U);
  EXPECT_EQ(plan.measures[0].deadlines[0].end, "2024-06-30");
  const auto& span = plan.measures[1].span;
  EXPECT_TRUE(text.substr(span.start, span.end - span.start).ends_with("配合单位\t各乡镇"));
}

/// Cards of an inspection's list, copied cell by cell.
TEST(BareLabels, ThatAreLinesOfTheirOwnInAFormThatRepeatsThem) {
  const auto card = [](const std::string& number, const std::string& what, const std::string& who) {
    return "问题" + number + "　" + what + "\n问题描述\n督察发现" + what +
           "。\n整改目标\n9月底前基本解决。\n整改措施\n1." +
           "排查12处。\n2.每月巡查。\n整改时限\n2025年9月底前\n责任单位\n" + who +
           "\n责任人\n李某\n督导单位\n县督查室\n";
  };
  const auto plan =
      read_document("甲县督察整改方案\n一、总体要求\n坚持问题导向。\n二、保障措施\n加强领导。\n第一方面　水环境\n" +
                    card("1", "污水直排", "县水利局\n县住建局") + card("2", "河道淤积", "县水利局（牵头）") +
                    "第二方面　大气环境\n" + card("3", "扬尘扰民", "牵头：县住建局\n配合：县城管局"))
          .value()
          .plans.front();
  ASSERT_EQ(plan.measures.size(), 3U);
  ASSERT_EQ(plan.groups.size(), 2U);
  EXPECT_EQ(plan.groups[1].title, "大气环境");
  std::vector<std::string> units;
  for (const auto& m : plan.measures)
    for (const auto& u : m.units) units.push_back(m.number + " " + u.name + " " + std::string(to_string(u.role)));
  EXPECT_THAT(units, ElementsAre("1 县水利局 responsible", "1 县住建局 responsible", "2 县水利局 lead",
                                 "3 县住建局 lead", "3 县城管局 cooperating"));
}

TEST(BareLabels, TheHeadingOfATableWhoseCellsAreLinesIsNone) {
  const std::string heading = "序号\n工作任务\n完成时限\n牵头单位\n责任单位\n";
  EXPECT_EQ(labelled(heading + "1\n清淤\n9月底前\n县水利局\n县住建局\n" + heading),
            clean(heading + "1\n清淤\n9月底前\n县水利局\n县住建局\n" + heading).view());
}

}  // namespace
}  // namespace limpid::plan
