// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "plan/read.hpp"

namespace limpid::plan {
namespace {

std::string notice_with(const std::string& tables) {
  const auto plan = [](const std::string& subject) {
    return "甲县2024年" + subject + "行动计划\n一、主要任务\n1.严格管控。6月底前完成整治5处。（县住建局负责）\n";
  };
  return "甲县人民政府关于印发行动计划的通知\n附件1\n" + plan("大气污染防治") + "附件2\n" + plan("水污染防治") +
         "附件3\n" + plan("土壤污染防治") + "附件4\n任务台账\n" + tables;
}

std::string table_of(const std::string& caption, const std::string& words) {
  return caption + "\n序号\t任务\t时限\t责任单位\n1\t" + words + "\t6月底前\t县住建局\n";
}

TEST(TableOwners, EachTableIsThePlansThatItsCaptionNames) {
  const auto document =
      read_document(notice_with(table_of("甲县2024年大气污染防治行动计划任务台账", "整治工地") +
                                table_of("水污染防治任务台账", "整治排口") + table_of("任务台账（三）", "整治地块")))
          .value();
  ASSERT_EQ(document.plans.size(), 3U);
  const auto only = [&](std::size_t plan) {
    const auto& tasks = document.plans[plan].tasks;
    return tasks.size() == 1 ? tasks.front().text : std::to_string(tasks.size()) + " rows";
  };
  EXPECT_EQ(only(0), "整治工地");
  EXPECT_EQ(only(1), "整治排口");
  EXPECT_EQ(only(2), "整治地块");  // names no plan
}

TEST(TableOwners, SectionsBehindTheLastPlanAreTheWaterPlans) {
  const auto document =
      read_document(notice_with("附件5\n考核断面\n序号\t乡镇\t断面名称\t水质目标\n1\t甲镇\t甲桥\tⅢ类\n")).value();
  ASSERT_EQ(document.plans.size(), 3U);
  EXPECT_EQ(document.plans[1].targets.size(), 1U);
  EXPECT_TRUE(document.plans[2].targets.empty());
}

}  // namespace
}  // namespace limpid::plan
