// SPDX-License-Identifier: Apache-2.0
// Printed bulletins and real hourly data, kept beside the repository; skipped where they are absent.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "base/quantity.hpp"
#include "rule_book.hpp"
#include "standards/aqi.hpp"
#include "standards/water.hpp"

namespace limpid::standards {
namespace {

std::filesystem::path data_dir() {
  return std::filesystem::path(LIMPID_SOURCE_DIR) / ".." / "shared" / "data";
}

std::vector<std::string> cells(const std::string& line) {
  std::vector<std::string> out(1);
  bool quoted = false;
  for (const char c : line) {
    if (c == '"')
      quoted = !quoted;
    else if (c == ',' && !quoted)
      out.emplace_back();
    else if (c != '\r')
      out.back().push_back(c);
  }
  return out;
}

std::vector<std::vector<std::string>> rows(const std::filesystem::path& file) {
  std::ifstream in(file);
  std::vector<std::vector<std::string>> all;
  for (std::string line; std::getline(in, line);) all.push_back(cells(line));
  return all;
}

TEST(Published, SectionsHaveTheClassThatTheirBulletinPrints) {
  const auto file = data_dir() / "water_cases_open.csv";
  if (!std::filesystem::exists(file)) GTEST_SKIP() << "the collection of bulletins is not here";
  const Catalog catalog = Catalog::load(LIMPID_SOURCE_DIR);
  struct Case {
    std::string printed, main;
    std::vector<WaterValue> values;
  };
  std::map<std::string, Case> cases;
  for (const auto& row : rows(file)) {
    if (row.at(0) != "surface_water_class") continue;
    Case& c = cases[row.at(3)];
    c.printed = row.at(9);
    c.main = row.at(10);
    WaterValue v;
    v.parameter = catalog.parameter(row.at(6))->code;
    v.value = Decimal::of(row.at(7));
    c.values.push_back(v);
  }
  EXPECT_GE(cases.size(), 6U);
  const Instant t = at("2024-02-01");
  for (const auto& [section, c] : cases) {
    WaterContext context;
    context.hourly = false;
    const auto v = judge_water(*rule_book().water.at(t), *rule_book().assessment.at(t), c.values, context);
    EXPECT_EQ(v.rank, parse_class(c.printed)) << section;
    if (!c.main.empty()) {
      ASSERT_EQ(v.deciding.size(), 1U) << section;
      EXPECT_EQ(catalog.parameter(v.deciding[0])->name_zh, c.main) << section;
    }
  }
}

TEST(Published, ExceedanceMultiplesAreTheOnesPrinted) {
  const auto file = data_dir() / "water_cases_open.csv";
  if (!std::filesystem::exists(file)) GTEST_SKIP() << "the collection of bulletins is not here";
  // The notice implies the targets: class III at 郑庄, class V at 寺底南桥.
  std::map<std::string, std::string> multiples;
  const Instant t = at("2022-11-01");
  for (const auto& row : rows(file)) {
    if (row.at(0) != "deduction") continue;
    WaterValue v;
    v.parameter = "w21003";
    v.value = Decimal::of(row.at(7));
    WaterContext context;
    context.hourly = false;
    context.target = row.at(12).find("target 1.0") != std::string::npos ? 3 : 5;
    const auto verdict = judge_water(*rule_book().water.at(t), *rule_book().assessment.at(t), std::vector{v}, context);
    EXPECT_EQ(verdict.state, "breached");
    for (const auto& step : verdict.steps)
      if (step.code == "standards.water.exceeds") multiples[row.at(3)] = step.args.at("multiple");
  }
  EXPECT_EQ(multiples["沁水县郑庄"], "1.12");
  EXPECT_EQ(multiples["开发区寺底南桥"], "0.58");  // printed 0.585
}

/// 12 stations of Beijing, January to March 2016: the daily particle indices against integer arithmetic written for
/// this test.
class Beijing : public ::testing::Test {
 protected:
  void SetUp() override {
    const auto file = data_dir() / "beijing_hourly" / "beijing_2016q1.csv";
    if (!std::filesystem::exists(file)) GTEST_SKIP() << "the hourly data of Beijing are not here";
    const std::vector<std::string> codes{"a34004", "a34002", "a21026", "a21004", "a21005", "a05024"};
    for (const auto& row : rows(file)) {
      if (row.at(0).starts_with("time")) continue;
      const Instant t = at(row.at(0));
      for (std::size_t i = 0; i < codes.size(); ++i) {
        if (row.at(i + 2).empty()) continue;
        Decimal value = Decimal::of(row.at(i + 2));
        if (codes[i] == "a21005") value = divide(value, 1000, 3);
        stations_[row.at(1)][codes[i]][t].value = value;
      }
    }
  }
  std::map<std::string, AirHours> stations_;
};

/// HJ 633-2012 for PM2.5 in integers: mean to an integer half to even, index rounded up.
std::optional<std::int64_t> pm25_index(const AirSeries& series, Instant day) {
  std::int64_t n = 0, total = 0;  // in 0.1 μg/m3: the file has at most one decimal
  for (auto it = series.lower_bound(day); it != series.end() && it->first < day + kDay; ++it, ++n)
    total += static_cast<std::int64_t>(it->second.value.rounded(1).coefficient());
  if (n < 20) return {};
  std::int64_t c = total / (10 * n);
  const std::int64_t rest = total % (10 * n) * 2;
  if (rest > 10 * n || (rest == 10 * n && c % 2 == 1)) ++c;
  const std::int64_t bp[]{0, 35, 75, 115, 150, 250, 350, 500}, iaqi[]{0, 50, 100, 150, 200, 300, 400, 500};
  if (c > 500) return 500;
  std::size_t i = 1;
  while (c > bp[i]) ++i;
  const std::int64_t width = bp[i] - bp[i - 1];
  return ((iaqi[i] - iaqi[i - 1]) * (c - bp[i - 1]) + iaqi[i - 1] * width + width - 1) / width;
}

TEST_F(Beijing, DailyParticleIndicesAgreeWithIntegerArithmetic) {
  int days = 0, severe = 0;
  for (const auto& [station, hours] : stations_) {
    for (Instant day = at("2016-01-01"); day < at("2016-04-01"); day += kDay) {
      const auto v = daily_aqi(*rule_book().aqi.at(day), *rule_book().air.at(day), hours, day);
      const auto input =
          std::find_if(v.inputs.begin(), v.inputs.end(), [](const auto& i) { return i.parameter == "a34004"; });
      const auto expected = pm25_index(hours.at("a34004"), day);
      ASSERT_NE(input, v.inputs.end());
      EXPECT_EQ(input->judged, expected.has_value()) << station << format_date(day);
      if (!expected) continue;
      ++days;
      EXPECT_EQ(input->grade, std::to_string(*expected)) << station << format_date(day);
      severe += v.category == "severe" ? 1 : 0;
    }
  }
  EXPECT_GT(days, 1000);
  EXPECT_GT(severe, 10);  // the New Year haze of 2016 is in the data
}

}  // namespace
}  // namespace limpid::standards
