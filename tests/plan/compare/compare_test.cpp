// SPDX-License-Identifier: Apache-2.0
#include "plan/compare.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <map>

#include "plan/seed.hpp"

namespace limpid::plan {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::string compare_folder() {
  return std::string(LIMPID_SOURCE_DIR) + "/tests/plan/compare/";
}

Document compare_file(const std::string& name) {
  return read_document(read_file(compare_folder() + name)).value();
}

const CompareRules& compare_rules() {
  static const CompareRules rules = CompareRules::load(LIMPID_SOURCE_DIR);
  return rules;
}

Document seed_water() {
  Document d = seed();
  std::erase_if(d.plans, [](const Plan& p) { return p.domain != Domain::water; });
  return d;
}

/// `before > after state [moved]: changes`, of what is neither unchanged nor carried.
std::vector<std::string> told(const Comparison& comparison) {
  std::vector<std::string> out;
  for (const auto& item : comparison.items) {
    if (item.state == ItemState::unchanged || item.state == ItemState::carried) continue;
    std::vector<std::string> changes;
    for (const auto& c : item.changes)
      changes.push_back(std::string(to_string(c.kind)) + " " + c.code.substr(std::string("compare.").size()));
    std::sort(changes.begin(), changes.end());
    std::string line = item.before + " > " + item.after + " " + std::string(to_string(item.state));
    if (item.moved) line += " moved";
    changes.erase(std::unique(changes.begin(), changes.end()), changes.end());
    for (const auto& c : changes) line += ", " + c;
    out.push_back(std::move(line));
  }
  std::sort(out.begin(), out.end());
  return out;
}

std::vector<std::string> gold_of(const std::string& name) {
  std::vector<std::string> out;
  for (const auto& row : read_yaml(compare_folder() + name)) {
    std::vector<std::string> changes = row.value("changes", std::vector<std::string>{});
    std::sort(changes.begin(), changes.end());
    std::string line =
        row.value("before", "") + " > " + row.value("after", "") + " " + row.at("state").get<std::string>();
    if (row.value("moved", false)) line += " moved";
    for (const auto& c : changes) line += ", " + c;
    out.push_back(std::move(line));
  }
  std::sort(out.begin(), out.end());
  return out;
}

TEST(Compare, DraftAndFinalDifferAsReadByHand) {
  EXPECT_EQ(told(compare(compare_file("draft.txt"), compare_file("final.txt"), compare_rules())),
            gold_of("draft-final.yaml"));
}

TEST(Compare, TwoYearsOfThePlanDifferAsReadByHand) {
  EXPECT_EQ(told(compare(seed_water(), compare_file("water-2023.txt"), compare_rules())), gold_of("water-2023.yaml"));
}

TEST(Compare, QuotesStandWhereTheySay) {
  const auto before = seed_water(), after = compare_file("water-2023.txt");
  std::size_t places = 0;
  for (const auto& item : compare(before, after, compare_rules()).items)
    for (const auto& change : item.changes)
      for (const auto& [place, document] : {std::pair{&change.before, &before}, {&change.after, &after}}) {
        if (!*place) continue;
        ++places;
        const auto& span = (*place)->span;
        ASSERT_LT(span.start, span.end);
        // Without blanks and marks, the bytes are the words.
        const auto without = [](std::string_view text) {
          std::string out;
          for (std::size_t pos = 0; pos < text.size();) {
            const char32_t c = text::next_char(text, pos);
            if (!text::is_blank(c) && c != U'\n' && c != U'*') text::append_char(out, c);
          }
          return text::nfkc(out);
        };
        EXPECT_EQ(without(std::string_view(document->source).substr(span.start, span.end - span.start)),
                  without((*place)->quote))
            << change.code;
      }
  EXPECT_GT(places, 80u);
}

TEST(Compare, APlanAgainstItselfIsUnchanged) {
  for (const auto& document : {seed(), compare_file("draft.txt")}) {
    const auto comparison = compare(document, document, compare_rules());
    ASSERT_FALSE(comparison.items.empty());
    for (const auto& item : comparison.items) {
      EXPECT_EQ(item.state, ItemState::unchanged) << item.after;
      EXPECT_EQ(item.before, item.after);
      EXPECT_THAT(item.changes, IsEmpty());
    }
  }
}

TEST(Compare, TheOtherWayRoundAddedIsDroppedAndTightenedIsLoosened) {
  const std::map<ItemState, ItemState> mirror = {{ItemState::added, ItemState::dropped},
                                                 {ItemState::dropped, ItemState::added},
                                                 {ItemState::tightened, ItemState::loosened},
                                                 {ItemState::loosened, ItemState::tightened}};
  for (const auto& [a, b] : {std::pair{compare_file("draft.txt"), compare_file("final.txt")},
                             {seed_water(), compare_file("water-2023.txt")}}) {
    std::map<std::string, ItemState> forward, backward;
    for (const auto& item : compare(a, b, compare_rules()).items) {
      const auto found = mirror.find(item.state);
      forward[item.before + ">" + item.after] = found == mirror.end() ? item.state : found->second;
    }
    for (const auto& item : compare(b, a, compare_rules()).items) backward[item.after + ">" + item.before] = item.state;
    EXPECT_EQ(forward, backward);
  }
}

std::string little_plan(const std::string& measures, int year = 2022) {
  return "甲县水污染防治" + std::to_string(year) + "年行动计划\n一、重点任务\n（一）控制污染\n" + measures +
         "\n2.加强巡查。县生态环境局组织开展日常巡查，发现问题及时处理。〔责任单位：县生态环境局〕\n";
}

/// The changes of measure 1 between two wordings.
std::vector<std::string> changes_of(const std::string& before, const std::string& after, int year = 2022) {
  const auto a = read_document(little_plan("1.治理排口。" + before + "〔责任单位：县水务局〕")),
             b = read_document(little_plan("1.治理排口。" + after + "〔责任单位：县水务局〕", year));
  std::vector<std::string> out;
  for (const auto& item : compare(a.value(), b.value(), compare_rules()).items)
    if (item.after == "water/m1")
      for (const auto& c : item.changes) out.push_back(std::string(to_string(c.kind)) + " " + c.code);
  return out;
}

TEST(Compare, OfAnotherYearADeadlineIsHeldAgainstTheTimeOfYear) {
  const std::string august = "8月底前完成排口整治工作。", october = "10月底前完成排口整治工作。";
  EXPECT_THAT(changes_of(august, august, 2023), ElementsAre("carried compare.deadline_carried"));
  EXPECT_THAT(changes_of(august, october, 2023), ElementsAre("loosened compare.deadline_later"));
  EXPECT_THAT(changes_of(october, august, 2023), ElementsAre("tightened compare.deadline_earlier"));
  EXPECT_THAT(changes_of(august, october), ElementsAre("loosened compare.deadline_later"));
  // A date beyond the plan's year is a date.
  EXPECT_THAT(changes_of("2025年底前完成排口整治工作。", "2025年底前完成排口整治工作。", 2023), IsEmpty());
  EXPECT_THAT(changes_of("2025年底前完成排口整治工作。", "2026年底前完成排口整治工作。", 2023),
              ElementsAre("loosened compare.deadline_later"));
}

/// What the comparison says of a ledger row whose cell for the time limit changed.
std::vector<std::string> cell_changes(const Deadline& before, const Deadline& after) {
  const auto document = [](const Deadline& deadline) {
    Document d;
    d.title = "甲县水污染防治2022年行动计划";
    Plan plan;
    plan.domain = Domain::water;
    plan.title = d.title;
    Task task{1, "一、控制污染", "完成排口整治工作。", {}, {deadline}, {}, "", {}};
    task.key = "t1";
    plan.tasks = {task};
    d.plans = {plan};
    return d;
  };
  std::vector<std::string> out;
  for (const auto& item : compare(document(before), document(after), compare_rules()).items)
    for (const auto& c : item.changes) out.push_back(std::string(to_string(c.kind)) + " " + c.code);
  return out;
}

TEST(Compare, FirmAndVagueDeadlines) {
  const Deadline june{"6月底前", DeadlineKind::by_date, {}, "2022-06-30"},
      started{"6月开工", DeadlineKind::start_by, {}, "2022-06-30"}, city{"按市局要求", DeadlineKind::external, {}, {}},
      always{"长期坚持", DeadlineKind::continuous, {}, {}};
  EXPECT_THAT(cell_changes(city, june), ElementsAre("tightened compare.deadline_firmer"));
  EXPECT_THAT(cell_changes(june, city), ElementsAre("loosened compare.deadline_vaguer"));
  EXPECT_THAT(cell_changes(started, june), ElementsAre("tightened compare.deadline_firmer"));
  EXPECT_THAT(cell_changes(june, always), ElementsAre("changed compare.deadline_kind"));
  EXPECT_THAT(changes_of("6月底前完成排口整治工作。", "完成排口整治工作。"),
              ElementsAre("loosened compare.deadline_dropped"));
}

TEST(Compare, ALimitThatIsLeftOutBesideAnother) {
  EXPECT_THAT(changes_of("每月开展一次排口检查，长期坚持。", "每季度开展一次排口检查。"),
              ElementsAre("loosened compare.less_often", "loosened compare.deadline_dropped"));
}

TEST(Compare, ALongerTimeBindsLonger) {
  const auto within = [](const char* start, const char* end) {
    return Deadline{"期间", DeadlineKind::date_range, start, end};
  };
  EXPECT_THAT(cell_changes(within("2022-06-01", "2022-08-31"), within("2022-05-01", "2022-09-30")),
              ElementsAre("tightened compare.period_longer"));
  EXPECT_THAT(cell_changes(within("2022-05-01", "2022-09-30"), within("2022-06-01", "2022-08-31")),
              ElementsAre("loosened compare.period_shorter"));
  EXPECT_THAT(cell_changes(within("2022-05-01", "2022-07-31"), within("2022-06-01", "2022-08-31")),
              ElementsAre("changed compare.period_moved"));
}

TEST(Compare, AFigureBindsAsItsWordsSay) {
  EXPECT_THAT(changes_of("全县用水总量控制在1.2亿立方米以内。", "全县用水总量控制在1.1亿立方米以内。"),
              ElementsAre("tightened compare.limit_lowered"));
  EXPECT_THAT(changes_of("收集率达到80%以上。", "收集率达到85%以上。"), ElementsAre("tightened compare.figure_raised"));
  EXPECT_THAT(changes_of("断面水质达到Ⅳ类。", "断面水质达到Ⅲ类。"), ElementsAre("tightened compare.limit_lowered"));
  EXPECT_THAT(changes_of("污染物排放量下降10%。", "污染物排放量下降8%。"),
              ElementsAre("loosened compare.figure_lowered"));
  EXPECT_THAT(changes_of("河道两岸1公里范围内禁止新建排污口。", "河道两岸2公里范围内禁止新建排污口。"),
              ElementsAre("tightened compare.scope_wider"));
  // The same figure in another unit of measure is the same.
  EXPECT_THAT(changes_of("处理污水150万吨。", "处理污水1500000吨。"), IsEmpty());
}

TEST(Compare, WordsOfStrengthScopeAndDuty) {
  EXPECT_THAT(changes_of("必须完成排口整治工作。", "力争完成排口整治工作。"),
              ElementsAre("loosened compare.strength_words"));
  EXPECT_THAT(changes_of("完成排口整治工作。", "原则上完成排口整治工作。"),
              ElementsAre("loosened compare.strength_word_added"));
  EXPECT_THAT(changes_of("化肥施用量保持负增长。", "化肥施用量保持增长。"), ElementsAre("loosened compare.duty_words"));
  EXPECT_THAT(changes_of("开展建成区排口整治工作。", "开展全县排口整治工作。"),
              ElementsAre("tightened compare.scope_words"));
}

TEST(Compare, ALimitThatRunsFromAnEventByHowLongItIs) {
  EXPECT_THAT(changes_of("接到预警后2小时内封堵排口。", "接到预警后4小时内封堵排口。"),
              ElementsAre("loosened compare.deadline_longer"));
  EXPECT_THAT(changes_of("接到预警后10日内封堵排口。", "接到预警后五个工作日内封堵排口。"),
              ElementsAre("tightened compare.deadline_shorter"));
  EXPECT_THAT(changes_of("接到预警后24小时内封堵排口。", "接到预警后1日内封堵排口。"), IsEmpty());
  EXPECT_THAT(changes_of("接到预警后半小时内封堵排口。", "接到预警后封堵排口。"),
              ElementsAre("loosened compare.deadline_dropped"));
  EXPECT_THAT(changes_of("秋冬季开展排口巡查。", "采暖季开展排口巡查。"), ElementsAre("changed compare.period_moved"));
}

TEST(Compare, WhatWasForbiddenOrShutIsAllowedOrConverted) {
  const auto both_ways = [](const std::string& strict, const std::string& mild, const std::string& code) {
    EXPECT_THAT(changes_of(strict, mild), ElementsAre("loosened compare." + code)) << strict;
    EXPECT_THAT(changes_of(mild, strict), ElementsAre("tightened compare." + code)) << strict;
  };
  both_ways("禁止新设入河排口。", "允许新设入河排口。", "duty_words");
  both_ways("不允许新设入河排口。", "允许新设入河排口。", "duty_words");
  both_ways("关停5家印染企业。", "提升改造5家印染企业。", "duty_words");
  EXPECT_THAT(changes_of("排口应当安装监控设施。", "排口可以安装监控设施。"),
              ElementsAre("loosened compare.strength_word_added"));
  EXPECT_THAT(changes_of("排口可以安装监控设施。", "排口应当安装监控设施。"),
              ElementsAre("tightened compare.strength_word_dropped"));
}

TEST(Compare, OneOfSeveralPlacesComesOrGoes) {
  const std::string three = "在东河镇、西河镇和北山乡排查入河排口。", two = "在东河镇、北山乡排查入河排口。";
  EXPECT_THAT(changes_of(three, two), ElementsAre("loosened compare.place_dropped"));
  EXPECT_THAT(changes_of(two, three), ElementsAre("tightened compare.place_added"));
  EXPECT_THAT(changes_of(two, "在东河镇、南山乡排查入河排口。"), ElementsAre("reworded compare.reworded"));
  // Towns that must do it are units.
  EXPECT_THAT(changes_of("东河镇、西河镇、北山乡6月底前完成排口排查。", "东河镇、北山乡6月底前完成排口排查。"),
              ElementsAre("loosened compare.unit_dropped", "reworded compare.reworded"));
}

TEST(Compare, HowOftenIsThePeriodTimesTheCount) {
  EXPECT_THAT(changes_of("每月开展1次排口巡查。", "每月开展2次排口巡查。"),
              ElementsAre("tightened compare.more_often"));
  EXPECT_THAT(changes_of("每月开展2次排口巡查。", "每月开展一次排口巡查。"),
              ElementsAre("loosened compare.less_often"));
  EXPECT_THAT(changes_of("每3个月开展1次排口巡查。", "每月开展1次排口巡查。"),
              ElementsAre("tightened compare.more_often"));
  EXPECT_THAT(changes_of("每月开展1次排口巡查。", "每月排口巡查不少于2次。"),
              ElementsAre("tightened compare.more_often"));
  // The same said otherwise.
  EXPECT_THAT(changes_of("每月开展2次排口巡查。", "每月开展两次排口巡查。"), IsEmpty());
  EXPECT_THAT(changes_of("每季度开展1次排口巡查。", "每3个月开展1次排口巡查。"), IsEmpty());
  EXPECT_THAT(changes_of("每月开展2次排口巡查。", "每月排口巡查不少于2次。"), IsEmpty());
}

TEST(Compare, AWordThatNarrowsIsPutInOrTakesThePlaceOfTheWhole) {
  EXPECT_THAT(changes_of("完成全县涉水企业排查。", "完成重点涉水企业排查。"),
              ElementsAre("loosened compare.scope_words"));
  EXPECT_THAT(changes_of("完成涉水企业排查。", "完成重点涉水企业排查。"),
              ElementsAre("loosened compare.scope_word_added"));
  EXPECT_THAT(changes_of("完成城区管网排查。", "完成管网排查。"), ElementsAre("tightened compare.scope_word_dropped"));
  // How, not of what; and other words beside it.
  EXPECT_THAT(changes_of("推进涉水企业排查。", "重点推进涉水企业排查。"), ElementsAre("reworded compare.reworded"));
  EXPECT_THAT(changes_of("完成涉水企业排查。", "完成重点涉水企业摸底排查。"), ElementsAre("reworded compare.reworded"));
}

TEST(Compare, HowFarAClauseReaches) {
  EXPECT_THAT(changes_of("淘汰国三柴油货车。", "淘汰国四及以下柴油货车。"),
              ElementsAre("tightened compare.scope_wider"));
  EXPECT_THAT(changes_of("淘汰国四及以下柴油货车。", "淘汰国三及以下柴油货车。"),
              ElementsAre("loosened compare.scope_narrower"));
  EXPECT_THAT(changes_of("推广国五及以上柴油货车。", "推广国六及以上柴油货车。"),
              ElementsAre("reworded compare.reworded"));
  EXPECT_THAT(changes_of("禁养区内禁止养殖。", "禁养区、限养区内禁止养殖。"),
              ElementsAre("tightened compare.place_added"));
  EXPECT_THAT(changes_of("5000平方米以上工地安装喷淋。", "县城5000平方米以上工地安装喷淋。"),
              ElementsAre("loosened compare.scope_word_added"));
  EXPECT_THAT(changes_of("秋冬季实施错峰生产。", "全年实施错峰生产。"), Contains("tightened compare.period_longer"));
  EXPECT_THAT(changes_of("全年实施错峰生产。", "秋冬季实施错峰生产。"), Contains("loosened compare.period_shorter"));
}

TEST(Compare, MoreOrLessIsForbidden) {
  const std::string one = "河道两侧500米范围内禁止施肥。", three = "河道两侧500米范围内禁止施肥、养殖和采砂行为。";
  EXPECT_THAT(changes_of(one, three), ElementsAre("tightened compare.ban_added"));
  EXPECT_THAT(changes_of(three, one), ElementsAre("loosened compare.ban_dropped"));
  // Another thing, and a list of what is to be done.
  EXPECT_THAT(changes_of("河道内禁止施肥和养殖。", "河道内禁止施肥、采砂和取土。"),
              ElementsAre("reworded compare.reworded"));
  EXPECT_THAT(changes_of("河道内清理垃圾。", "河道内清理垃圾和杂草。"), ElementsAre("reworded compare.reworded"));
}

/// What moved between two orders of measures, under their groups.
std::vector<std::string> moved_between(const std::string& before, const std::string& after) {
  const auto document = [](const std::string& measures) {
    return read_document("甲县水污染防治2022年行动计划\n一、重点任务\n" + measures).value();
  };
  std::vector<std::string> out;
  for (const auto& item : compare(document(before), document(after), compare_rules()).items)
    for (const auto& c : item.changes)
      if (c.kind == ChangeKind::moved) out.push_back(item.title + " " + c.code);
  return out;
}

TEST(Compare, WhatMovedIsWhatPassedOthersOrChangedItsGroup) {
  const std::string ports = "治理排口。完成排口整治工作。\n", farms = "治理养殖。推进粪污资源化利用。\n",
                    pipes = "改造管网。新建污水管网8公里。\n", river = "清理河道。清除河面漂浮垃圾。\n",
                    group = "（一）控制污染\n", other = "（二）保护生态\n";
  const auto all = group + "1." + ports + "2." + farms + "3." + pipes + "4." + river;
  EXPECT_THAT(moved_between(all, group + "1." + farms + "2." + pipes + "3." + river), IsEmpty());
  EXPECT_THAT(moved_between(group + "1." + farms + "2." + river, all), IsEmpty());
  EXPECT_THAT(moved_between(all, group + "1." + river + "2." + ports + "3." + farms + "4." + pipes),
              ElementsAre("清理河道 compare.renumbered"));
  EXPECT_THAT(moved_between(all, group + "1." + ports + "2." + farms + "3." + pipes + other + "4." + river),
              ElementsAre("清理河道 compare.moved_group"));
  // Each group counts anew.
  EXPECT_THAT(moved_between(group + "1." + ports + other + "1." + farms + "2." + pipes + "3." + river,
                            group + "1." + ports + other + "1." + pipes + "2." + farms + "3." + river),
              ElementsAre("改造管网 compare.renumbered"));
  EXPECT_THAT(moved_between(group + "1." + ports + other + "1." + farms, other + "1." + farms + group + "1." + ports),
              ElementsAre("治理养殖 compare.moved_order"));
}

TEST(Compare, ADutyMoreOrLess) {
  const std::string one = "完成排口整治工作。", two = "完成排口整治工作。建立排口电子档案并逐口树立标志牌。";
  EXPECT_THAT(changes_of(one, two), ElementsAre("tightened compare.duty_added"));
  EXPECT_THAT(changes_of(two, one), ElementsAre("loosened compare.duty_dropped"));
  EXPECT_THAT(changes_of("清理排口垃圾。", "清理排口垃圾，洒水每日4次。"), ElementsAre("tightened compare.duty_added"));
  // Why something is done is no duty.
  EXPECT_THAT(changes_of(one, "完成排口整治工作，进一步改善河流水环境质量。"),
              ElementsAre("reworded compare.words_added"));
}

TEST(Compare, TheJsonSaysWhyInWords) {
  const auto messages = Messages::load(LIMPID_SOURCE_DIR);
  const Json json =
      comparison_json(compare(compare_file("draft.txt"), compare_file("final.txt"), compare_rules()), messages, "zh");
  check_schema(json, std::string(LIMPID_SOURCE_DIR) + "/schemas/plan-compare.json", "compare");
  EXPECT_EQ(json["counts"]["added"], 1);
  for (const auto& item : json["items"])
    for (const auto& change : item["changes"])
      EXPECT_THAT(change["message"].get<std::string>(), Not(HasSubstr("compare."))) << change.dump();
}

}  // namespace
}  // namespace limpid::plan
