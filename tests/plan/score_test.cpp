// SPDX-License-Identifier: Apache-2.0
// The reader against annotations made by hand: the plan that the product was conceived from, and plans written in other
// forms.
#include "plan/score.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "base/data_file.hpp"
#include "plan/read.hpp"

namespace limpid::plan {
namespace {

const std::filesystem::path kTree = LIMPID_SOURCE_DIR;

Score score_of(const std::filesystem::path& folder) {
  const auto document = read_document(read_file(folder / "plan.txt"));
  if (!document) throw Failure(document.error());
  return score(*document, load_data_file(folder / "gold.yaml", kTree / "schemas/plan-gold.json"));
}

std::string told(const Score& score, const std::string& field) {
  std::string out;
  for (const auto& d : score.differences)
    if (d.field == field) out += (d.missed ? "\n- " : "\n+ ") + d.at + " " + d.value;
  return out;
}

void expect(const Score& score, const std::string& field, double bar) {
  const auto found = score.fields.find(field);
  if (found == score.fields.end()) return;
  EXPECT_GE(found->second.f1(), bar) << field << told(score, field);
}

TEST(PlanScore, TheSeed) {
  const auto s = score_of(kTree / "plans/zezhou-2022");
  for (const char* whole : {"measures", "tasks", "projects"}) expect(s, whole, 1.0);
  expect(s, "units", 0.99);
  expect(s, "deadlines", 0.97);
  expect(s, "quantities", 0.98);
  expect(s, "promises", 0.95);
}

class WrittenPlan : public ::testing::TestWithParam<std::string> {};

TEST_P(WrittenPlan, IsReadAsItsAnnotationSays) {
  const auto s = score_of(kTree / "tests/plan/documents" / GetParam());
  for (const char* whole : {"measures", "tasks"}) expect(s, whole, 1.0);
  for (const char* field : {"titles", "units", "deadlines", "quantities", "promises"}) expect(s, field, 0.90);
}

std::vector<std::string> written_plans() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(kTree / "tests/plan/documents"))
    names.push_back(entry.path().filename().string());
  std::sort(names.begin(), names.end());
  return names;
}

INSTANTIATE_TEST_SUITE_P(Documents, WrittenPlan, ::testing::ValuesIn(written_plans()), [](const auto& one) {
  std::string name = one.param;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
});

TEST(PlanScore, CountsWhatOneSideHas) {
  Document d;
  Plan plan;
  plan.domain = Domain::air;
  Measure m;
  m.number = "1";
  m.key = "m1";
  m.title = "甲";
  m.units = {{"甲局", Role::lead}};
  m.quantities = {{"6家", "6", "家", "="}};
  plan.measures = {m};
  d.plans = {plan};
  const Json gold = {{"document", "x"},
                     {"measures",
                      {{{"at", "air/m1"},
                        {"title", "甲"},
                        {"units", {{{"name", "甲局"}, {"role", "responsible"}}}},
                        {"deadlines", Json::array()},
                        {"quantities", {{{"text", "6家"}, {"value", "6"}, {"unit", "家"}, {"comparator", "="}}}}}}}};
  const auto s = score(d, gold);
  EXPECT_EQ(s.fields.at("units").right, 0);
  EXPECT_EQ(s.fields.at("units").missed, 1);
  EXPECT_EQ(s.fields.at("units").extra, 1);
  EXPECT_DOUBLE_EQ(s.fields.at("quantities").f1(), 1);
  EXPECT_DOUBLE_EQ(s.fields.at("deadlines").f1(), 1) << "nothing on either side";
  EXPECT_EQ(s.differences.size(), 2u);
}

TEST(PlanScore, APromiseIsThePlaceWhereItBegins) {
  Document d;
  Plan plan;
  plan.domain = Domain::air;
  Measure m;
  m.number = "1";
  m.key = "m1";
  m.promises = {{"关停 5家。", {}, {}, {}}, {"建档立卡,", {}, {}, {}}, {"公布名单。", {}, {}, {}}};
  plan.measures = {m};
  d.plans = {plan};
  Json gold = {{"document", "x"}, {"measures", {{{"at", "air/m1"}, {"promises", {"关停", "建档", "约谈"}}}}}};
  const auto s = score(d, gold).fields.at("promises");
  EXPECT_EQ(s.right, 1) << "the first begins where the item does: it does not count";
  EXPECT_EQ(s.missed, 1);
  EXPECT_EQ(s.extra, 1);
  gold["doubtful"] = {{{"at", "air/m1"}, {"text", "公布"}}};
  EXPECT_EQ(score(d, gold).fields.at("promises").extra, 0);
  gold["measures"][0].erase("promises");
  EXPECT_FALSE(score(d, gold).fields.contains("promises")) << "not annotated";
}

}  // namespace
}  // namespace limpid::plan
