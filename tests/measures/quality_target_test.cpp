// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "measures/county.hpp"
#include "measures/section_year.hpp"

/// W17, annex 1: a section keeps its class over the year (K-07). The figures are those of the picture item-target.
namespace limpid {
namespace {

const char* const kSection = "section/xinbi-nanqiao";

ledger::Verdict verdict(const std::string& state, const std::string& value, const std::string& ammonia) {
  ledger::Verdict out;
  out.state = state;
  out.value = value;
  out.target = "IV";
  out.deciding = {"w21003"};
  ledger::VerdictInput input;
  input.parameter = "w21003";
  input.value = ammonia;
  input.unit = "mg/L";
  input.limit = "1.5";
  input.grade = value;
  out.inputs = {input};
  return out;
}

class SectionTarget : public ::testing::Test {
 protected:
  SectionTarget() {
    county.it_is("2022-09-13T17:20+08:00");
    county.promised("p/water/g10", "quality_target", params("IV"));
    const char* months[] = {"1.31", "1.38", "1.62", "1.24", "0.92", "1.08", "0.86", "0.90"};
    for (int m = 0; m < 8; ++m) month(m + 1, months[m]);
    county.judged(kSection, "water-class/P1Y", "2022-01-01", verdict("met", "IV", "1.16"));
    county.judged(kSection, "water-class/P1M", "2022-09-01", verdict("met", "IV", "0.96"));
    county.judged(kSection, "water-class/PT1H", "2022-09-13T15:00+08:00", verdict("breached", ">V", "2.36"));
  }
  static Json params(Json target) {
    return {{"kind", "section"},           {"object", kSection},          {"rule", "water-class"}, {"decides", "P1Y"},
            {"target", std::move(target)}, {"target_by", "完成市定目标"}, {"by", "2022-12-31"}};
  }
  void month(int number, const std::string& ammonia) {
    const bool over = Decimal::of(ammonia) > Decimal::of("1.5");
    county.judged(kSection, "water-class/P1M", "2022-0" + std::to_string(number) + "-01",
                  verdict(over ? "breached" : "met", over ? "V" : "IV", ammonia));
  }
  testing::County county;
};

TEST_F(SectionTarget, AReadingOverTheTargetNowDoesNotDecideTheYear) {
  const auto status = county.status("p/water/g10");
  EXPECT_EQ(status.state, "on_track");
  const auto& clocks = status.detail.at("clocks");
  EXPECT_EQ(clocks.at("now").at("state"), "breached");
  EXPECT_EQ(clocks.at("month").at("state"), "met");
  EXPECT_EQ(clocks.at("year").at("value"), "1.16");
  EXPECT_EQ(county.zh(status.sentence), "正常推进。2022 年前 8 个月均值 Ⅳ 类，目标 Ⅳ 类（氨氮 1.16 mg/L，限值 1.5）");
}

TEST_F(SectionTarget, TheArithmeticCanBeRedoneByHand) {
  const auto status = county.status("p/water/g10");
  std::vector<std::string> steps;
  for (const auto& step : status.steps) steps.push_back(county.zh(step));
  // (1.5 x 12 - 9.31) / 4 = 2.1725, kept when it is cut to two digits.
  EXPECT_NE(std::find(steps.begin(), steps.end(),
                      "氨氮：8 个月合计 9.31，均值 1.16 mg/L（限值 1.5）；余下 4 个月平均须不高于 2.17 mg/L"),
            steps.end())
      << Json(steps).dump(1);
  EXPECT_NE(std::find(steps.begin(), steps.end(), "2022-03 为 Ⅴ 类，超过目标"), steps.end());
  const auto& reach = status.detail.at("reach");
  ASSERT_EQ(reach.size(), 3u);
  EXPECT_EQ(reach[1].at("must"), "2.17");
  EXPECT_EQ(reach[2].at("met"), 7);
  EXPECT_EQ(reach[2].at("best"), 11) << "march can no longer be changed";
}

TEST_F(SectionTarget, WhenTheMonthsLeftCannotMakeUpItIsBreachedBeforeTheYearEnds) {
  for (int m = 1; m <= 8; ++m) month(m, "2.40");
  county.judged(kSection, "water-class/P1Y", "2022-01-01", verdict("breached", ">V", "2.40"));
  EXPECT_EQ(county.status("p/water/g10").state, "breached") << "8 x 2.40 is over 12 x 1.5 already";
}

TEST_F(SectionTarget, OverTheTargetButStillReachableIsARisk) {
  for (int m = 1; m <= 8; ++m) month(m, "1.60");
  county.judged(kSection, "water-class/P1Y", "2022-01-01", verdict("breached", "V", "1.60"));
  EXPECT_EQ(county.status("p/water/g10").state, "at_risk");
}

TEST_F(SectionTarget, AYearThatIsOverIsMetOrBreached) {
  county.it_is("2023-01-02T00:00+08:00");
  EXPECT_EQ(county.status("p/water/g10").state, "met");
  county.judged(kSection, "water-class/P1Y", "2022-01-01", verdict("breached", "V", "1.60"));
  EXPECT_EQ(county.status("p/water/g10").state, "breached");
}

TEST_F(SectionTarget, ATargetThatTheCitySetsIsMissingAndNeverFine) {
  county.promised("p/water/g1", "quality_target", params(nullptr));
  const auto status = county.status("p/water/g1");
  EXPECT_EQ(status.state, "unknown");
  EXPECT_EQ(status.reason, "target_missing");
  EXPECT_EQ(county.zh(status.sentence), "目标值待录入：计划只写“完成市定目标”");
  EXPECT_EQ(status.detail.at("clocks").at("now").at("class"), ">V") << "what is measured is shown all the same";
}

TEST_F(SectionTarget, WithoutVerdictsNobodyKnows) {
  testing::County fresh;
  fresh.it_is("2022-09-13T17:20+08:00");
  fresh.promised("p/water/g10", "quality_target", params("IV"));
  EXPECT_EQ(fresh.status("p/water/g10").state, "unknown");
  EXPECT_EQ(fresh.status("p/water/g10").reason, "no_data");
}

TEST_F(SectionTarget, AnHourOfTheSameClassWritesNoNewVersion) {
  county.status("p/water/g10");
  const auto before = county.facts.derived({.kind = "status", .subject = "p/water/g10#1"}).front().version;
  county.judged(kSection, "water-class/PT1H", "2022-09-13T16:00+08:00", verdict("breached", ">V", "2.41"));
  county.status("p/water/g10");
  EXPECT_EQ(county.facts.derived({.kind = "status", .subject = "p/water/g10#1"}).front().version, before);
  measures::Knowledge knowledge(county.facts);
  EXPECT_EQ(measures::target_clocks(knowledge, params("IV")).at("now").at("value"), "2.41")
      << "the page asks the verdict";
}

TEST_F(SectionTarget, TheItemNamedIsTheOneThatDecidesTheClass) {
  auto august = verdict("met", "II", "0.30");
  ledger::VerdictInput oxygen;
  oxygen.parameter = "w01009";
  oxygen.value = "9.4";
  oxygen.unit = "mg/L";
  oxygen.limit = "3";  // of the target; 9.4 is class I
  oxygen.grade = "I";
  august.inputs.push_back(oxygen);
  county.judged(kSection, "water-class/P1M", "2022-08-01", august);
  const auto status = county.status("p/water/g10");
  const auto month =
      std::find_if(status.evidence.begin(), status.evidence.end(), [](const auto& e) { return e.at == "2022-08"; });
  ASSERT_NE(month, status.evidence.end());
  EXPECT_EQ(county.zh(month->what), "2022-08：Ⅱ 类（氨氮）");
  EXPECT_EQ(month->value, "0.30");
}

}  // namespace
}  // namespace limpid
