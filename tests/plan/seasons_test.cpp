// SPDX-License-Identifier: Apache-2.0
#include "plan/seasons.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "base/data_file.hpp"
#include "plan/json.hpp"
#include "plan/read.hpp"
#include "plan/reader/deadlines.hpp"
#include "plan/suggest.hpp"

namespace limpid::plan {
namespace {

const SeasonRules& shipped_seasons() {
  static const SeasonRules rules = SeasonRules::load(LIMPID_SOURCE_DIR);
  return rules;
}

std::string span_of(std::string_view words, PlanYears years = {2022, 2022}) {
  const auto span = shipped_seasons().span(words, years);
  return span ? span->start.value_or("") + ".." + span->end.value_or("") : "none";
}

TEST(Seasons, RunFromADayToADayOfThePlansYear) {
  EXPECT_EQ(span_of("秋冬季"), "2022-10-01..2023-03-31");
  EXPECT_EQ(span_of("秋冬季期间"), "2022-10-01..2023-03-31");
  EXPECT_EQ(span_of("秋冬季节"), "2022-10-01..2023-03-31");
  EXPECT_EQ(span_of("今冬明春"), "2022-10-01..2023-03-31");
  EXPECT_EQ(span_of("冬春季"), "2022-12-01..2023-05-31");
  EXPECT_EQ(span_of("采暖季"), "2022-11-15..2023-03-15");
  EXPECT_EQ(span_of("汛期"), "2022-06-01..2022-09-30");
  EXPECT_EQ(span_of("夏季"), "2022-06-01..2022-08-31");
  EXPECT_EQ(span_of("冬季"), "2022-12-01..2023-02-28");
  EXPECT_EQ(span_of("冬季", {2023, 2023}), "2023-12-01..2024-02-29") << "a leap year";
}

TEST(Seasons, BeforeOutsideAndOfAYearThatIsPrinted) {
  EXPECT_EQ(span_of("汛期前"), "..2022-05-31");
  EXPECT_EQ(span_of("采暖季来临前"), "..2022-11-14");
  EXPECT_EQ(span_of("入汛前"), "..2022-05-31");
  EXPECT_EQ(span_of("今冬取暖季前"), "..2022-11-14");
  EXPECT_EQ(span_of("非汛期"), "2022-10-01..2023-05-31");
  EXPECT_EQ(span_of("2024年汛期前"), "..2024-05-31");
}

TEST(Seasons, OfAPlanForOneWinterBeginInItsYears) {
  EXPECT_EQ(span_of("秋冬季", {2021, 2022}), "2021-10-01..2022-03-31");
  EXPECT_EQ(span_of("夏季", {2021, 2022}), "2022-06-01..2022-08-31");
}

TEST(Seasons, NothingForOtherWordsOrWithoutAYear) {
  EXPECT_EQ(span_of("攻坚期"), "none");
  EXPECT_EQ(span_of("秋收期间"), "none");
  EXPECT_EQ(span_of(""), "none");
  EXPECT_EQ(span_of("汛期", {}), "none");
}

/// The rules' own words are read as seasons.
TEST(Seasons, EachNameOfTheRulesIsOneThatTheReaderKnows) {
  const Json file = read_yaml(std::string(LIMPID_SOURCE_DIR) + "/rules/plan-seasons.yaml");
  for (const auto& row : file.at("seasons"))
    for (const std::string name : row.at("names")) {
      const auto found = find_deadlines(name + "前完成", {2022, 2022});
      ASSERT_EQ(found.size(), 1u) << name;
      EXPECT_EQ(found[0].deadline.kind, DeadlineKind::season) << name;
      EXPECT_NE(span_of(found[0].deadline.text), "none") << name;
    }
}

class SeasonFile : public ::testing::Test {
 protected:
  SeasonFile() : share_(std::filesystem::path(::testing::TempDir()) / "season_rules") {
    std::filesystem::create_directories(share_ / "rules");
    std::filesystem::create_directories(share_ / "schemas");
    std::filesystem::copy_file(std::string(LIMPID_SOURCE_DIR) + "/schemas/rule-plan-seasons.json",
                               share_ / "schemas/rule-plan-seasons.json",
                               std::filesystem::copy_options::overwrite_existing);
  }
  ~SeasonFile() override { std::filesystem::remove_all(share_); }

