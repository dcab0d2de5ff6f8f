// SPDX-License-Identifier: Apache-2.0
// Corrections by people lie over what was read, follow it through imports, and are never lost.
#include "plan/edits.hpp"

#include <gmock/gmock.h>

#include "ledger/records/registry.hpp"
#include "plan/confirm.hpp"
#include "plan/decisions.hpp"
#include "plan/import.hpp"
#include "plan/lint/lint.hpp"
#include "seed.hpp"
#include "support/memory_facts.hpp"

namespace limpid::plan {
namespace {

const std::string kItem = "zezhou-2022/air/t5";
const std::string kWords = "按市生态环境局要求时限";

void import_text(testing::MemoryFacts& facts, const std::string& text) {
  facts.apply(import_document(read_document(text).value(), text, "zezhou-2022", nullptr, facts).changes);
}

Edit deadline_edit() {
  Edit edit;
  edit.item = kItem;
  edit.field = "deadlines";
  edit.quote = kWords;
  edit.value = {{"text", "2022年5月底前"}};
  edit.by = "user:duty";
  return edit;
}

Json deadline_of(const testing::MemoryFacts& facts) {
  return facts.record("item", kItem)->content.at("deadlines").at(0);
}

TEST(Edits, LieOverItemAndPromiseAndSurviveAnImport) {
  testing::MemoryFacts facts;
  import_text(facts, seed_bytes());
  facts.apply(add_edit(deadline_edit(), facts).value());
  EXPECT_EQ(deadline_of(facts)["end"], "2022-05-31");
  EXPECT_EQ(facts.record("promise", kItem + "#1")->content["deadlines"][0]["end"], "2022-05-31");
  import_text(facts, seed_bytes());
  EXPECT_EQ(deadline_of(facts)["end"], "2022-05-31");
  facts.apply(withdraw_edit(kItem + "/e1", "user:duty", "", "", facts).value());
  EXPECT_EQ(deadline_of(facts)["kind"], "external") << "what was read shows again";
  EXPECT_FALSE(facts.record("item", kItem)->content.contains("as_read"));
}

TEST(Edits, ARowsCellOfItsLimitIsNoMoreWhatHolds) {
  testing::MemoryFacts facts;
  import_text(facts,
              "甲县2024年水污染防治任务清单\n\n| 序号 | 任务 | 完成时限 | 责任单位 |\n"
              "| 1 | 清淤沟渠 | 6月底前建清单 | 县水利局 |\n");
  const std::string row = "zezhou-2022/water/t1";
  EXPECT_EQ(facts.record("item", row)->content.value("limit", ""), "6月底前建清单");
  auto edit = deadline_edit();
  edit.item = row;
  edit.quote = "6月底前";
  facts.apply(add_edit(edit, facts).value());
  EXPECT_FALSE(facts.record("item", row)->content.contains("limit"));
  facts.apply(withdraw_edit(row + "/e1", "user:duty", "", "", facts).value());
  EXPECT_EQ(facts.record("item", row)->content.value("limit", ""), "6月底前建清单");
}

TEST(Edits, OneWhoseWordsAreGoneIsListedAndStandsAgainWithThem) {
  testing::MemoryFacts facts;
  import_text(facts, seed_bytes());
  facts.apply(add_edit(deadline_edit(), facts).value());
  std::string other = seed_bytes();
  for (auto at = other.find("要求时限"); at != std::string::npos; at = other.find("要求时限"))
    other.replace(at, 12, "规定期限");
  import_text(facts, other);
  EXPECT_EQ(facts.record("edit", kItem + "/e1")->content["state"], "unfit");
  import_text(facts, seed_bytes());
  EXPECT_EQ(facts.record("edit", kItem + "/e1")->content["state"], "standing");
}

TEST(Edits, RefuseWhatTheItemDoesNotSay) {
  testing::MemoryFacts facts;
  import_text(facts, seed_bytes());
  auto edit = deadline_edit();
  edit.quote = "没有的话";
  EXPECT_EQ(add_edit(edit, facts).error().code, "plan.edit.quote");
  edit = deadline_edit();
  edit.value = {{"text", "2022年5月底前"}, {"kind", "by_date"}, {"end", "2022-02-30"}};
  EXPECT_EQ(add_edit(edit, facts).error().code, "plan.edit.value") << "no such day";
  edit = deadline_edit();
  edit.field = "text";
  EXPECT_EQ(add_edit(edit, facts).error().code, "plan.edit.field");
}

TEST(Edits, ATimeLimitMustBeOne) {
  testing::MemoryFacts facts;
  import_text(facts, seed_bytes());
  auto edit = deadline_edit();
  for (const Json& value : {Json{{"text", "胡说"}}, Json{{"text", "胡说"}, {"kind", "other"}}}) {
    edit.value = value;
    const auto refused = add_edit(edit, facts);
    ASSERT_FALSE(refused) << value;
    EXPECT_EQ(refused.error().code, "plan.edit.no_deadline");
    EXPECT_EQ(refused.error().args.at("text"), "胡说");
  }
  for (const char* words : {"长期坚持", "每月", "１０ 月底前", "汛期前", "接到通知后3日内", "2022年"}) {
    edit.value = {{"text", words}};
    EXPECT_TRUE(add_edit(edit, facts)) << words;
  }
}

TEST(Decisions, AcceptingMendsTheOtherSideAndWithdrawingTakesItBack) {
  testing::MemoryFacts facts;
  import_text(facts, seed_bytes());
  Finding finding;
  finding.id = "f1";
  finding.kind = "deadline_differs";
  finding.places = {{"air/m4", {}, "2022年5月底前"}, {"air/t5", {}, kWords}};
  finding.replacement = "2022年5月底前";
  Decision decision;
  decision.decision = "rejected";
  EXPECT_EQ(decide("zezhou-2022", finding, decision, facts).error().code, "plan.decision.reason");
  decision.decision = "accepted";
  facts.apply(decide("zezhou-2022", finding, decision, facts).value());
  EXPECT_EQ(deadline_of(facts)["end"], "2022-05-31");
  EXPECT_EQ(decide("zezhou-2022", finding, decision, facts).error().code, "plan.decision.twice");
  facts.apply(withdraw_decision("zezhou-2022", "f1", "user:duty", "", "", facts).value());
  EXPECT_EQ(deadline_of(facts)["kind"], "external");
}

// One unit under several names: one finding, which proposes the full name and writes it where the short ones stand.
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

TEST(Confirm, APersonsBindingOutlivesAnImportWithTheFile) {
  const std::filesystem::path share = LIMPID_SOURCE_DIR;
  testing::MemoryFacts facts;
  import_text(facts, seed_bytes());
  const auto rules = SuggestRules::load(share);
  Confirmation c;
  c.promise = "zezhou-2022/water/m9#1";
  c.by = "local:1000";
  facts.apply(confirm(c, rules, share, facts).value());
  const Json file = load_data_file(share / "plans/zezhou-2022/bindings.yaml", share / "schemas/plan-bindings.json");
  facts.apply(import_document(seed(), seed_bytes(), "zezhou-2022", file, facts).changes);
  const auto binding = facts.record("binding", c.promise)->content.get<ledger::Binding>();
  EXPECT_EQ(binding.source, "local:1000");
  EXPECT_EQ(binding.archetype, "coverage");
  EXPECT_FALSE(binding.params.contains("reporting")) << "the file's has it, the person's has not";
  c.archetype = "milestone";
  c.params = {{"kind", "plant"}};
  EXPECT_EQ(confirm(c, rules, share, facts).error().code, "plan.confirm.params");
}

}  // namespace
}  // namespace limpid::plan
