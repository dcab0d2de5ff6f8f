// SPDX-License-Identifier: Apache-2.0
// Plans parted into 篇, 部分, 章, 节 and 条 (tests/plan/chapters, invented counties): what is a measure, what its
// group, what a goal or a safeguard; numbers that begin again in each 节 or run on through the chapters are no faults.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/data_file.hpp"
#include "plan/read.hpp"

namespace limpid::plan {
namespace {

using Words = std::vector<std::string>;

struct ChapterCase {
  std::string name;
  Words measures;  ///< number and title
  Words groups;    ///< number, path, title
  Words goals;
  Words safeguards;
  Words faults = {};  ///< heading
};

std::vector<ChapterCase> chapter_cases() {
  return {
      {"five-levels",
       {"1.1.1.1 无组织管控", "1.1.1.2 清洁运输", "1.1.2.1 创A企业", "1.2.1.1 改造任务", "2.1.1.1 老旧车淘汰"},
       {"1 工业治理/钢铁行业/深度治理", "2 工业治理/钢铁行业/绩效创建", "3 工业治理/焦化行业/干熄焦改造",
        "4 移动源治理/车辆管控/淘汰车辆"},
       {},
       {"1 加强领导"}},
      {"six-levels",
       {"1.1.1.1 无组织排放管控", "1.1.1.2 清洁运输", "1.1.2.1 创A企业", "1.2.1 干熄焦改造", "2.1 老旧车淘汰",
        "2.3 油品监管"},
       {"1 打好蓝天保卫战/工业源治理/钢铁行业", "2 打好蓝天保卫战/工业源治理/焦化行业", "3 打好蓝天保卫战/移动源治理"},
       {"到2024年底，PM2.5浓度下降到35微克/立方米"},
       {"1 加强领导"},
       {"3、油品监管"}},
      {"contents-sections",
       {"2.1.1 强化工业园区整治", "2.1.2 推进电镀企业改造", "2.2.1 补齐污水管网", "2.2.2 提升污水处理能力",
        "3.1.1 修复河岸"},
       {"1 深化水污染治理/工业污染防治", "2 深化水污染治理/生活污染治理", "3 推进水生态修复/河湖治理"},
       {"到2024年底，2个国考断面达到或优于Ⅲ类", "城市污水集中收集率达到75%"},
       {"1.1 压实责任", "1.2 强化调度", "2.1 加大投入"}},
      {"points",
       {"1 推进锅炉改造", "2 整治扬尘", "3 建设监测站"},
       {"3 能力建设"},
       {"到2024年底，全县PM2.5年均浓度控制在33微克/立方米以内"},
       {"1 加强领导", "2 严格考核"}},
      {"articles",
       {"3 建设单位应当落实下列措施:(一)工地周边设置不低于2.5米的围挡;(二)出入口安装车辆冲洗设备",
        "4 2024年5月底前,86个工地全部安装在线监测设备", "5 6月底前,完成35公里施工便道硬化",
        "6 城区主次干道机械化清扫率达到95%以上"},
       {"1 工地扬尘/房屋建筑工地", "2 工地扬尘/交通工地", "3 道路扬尘"},
       {"全县PM10年均浓度不高于65微克/立方米"},
       {}},
      {"volumes",
       {"1.1.1 治理钢铁", "1.1.2 治理水泥", "1.2.1 淘汰老旧车", "2.1.1 整治园区"},
       {"1 大气污染防治/工业治理", "2 大气污染防治/移动源治理", "3 水污染防治/工业废水"},
       {"到2026年，森林覆盖率达到45%"},
       {"1 组织领导", "2 考核奖惩"}},
      {"running-on",
       {"1 完善管网", "2 提标改造", "3 治理行政村", "4 清理黑臭", "5 强化执法"},
       {"1 城镇污水治理", "2 农村污水治理", "3 监督管理/执法监管"},
       {"2024年，流域Ⅲ类水体比例达到80%"},
       {"4 加强领导", "5 强化考核"}},
      {"details", {"1 强化源头防控", "2 推进安全利用"}, {}, {}, {"1 加强领导", "2 加大投入", "3 强化考核"}},
      {"tables",
       {"1.1 治理锅炉", "1.2 治理窑炉", "2.1 管控工地"},
       {"1 工业治理", "2 扬尘治理"},
       {"到2024年底，空气质量优良天数比率达到85%"},
       {"1 组织领导", "2 资金保障"}},
  };
}

class Chapters : public ::testing::TestWithParam<ChapterCase> {};

TEST_P(Chapters, AreReadAsTheyStandAboveEachOther) {
  const auto& expected = GetParam();
  const auto document =
      read_document(read_file(std::string(LIMPID_SOURCE_DIR) + "/tests/plan/chapters/" + expected.name + ".txt"));
  ASSERT_TRUE(document.has_value());
  ASSERT_EQ(document->plans.size(), 1u);
  const Plan& plan = document->plans.front();
  const auto titles = [](const std::vector<Measure>& items) {
    Words out;
    for (const auto& item : items) out.push_back(item.number + " " + item.title);
    return out;
  };
  Words groups, goals, faults;
  for (const auto& group : plan.groups) {
    groups.push_back(std::to_string(group.number) + " ");
    for (const auto& above : group.path) groups.back() += above + "/";
    groups.back() += group.title;
  }
  for (const auto& goal : plan.goals) goals.push_back(goal.text);
  for (const auto& fault : plan.faults) faults.push_back(fault.heading);
  EXPECT_EQ(titles(plan.measures), expected.measures);
  EXPECT_EQ(titles(plan.safeguards), expected.safeguards);
  EXPECT_EQ(groups, expected.groups);
  EXPECT_EQ(goals, expected.goals);
  EXPECT_EQ(faults, expected.faults);
  for (const auto& m : plan.measures) {
    EXPECT_FALSE(m.units.empty()) << m.number;
    if (!m.group) continue;
    EXPECT_TRUE(std::any_of(plan.groups.begin(), plan.groups.end(), [&](const Group& g) {
      return g.number == *m.group;
    })) << m.number;
  }
}

INSTANTIATE_TEST_SUITE_P(Plans, Chapters, ::testing::ValuesIn(chapter_cases()), [](const auto& param) {
  std::string name = param.param.name;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
});

TEST(ChapterParts, CirclesBelowAMeasureAreItsParts) {
  const auto document =
      read_document(read_file(std::string(LIMPID_SOURCE_DIR) + "/tests/plan/chapters/six-levels.txt"));
  const auto& measure = document->plans.front().measures.front();
  ASSERT_EQ(measure.promises.size(), 3u);
  EXPECT_EQ(measure.promises[1].text, "①建立台账。");
  EXPECT_EQ(measure.group, 1);
}

/// `第三节` at the start of a broken line before the first section parts nothing.
TEST(ChapterParts, AHeadingBetweenAGroupAndItsMeasuresIsKept) {
  const auto plan =
      read_document(
          "甲县2024年治水方案\n一、重点任务\n（一）治理污水\n1.加快管网建设\n"
          "（1）新建管网。新建2公里。（县住建局）\n（2）修复管网。修复3公里。（县住建局）\n"
          "2.提升处理能力\n（1）扩建污水厂。扩建1座。（县水务局）\n（二）治理农业\n1.清淤。清淤2公里。（县水利局）\n")
          .value()
          .plans.at(0);
  ASSERT_EQ(plan.measures.size(), 4U);
  EXPECT_EQ(plan.measures[1].headings, std::vector<std::string>{"加快管网建设"});
  EXPECT_EQ(plan.measures[2].headings, std::vector<std::string>{"提升处理能力"});
  EXPECT_EQ(plan.measures[2].group, 1);
  EXPECT_TRUE(plan.measures[3].headings.empty());
}

TEST(ChapterParts, ABrokenLineIsNoSection) {
  const auto document = read_document(
      "云泽县2024年水污染防治工作方案\n为落实省规划第四章\n第三节的要求，结合实际，制定本方案。\n一、重点任务\n"
      "1.规范水源。10月底前，完成保护区标志设置12处。（责任单位：县水务局）\n");
  ASSERT_TRUE(document.has_value());
  ASSERT_EQ(document->plans.front().measures.size(), 1u);
  EXPECT_EQ(document->plans.front().measures.front().number, "1");
}

/// 保障饮用水安全 is a task, whatever 保障措施 are.
TEST(ChapterParts, ToSecureAThingIsATask) {
  const auto document = read_document(
      "云泽县2024年水污染防治工作方案\n第一章 总体要求\n坚持系统治理。\n第二章 保障饮用水水源安全\n"
      "一、规范水源。10月底前，完成保护区标志设置12处。（责任单位：县水务局）\n第三章 "
      "保障措施\n一、加强领导。各单位要高度重视。\n");
  const auto& plan = document->plans.front();
  ASSERT_EQ(plan.measures.size(), 1u);
  EXPECT_EQ(plan.measures.front().title, "规范水源");
  EXPECT_EQ(plan.safeguards.size(), 1u);
}

/// A number that a chapter leaves out, or begins again inside it, is told all the same.
TEST(ChapterParts, NumbersThatBreakInsideASectionAreFaults) {
  const std::string duty = "治理。10月底前，完成治理设施改造。（责任单位：县工信局）\n";
  const auto document = read_document(
      "云泽县2024年大气污染防治工作方案\n第一章 总体要求\n坚持系统治理。\n第二章 重点任务\n"
      "第一节 工业\n一、钢铁" +
      duty + "三、焦化" + duty + "第三节 面源\n一、工地" + duty);
  Words faults;
  for (const auto& fault : document->plans.front().faults)
    faults.push_back(std::to_string(fault.expected) + "/" + std::to_string(fault.found) + " " + fault.heading);
  EXPECT_EQ(faults, (Words{"2/3 三、焦化治理", "2/3 第三节面源"}));
}

}  // namespace
}  // namespace limpid::plan
