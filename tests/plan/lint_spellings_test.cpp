// SPDX-License-Identifier: Apache-2.0
// One unit under several names: one finding, which proposes the full name and writes it where the short ones stand.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "plan/decisions.hpp"
#include "plan/import.hpp"
#include "plan/lint/lint.hpp"
#include "plan/read.hpp"
#include "support/memory_facts.hpp"

namespace limpid::plan {
namespace {

std::string spelled_plan() {
  return "青泉县大气污染防治2024年行动计划\n青政办发〔2024〕8号\n2024年2月20日\n\n一、工作目标\n空气质量改善。\n二、重"
         "点任务\n"
         "1.工地治理。2024年6月底前完成整治。（牵头单位：县住建局；配合单位：县公安局交通警察大队）\n"
         "2.锅炉治理。2024年6月底前完成整治。（牵头单位：青泉县住房和城乡建设局；配合单位：县财政局）\n"
         "3.道路治理。2024年6月底前完成整治。（牵头单位：县住建局；配合单位：住房和城乡建设局）\n"
         "三、保障措施\n（一）加强领导。各单位要加强领导。\n\n附件：任务台账\n\n附件\n任务台账\n"
         "任务类别\t序号\t具体措施\t完成时限\t牵头单位\t配合单位\n"
         "一、重点任务\t1\t工地治理，完成整治。\t2024年6月底前\t县住建局\t县交警大队\n"
         "一、重点任务\t2\t锅炉治理，完成整治。\t2024年6月底前\t县住建局\t县财政局\n"
         "一、重点任务\t3\t道路治理，完成整治。\t2024年6月底前\t县住建局\t县住房和城乡建设局\n";
}

std::vector<Finding> alias_findings(const std::vector<Finding>& all) {
  std::vector<Finding> out;
  std::copy_if(all.begin(), all.end(), std::back_inserter(out),
               [](const Finding& f) { return f.kind == "unit_alias"; });
  return out;
}

std::vector<Finding> spelled_findings() {
  return lint(read_document(spelled_plan()).value(), LintRules::load(LIMPID_SOURCE_DIR));
}

TEST(LintSpellings, OneFindingAUnitProposesTheFullName) {
  const auto all = spelled_findings();
  const auto found = alias_findings(all);
  ASSERT_EQ(found.size(), 2U);
  std::vector<std::string> names;
  for (const auto& f : found) {
    EXPECT_EQ(f.severity, Severity::low);
    EXPECT_EQ(f.replacement, f.places.front().quote);
    names.push_back(f.replacement);
  }
  EXPECT_THAT(names, ::testing::UnorderedElementsAre("青泉县住房和城乡建设局", "县公安局交通警察大队"));
  EXPECT_TRUE(std::none_of(all.begin(), all.end(), [](const Finding& f) { return f.kind == "unit_differs"; }));
}

TEST(LintSpellings, AcceptingWritesTheFullNameWhereTheShortOnesStand) {
  testing::MemoryFacts facts;
  const auto text = spelled_plan();
  facts.apply(import_document(read_document(text).value(), text, "qingquan-2024", nullptr, facts).changes);
  for (const auto& f : alias_findings(spelled_findings())) {
    Decision decision;
    decision.decision = "accepted";
    facts.apply(decide("qingquan-2024", f, decision, facts).value());
  }
  std::size_t edits = 0;
  for (const auto& record : facts.records("edit")) {
    ++edits;
    const auto value = record.content.at("value").at("name").get<std::string>();
    EXPECT_TRUE(value == "青泉县住房和城乡建设局" || value == "县公安局交通警察大队") << value;
    EXPECT_NE(record.content.at("quote"), record.content.at("value").at("name"));
  }
  EXPECT_GE(edits, 6U);
  EXPECT_EQ(facts.record("item", "qingquan-2024/air/t1")->content.at("units").at(0).at("name"),
            "青泉县住房和城乡建设局");
  EXPECT_EQ(facts.record("item", "qingquan-2024/air/m2")->content.at("units").at(0).at("name"),
            "青泉县住房和城乡建设局");
}

}  // namespace
}  // namespace limpid::plan
