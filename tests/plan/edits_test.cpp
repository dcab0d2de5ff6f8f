// SPDX-License-Identifier: Apache-2.0
// Corrections by people lie over what was read, follow it through imports, and are never lost.
#include "plan/edits.hpp"

#include <gmock/gmock.h>

#include "ledger/records/registry.hpp"
#include "plan/confirm.hpp"
#include "plan/decisions.hpp"
#include "plan/import.hpp"
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
