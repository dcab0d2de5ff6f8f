// SPDX-License-Identifier: Apache-2.0
// Plans arranged by who does what: the headings are names of bodies; places, bodies and figures are invented.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "plan/read.hpp"
#include "plan/said_units.hpp"

namespace limpid::plan {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

Plan plan_by_unit(std::string_view tasks) {
  auto document = read_document("丁湾县2024年大气污染防治任务分工方案\n一、任务分工\n" + std::string(tasks) +
                                "二、保障措施\n(一)加强领导。各单位主要负责人负总责。\n");
  if (document && document->plans.size() == 1) return document->plans.front();
  ADD_FAILURE() << "not one plan";
  return {};
}

TEST(UnitHeadings, AnswerForWhatStandsBelowBesideThoseWhoHelp) {
  const auto plan = plan_by_unit(
      "(一)县住建局主要工作任务:\n1、管住工地。9月底前治理工地12个。\n2、管住渣土。每月检查一次。协助单位:县公安局。\n"
      "(二)县水利局、县林业局\n督办领导:王某某(副县长)\n主要任务:\n1.种树300亩。(丁湾镇配合)\n2."
      "6月底前清理沟渠5条。\n");
  ASSERT_THAT(plan.measures, SizeIs(4));
  EXPECT_THAT(said(plan.measures[0].units), ElementsAre("responsible 县住建局"));
  EXPECT_THAT(said(plan.measures[1].units), ElementsAre("cooperating 县公安局", "responsible 县住建局"));
  EXPECT_THAT(said(plan.measures[2].units),
              ElementsAre("cooperating 丁湾镇", "responsible 县水利局", "responsible 县林业局"));
  EXPECT_THAT(said(plan.measures[3].units), ElementsAre("responsible 县水利局", "responsible 县林业局"));
  for (const auto& m : plan.measures)
    for (const auto& promise : m.promises) EXPECT_THAT(promise.units, SizeIs(m.units.size())) << m.text;
}

/// A line below the last item helps with all of them, whether it says so or is the only one; not where each has its
/// own.
TEST(UnitHeadings, WhoHelpsWithAllStandsBelowTheLast) {
  const auto plan = plan_by_unit(
      "(一)县住建局\n1.管住工地。9月底前治理工地12个。\n2.管住渣土。每月检查一次。\n以上各项协助单位:县公安局。\n"
      "(二)县水利局\n督办领导:王某某\n主要任务:\n1.疏浚沟渠3条。\n2.6月底前清理沟渠5条。\n配合单位:县财政局\n"
      "(三)县林业局\n1.种树300亩。\n配合单位:丁湾镇\n2.5月底前补种200亩。\n配合单位:桥头镇\n");
  ASSERT_THAT(plan.measures, SizeIs(6));
  EXPECT_THAT(said(plan.measures[0].units), ElementsAre("cooperating 县公安局", "responsible 县住建局"));
  EXPECT_THAT(said(plan.measures[1].units), ElementsAre("cooperating 县公安局", "responsible 县住建局"));
  EXPECT_THAT(said(plan.measures[2].units), ElementsAre("cooperating 县财政局", "responsible 县水利局"));
  EXPECT_THAT(said(plan.measures[4].units), ElementsAre("cooperating 丁湾镇", "responsible 县林业局"));
  EXPECT_THAT(said(plan.measures[5].units), ElementsAre("cooperating 桥头镇", "responsible 县林业局"));
}

TEST(UnitHeadings, OneHeadingOrOneOfThingsIsNone) {
  const auto plan = plan_by_unit(
      "(一)县住建局\n1.管住工地。9月底前治理工地12个。\n2.管住渣土。每月检查一次。\n"
      "(二)工业企业\n1.拆除锅炉3台。\n2.6月底前改造窑炉5座。\n");
  ASSERT_THAT(plan.measures, SizeIs(4));
  for (const auto& m : plan.measures) EXPECT_THAT(said(m.units), IsEmpty());
}

}  // namespace
}  // namespace limpid::plan
