// SPDX-License-Identifier: Apache-2.0
#include "standards/water.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "base/messages.hpp"
#include "rule_book.hpp"

namespace limpid::standards {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;

const WaterRule& rule() {
  return *rule_book().water.at(at("2022-09-12"));
}
const AssessmentRule& assessment() {
  return *rule_book().assessment.at(at("2022-09-12"));
}

WaterValue value(std::string parameter, std::string_view text) {
  WaterValue v;
  v.parameter = std::move(parameter);
  if (text.starts_with('<')) {
    v.qualifier = store::Qualifier::less;
    text.remove_prefix(1);
  }
  v.value = Decimal::of(text);
  return v;
}

ledger::Verdict judge(const std::vector<WaterValue>& values, std::optional<int> target = 4, bool hourly = true) {
  WaterContext context;
  context.hourly = hourly;
  context.target = target;
  return judge_water(rule(), assessment(), values, context);
}

bool shows_step(const ledger::Verdict& v, std::string_view code) {
  return std::any_of(v.steps.begin(), v.steps.end(), [&](const auto& s) { return s.code == code; });
}

// The picture item-target / object-section: 16:00 at 辛壁南桥.
TEST(WaterClass, TheSectionOfThePicture) {
  const auto v = judge({value("w01001", "8"), value("w01009", "5.8"), value("w01019", "6.8"), value("w21003", "2.36"),
                        value("w21011", "0.214"), value("w21001", "5.62")});
  EXPECT_EQ(v.value, ">V");
  EXPECT_EQ(v.rank, 6);
  EXPECT_EQ(v.state, "breached");
  EXPECT_EQ(v.target, "IV");
  EXPECT_THAT(v.deciding, ElementsAre("w21003"));
  EXPECT_EQ(v.absent.size(), 16U);
  EXPECT_THAT(v.absent, Contains("w01018"));
  const auto step =
      std::find_if(v.steps.begin(), v.steps.end(), [](const auto& s) { return s.code == "standards.water.exceeds"; });
  ASSERT_NE(step, v.steps.end());
  EXPECT_EQ(step->args.at("multiple"), "0.57");
  EXPECT_EQ(step->args.at("limit"), "1.5");
  EXPECT_EQ(step->source, "gb3838-2002#table1.7");
}

TEST(WaterClass, NitrogenIsShownInRiversNotJudged) {
  const auto v = judge({value("w21003", "0.1"), value("w21001", "99")});
  EXPECT_EQ(v.value, "I");
  ASSERT_EQ(v.inputs.size(), 2U);
  EXPECT_EQ(v.inputs[1].parameter, "w21001");
  EXPECT_FALSE(v.inputs[1].judged);
  EXPECT_EQ(v.inputs[1].grade, "");
}

TEST(WaterClass, EveryLimitOfTheTableBelongsToTheBetterClass) {
  for (const auto& item : rule().items) {
    if (item.op == WaterItem::Op::none || item.op == WaterItem::Op::range) continue;
    for (int rank = 1; rank <= 5; ++rank) {
      const Decimal limit = item.limits[static_cast<std::size_t>(rank) - 1];
      const Decimal hair = Decimal(1, 9);
      const bool at_least = item.op == WaterItem::Op::at_least;
      EXPECT_LE(judge_item(item, limit, false), rank) << item.key;
      EXPECT_GT(judge_item(item, at_least ? limit - hair : limit + hair, false), rank) << item.key;
    }
  }
}

TEST(WaterClass, PhInsideItsRangeIsFirstClassOutsideWorseThanFifth) {
  const WaterItem& ph = *rule().item("w01001");
  EXPECT_EQ(judge_item(ph, Decimal::of("6"), false), 1);
  EXPECT_EQ(judge_item(ph, Decimal::of("9"), false), 1);
  EXPECT_EQ(judge_item(ph, Decimal::of("9.01"), false), 6);
  EXPECT_EQ(judge_item(ph, Decimal::of("5.99"), false), 6);
}

TEST(WaterClass, LakesHaveTheirOwnPhosphorus) {
  const WaterItem& tp = *rule().item("w21011");
  EXPECT_EQ(judge_item(tp, Decimal::of("0.05"), false), 2);
  EXPECT_EQ(judge_item(tp, Decimal::of("0.05"), true), 3);
}

// Rounding comes before the comparison: an hour keeps three digits of ammonia, a month two.
TEST(WaterClass, ComparesRoundedValues) {
  EXPECT_EQ(judge({value("w21003", "1.0004")}).value, "III");
  EXPECT_EQ(judge({value("w21003", "1.004")}).value, "IV");
  EXPECT_EQ(judge({value("w21003", "1.004")}, 4, false).value, "III");
  EXPECT_EQ(judge({value("w21003", "1.0051")}, 4, false).value, "IV");
}

TEST(WaterClass, BelowTheDetectionLimitHalfOfItIsCompared) {
  const auto v = judge({value("w21003", "<0.25")});
  EXPECT_EQ(v.value, "I");  // 0.125
  EXPECT_EQ(v.inputs[0].value, "0.25");
  EXPECT_EQ(v.inputs[0].qualifier, "<");
  EXPECT_TRUE(shows_step(v, "standards.water.below_detection"));
}

TEST(WaterClass, WithoutAClassAsTargetThereIsNothingToCompare) {
  const auto v = judge({value("w21003", "9")}, std::nullopt);
  EXPECT_EQ(v.state, "none");
  EXPECT_EQ(v.reason, "target_missing");
  EXPECT_EQ(v.value, ">V");
}

TEST(WaterClass, WithoutValidValuesNothingIsJudged) {
  EXPECT_EQ(judge({}).reason, "no_data");
  auto broken = value("w21003", "9");
  broken.valid = false;
  broken.flag = "D";
  const auto v = judge({broken, value("w21001", "3")});
  EXPECT_EQ(v.state, "unknown");
  EXPECT_EQ(v.reason, "invalid");
  EXPECT_EQ(v.inputs[0].flag, "D");
  EXPECT_FALSE(v.inputs[0].judged);
}

TEST(WaterClass, OxygenHasNoMultiple) {
  const auto v = judge({value("w01009", "1.9")});
  EXPECT_EQ(v.value, ">V");
  EXPECT_TRUE(shows_step(v, "standards.water.fails"));
  EXPECT_FALSE(shows_step(v, "standards.water.exceeds"));
}

TEST(WaterClass, ItemsOfTheWorstClassAreOrderedByMultipleThenThoseWithout) {
  const auto v = judge({value("w01009", "2.5"), value("w21003", "1.6"), value("w01019", "12"), value("w21011", "0.2")});
  EXPECT_EQ(v.value, "V");
  EXPECT_THAT(v.deciding, ElementsAre("w01019", "w21003", "w01009"));  // 1.00, 0.60, none
}

// Property: a worse concentration of one item never gives the section a better class.
TEST(WaterClass, IsMonotonous) {
  std::mt19937 random(3838);
  for (int i = 0; i < 400; ++i) {
    std::vector<WaterValue> values;
    for (const char* p : {"w01009", "w01019", "w21003", "w21011", "w01018"})
      values.push_back(value(p, std::to_string(std::uniform_int_distribution<int>(1, 40'000)(random)) + "e-3"));
    const int before = judge(values).rank;
    auto& changed = values[std::uniform_int_distribution<std::size_t>(0, values.size() - 1)(random)];
    const Decimal amount(std::uniform_int_distribution<std::int64_t>(0, 5'000)(random), 3);
    const bool oxygen = changed.parameter == "w01009";
    changed.value = oxygen ? changed.value - amount : changed.value + amount;
    EXPECT_GE(judge(values).rank, before) << changed.parameter;
  }
}

TEST(WaterClass, TheStepsReadAsSentences) {
  const Messages messages = Messages::load(LIMPID_SOURCE_DIR);
  const auto v = judge({value("w21003", "2.36"), value("w01009", "5.8")});
  EXPECT_EQ(messages.render("zh", v.steps.back().code, v.steps.back().args), "劣Ⅴ 类，未达到目标 Ⅳ 类");
  EXPECT_EQ(messages.render("zh", v.steps[1].code, v.steps[1].args), "氨氮 2.360 mg/L，> Ⅴ 类 2.0：劣Ⅴ 类");
}

}  // namespace
}  // namespace limpid::standards