  SeasonRules load(const std::string& rows) {
    std::ofstream(share_ / "rules/plan-seasons.yaml") << "seasons:\n" << rows;
    return SeasonRules::load(share_);
  }
  std::string refused(const std::string& rows) {
    try {
      load(rows);
    } catch (const Failure& f) {
      return f.error.code;
    }
    return "";
  }

 private:
  std::filesystem::path share_;
};

TEST_F(SeasonFile, GivesTheDays) {
  const auto rules = load("  - { names: [采暖季], from: \"10-15\", to: \"04-15\" }\n");
  const auto span = rules.span("采暖季", {2022, 2022});
  ASSERT_TRUE(span);
  EXPECT_EQ(*span->start, "2022-10-15");
  EXPECT_EQ(*span->end, "2023-04-15");
  EXPECT_FALSE(rules.span("汛期", {2022, 2022})) << "only what the file names";
}

TEST_F(SeasonFile, IsRefusedWhereItIsWrong) {
  EXPECT_EQ(refused("  - { names: [汛期], from: \"06-31\", to: \"09-30\" }\n"), "plan.season.day");
  EXPECT_EQ(refused("  - { names: [汛期, 汛期], from: \"06-01\", to: \"09-30\" }\n"), "plan.season.repeated");
  EXPECT_EQ(refused("  - { names: [汛期], from: \"13-01\", to: \"09-30\" }\n"), "schema.mismatch");
  EXPECT_EQ(refused("  - { names: [汛期], from: \"06-01\" }\n"), "schema.mismatch");
}

constexpr std::string_view kSeasonPlan =
    "甲县2022年大气污染防治行动计划\n一、主要目标\n秋冬季为2022年10月15日至2023年3月31日。\n二、重点任务\n"
    "1.错峰生产。秋冬季实施错峰生产。〔责任单位：县工信局〕\n2.清淤。汛期前完成清淤2公里。〔责任单位：县水务局〕\n";

TEST(Seasons, LieBesideWhatThePlanSays) {
  Json json = to_json(read_document(kSeasonPlan).value(), "plan-2022");
  lay_seasons(json, shipped_seasons());
  check_schema(json, std::string(LIMPID_SOURCE_DIR) + "/schemas/plan.json", "plan");
  const auto& measures = json.at("plans")[0].at("measures");
  const auto& dated = measures[0].at("deadlines")[0];
  EXPECT_EQ(dated.at("season"), Json({{"start", "2022-10-15"}, {"end", "2023-03-31"}})) << "the plan comes first";
  const auto& undated = measures[1].at("promises")[0].at("deadlines")[0];
  EXPECT_TRUE(undated.at("end").is_null()) << "words without a date carry none";
  EXPECT_EQ(undated.at("season"), Json({{"start", nullptr}, {"end", "2022-05-31"}}));
}

TEST(Seasons, FillTheDraftOfABinding) {
  const Json plan = to_json(read_document(kSeasonPlan).value(), "plan-2022").at("plans")[0];
  const auto rules = SuggestRules::load(LIMPID_SOURCE_DIR);
  const auto& item = plan.at("measures")[1];
  const auto suggestions = suggest(item.at("promises")[0], item, 'm', 2022, rules);
  ASSERT_FALSE(suggestions.empty());
  EXPECT_EQ(suggestions.front().params.value("by", ""), "2022-05-31") << suggestions.front().params.dump();
}

}  // namespace
}  // namespace limpid::plan
