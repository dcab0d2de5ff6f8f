// SPDX-License-Identifier: Apache-2.0
// Items that stand behind each other in one paragraph: measures where each answers for itself, else steps of one.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "plan/read.hpp"

namespace limpid::plan {
namespace {

using ::testing::ElementsAre;

/// `title: names`.
std::vector<std::string> measures_told(const std::string& tasks) {
  std::vector<std::string> out;
  const auto document = read_document("甲县2024年大气污染防治行动计划\n" + tasks).value();
  for (const auto& m : document.plans.front().measures) {
    out.push_back(m.title + ":");
    for (const auto& unit : m.units) out.back() += " " + unit.name;
  }
  return out;
}

TEST(RunOnItems, AreMeasuresWhereEachAnswers) {
  EXPECT_THAT(measures_told("一、治理工业。1.改造炉窑12座（县工信局负责）。2.9月底前检查30次（县生态环境局负责）。\n"
                            "二、治理扬尘。1.监控工地30处。（县住建局负责）2.清扫道路2.5公里。（县城管局负责）\n"),
              ElementsAre("改造炉窑12座: 县工信局", "9月底前检查30次: 县生态环境局", "监控工地30处: 县住建局",
                          "清扫道路2.5公里: 县城管局"));
  EXPECT_THAT(measures_told("一、重点任务\n（一）严控准入。严禁新增产能。（责任单位：县工信局）（二）推进改造。"
                            "改造3家。（责任单位：县住建局）\n"),
              ElementsAre("严控准入: 县工信局", "推进改造: 县住建局"));
  EXPECT_THAT(
      measures_told(
          "一、重点任务\n1.严控准入。严禁新增。责任单位：县工信局。2.推进改造。完成3家。责任单位：县住建局。\n"),
      ElementsAre("严控准入: 县工信局", "推进改造: 县住建局"));
  EXPECT_THAT(measures_told("一、重点任务\n（一）治理工业\n（1）改造炉窑12座（县工信局）；（2）检查企业30次（县生态环"
                            "境局）。\n（二）治理扬尘\n1.清扫。扫路12公里。（县城管局）\n"),
              ElementsAre("改造炉窑12座: 县工信局", "检查企业30次: 县生态环境局", "清扫: 县城管局"));
}

TEST(RunOnItems, AreStepsWhereOneClauseAnswersForAll) {
  const std::string all = "安装监控30处；（2）清扫道路12公里；（3）苫盖裸地12处。（县住建局负责）\n";
  EXPECT_THAT(measures_told("一、重点任务\n（一）治理工业\n1.改造炉窑。（1）淘汰12座；（2）改造5座。（县工信局负责）\n"
                            "（二）治理扬尘\n（1）" +
                            all),
              ElementsAre("改造炉窑: 县工信局", "治理扬尘: 县住建局"));
  EXPECT_THAT(measures_told("一、重点任务\n（一）治理工业\n1.改造12座。2.检查30次。3.提升5家。（县工信局负责）\n"
                            "（二）治理扬尘\n1.清扫。扫路12公里。（县城管局）\n2.洒水。每日洒水。（县城管局）\n"),
              ElementsAre("治理工业: 县工信局", "清扫: 县城管局", "洒水: 县城管局"));
}

TEST(RunOnItems, RightBelowASectionAreItsMeasures) {
  EXPECT_THAT(measures_told("一、重点任务\n1.改造炉窑12座。2.检查企业30次。3.提升5家，9月底前完成。\n"),
              ElementsAre("改造炉窑12座:", "检查企业30次:", "提升5家:"));
}

TEST(RunOnItems, AClauseBehindACommaLeavesNone) {
  const auto document = read_document(
                            "甲县2024年大气污染防治行动计划\n一、重点任务\n1.治理。（1）改造炉窑12座，责任单位："
                            "县工信局；（2）检查30次，责任单位：县住建局。\n")
                            .value();
  const auto& measures = document.plans.front().measures;
  ASSERT_EQ(measures.size(), 2U);
  EXPECT_EQ(measures[0].text, "改造炉窑12座；");
  EXPECT_EQ(measures[1].text, "检查30次。");
}

}  // namespace
}  // namespace limpid::plan
