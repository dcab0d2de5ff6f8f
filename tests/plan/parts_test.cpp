// SPDX-License-Identifier: Apache-2.0
// The reader's parts on small texts, normal form already.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "plan/json.hpp"
#include "plan/reader/base_quantity.hpp"
#include "plan/reader/deadlines.hpp"
#include "plan/reader/lines.hpp"
#include "plan/reader/mentions.hpp"
#include "plan/reader/only_once.hpp"
#include "plan/reader/promises.hpp"
#include "plan/reader/quantities.hpp"
#include "plan/reader/unit_clauses.hpp"
#include "plan/reader/units.hpp"

namespace limpid::plan {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

constexpr PlanYears kYear{2023, 2023};

std::vector<std::string> deadlines(std::string_view text, PlanYears years = kYear) {
  std::vector<std::string> out;
  for (const auto& f : find_deadlines(text, years))
    out.push_back(f.deadline.text + " " + std::string(to_string(f.deadline.kind)) + " " +
                  f.deadline.start.value_or("") + ".." + f.deadline.end.value_or(""));
  return out;
}

TEST(Deadlines, TakeTheirYearFromThePlanOnlyWhereNoneIsPrinted) {
  EXPECT_THAT(deadlines("8月底前完成"), ElementsAre("8月底前 by_date ..2023-08-31"));
  EXPECT_THAT(deadlines("2025年2月底前完成"), ElementsAre("2025年2月底前 by_date ..2025-02-28"));
  EXPECT_THAT(deadlines("8月底前完成", {}), ElementsAre("8月底前 by_date .."));
}

TEST(Deadlines, OfAWinterPlanFallIntoItsTwoYears) {
  EXPECT_THAT(deadlines("10月底前完成,3月15日前总结", {2021, 2022}),
              ElementsAre("10月底前 by_date ..2021-10-31", "3月15日前 by_date ..2022-03-15"));
}

TEST(Deadlines, OfSeveralForms) {
  EXPECT_THAT(deadlines("9月中旬前"), ElementsAre("9月中旬前 by_date ..2023-09-20"));
  EXPECT_THAT(deadlines("今年年底前"), ElementsAre("今年年底前 by_date ..2023-12-31"));
  EXPECT_THAT(deadlines("上半年前"), ElementsAre("上半年前 by_date ..2023-06-30"));
  EXPECT_THAT(deadlines("三季度末前"), ElementsAre("三季度末前 by_date ..2023-09-30"));
  EXPECT_THAT(deadlines("11月至次年3月"), ElementsAre("11月至次年3月 month_range 2023-11-01..2024-03-31"));
  EXPECT_THAT(deadlines("2021年10月1日至2022年3月31日"),
              ElementsAre("2021年10月1日至2022年3月31日 date_range 2021-10-01..2022-03-31"));
  EXPECT_THAT(deadlines("6月底前开工建设"), ElementsAre("6月底前开工 start_by ..2023-06-30"));
  EXPECT_THAT(deadlines("每季度开展一次"), ElementsAre("每季度开展一次 recurring .."));
  EXPECT_THAT(deadlines("每日10:00-16:00停止"), ElementsAre("每日10:00-16:00 daily_hours T10:00..T16:00"));
}

TEST(Deadlines, AreNotEveryDate) {
  EXPECT_THAT(deadlines("针对2021年排查发现的问题"), IsEmpty());
  EXPECT_THAT(deadlines("2022年年度用水总量"), IsEmpty());
  EXPECT_THAT(deadlines("13月底前"), IsEmpty());
  EXPECT_THAT(deadlines("2月30日前"), IsEmpty());
  EXPECT_THAT(deadlines("持续推进管网建设"), IsEmpty());
  EXPECT_THAT(deadlines("积极应对秋冬季重污染天气"), IsEmpty());
}

TEST(Deadlines, OfACell) {
  const auto cell = [](std::string_view text) {
    const auto found = read_deadline_cell(text, kYear);
    return found.empty() ? std::string() : std::string(to_string(found[0].kind)) + " " + found[0].end.value_or("");
  };
  EXPECT_EQ(cell("2022年12月"), "by_date 2022-12-31");
  EXPECT_EQ(cell("9月"), "by_date 2023-09-30");
  EXPECT_EQ(cell("2024年"), "by_date 2024-12-31");
  EXPECT_EQ(cell("待定"), "other ");
  EXPECT_EQ(cell(""), "");
}

std::vector<std::string> quantities(std::string_view text) {
  std::vector<std::string> out;
  for (const auto& f : find_quantities(text, find_deadlines(text, kYear)))
    out.push_back(f.quantity.text + "|" + f.quantity.value + "|" + f.quantity.unit + "|" + f.quantity.comparator);
  return out;
}

TEST(Deadlines, InNumeralsOfEitherKind) {
  EXPECT_THAT(deadlines("二〇二二年六月底前建成"), ElementsAre("二〇二二年六月底前 by_date ..2022-06-30"));
  EXPECT_THAT(deadlines("十二月十五日之前复核"), ElementsAre("十二月十五日之前 by_date ..2023-12-15"));
  EXPECT_THAT(deadlines("第三季度末前"), ElementsAre("第三季度末前 by_date ..2023-09-30"));
  EXPECT_THAT(deadlines("11月15日至次年3月15日停止"),
              ElementsAre("11月15日至次年3月15日 date_range 2023-11-15..2024-03-15"));
  EXPECT_THAT(deadlines("6月1日至20日检修"), ElementsAre("6月1日至20日 date_range 2023-06-01..2023-06-20"));
  EXPECT_THAT(deadlines("15日内清运完毕"), ElementsAre("15日内 other .."));
}

TEST(Quantities, InNumeralsOfEitherKind) {
  EXPECT_THAT(quantities("一万二千六百户"), ElementsAre("一万二千六百户|一万二千六百|户|="));
  EXPECT_THAT(quantities("不低于百分之九十五"), ElementsAre("不低于百分之九十五|九十五|百分之|>="));
  EXPECT_THAT(quantities("改造4,860户"), ElementsAre("4,860户|4,860|户|="));
  EXPECT_THAT(quantities("分别不低于10%、20%"), ElementsAre("不低于10%|10|%|>=", "20%|20|%|>="));
  EXPECT_THAT(quantities("“六个百分之百”、第三方、双随机、一厂一策、千吨万人、每两个月"), IsEmpty());
  EXPECT_THAT(quantities("24小时在线监控"), IsEmpty());
}

TEST(Quantities, InUnitsThatCompare) {
  const auto base = [](const char* value, const char* unit) {
    const auto b = to_base(value, unit);
    return b.value + " " + b.unit;
  };
  EXPECT_EQ(base("1.096", "亿立方米"), "109600000 m3");
  EXPECT_EQ(base("150", "万吨"), "1500000 t");
  EXPECT_EQ(base("3,120", "户"), "3120 1");
  EXPECT_EQ(base("一万二千六百", "户"), "12600 1");
  EXPECT_EQ(base("六十", "百分之"), "60 %");
  EXPECT_EQ(base("35", "蒸吨/小时"), "35 t/h");
  EXPECT_EQ(base("III", "类"), "3 class");
  EXPECT_EQ(base("0.58", ""), "0.58 1");
  EXPECT_EQ(base("5", "光年"), " ");
}

TEST(Quantities, SayWhatTheyCount) {
  const auto subjects = [](std::string_view words) {
    std::vector<std::string> out;
    for (const auto& q : find_quantities(words, {})) out.push_back(q.quantity.subject);
    return out;
  };
  EXPECT_THAT(subjects("完成51个行政村的治理"), ElementsAre("行政村"));
  EXPECT_THAT(subjects("受污染耕地安全利用率达到93%以上"), ElementsAre("受污染耕地安全利用率"));
}

TEST(Mentions, ByTheLooksOfNames) {
  const auto m = find_mentions(
      "推动巴公镇等重点乡镇治理,投运北石店河、丹河湿地,严格河道管控,淘汰某某化工有限公司的炉子,执行GB18918-"
      "2002和《水污染防治法》,控制氨氮");
  EXPECT_THAT(m.places, UnorderedElementsAre("巴公镇", "北石店河", "丹河"));
  EXPECT_THAT(m.enterprises, ElementsAre("某某化工有限公司"));
  EXPECT_THAT(m.standards, ElementsAre("GB18918-2002", "《水污染防治法》"));
  EXPECT_THAT(m.pollutants, ElementsAre("氨氮"));
}

TEST(UnitClauses, InVerbs) {
  const auto units = [](std::string_view words) {
    std::vector<Unit> all;
    const SourceText text = clean(words);
    for (const auto& clause : find_unit_clauses(text, {0})) merge_units(all, clause.units);
    return all;
  };
  EXPECT_THAT(units("清运完毕。由县住建局牵头，县城管局配合。"),
              ElementsAre(Unit{"县住建局", Role::lead}, Unit{"县城管局", Role::cooperating}));
  EXPECT_THAT(units("关停。（县工信局牵头，县能源局、甲镇人民政府配合）"),
              ElementsAre(Unit{"县工信局", Role::lead}, Unit{"县能源局", Role::cooperating},
                          Unit{"甲镇人民政府", Role::cooperating}));
  EXPECT_THAT(units("到位率100%。责任部门：区农业农村局（牵头）、区林业局。"),
              ElementsAre(Unit{"区农业农村局", Role::lead}, Unit{"区林业局", Role::responsible}));
  EXPECT_THAT(units("由第三方运维，公众参与。"), IsEmpty());
}

TEST(Quantities, WithTheWordsThatBoundThem) {
  EXPECT_THAT(quantities("浓度低于100mg/L"), ElementsAre("低于100mg/L|100|mg/L|<"));
  EXPECT_THAT(quantities("400总吨以下船舶"), ElementsAre("400总吨以下|400|总吨|<"));
  EXPECT_THAT(quantities("控制在46微克/立方米以内"), ElementsAre("46微克/立方米以内|46|微克/立方米|<="));
  EXPECT_THAT(quantities("系数提高到0.58"), ElementsAre("0.58|0.58||="));
  EXPECT_THAT(quantities("优于III类"), ElementsAre("优于III类|III|类|<"));
  EXPECT_THAT(quantities("1台40蒸吨锅炉"), ElementsAre("1台|1|台|=", "40蒸吨|40|蒸吨|="));
}

TEST(Quantities, AreNoDatesNumbersOfDocumentsOrSubstances) {
  EXPECT_THAT(quantities("2023年6月底前,PM2.5和PM10,(晋市环发〔2022〕40号),HJ1209-2021"), IsEmpty());
}

SourceText words(std::string_view text) {
  return clean(text);
}

std::vector<std::string> units(std::string_view text, Role otherwise = Role::responsible) {
  std::vector<std::string> out;
  for (const auto& u : read_units(words(text), otherwise)) out.push_back(u.name + " " + std::string(to_string(u.role)));
  return out;
}

TEST(Units, RolesFromTheWordsAroundThem) {
  EXPECT_THAT(units("县水利局牵头，县林业局、县住建局配合"),
              ElementsAre("县水利局 lead", "县林业局 cooperating", "县住建局 cooperating"));
  EXPECT_THAT(units("县水利局、各乡镇按职责分工负责"), ElementsAre("县水利局 responsible", "各乡镇 responsible"));
  EXPECT_THAT(units("县公安局等部门"), ElementsAre("县公安局 responsible"));
}

TEST(Units, SuffixOfTheLastOfARun) {
  EXPECT_THAT(units("甲镇、乙乡、丙街道办事处", Role::lead),
              ElementsAre("甲镇 lead", "乙乡 lead", "丙街道办事处 lead"));
  EXPECT_THAT(units("甲镇、乙镇人民政府，各乡镇"),
              ElementsAre("甲镇人民政府 responsible", "乙镇人民政府 responsible", "各乡镇 responsible"));
  EXPECT_THAT(units("丁镇、戊镇"), ElementsAre("丁镇 responsible", "戊镇 responsible"));
}

TEST(Units, SeparatedByABlankAloneOnlyWhereANameIsWhole) {
  EXPECT_THAT(units("甲镇人民政府 市生态环境局乙县分局"),
              ElementsAre("甲镇人民政府 responsible", "市生态环境局乙县分局 responsible"));
  EXPECT_THAT(units("某某集团 化肥有限公司"), ElementsAre("某某集团化肥有限公司 responsible"));
}

TEST(Units, ClausesInBracketsOfAnyKind) {
  for (const char* text : {"甲。〔责任单位：县水利局〕乙", "甲。(责任单位:县水利局)乙", "甲。（责任单位：县水利局〕乙",
                           "甲。【牵头单位:县水利局】乙"}) {
    const auto source = words(text);
    const auto clauses = find_unit_clauses(source, {0});
    ASSERT_EQ(clauses.size(), 1u) << text;
    EXPECT_EQ(source.view().substr(clauses[0].end), "乙");
    ASSERT_EQ(clauses[0].units.size(), 1u);
    EXPECT_EQ(clauses[0].units[0].name, "县水利局");
  }
  const auto both = words("(牵头单位:甲局;配合单位:乙局、丙站（所）)");
  const auto clauses = find_unit_clauses(both, {0});
  ASSERT_EQ(clauses.size(), 1u);
  EXPECT_THAT(clauses[0].units, ElementsAre(Unit{"甲局", Role::lead}, Unit{"乙局", Role::cooperating},
                                            Unit{"丙站(所)", Role::cooperating}));
}

std::vector<std::string> parts_of(std::string_view text) {
  const auto deadlines = find_deadlines(text, kYear);
  const auto quantities = find_quantities(text, deadlines);
  const auto starts = promise_starts(text, deadlines, quantities);
  std::vector<std::string> out;
  for (std::size_t i = 0; i < starts.size(); ++i)
    out.emplace_back(
        text.substr(starts[i].at, (i + 1 < starts.size() ? starts[i + 1].at : text.size()) - starts[i].at));
  return out;
}

TEST(Promises, BeginWhereAFurtherDateBindsAnotherClause) {
  EXPECT_THAT(parts_of("6月底前完成方案,10月底前完成整治。"), ElementsAre("6月底前完成方案,", "10月底前完成整治。"));
  EXPECT_THAT(parts_of("对甲,9月底前完成。对乙,6月底前联网。"),
              ElementsAre("对甲,9月底前完成。", "对乙,6月底前联网。"));
  EXPECT_THAT(parts_of("6月底前完成整治,6月底前上报。"), ElementsAre("6月底前完成整治,6月底前上报。"));
  EXPECT_EQ(parts_of("按照9月底前全部淘汰的安排,12月底前淘汰3台。").size(), 1u);
  EXPECT_EQ(parts_of("按照9月底前,甲炉全部淘汰的安排,12月底前淘汰3台。").size(), 1u);
  EXPECT_THAT(parts_of("6月底前完成首轮检测、9月底前完成第二轮检测。"),
              ElementsAre("6月底前完成首轮检测、", "9月底前完成第二轮检测。"));
  EXPECT_EQ(parts_of("清理16套,6月底前完成12套,8月底前全部完成。").size(), 2u);
}

TEST(Promises, BeginWhereAClauseSaysADutyOfItsOwn) {
  EXPECT_THAT(parts_of("强化联动,确保工地全部落实,作业场所必须安装视频,超过阈值的工地实施停工。"),
              ElementsAre("强化联动,确保工地全部落实,", "作业场所必须安装视频,", "超过阈值的工地实施停工。"));
  EXPECT_THAT(parts_of("12月底前,改造管网12公里,污水收集率达到78%以上。"),
              ElementsAre("12月底前,改造管网12公里,", "污水收集率达到78%以上。"));
  EXPECT_THAT(parts_of("全面评估运行情况,已完成但不能稳定运行的区域,要优化改造方式,严禁恢复燃煤。"),
              ElementsAre("全面评估运行情况,", "已完成但不能稳定运行的区域,要优化改造方式,", "严禁恢复燃煤。"));
  EXPECT_EQ(parts_of("12月底前,完成甲厂升级改造,同时加强运行维护。").size(), 2u);
}

TEST(Promises, KeepTogetherWhatIsOneDuty) {
  for (const char* one :
       {"严格管控退水入河,退水渠非汛期实施闸坝封堵。", "开展排查,建立台账,逐条销号。", "完成清单修订,纳入企业217家。",
        "改造清洁取暖4,860户,其中煤改电3,120户。", "对规模以上的厂,8月底前全部联网。",
        "坚持先立后破,10月底前完成改造。", "扬尘作业(含拆迁,土方)一律湿法。",
        "对11座矿山开展整治,不达标的一律停产,整治工作于7月底前完成。"})
    EXPECT_EQ(parts_of(one).size(), 1u) << one;
  EXPECT_EQ(parts_of("9家矿山建成料棚。矿山于12月20日前完成,堆场于3月底前完成。").size(), 2u)
      << "a sentence that only dates the one before";
}

TEST(Promises, ATimeLimitAtTheHeadGovernsItsSentence) {
  const auto governed = [](std::string_view text) {
    const auto deadlines = find_deadlines(text, kYear);
    std::vector<std::string> out;
    for (const auto& start : promise_starts(text, deadlines, find_quantities(text, deadlines)))
      out.push_back(start.governed_by ? start.governed_by->deadline.text : "");
    return out;
  };
  EXPECT_THAT(governed("12月底前,改造管网12公里,污水收集率达到78%以上。"), ElementsAre("", "12月底前"));
  EXPECT_THAT(governed("12月底前,完成甲厂改造,同时加强维护。"), ElementsAre("", "")) << "a standing effort has no end";
  EXPECT_THAT(governed("12月底前,改造管网12公里。收集率达到78%。"), ElementsAre("", "")) << "the next sentence";
}

struct Compared {
  int value = 0;
  static inline std::size_t times = 0;
  bool operator==(const Compared& other) const {
    ++times;
    return value == other.value;
  }
};
std::size_t mark_of(const Compared& one) {
  return static_cast<std::size_t>(one.value);
}

TEST(OnlyOnce, LooksAtFewOfTheValuesThatItHolds) {
  constexpr int kMany = 10'000, kPerValue = 20;
  std::vector<Compared> values;
  OnlyOnce<Compared> once(values);
  Compared::times = 0;
  for (int round = 0; round < 2; ++round)
    for (int i = 0; i < kMany; ++i) once.add(Compared{i});
  EXPECT_EQ(values.size(), kMany);
  EXPECT_LT(Compared::times, static_cast<std::size_t>(kMany) * kPerValue);
  for (int i = 0; i < kMany; ++i) ASSERT_EQ(values[static_cast<std::size_t>(i)].value, i);
}

TEST(UnitClauses, OfManyThatFollowEachOtherNoneIsLost) {
  constexpr std::size_t kMany = 2000;
  std::string text;
  for (std::size_t i = 0; i < kMany; ++i) text += "治理河道,由甲局牵头。(乙局负责)";
  const auto clauses = find_unit_clauses(clean(text), {0});
  ASSERT_EQ(clauses.size(), 2 * kMany);
  for (std::size_t i = 1; i < clauses.size(); ++i) EXPECT_LE(clauses[i - 1].end, clauses[i].begin);
}

TEST(Lines, KnowTheirLevel) {
  const auto kind = [](std::string_view text) { return split_lines(clean(text)).at(0).kind; };
  EXPECT_EQ(kind("十二、重点任务"), LineKind::level1);
  EXPECT_EQ(kind("（二）推进"), LineKind::level2);
  EXPECT_EQ(kind("〔二〕推进"), LineKind::level2);
  EXPECT_EQ(kind("〔市水务局负责〕"), LineKind::text);
  EXPECT_EQ(kind("3.推进"), LineKind::level3);
  EXPECT_EQ(kind("**3． 推进**"), LineKind::level3);
  EXPECT_EQ(kind("1.096亿立方米。"), LineKind::text);
  EXPECT_EQ(kind("（1）推进"), LineKind::level4);
  EXPECT_EQ(kind("某县水污染防治 2024 年行动计划"), LineKind::title);
  EXPECT_EQ(kind("制定一厂一策方案，抓好落实。"), LineKind::text);
  EXPECT_EQ(kind("- 附件：1. 目标表"), LineKind::attachment);
  EXPECT_EQ(kind("抄送：县委办公室"), LineKind::footer);
  EXPECT_EQ(kind("\t7\t甲"), LineKind::row);
  EXPECT_EQ(split_lines(clean("（一）按月调度。（二）严肃问责。")).size(), 2u);
}

TEST(Lines, BeginItemsWithADigitWhereTheNumbersGoOn) {
  const auto heads = [](std::string_view text) {
    std::vector<std::string> out;
    const auto clean_text = clean(text);
    for (const auto& line : split_lines(clean_text))
      if (line.kind == LineKind::level3)
        out.push_back(std::to_string(line.number) + " " + std::string(clean_text.view(line.head, line.end)));
    return out;
  };
  EXPECT_THAT(heads("二、措施\n1．86家企业完成排查。\n2．建站。\n3．整改。\n4．2座油库自检。\n5．5—9月实行调度。"),
              ElementsAre("1 86家企业完成排查。", "2 建站。", "3 整改。", "4 2座油库自检。", "5 5—9月实行调度。"));
  EXPECT_THAT(heads("1.建站。\n2.整改。\n3.5G基站20座。\n4.220千伏变电站。"), ::testing::SizeIs(4));
  EXPECT_THAT(heads("1.建站。\n2.改造管网\n3.2公里。"), ::testing::SizeIs(2)) << "a broken line";
  EXPECT_THAT(heads("1.建站。\n2.整改。\n3.2公里管网。\n3.拆炉。"), ::testing::SizeIs(3)) << "the third follows";
  EXPECT_THAT(heads("一、总则\n1.1目的。\n1.2依据。\n1.3范围。"), ::testing::IsEmpty());
}

TEST(Lines, ReadChineseNumerals) {
  EXPECT_EQ(chinese_number("七"), 7);
  EXPECT_EQ(chinese_number("十"), 10);
  EXPECT_EQ(chinese_number("十九"), 19);
  EXPECT_EQ(chinese_number("三十二"), 32);
  EXPECT_EQ(chinese_number("十十"), 0);
}

}  // namespace
}  // namespace limpid::plan
