// SPDX-License-Identifier: Apache-2.0
#include "standards/aqi.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "rule_book.hpp"

namespace limpid::standards {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const Instant kOld = at("2022-09-12T00:00+08:00");
const Instant kNew = at("2026-03-01T00:00+08:00");

const AqiRule& rule(Instant t) {
  return *rule_book().aqi.at(t);
}
const AirRule& air(Instant t) {
  return *rule_book().air.at(t);
}

std::optional<int> index(Instant t, const char* row, const char* c) {
  return individual_aqi(rule(t), rule(t).rows.at(row), Decimal::of(c));
}

void fill(AirHours& hours, const std::string& parameter, Instant from, int n, std::string_view value) {
  for (int i = 0; i < n; ++i) hours[parameter][from + i * kHour].value = Decimal::of(value);
}

AirHours clean_day(Instant day) {
  AirHours hours;
  for (const char* p : {"a21026", "a21004", "a34002", "a34004", "a05024"}) fill(hours, p, day, 24, "10");
  fill(hours, "a21005", day, 24, "0.5");
  return hours;
}

// The points that air.yaml works out from the tables and the rounding rule.
TEST(IndividualAqi, PointsOfThe2026Table) {
  EXPECT_EQ(index(kNew, "PM25_24h", "60"), 100);
  EXPECT_EQ(index(kNew, "PM25_24h", "61"), 101);
  EXPECT_EQ(index(kNew, "PM25_24h", "75"), 114);
  EXPECT_EQ(index(kNew, "PM10_24h", "150"), 112);
  EXPECT_EQ(index(kNew, "O3_8h", "900"), 300);
  EXPECT_EQ(index(kNew, "SO2_1h", "900"), 200);
}

TEST(IndividualAqi, The2012TableHandsOverBeyondItsRows) {
  EXPECT_EQ(index(kOld, "PM25_24h", "75"), 100);
  EXPECT_EQ(index(kOld, "PM10_24h", "150"), 100);
  EXPECT_EQ(index(kOld, "O3_8h", "800"), 300);
  EXPECT_EQ(index(kOld, "O3_8h", "801"), std::nullopt);
  EXPECT_EQ(index(kOld, "SO2_1h", "801"), std::nullopt);
  EXPECT_EQ(index(kOld, "PM25_24h", "501"), 500);
}

// Exact arithmetic: each breakpoint gives exactly its index, a hair more the next integer.
TEST(IndividualAqi, EveryBreakpointOfEveryRowIsExact) {
  for (const Instant t : {kOld, kNew})
    for (const auto& [name, row] : rule(t).rows)
      for (std::size_t i = 0; i < row.values.size(); ++i) {
        EXPECT_EQ(individual_aqi(rule(t), row, row.values[i]), rule(t).iaqi[i]) << name;
        if (i + 1 < row.values.size()) {
          EXPECT_EQ(individual_aqi(rule(t), row, row.values[i] + Decimal(1, 9)), rule(t).iaqi[i] + 1) << name;
        }
      }
}

TEST(IndividualAqi, IsMonotonousAndAgreesWithIntegerArithmetic) {
  const auto& row = rule(kOld).rows.at("PM25_24h");
  std::optional<int> before = 0;
  for (int c = 0; c <= 520; ++c) {
    const auto now = individual_aqi(rule(kOld), row, Decimal(c));
    EXPECT_GE(now, before);
    before = now;
    if (c > 35 && c <= 75) {
      EXPECT_EQ(now, 50 + (50 * (c - 35) + 39) / 40);
    }
  }
}

TEST(DailyAqi, ACleanDayHasNoPrimaryPollutant) {
  const auto v = daily_aqi(rule(kOld), air(kOld), clean_day(kOld), kOld);
  EXPECT_EQ(v.value, "15");  // PM2.5 10: 50 / 35 x 10 = 14.3
  EXPECT_EQ(v.category, "excellent");
  EXPECT_THAT(v.deciding, IsEmpty());
  EXPECT_EQ(v.state, "none");
}

TEST(DailyAqi, TiesAreListedTogether) {
  auto hours = clean_day(kOld);
  fill(hours, "a34004", kOld, 24, "75");
  fill(hours, "a34002", kOld, 24, "150");
  const auto v = daily_aqi(rule(kOld), air(kOld), hours, kOld, {.target = 100});
  EXPECT_EQ(v.value, "100");
  EXPECT_EQ(v.state, "met");
  EXPECT_THAT(v.deciding, ElementsAre("a34002", "a34004"));
}

// The same day's figures on both sides of 2026-03-01.
TEST(DailyAqi, TheVersionChangesWithTheDate) {
  for (const auto& [day, expected, state] :
       {std::tuple{at("2026-02-28"), "100", "met"}, {at("2026-03-01"), "114", "breached"}}) {
    auto hours = clean_day(day);
    fill(hours, "a34004", day, 24, "75");
    const auto v = daily_aqi(rule(day), air(day), hours, day, {.target = 100});
    EXPECT_EQ(v.value, expected);
    EXPECT_EQ(v.state, state);
  }
}

TEST(DailyAqi, NineteenHoursAreTooFewTwentyEnough) {
  auto hours = clean_day(kOld);
  hours.erase("a34004");
  fill(hours, "a34004", kOld, 19, "300");
  auto v = daily_aqi(rule(kOld), air(kOld), hours, kOld);
  EXPECT_THAT(v.absent, ElementsAre("a34004"));
  EXPECT_LT(v.rank, 50);
  hours["a34004"][kOld + 19 * kHour] = {.value = Decimal(300)};
  v = daily_aqi(rule(kOld), air(kOld), hours, kOld);
  EXPECT_EQ(v.value, "350");
  hours["a34004"][kOld + 19 * kHour].valid = false;
  EXPECT_LT(daily_aqi(rule(kOld), air(kOld), hours, kOld).rank, 50);
}

TEST(DailyAqi, OzoneOfFewHoursCountsWhenItIsOverTheLimit) {
  auto hours = clean_day(kOld);
  hours.erase("a05024");
  fill(hours, "a05024", kOld + 8 * kHour, 8, "160");
  EXPECT_THAT(daily_aqi(rule(kOld), air(kOld), hours, kOld).absent, ElementsAre("a05024"));
  fill(hours, "a05024", kOld + 8 * kHour, 8, "161");
  const auto v = daily_aqi(rule(kOld), air(kOld), hours, kOld);
  EXPECT_EQ(v.value, "101");  // 50 / 55 x 1 + 100 = 100.9
  EXPECT_THAT(v.deciding, ElementsAre("a05024"));
}

TEST(DailyAqi, The2012ReportTakesOzoneOfOneHourWhenEightHoursAreBeyondTheirRow) {
  auto hours = clean_day(kOld);
  fill(hours, "a05024", kOld, 24, "900");
  const auto v = daily_aqi(rule(kOld), air(kOld), hours, kOld);
  EXPECT_EQ(v.value, "350");  // 1 h row: 800 .. 1000 -> 300 .. 400
}

TEST(HourlyAqi, ParticlesRunOver24HoursIn2012AndAreOfTheHourIn2026) {
  for (const auto& [start, expected] :
       {std::pair{at("2026-02-28T23:00+08:00"), "103"}, {at("2026-03-01T00:00+08:00"), "162"}}) {
    AirHours hours = clean_day(start - 23 * kHour);
    fill(hours, "a34004", start - 23 * kHour, 24, "75");
    hours["a34004"][start].value = Decimal::of("123.4");
    const auto v = hourly_aqi(rule(start), air(start), hours, start);
    EXPECT_EQ(v.value, expected);  // mean 77.02 -> 77 -> 102.5; hour 123 -> 150 + 50 / 35 x 8
  }
}

TEST(HourlyAqi, AnIncompleteHourIsPublishedIn2026OnlyAbove100) {
  AirHours hours = clean_day(kNew);
  hours.erase("a21026");
  auto v = hourly_aqi(rule(kNew), air(kNew), hours, kNew);
  EXPECT_EQ(v.state, "unknown");
  EXPECT_EQ(v.reason, "incomplete");
  EXPECT_EQ(v.value, "");
  EXPECT_EQ(hourly_aqi(rule(kNew), air(kNew), hours, kNew, {.not_monitored = {"a21026"}}).value, "15");
  hours["a34004"][kNew].value = Decimal(61);
  v = hourly_aqi(rule(kNew), air(kNew), hours, kNew);
  EXPECT_EQ(v.value, "101");
  EXPECT_THAT(v.absent, ElementsAre("a21026"));
}

TEST(HourlyAqi, SulphurBeyondItsRowFallsBackToTheDayIn2012) {
  AirHours hours = clean_day(kOld);
  const Instant last = kOld + 23 * kHour;
  hours["a21026"][last].value = Decimal(900);
  const auto v = hourly_aqi(rule(kOld), air(kOld), hours, last);
  // 23 x 10 + 900 = 1130 / 24 = 47.08 -> 47 in the 24 h row
  EXPECT_EQ(v.value, "47");
}

TEST(HourlyAqi, WithoutDataThereIsNone) {
  const auto v = hourly_aqi(rule(kOld), air(kOld), {}, kOld);
  EXPECT_EQ(v.state, "unknown");
  EXPECT_EQ(v.reason, "no_data");
}

TEST(HourlyAqi, AHigherConcentrationNeverLowersTheIndex) {
  std::mt19937 random(633);
  const std::vector<std::string> parameters{"a21026", "a21004", "a34002", "a34004", "a05024", "a21005"};
  for (int i = 0; i < 200; ++i) {
    AirHours hours;
    for (const auto& p : parameters)
      hours[p][kNew].value = Decimal(std::uniform_int_distribution<std::int64_t>(0, 9'000)(random), 1);
    const int before = hourly_aqi(rule(kNew), air(kNew), hours, kNew).rank;
    auto& changed = hours[parameters[std::uniform_int_distribution<std::size_t>(0, 5)(random)]][kNew];
    changed.value = changed.value + Decimal(std::uniform_int_distribution<std::int64_t>(0, 3'000)(random), 1);
    EXPECT_GE(hourly_aqi(rule(kNew), air(kNew), hours, kNew).rank, before);
  }
}

}  // namespace
}  // namespace limpid::standards
