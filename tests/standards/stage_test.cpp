// SPDX-License-Identifier: Apache-2.0
#include "standards/stage.hpp"

#include <gmock/gmock.h>

#include "world.hpp"

namespace limpid::standards {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;

const std::string kSection = "section/xinbi-nanqiao";

bool has_step(const ledger::Verdict& v, std::string_view code) {
  return std::any_of(v.steps.begin(), v.steps.end(), [&](const auto& s) { return s.code == code; });
}

TEST(StandardsStage, ASectionsHourIsJudgedProvisionalThenFinal) {
  World w("2022-09-13T16:10+08:00");
  w.object(kSection, {{"target", "Ⅳ类"}});
  w.hour(kSection, "w21003", "2022-09-13T16:00+08:00", 2.36);
  w.hour(kSection, "w21011", "2022-09-13T16:00+08:00", 0.214);
  w.advance("2022-09-13T17:00+08:00");
  auto v = w.verdict(kSection, "water-class/PT1H", "2022-09-13T16:00+08:00");
  EXPECT_EQ(v.value, ">V");
  EXPECT_EQ(v.state, "breached");
  EXPECT_EQ(v.rule, "gb3838-2002");
  EXPECT_EQ(v.rule_hash, rule_book().water.all().front().ref.hash);
  EXPECT_EQ(v.inputs.size(), 2U);
  EXPECT_FALSE(v.final);
  w.advance("2022-09-13T18:59+08:00");
  EXPECT_FALSE(w.verdict(kSection, "water-class/PT1H", "2022-09-13T16:00+08:00").final);
  w.advance("2022-09-13T19:00+08:00");
  EXPECT_TRUE(w.verdict(kSection, "water-class/PT1H", "2022-09-13T16:00+08:00").final);
}

TEST(StandardsStage, ValuesWithAFlagAreShownAndLeftOut) {
  World w("2022-09-13T16:10+08:00");
  w.object(kSection, {{"target", "Ⅳ类"}});
  w.hour(kSection, "w21003", "2022-09-13T16:00+08:00", 9, "M");
  w.hour(kSection, "w21011", "2022-09-13T16:00+08:00", 0.1);
  const auto v = w.verdict(kSection, "water-class/PT1H", "2022-09-13T16:00+08:00");
  EXPECT_EQ(v.value, "II");
  EXPECT_TRUE(has_step(v, "standards.invalid_left_out"));
  EXPECT_THAT(v.absent, Contains("w21003"));
}

TEST(StandardsStage, ANumberThatNoInstrumentCanMeanStopsNothing) {
  World w("2022-09-13T16:10+08:00");
  w.object(kSection, {{"target", "Ⅳ类"}});
  w.hour(kSection, "w21003", "2022-09-13T15:00+08:00", 1e300);
  w.hour(kSection, "w21003", "2022-09-13T16:00+08:00", 0.1);
  EXPECT_EQ(w.verdict(kSection, "water-class/PT1H", "2022-09-13T15:00+08:00").reason, "invalid");
  EXPECT_EQ(w.verdict(kSection, "water-class/PT1H", "2022-09-13T16:00+08:00").value, "I");
}

TEST(StandardsStage, LateDataReopenOnlyWhatTheyTouch) {
  World w("2022-09-13T10:00+08:00");
  w.object(kSection, {{"target", "Ⅳ类"}});
  w.object("section/other", {{"target", "Ⅲ类"}});
  for (const auto& section : {kSection, std::string("section/other")})
    for (const char* hour : {"06", "07", "08", "09"})
      w.hour(section, "w21003", "2022-09-13T" + std::string(hour) + ":00+08:00", 0.4);
  w.advance("2022-09-13T20:00+08:00");
  const auto before = w.ledger.journal_head();
  w.hour(kSection, "w21011", "2022-09-13T07:00+08:00", 0.35);
  w.runner.catch_up();
  std::vector<std::string> written;
  for (const auto& row : w.ledger.journal(before, 100))
    if (row.kind == "verdict") written.push_back(row.key + row.rule + format_instant(row.start));
  EXPECT_THAT(written, ElementsAre(kSection + "water-class/PT1H2022-09-13T07:00:00+08:00"));
  const auto v = w.verdict(kSection, "water-class/PT1H", "2022-09-13T07:00+08:00");
  EXPECT_EQ(v.value, "V");
  EXPECT_TRUE(v.final);
}

TEST(StandardsStage, MonthsAndTheYearComeFromTheLaboratoryUntilThereAreEnoughHours) {
  World w("2022-09-12T00:00+08:00");
  w.object(kSection, {{"target", "Ⅳ类"}});
  // The months of the picture item-target.
  const double months[]{1.31, 1.38, 1.62, 1.24, .92, 1.08, .86, .90};
  for (int m = 1; m <= 8; ++m)
    w.lab(kSection, "w21003", "2022-0" + std::to_string(m) + "-06T09:40+08:00", months[m - 1]);
  EXPECT_EQ(w.verdict(kSection, "water-class/P1M", "2022-03-01").state, "breached");
  EXPECT_EQ(w.verdict(kSection, "water-class/P1M", "2022-08-01").value, "III");
  const auto year = w.verdict(kSection, "water-class/P1Y", "2022-01-01");
  EXPECT_EQ(year.inputs.at(0).value, "1.16");
  EXPECT_EQ(year.state, "met");
  EXPECT_FALSE(year.final);
  const auto left = std::find_if(year.steps.begin(), year.steps.end(),
                                 [](const auto& s) { return s.code == "standards.water.remaining"; });
  ASSERT_NE(left, year.steps.end());
  EXPECT_EQ(left->args.at("value"), "2.17");
  EXPECT_EQ(left->args.at("sum"), "9.31");

  // September so far: a laboratory result stands until 60 % of the hours are there.
  w.lab(kSection, "w21003", "2022-09-06T09:40+08:00", 0.91);
  EXPECT_EQ(w.verdict(kSection, "water-class/P1M", "2022-09-01").inputs.at(0).value, "0.91");
  for (int day = 1; day <= 14; ++day)
    for (int hour = 0; hour < 24; ++hour)
      w.commit({{kSection, "w21003", "avg", Period::hour, "device:M"}, from_civil(2022, 9, day, hour), 1.7});
  w.advance("2022-09-15T05:00+08:00");
  const auto september = w.verdict(kSection, "water-class/P1M", "2022-09-01");
  EXPECT_EQ(september.inputs.at(0).value, "1.70");
  EXPECT_EQ(september.inputs.at(0).source, "device:M");
  EXPECT_EQ(september.state, "breached");
  EXPECT_EQ(w.verdict(kSection, "water-class/P1Y", "2022-01-01").inputs.at(0).value,
            "1.16");  // September is still open
  w.advance("2022-10-01T00:00+08:00");
  // 336 hours of 720 are too few: the laboratory's 0.91 counts; (9.31 + 0.91) / 9
  EXPECT_EQ(w.verdict(kSection, "water-class/P1M", "2022-09-01").inputs.at(0).value, "0.91");
  EXPECT_EQ(w.verdict(kSection, "water-class/P1Y", "2022-01-01").inputs.at(0).value, "1.14");
}

TEST(StandardsStage, ResultsFromBeforeTheClockWasSetAreJudgedWithIt) {
  World w("2022-02-01T00:00+08:00");
  w.object(kSection, {{"target", "Ⅳ类"}});
  w.lab(kSection, "w21003", "2022-03-06T09:40+08:00", 0.9);
  w.runner.catch_up();
  w.clock.set(w.ledger, *w.store, at("2022-09-12T00:00+08:00"), "local:0");
  EXPECT_EQ(w.verdict(kSection, "water-class/P1Y", "2022-01-01").inputs.at(0).value, "0.90");
}

TEST(StandardsStage, HalfOfTheDetectionLimitGoesIntoTheMonth) {
  World w("2022-09-12T00:00+08:00");
  w.object(kSection, {{"target", "完成市定目标"}});
  w.lab(kSection, "w20119", "2022-08-03T09:00+08:00", 0.001, store::Qualifier::less);
  w.lab(kSection, "w20119", "2022-08-23T09:00+08:00", 0.0015);
  const auto v = w.verdict(kSection, "water-class/P1M", "2022-08-01");
  EXPECT_EQ(v.inputs.at(0).value, "0.0010");
  EXPECT_EQ(v.state, "none");
  EXPECT_EQ(v.target, "完成市定目标");
}

TEST(StandardsStage, AChangedTargetIsJudgedAnew) {
  World w("2022-09-13T16:10+08:00");
  w.object(kSection, {{"target", "Ⅳ类"}});
  w.hour(kSection, "w21003", "2022-09-13T15:00+08:00", 1.2);
  EXPECT_EQ(w.verdict(kSection, "water-class/PT1H", "2022-09-13T15:00+08:00").state, "met");
  w.object(kSection, {{"target", "Ⅲ类"}});
  EXPECT_EQ(w.verdict(kSection, "water-class/PT1H", "2022-09-13T15:00+08:00").state, "breached");
}

TEST(StandardsStage, ALateHourChangesTheRunningMeansAfterIt) {
  World w("2022-09-12T00:00+08:00");
  w.object("air-station/jincun", Json::object());
  for (int hour = 0; hour < 24; ++hour)
    if (hour != 3)
      w.commit({{"air-station/jincun", "a34004", "avg", Period::hour, "device:M"}, from_civil(2022, 9, 12, hour), 35});
  w.advance("2022-09-13T01:00+08:00");
  EXPECT_EQ(w.verdict("air-station/jincun", "aqi/PT1H", "2022-09-12T23:00+08:00").value, "50");
  EXPECT_EQ(w.verdict("air-station/jincun", "aqi/P1D", "2022-09-12").value, "50");
  EXPECT_EQ(w.verdict("air-station/jincun", "aqi/PT1H", "2022-09-12T02:00+08:00").reason, "too_few");
  w.hour("air-station/jincun", "a34004", "2022-09-12T03:00+08:00", 995);
  // (23 x 35 + 995) / 24 = 75
  EXPECT_EQ(w.verdict("air-station/jincun", "aqi/PT1H", "2022-09-12T23:00+08:00").value, "100");
  const auto day = w.verdict("air-station/jincun", "aqi/P1D", "2022-09-12");
  EXPECT_EQ(day.value, "100");
  EXPECT_THAT(day.deciding, ElementsAre("a34004"));
  EXPECT_EQ(day.state, "met");
}

TEST(StandardsStage, TheIndexFollowsItsVersionAtTheDate) {
  World w("2026-02-28T00:00+08:00");
  w.object("air-station/a", Json::object());
  for (int hour = 0; hour < 48; ++hour)
    w.commit({{"air-station/a", "a34004", "avg", Period::hour, "device:M"}, at("2026-02-28") + hour * kHour, 75});
  w.advance("2026-03-02T00:00+08:00");
  EXPECT_EQ(w.verdict("air-station/a", "aqi/P1D", "2026-02-28").value, "100");
  EXPECT_EQ(w.verdict("air-station/a", "aqi/P1D", "2026-03-01").value, "114");
  EXPECT_EQ(w.verdict("air-station/a", "aqi/PT1H", "2026-02-28T23:00+08:00").rule, "hj633-2012");
  EXPECT_EQ(w.verdict("air-station/a", "aqi/PT1H", "2026-03-01T00:00+08:00").rule, "hj633-2026");
}

TEST(StandardsStage, DustAboveTheThresholdIsBreachedAtItNot) {
  World w("2022-09-13T17:00+08:00");
  w.object("dust-site/03", Json::object());
  w.object("dust-site/own", {{"threshold_a34002", 200}});
  const std::string hour = "2022-09-13T1";
  w.hour("dust-site/03", "a34002", hour + "3:00+08:00", 205);
  w.hour("dust-site/03", "a34002", hour + "4:00+08:00", 250.4);
  w.hour("dust-site/03", "a34002", hour + "5:00+08:00", 312);
  w.hour("dust-site/own", "a34002", hour + "5:00+08:00", 205);
  const auto warning = w.verdict("dust-site/03", "dust/PT1H", hour + "3:00+08:00");
  EXPECT_EQ(warning.state, "met");
  EXPECT_EQ(warning.category, "warning");
  EXPECT_EQ(w.verdict("dust-site/03", "dust/PT1H", hour + "4:00+08:00").state, "met");
  const auto v = w.verdict("dust-site/03", "dust/PT1H", hour + "5:00+08:00");
  EXPECT_EQ(v.state, "breached");
  EXPECT_EQ(v.value, "312");
  EXPECT_EQ(v.target, "250");
  EXPECT_EQ(v.rule, "county-conventions#K-05");
  EXPECT_EQ(w.verdict("dust-site/own", "dust/PT1H", hour + "5:00+08:00").target, "200");
}

TEST(StandardsStage, OutfallsAreScreenedWhereALimitIsOnRecord) {
  World w("2022-09-13T17:00+08:00");
  w.object("outfall/ch-07", {{"limit_w21003", 2.0}, {"limit_w01018", "40"}});
  w.object("outfall/none", Json::object());
  w.hour("outfall/ch-07", "w21003", "2022-09-13T15:00+08:00", 5);
  w.hour("outfall/ch-07", "w01018", "2022-09-13T15:00+08:00", 44);
  w.hour("outfall/none", "w21003", "2022-09-13T15:00+08:00", 500);
  w.lab("outfall/ch-07", "w21003", "2022-08-04T10:00+08:00", 1.2);
  w.lab("outfall/ch-07", "w21003", "2022-08-24T10:00+08:00", 2.4);
  const auto v = w.verdict("outfall/ch-07", "discharge/PT1H", "2022-09-13T15:00+08:00");
  EXPECT_EQ(v.state, "breached");
  EXPECT_EQ(v.value, "5.00");  // 2.5 times its limit; COD 1.1 times
  EXPECT_EQ(v.target, "2");
  EXPECT_THAT(v.deciding, ElementsAre("w01018", "w21003"));
  EXPECT_EQ(w.verdict("outfall/ch-07", "discharge/P1M", "2022-08-01").state, "breached");
  EXPECT_TRUE(w.row("outfall/none", "discharge/PT1H", "2022-09-13T15:00+08:00").content.is_null());
  w.object("outfall/ch-07", Json::object());  // the permit is gone: nothing is left to compare with
  EXPECT_TRUE(w.row("outfall/ch-07", "discharge/PT1H", "2022-09-13T15:00+08:00").content.is_null());
}

}  // namespace
}  // namespace limpid::standards
