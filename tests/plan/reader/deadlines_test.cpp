// SPDX-License-Identifier: Apache-2.0
// Each form of time limit that plans print, one row each: the words, what is read in a plan for 2022.
#include "plan/reader/deadlines.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "plan/json.hpp"
#include "plan/reader/source_text.hpp"

namespace limpid::plan {
namespace {

struct DeadlineRow {
  std::string_view words, read;  ///< read: text kind start..end, several behind each other
};

constexpr PlanYears kPlan2022{2022, 2022};

std::string shown(const Deadline& d) {
  return d.text + " " + std::string(to_string(d.kind)) + " " + d.start.value_or("") + ".." + d.end.value_or("");
}

std::string read_in_text(std::string_view words, PlanYears years = kPlan2022) {
  std::string out;
  const SourceText text = clean(words);
  for (const auto& found : find_deadlines(text.view(), years)) out += (out.empty() ? "" : " ") + shown(found.deadline);
  return out;
}

std::string read_in_cell(std::string_view words) {
  std::string out;
  for (const auto& d : read_deadline_cell(clean(words).view(), kPlan2022)) out += (out.empty() ? "" : " ") + shown(d);
  return out;
}

void expect_in_text(const std::vector<DeadlineRow>& rows) {
  for (const auto& row : rows) EXPECT_EQ(read_in_text(row.words), row.read) << row.words;
}

TEST(DeadlineForms, ByDateInheritTheYear) {
  expect_in_text({
      {"2022年底前完成治理", "2022年底前 by_date ..2022-12-31"},
      {"年底前完成治理", "年底前 by_date ..2022-12-31"},
      {"今年年底前完成", "今年年底前 by_date ..2022-12-31"},
      {"今年底前完成", "今年底前 by_date ..2022-12-31"},
      {"今年内完成", "今年内 by_date ..2022-12-31"},
      {"今年完成全部改造", "今年 by_date ..2022-12-31"},
      {"年内建成投运", "年内 by_date ..2022-12-31"},
      {"2022年内完成", "2022年内 by_date ..2022-12-31"},
      {"2022年年底前完成", "2022年年底前 by_date ..2022-12-31"},
      {"6月底前完成", "6月底前 by_date ..2022-06-30"},
      {"６月底前完成", "6月底前 by_date ..2022-06-30"},
      {"今年6月底前完成", "今年6月底前 by_date ..2022-06-30"},
      {"2022年6月底前完成", "2022年6月底前 by_date ..2022-06-30"},
      {"于2022年10月31日前完成", "2022年10月31日前 by_date ..2022-10-31"},
      {"12月31日以前完成", "12月31日以前 by_date ..2022-12-31"},
      {"12月15日之前完成", "12月15日之前 by_date ..2022-12-15"},
      {"9月15号前完成", "9月15号前 by_date ..2022-09-15"},
      {"次年3月底前完成", "次年3月底前 by_date ..2023-03-31"},
      {"次年3月前完成", "次年3月前 by_date ..2023-03-31"},
      {"次年3月完成验收", "次年3月 by_date ..2023-03-31"},
      {"明年3月底前完成", "明年3月底前 by_date ..2023-03-31"},
      {"8月前完成", "8月前 by_date ..2022-08-31"},
      {"12月完成改造", "12月 by_date ..2022-12-31"},
      {"2022年10月竣工", "2022年10月 by_date ..2022-10-31"},
      {"10月上旬完成", "10月上旬 by_date ..2022-10-10"},
      {"9月中旬前完成", "9月中旬前 by_date ..2022-09-20"},
      {"二〇二二年六月底前建成", "二〇二二年六月底前 by_date ..2022-06-30"},
      {"十二月十五日前复核", "十二月十五日前 by_date ..2022-12-15"},
      {"到2025年,达到95%", "到2025年 by_date ..2025-12-31"},
      {"到2025年底建成", "2025年底 by_date ..2025-12-31"},
  });
}

TEST(DeadlineForms, OfCompletion) {
  expect_in_text({
      {"9月底前完工", "9月底前 by_date ..2022-09-30"},
      {"10月完工", "10月 by_date ..2022-10-31"},
      {"2022年完工", "2022年 by_date ..2022-12-31"},
      {"年底完工", "年底 by_date ..2022-12-31"},
      {"2022年全面完成", "2022年 by_date ..2022-12-31"},
  });
}

TEST(DeadlineForms, AtMonthEndsOfAnyYear) {
  expect_in_text({
      {"2月底前完成", "2月底前 by_date ..2022-02-28"},
      {"2月底完成", "2月底 by_date ..2022-02-28"},
      {"2023年2月底前完成", "2023年2月底前 by_date ..2023-02-28"},
      {"2024年2月底前完成", "2024年2月底前 by_date ..2024-02-29"},
      {"2100年2月底前完成", "2100年2月底前 by_date ..2100-02-28"},
      {"4月底前完成", "4月底前 by_date ..2022-04-30"},
      {"2024年2月29日前完成", "2024年2月29日前 by_date ..2024-02-29"},
  });
}

TEST(DeadlineForms, ByQuartersAndHalves) {
  expect_in_text({
      {"三季度末完成", "三季度末 by_date ..2022-09-30"},
      {"第三季度前完成", "第三季度前 by_date ..2022-09-30"},
      {"三季度前完成", "三季度前 by_date ..2022-09-30"},
      {"一季度末前完成", "一季度末前 by_date ..2022-03-31"},
      {"2022年第四季度前完成", "2022年第四季度前 by_date ..2022-12-31"},
      {"第四季度完成验收", "第四季度 by_date ..2022-12-31"},
      {"四季度开展验收", "四季度 by_date ..2022-12-31"},
      {"3季度末前", "3季度末前 by_date ..2022-09-30"},
      {"上半年完成", "上半年 by_date ..2022-06-30"},
      {"下半年完成", "下半年 by_date ..2022-12-31"},
      {"2023年上半年完成", "2023年上半年 by_date ..2023-06-30"},
  });
}

TEST(DeadlineForms, InSeasons) {
  expect_in_text({
      {"秋冬季期间实施错峰生产", "秋冬季期间 season .."},
      {"在秋冬季实施错峰生产", "秋冬季 season .."},
      {"冬春季加强洒水", "冬春季 season .."},
      {"冬春季节加强洒水", "冬春季节 season .."},
      {"采暖季前完成", "采暖季前 season .."},
      {"采暖季来临前完成", "采暖季来临前 season .."},
      {"供暖期前完成", "供暖期前 season .."},
      {"汛期前完成清淤", "汛期前 season .."},
      {"2024年汛期前完成清淤", "2024年汛期前 season .."},
      {"汛期每天巡查", "汛期 season .. 每天 recurring .."},
      {"主汛期前完成", "主汛期前 season .."},
      {"非汛期实施封堵", "非汛期 season .."},
      {"夏季实施错峰施工", "夏季 season .."},
      {"枯水期保障下泄流量", "枯水期 season .."},
      {"今冬明春完成补植", "今冬明春 season .."},
      {"入冬前完成", "入冬前 season .."},
      {"入汛前完成", "入汛前 season .."},
  });
}

TEST(DeadlineForms, AsPeriods) {
  expect_in_text({
      {"6-9月实施错时作业", "6-9月 month_range 2022-06-01..2022-09-30"},
      {"6—9月实施", "6—9月 month_range 2022-06-01..2022-09-30"},
      {"6月至9月实施", "6月至9月 month_range 2022-06-01..2022-09-30"},
      {"6月-9月实施", "6月-9月 month_range 2022-06-01..2022-09-30"},
      {"6～9月份实施", "6~9月份 month_range 2022-06-01..2022-09-30"},
      {"六月至九月实施", "六月至九月 month_range 2022-06-01..2022-09-30"},
      {"每年6月至9月实施", "每年6月至9月 month_range 2022-06-01..2022-09-30"},
      {"2022年6-9月实施", "2022年6-9月 month_range 2022-06-01..2022-09-30"},
      {"10月1日至次年3月31日实施", "10月1日至次年3月31日 date_range 2022-10-01..2023-03-31"},
      {"10月1日—次年3月31日实施", "10月1日—次年3月31日 date_range 2022-10-01..2023-03-31"},
      {"每年10月1日至次年3月31日", "每年10月1日至次年3月31日 date_range 2022-10-01..2023-03-31"},
      {"2022年10月1日至2023年3月31日", "2022年10月1日至2023年3月31日 date_range 2022-10-01..2023-03-31"},
      {"10月至次年3月实施", "10月至次年3月 month_range 2022-10-01..2023-03-31"},
      {"11月至翌年3月", "11月至翌年3月 month_range 2022-11-01..2023-03-31"},
      {"6月1日至20日检修", "6月1日至20日 date_range 2022-06-01..2022-06-20"},
      {"5月1日至9月30日", "5月1日至9月30日 date_range 2022-05-01..2022-09-30"},
  });
}

TEST(DeadlineForms, AsHoursOfTheDay) {
  expect_in_text({
      {"10时—16时停止作业", "10时—16时 daily_hours T10:00..T16:00"},
      {"10时至16时停止作业", "10时至16时 daily_hours T10:00..T16:00"},
      {"10-16时停止作业", "10-16时 daily_hours T10:00..T16:00"},
      {"10:00-16:00停止作业", "10:00-16:00 daily_hours T10:00..T16:00"},
      {"10：00～16：00停止作业", "10:00~16:00 daily_hours T10:00..T16:00"},
      {"每日10时—16时停止作业", "每日10时—16时 daily_hours T10:00..T16:00"},
      {"每天上午10时至下午4时停止作业", "每天上午10时至下午4时 daily_hours T10:00..T16:00"},
      {"8时30分至17时", "8时30分至17时 daily_hours T08:30..T17:00"},
      {"上午8点半至下午5点", "上午8点半至下午5点 daily_hours T08:30..T17:00"},
      {"22时至次日6时禁止施工", "22时至次日6时 daily_hours T22:00..T06:00"},
      {"晚10时至早6时禁止施工", "晚10时至早6时 daily_hours T22:00..T06:00"},
      {"12:00至14:30", "12:00至14:30 daily_hours T12:00..T14:30"},
  });
}

TEST(DeadlineForms, ThatRecur) {
  expect_in_text({
      {"每月一次", "每月一次 recurring .."},
      {"每月开展一次", "每月开展一次 recurring .."},
      {"每月不少于1次", "每月不少于1次 recurring .."},
      {"每季度", "每季度 recurring .."},
      {"每季度开展一次", "每季度开展一次 recurring .."},
      {"每年", "每年 recurring .."},
      {"每年开展两次", "每年开展两次 recurring .."},
      {"每周", "每周 recurring .."},
      {"每周至少一次", "每周至少一次 recurring .."},
      {"每星期一次", "每星期一次 recurring .."},
      {"每半年", "每半年 recurring .."},
      {"每半年开展一次", "每半年开展一次 recurring .."},
      {"每两个月", "每两个月 recurring .."},
      {"每2个月监测一次", "每2个月监测一次 recurring .."},
      {"每日", "每日 recurring .."},
      {"每日巡查", "每日 recurring .."},
      {"每旬调度", "每旬 recurring .."},
      {"每月5日前报送", "每月5日前 recurring .."},
      {"每周五前报送", "每周五前 recurring .."},
      {"每月底前上报", "每月底前 recurring .."},
      {"每年6月底前上报", "每年6月底前 recurring .."},
      {"每年汛期前", "每年汛期前 recurring .."},
      {"按月调度", "按月 recurring .."},
      {"按季度通报", "按季度 recurring .."},
      {"逐月通报", "逐月 recurring .."},
      {"一年一次", "一年一次 recurring .."},
      {"半年一次", "半年一次 recurring .."},
      {"一季度一次", "一季度一次 recurring .."},
  });
}

TEST(DeadlineForms, WithoutEnd) {
  expect_in_text({
      {"长期坚持", "长期坚持 continuous .."},
      {"常年坚持", "常年坚持 continuous .."},
      {"持续推进。", "持续推进 continuous .."},
      {"加强巡查,常年。", "常年 continuous .."},
      {"长期", "长期 continuous .."},
      {"常态化", "常态化 continuous .."},
  });
}

TEST(DeadlineForms, FromADateOn) {
  expect_in_text({
      {"自2022年1月1日起执行", "自2022年1月1日起 from_date 2022-01-01.."},
      {"自7月1日起执行", "自7月1日起 from_date 2022-07-01.."},
      {"7月1日起执行", "7月1日起 from_date 2022-07-01.."},
      {"从2022年1月1日起", "从2022年1月1日起 from_date 2022-01-01.."},
      {"自2022年8月起", "自2022年8月起 from_date 2022-08-01.."},
      {"2022年8月份起", "2022年8月份起 from_date 2022-08-01.."},
      {"自2023年起", "自2023年起 from_date 2023-01-01.."},
      {"即日起停产", "即日起 from_date .."},
      {"自印发之日起停止审批", "自印发之日起 from_date .."},
  });
}

TEST(DeadlineForms, SetBySomebodyElse) {
  expect_in_text({
      {"按市局要求", "按市局要求 external .."},
      {"按市局要求时限完成", "按市局要求时限 external .."},
      {"按照市局要求完成", "按照市局要求 external .."},
      {"按省厅要求", "按省厅要求 external .."},
      {"按省厅要求完成", "按省厅要求 external .."},
      {"按上级要求", "按上级要求 external .."},
      {"按照上级要求完成。", "按照上级要求 external .."},
      {"按上级规定时限完成", "按上级规定时限 external .."},
      {"根据上级安排", "根据上级安排 external .."},
      {"按照国家和省要求", "按照国家和省要求 external .."},
  });
}

TEST(DeadlineForms, ByWhichToBegin) {
  expect_in_text({
      {"6月底前开工", "6月底前开工 start_by ..2022-06-30"},
      {"2022年9月底前开工建设", "2022年9月底前开工 start_by ..2022-09-30"},
      {"9月15日前开工", "9月15日前开工 start_by ..2022-09-15"},
      {"9月开工", "9月开工 start_by ..2022-09-30"},
      {"2022年开工", "2022年开工 start_by ..2022-12-31"},
      {"年底前开工", "年底前开工 start_by ..2022-12-31"},
      {"今年内开工", "今年内开工 start_by ..2022-12-31"},
      {"三季度前开工", "三季度前开工 start_by ..2022-09-30"},
      {"2022年10月底前开工,2023年6月底前完工",
       "2022年10月底前开工 start_by ..2022-10-31 2023年6月底前 by_date ..2023-06-30"},
  });
}

TEST(DeadlineForms, AreNotInEveryWord) {
  for (const char* words : {"针对2021年排查发现的问题",
                            "2021年12月完成了改造",
                            "一季度开展了专项检查",
                            "6月完成率达到50%",
                            "2022年完成的项目",
                            "2021年完成改造8家",
                            "2022年年度用水总量",
                            "13月底前",
                            "2月30日前",
                            "持续推进管网建设",
                            "长期不能稳定达标的",
                            "积极应对秋冬季重污染天气",
                            "秋冬季大气污染综合治理攻坚行动",
                            "冬季清洁取暖改造",
                            "夏季臭氧污染防治",
                            "按季节调整",
                            "按照上级要求,严格落实各项措施",
                            "按照国家标准验收",
                            "本措施自印发之日起施行",
                            "二十四小时值守",
                            "限期整改",
                            "及时清运",
                            "尽快完成",
                            "2023年2月29日前完成"})
    EXPECT_EQ(read_in_text(words), "") << words;
}

TEST(DeadlineForms, OfAPlanForOneWinter) {
  constexpr PlanYears winter{2021, 2022};
  EXPECT_EQ(read_in_text("12月底前完成", winter), "12月底前 by_date ..2021-12-31");
  EXPECT_EQ(read_in_text("2月底前完成", winter), "2月底前 by_date ..2022-02-28");
  EXPECT_EQ(read_in_text("年底前完成", winter), "年底前 by_date ..2021-12-31");
  EXPECT_EQ(read_in_text("11月至次年3月", winter), "11月至次年3月 month_range 2021-11-01..2022-03-31");
}

TEST(DeadlineForms, HaveNoDatesWhereNoYearIsKnown) {
  EXPECT_EQ(read_in_text("6月底前完成", {}), "6月底前 by_date ..");
  EXPECT_EQ(read_in_text("年底前完成", {}), "年底前 by_date ..");
  EXPECT_EQ(read_in_text("2022年6月底前完成", {}), "2022年6月底前 by_date ..2022-06-30");
}

TEST(DeadlineForms, OfATablesCell) {
  const std::vector<DeadlineRow> rows{
      {"2022年底", "2022年底 by_date ..2022-12-31"},
      {"2022年", "2022年 by_date ..2022-12-31"},
      {"今年", "今年 by_date ..2022-12-31"},
      {"年底", "年底 by_date ..2022-12-31"},
      {"年底前", "年底前 by_date ..2022-12-31"},
      {"12月", "12月 by_date ..2022-12-31"},
      {"12月底", "12月底 by_date ..2022-12-31"},
      {"次年3月", "次年3月 by_date ..2023-03-31"},
      {"2022年12月", "2022年12月 by_date ..2022-12-31"},
      {"2022.12", "2022.12 by_date ..2022-12-31"},
      {"2022-12-31", "2022-12-31 by_date ..2022-12-31"},
      {"2022年第三季度", "2022年第三季度 by_date ..2022-09-30"},
      {"三季度", "三季度 by_date ..2022-09-30"},
      {"三季度末", "三季度末 by_date ..2022-09-30"},
      {"上半年", "上半年 by_date ..2022-06-30"},
      {"秋冬季", "秋冬季 season .."},
      {"冬春季", "冬春季 season .."},
      {"采暖季", "采暖季 season .."},
      {"汛期", "汛期 season .."},
      {"夏季", "夏季 season .."},
      {"6-9月", "6-9月 month_range 2022-06-01..2022-09-30"},
      {"6月至9月", "6月至9月 month_range 2022-06-01..2022-09-30"},
      {"10月1日至次年3月31日", "10月1日至次年3月31日 date_range 2022-10-01..2023-03-31"},
      {"10时—16时", "10时—16时 daily_hours T10:00..T16:00"},
      {"10:00-16:00", "10:00-16:00 daily_hours T10:00..T16:00"},
      {"每月一次", "每月一次 recurring .."},
      {"每季度", "每季度 recurring .."},
      {"每年", "每年 recurring .."},
      {"每周", "每周 recurring .."},
      {"每半年", "每半年 recurring .."},
      {"每两个月", "每两个月 recurring .."},
      {"每日", "每日 recurring .."},
      {"长期坚持", "长期坚持 continuous .."},
      {"长期", "长期 continuous .."},
      {"持续推进", "持续推进 continuous .."},
      {"常年", "常年 continuous .."},
      {"常态化", "常态化 continuous .."},
      {"自2022年1月1日起", "自2022年1月1日起 from_date 2022-01-01.."},
      {"按市局要求", "按市局要求 external .."},
      {"按省厅要求", "按省厅要求 external .."},
      {"按上级要求", "按上级要求 external .."},
      {"根据上级要求", "根据上级要求 external .."},
      {"按照时间节点", "按照时间节点 external .."},
      {"2022年6月底前开工", "2022年6月底前开工 start_by ..2022-06-30"},
      {"12月完工", "12月 by_date ..2022-12-31"},
      {"2022年完工", "2022年 by_date ..2022-12-31"},
      {"2022-2024年", "2022-2024年 date_range 2022-01-01..2024-12-31"},
      {"2022年3月-12月", "2022年3月-12月 month_range 2022-03-01..2022-12-31"},
      {"2022年底前完成,长期坚持", "2022年底前 by_date ..2022-12-31 长期坚持 continuous .."},
      {"待定", "待定 other .."},
  };
  for (const auto& row : rows) EXPECT_EQ(read_in_cell(row.words), row.read) << row.words;
}

}  // namespace
}  // namespace limpid::plan
