// SPDX-License-Identifier: Apache-2.0
// What a plan says in its ledger or its list of works alone, as its form has it.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "plan/lint/lint.hpp"
#include "plan/read.hpp"

namespace limpid::plan {
namespace {

std::size_t told(const std::string& text, const std::string& kind) {
  static const LintRules rules = LintRules::load(LIMPID_SOURCE_DIR);
  const auto findings = lint(read_document(text).value(), rules);
  return static_cast<std::size_t>(
      std::count_if(findings.begin(), findings.end(), [&](const Finding& f) { return f.kind == kind; }));
}

/// Eight measures, of which `silent` name nobody, and a division of work that names somebody for each.
std::string divided(int silent) {
  const char* const works[] = {"清理河道垃圾", "封堵入河排口", "改造老旧管网", "修复岸边湿地",
                               "监测断面水质", "治理养殖尾水", "拆除沿岸棚舍", "疏浚农田沟渠"};
  std::string text = "柳河县2023年水污染防治工作方案\n一、重点任务\n", rows;
  for (int i = 0; i < 8; ++i) {
    const std::string number = std::to_string(i + 1), work = works[i];
    text += number + "." + work + "。8月底前" + work + (i < silent ? "。\n" : "。（责任单位：县水务局）\n");
    rows += number + "\t" + work + "\t8月底前\t县水务局\n";
  }
  return text + "附件\n任务分工\n序号\t任务\t完成时限\t责任单位\n" + rows;
}

TEST(LintLists, WhoAnswersMayStandInTheLedgerAlone) {
  EXPECT_EQ(told(divided(1), "unit_missing"), 1u);
  EXPECT_EQ(told(divided(4), "unit_missing"), 0u);
}

std::string with_works(const std::string& works) {
  return "柳河县2023年水污染防治工作方案\n一、重点任务\n1.治理河道。8月底前完成白石河清淤工程。（责任单位：县水务局）\n"
         "2.治理排口。8月底前完成青泉排口封堵工程。（责任单位：县水务局）\n附件\n重点工程清单\n"
         "序号\t项目名称\t建设内容\t完成时限\t责任单位\n" +
         works;
}

TEST(LintLists, WorksOfWhichMostAreInNoMeasureAreAListOfTheirOwn) {
  const std::string rest = "\t8月底前\t县水务局\n",
                    known = "1\t白石河清淤工程\t清淤" + rest + "2\t青泉排口封堵工程\t封堵" + rest,
                    stray = "3\t黑石沟尾矿库闭库\t覆土" + rest,
                    strays = "4\t粮油仓库迁建\t新建" + rest + "5\t城东小学扩建\t扩建" + rest;
  EXPECT_EQ(told(with_works(known + stray), "row_unmatched"), 1u);
  EXPECT_EQ(told(with_works(known + stray + strays), "row_unmatched"), 0u);
}

/// Nine measures, five with a clause that no row has; `named` of the units in short.
std::string shortened(int named) {
  const char* const works[] = {"河道垃圾", "入河排口", "老旧管网", "岸边湿地", "断面水质",
                               "养殖尾水", "沿岸棚舍", "农田沟渠", "库区浮萍"};
  const char* const units[][2] = {{"县住房和城乡建设局", "县住建局"},
                                  {"县工业和信息化局", "县工信局"},
                                  {"县发展和改革局", "县发改局"},
                                  {"县卫生健康局", "县卫健局"}};
  std::string text = "柳河县2023年水污染防治工作方案\n一、重点任务\n", rows;
  for (int i = 0; i < 9; ++i) {
    const std::string number = std::to_string(i + 1), work = works[i];
    const std::string full = i < named ? units[i][0] : "县水务局", printed = i < named ? units[i][1] : "县水务局";
    text += number + ".整治" + work + "。8月底前完成" + number + "处" + work + "整治" +
            (i < 5 ? "，健全" + work + "日常巡查机制" : "") + "。（责任单位：" + full + "）\n";
    rows += number + "\t排查整治" + number + "处" + work + "\t8月底前\t" + printed + "\n";
  }
  return text + "附件\n任务台账\n序号\t任务\t完成时限\t责任单位\n" + rows;
}

TEST(LintLists, WhatALedgerShortensOutOfHabitIsOneNote) {
  EXPECT_EQ(told(shortened(0), "duty_dropped"), 1u);
  EXPECT_EQ(told(shortened(0), "name_differs"), 0u) << "排查整治 for 完成";
}

TEST(LintLists, OrdinaryAbbreviationsOfManyUnitsAreOneNote) {
  EXPECT_EQ(told(shortened(2), "unit_alias"), 2u);
  EXPECT_EQ(told(shortened(4), "unit_alias"), 1u);
}

}  // namespace
}  // namespace limpid::plan
