// SPDX-License-Identifier: Apache-2.0
// Each form of time limit that plans print: without an end, set by others, by which to begin, and words that are none.
#include "plan/reader/deadline_rows.hpp"

namespace limpid::plan {
namespace {

using deadline_rows::DeadlineRow;
using deadline_rows::expect_in_text;
using deadline_rows::read_in_cell;
using deadline_rows::read_in_text;

TEST(DeadlineForms, WithoutEnd) {
  expect_in_text({
      {"长期坚持", "长期坚持 continuous .."},
      {"常年坚持", "常年坚持 continuous .."},
      {"持续推进。", "持续推进 continuous .."},
      {"加强巡查,常年。", "常年 continuous .."},
      {"长期", "长期 continuous .."},
      {"常态化", "常态化 continuous .."},
      {"禁捕水域常年禁止捕捞", "常年 continuous .."},
      {"已改造区域长期禁烧散煤", "长期 continuous .."},
      {"对河道长期开展巡查", "长期 continuous .."},
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
      {"9月份开始实施", "9月份开始 from_date 2022-09-01.."},
      {"自2022年7月1日零时起执行", "自2022年7月1日零时起 from_date 2022-07-01.."},
      {"11月1日0时起执行", "11月1日0时起 from_date 2022-11-01.."},
      {"7月1日以后执行", "7月1日以后 from_date 2022-07-01.."},
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
      {"按省定时限完成", "按省定时限 external .."},
      {"按照市局统一部署时限完成", "按照市局统一部署时限 external .."},
      {"按上级要求完成时限推进", "按上级要求完成时限 external .."},
  });
}

TEST(DeadlineForms, InWordsAroundTheDate) {
  expect_in_text({
      {"到2022年6月,建成2个监测站", "到2022年6月 by_date ..2022-06-30"},
      {"到今年10月,全部建成", "到今年10月 by_date ..2022-10-31"},
      {"自备锅炉2022年上半年全部拆除", "2022年上半年 by_date ..2022-06-30"},
      {"限期3个月完成整改", "限期3个月 other .."},
      {"限期整改", ""},
      {"对督察期间交办的信访件开展回头看", ""},
      {"每天巡查3次以上", "每天巡查3次以上 recurring .."},
      {"2022年持续推进", "2022年持续推进 continuous .."},
  });
}

TEST(DeadlineForms, OfPhasesAndHowAWorkEnds) {
  expect_in_text({
      {"(1)动员阶段(2022年4月)。制定方案。(2)攻坚阶段(5月—10月)。",
       "2022年4月 by_date ..2022-04-30 5月—10月 month_range 2022-05-01..2022-10-31"},
      {"7-10月组织实施,11月验收,12月总结评估。",
       "7-10月 month_range 2022-07-01..2022-10-31 11月 by_date ..2022-11-30 12月 by_date ..2022-12-31"},
      {"应于汛前完成清淤", "汛前 season .."},
      {"今年汛期前完成", "今年汛期前 season .."},
      {"麦收前清理到位", "麦收前 season .."},
      {"“五一”节前完成", "“五一”节前 by_date ..2022-04-30"},
      {"9月份底前完成", "9月份底前 by_date ..2022-09-30"},
      {"不得晚于11月15日开展", "11月15日 by_date ..2022-11-15"},
      {"用三个月时间,开展攻坚", "三个月时间 other .."},
      {"完成时限:2022年全年。", "2022年全年 continuous .."},
  });
  for (const char* words : {"12月检查发现的问题", "2021年4月(监测)", "处于长期停产状态", "不利于汛前河道行洪",
                            "7月1日以后登记的车辆", "三个月时间不等"})
    EXPECT_EQ(read_in_text(words), "") << words;
}

TEST(DeadlineForms, OfTheNextYear) {
  expect_in_text({
      {"明年1月起执行", "明年1月起 from_date 2023-01-01.."},
      {"明年3月开工", "明年3月开工 start_by ..2023-03-31"},
      {"明年开工", "明年开工 start_by ..2023-12-31"},
      {"明年上半年完成", "明年上半年 by_date ..2023-06-30"},
      {"明年5月至9月开展", "明年5月至9月 month_range 2023-05-01..2023-09-30"},
      {"明年汛前完成", "明年汛前 season .."},
      {"明年全部完成", "明年 by_date ..2023-12-31"},
      {"今年起执行", "今年起 from_date 2022-01-01.."},
      {"去年12月完成", ""},
      {"2022/9/30完成", "2022/9/30 by_date ..2022-09-30"},
  });
  EXPECT_EQ(read_in_text("明年3月开工", {2021, 2022}), "明年3月开工 start_by ..2022-03-31");
  EXPECT_EQ(read_in_text("明年3月开工", {}), "明年3月开工 start_by ..");
}

TEST(DeadlineForms, ByWhichToBegin) {
  expect_in_text({
      {"6月底前开工", "6月底前开工 start_by ..2022-06-30"},
      {"12月底前,开工建设二期工程", "12月底前,开工 start_by ..2022-12-31"},
      {"2022年9月底前开工建设", "2022年9月底前开工 start_by ..2022-09-30"},
      {"9月15日前开工", "9月15日前开工 start_by ..2022-09-15"},
      {"9月开工", "9月开工 start_by ..2022-09-30"},
      {"5月中旬启动", "5月中旬启动 start_by ..2022-05-20"},
      {"5月下旬启动", "5月下旬启动 start_by ..2022-05-31"},
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
                            "立即停止生产",
                            "2025年各乡镇产生的秸秆",
                            "8月各企业排放的废气",
                            "即知即改",
                            "全天24小时值守",
                            "常年有水的河流",
                            "加油站、储油库在此期间错峰装卸",
                            "长期开展的监测项目",
                            "落实“日预警、周分析、季通报”制度",
                            "全年开展4次检查",
                            "2023年2月29日前完成",
                            "2017年前建成的企业",
                            "一季度，开展了专项检查"})
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
      {"残体收割秋冬季", "秋冬季 season .."},
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
      {"“十四五”", "“十四五” date_range 2021-01-01..2025-12-31"},
      {"“十四五”期间", "“十四五”期间 date_range 2021-01-01..2025-12-31"},
      {"常态化推进", "常态化 continuous .."},
      {"每月一次，常态化坚持", "每月一次 recurring .. 常态化 continuous .."},
      {"工期2022-2024年", "2022-2024年 date_range 2022-01-01..2024-12-31"},
      {"10月初", "10月初 by_date ..2022-10-10"},
      {"国庆前", "国庆前 by_date ..2022-09-30"},
      {"印发后10日内", "10日内 other .."},
      {"2022-2024年", "2022-2024年 date_range 2022-01-01..2024-12-31"},
      {"2022年3月-12月", "2022年3月-12月 month_range 2022-03-01..2022-12-31"},
      {"2022年底前完成,长期坚持", "2022年底前 by_date ..2022-12-31 长期坚持 continuous .."},
      {"待定", "待定 other .."},
  };
  for (const auto& row : rows) EXPECT_EQ(read_in_cell(row.words), row.read) << row.words;
}

}  // namespace
}  // namespace limpid::plan
