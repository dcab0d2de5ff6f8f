// SPDX-License-Identifier: Apache-2.0
#include "standards/rules.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "base/data_file.hpp"
#include "base/hash.hpp"
#include "base/messages.hpp"
#include "rule_book.hpp"

namespace limpid::standards {
namespace {

namespace fs = std::filesystem;

/// A copy of the shipped rules that a test may spoil.
class SpoiledRules : public ::testing::Test {
 protected:
  void SetUp() override {
    dir_ = fs::path(::testing::TempDir()) /
           ("rules-" + std::string(::testing::UnitTest::GetInstance()->current_test_info()->name()));
    fs::remove_all(dir_);
    fs::create_directories(dir_);
    fs::copy(fs::path(LIMPID_SOURCE_DIR) / "rules", dir_ / "rules");
    fs::copy(fs::path(LIMPID_SOURCE_DIR) / "schemas", dir_ / "schemas");
  }
  void TearDown() override { fs::remove_all(dir_); }

  void replace(const std::string& file, const std::string& from, const std::string& to) {
    std::string text = read_file(dir_ / "rules" / file);
    const auto pos = text.find(from);
    ASSERT_NE(pos, std::string::npos) << from;
    text.replace(pos, from.size(), to);
    std::ofstream(dir_ / "rules" / file) << text;
  }
  std::string error() {
    try {
      RuleBook::load(dir_);
      return "";
    } catch (const Failure& f) {
      return f.error.code;
    }
  }

  fs::path dir_;
};

TEST(Rules, TheVersionInForceGoesByTheDateOfTheData) {
  const auto& aqi = rule_book().aqi;
  EXPECT_EQ(aqi.at(at("2026-02-28T23:00+08:00"))->ref.id, "hj633-2012");
  EXPECT_EQ(aqi.at(at("2026-02-28T23:59:59+08:00"))->ref.id, "hj633-2012");
  EXPECT_EQ(aqi.at(at("2026-03-01T00:00+08:00"))->ref.id, "hj633-2026");
  EXPECT_EQ(aqi.at(at("2015-12-31T23:00+08:00")), nullptr);
  const auto& air = rule_book().air;
  EXPECT_EQ(air.at(at("2022-09-12"))->ref.id, "gb3095-2012");
  EXPECT_EQ(air.at(at("2026-03-01"))->limits.at("PM25").d, Decimal(60));
  EXPECT_EQ(air.at(at("2031-01-01"))->limits.at("PM25").d, Decimal(50));
}

TEST(Rules, AVerdictsHashIsThatOfTheFile) {
  const auto bytes = read_file(fs::path(LIMPID_SOURCE_DIR) / "rules" / "gb3838-2002.yaml");
  EXPECT_EQ(rule_book().water.at(at("2022-09-12"))->ref.hash, content_hash(bytes));
}

TEST(Rules, ConventionsAreNamedByNumberAndPeriod) {
  const DustRule* dust = rule_book().dust.at(at("2022-09-12"));
  ASSERT_NE(dust, nullptr);
  EXPECT_EQ(dust->ref.id, "county-conventions#K-05");
  EXPECT_EQ(dust->stop_above, Decimal(250));
}

TEST(Rules, Table1OfGb3838HasItsTwentyFourItemsTwentyOneOfThemInTheClass) {
  const WaterRule* water = rule_book().water.at(at("2022-09-12"));
  EXPECT_EQ(water->items.size(), 24U);
  EXPECT_EQ(std::count_if(water->items.begin(), water->items.end(), [](const auto& i) { return i.in_class; }), 21);
  for (const auto& item : water->items) {
    if (item.op != WaterItem::Op::at_most) continue;
    EXPECT_TRUE(std::is_sorted(item.limits.begin(), item.limits.end())) << item.key;
  }
}

TEST(Rules, ReadsClassesAsPeopleWriteThem) {
  EXPECT_EQ(parse_class("Ⅳ类"), 4);
  EXPECT_EQ(parse_class("IV"), 4);
  EXPECT_EQ(parse_class("劣Ⅴ类"), 6);
  EXPECT_EQ(parse_class("完成市定目标"), std::nullopt);
  EXPECT_EQ(parse_class(""), std::nullopt);
  EXPECT_EQ(class_text(6), ">V");
}

TEST_F(SpoiledRules, LoadAsShipped) {
  EXPECT_EQ(error(), "");
}

TEST_F(SpoiledRules, AFileAgainstItsSchemaDoesNotLoad) {
  replace("gb3838-2002.yaml", "in_class: true", "in_class: maybe");
  EXPECT_EQ(error(), "schema.mismatch");
}

TEST_F(SpoiledRules, TwoVersionsInForceAtOnceDoNotLoad) {
  replace("hj633-2026.yaml", "from: 2026-03-01", "from: 2026-02-28");
  EXPECT_EQ(error(), "rule.overlap");
}

TEST_F(SpoiledRules, ARowThatDoesNotExistDoesNotLoad) {
  replace("hj633-2012.yaml", "use: SO2_24h", "use: SO2_7h");
  EXPECT_EQ(error(), "rule.reference");
}

TEST_F(SpoiledRules, AnUnknownTypeDoesNotLoad) {
  replace("gb3838-2002.yaml", "type: surface-water", "type: ../rule-aqi");
  EXPECT_EQ(error(), "rule.unknown_type");
}

}  // namespace
}  // namespace limpid::standards
