// SPDX-License-Identifier: Apache-2.0
// Documents whose looks once made the reader refuse or misread them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "plan/read.hpp"
#include "plan/reader/deadlines.hpp"
#include "plan/reader/quantities.hpp"

namespace limpid::plan {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

Plan only_plan(std::string_view text) {
  const auto document = read_document(text);
  if (!document || document->plans.size() != 1) {
    ADD_FAILURE() << "not one plan";
    return {};
  }
  return document->plans.front();
}

std::vector<std::string> names_of(const std::vector<Unit>& units) {
  std::vector<std::string> out;
  out.reserve(units.size());
  for (const auto& unit : units) out.push_back(unit.name);
  return out;
}

TEST(Titles, DoNotDecideWhetherADocumentIsAPlan) {
  const std::string items =
      "一、严管工地。9月25日前完成67个工地接入平台。责任单位：县住建局。\n"
      "二、严管渣土。10月1日前更换216辆渣土车。责任单位：县城管局。\n";
  const auto measures = only_plan("－1－\n\n某县扬尘百日攻坚十二条措施\n\n为改善空气质量，制定如下措施：\n\n" + items);
  EXPECT_EQ(measures.title, "某县扬尘百日攻坚十二条措施");
  EXPECT_THAT(measures.measures, SizeIs(2));
  EXPECT_EQ(only_plan("某县蓝天保卫战\n\n" + items).title, "某县蓝天保卫战");
  EXPECT_THAT(only_plan(items).measures, SizeIs(2)) << "no title at all";
  EXPECT_FALSE(read_document("某县蓝天保卫战\n\n今年空气质量有所改善。\n")) << "nothing promised";
}

TEST(Titles, OfMeasuresEndAtAHalfWidthStop) {
  const auto plan = only_plan(
      "某市水源地保护实施方案\n\n一、工作任务\n\n1、优化调整保护区.2022年9月底前完成3个水源地保护区调整.(市生态环境局"
      "负责)\n\n2、规范建设.2022年底前设立界标60块.(市水务局负责)\n");
  ASSERT_THAT(plan.measures, SizeIs(2));
  EXPECT_EQ(plan.measures[0].title, "优化调整保护区");
  EXPECT_EQ(plan.measures[1].title, "规范建设");
}

TEST(Rows, WhoseCellIsBrokenByALineEndAreWhole) {
  const auto plan = only_plan(
      "某县水污染防治任务清单\n\n序号\t具体内容\t完成时限\t责任单位\n1\t排查34家企业；\n11家企业完成治理\t2024年8月底\t"
      "县工信局\n2\t完成5条水体整治\t2024年9月底\t县水务局\n");
  ASSERT_THAT(plan.tasks, SizeIs(2));
  EXPECT_THAT(names_of(plan.tasks[0].units), ElementsAre("县工信局"));
  ASSERT_THAT(plan.tasks[0].deadlines, SizeIs(1));
  EXPECT_EQ(plan.tasks[0].deadlines[0].end, "2024-08-31");
  EXPECT_THAT(plan.tasks[0].quantities, SizeIs(2));
  EXPECT_THAT(names_of(plan.tasks[1].units), ElementsAre("县水务局"));
}

TEST(Goals, MayStandUnderTheGeneralDemands) {
  const auto plan = only_plan(
      "某县行动方案\n\n一、总体要求\n(一)指导思想。坚持依法治污。\n(二)主要目标。2023年底前,优良天数比例达到80%。\n"
      "二、重点任务\n1.治理扬尘。9月底前治理工地12个。\n");
  ASSERT_THAT(plan.goals, SizeIs(1));
  EXPECT_THAT(plan.goals[0].quantities, SizeIs(1));
}

TEST(Words, ByTheQuarterAndInMonths) {
  const auto found = find_deadlines("监测井4口按季监测", {2023, 2023});
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].deadline.kind, DeadlineKind::recurring);
  EXPECT_THAT(find_deadlines("按季节调整", {2023, 2023}), IsEmpty());
  const auto months = find_quantities("连续监测3个月", {});
  ASSERT_THAT(months, SizeIs(1));
  EXPECT_EQ(months[0].quantity.unit, "个月");
}

TEST(Words, TogetherWithJoinsTwoUnits) {
  const auto plan = only_plan(
      "某县行动方案\n\n一、重点任务\n1.治理扬尘。9月底前治理工地12个。由县城管局会同县公安局负责。\n2."
      "治理露天焚烧。全年"
      "禁止露天焚烧。由县农业农村局负责。\n");
  ASSERT_THAT(plan.measures, SizeIs(2));
  EXPECT_THAT(names_of(plan.measures[0].units), ElementsAre("县城管局", "县公安局"));
}

}  // namespace
}  // namespace limpid::plan
