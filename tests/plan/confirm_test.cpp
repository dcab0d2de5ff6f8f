// SPDX-License-Identifier: Apache-2.0
// What a binding lacks is said in the user's words, for every archetype.
#include "plan/confirm.hpp"

#include <gmock/gmock.h>

#include "base/data_file.hpp"
#include "base/messages.hpp"
#include "plan/json.hpp"
#include "seed.hpp"
#include "support/memory_facts.hpp"

namespace limpid::plan {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const std::filesystem::path kShare = LIMPID_SOURCE_DIR;

/// What is said to a person who confirms so; empty: it is taken.
std::string refusal(const std::string& archetype, const Json& params, const std::string& lang = "zh") {
  static const Messages messages = Messages::load(kShare);
  static const SuggestRules rules = SuggestRules::load(kShare);
  testing::MemoryFacts facts;
  facts.put("promise", "plan/air/m1#1", {{"text", "推进治理"}});
  facts.put("item", "plan/air/m1", {{"text", "推进治理"}});
  Confirmation c;
  c.promise = "plan/air/m1#1";
  c.archetype = archetype;
  c.params = params;
  const auto changes = confirm(c, rules, kShare, facts);
  return changes ? "" : messages.render(lang, changes.error());
}

TEST(ConfirmParams, WhatIsMissingIsNamedInTheUsersWords) {
  const auto said = refusal("milestone", {{"kind", "plant"}});
  EXPECT_THAT(said, HasSubstr("节点"));
  EXPECT_THAT(said, HasSubstr("缺“是哪些对象”"));
  EXPECT_THAT(said, HasSubstr("缺“完成时限”"));
  EXPECT_THAT(said, Not(HasSubstr("params")));
  EXPECT_THAT(refusal("milestone", {{"kind", "plant"}}, "en"), HasSubstr("missing: the deadline"));
  EXPECT_THAT(refusal("recurring_duty", Json::object()), HasSubstr("多久一次"));
  EXPECT_THAT(refusal("time_window", {{"by", "2023-10-31"}}), HasSubstr("何时段"));
}

TEST(ConfirmParams, EveryArchetypeHasATree) {
  const Json file = load_data_file(kShare / "catalog/archetypes.yaml", kShare / "schemas/archetypes.json");
  for (const auto& one : file.at("archetypes"))
    EXPECT_THAT(refusal(one.at("id"), {{"anything", 1}}), HasSubstr("不认识参数 anything")) << one.at("id");
}

TEST(ConfirmParams, OneOfAnotherFormIsNamed) {
  EXPECT_THAT(refusal("cap", {{"target", "many"}}), HasSubstr("“目标值”填得不对"));
  EXPECT_THAT(refusal("cap", {{"target", {{"value", 5}}}}), HasSubstr("“目标值”填得不对"));
  EXPECT_THAT(refusal("recurring_duty", {{"every", "P1M"}, {"by", "年底"}}), HasSubstr("“完成时限”填得不对"));
  EXPECT_THAT(refusal("attestation", Json::array()), HasSubstr("不是 JSON 对象"));
  EXPECT_THAT(refusal("elimination", {{"kind", "boiler"}}), HasSubstr("完成时限")) << "its evaluator needs the day";
}

TEST(ConfirmParams, WhatFitsIsTaken) {
  EXPECT_EQ(refusal("attestation", Json::object()), "");
  EXPECT_EQ(refusal("time_window", {{"hours", {{"from", "10:00"}, {"to", "16:00"}}}}), "");
  EXPECT_EQ(refusal("time_window", {{"season", "汛期"}}), "");
  EXPECT_EQ(refusal("zone_ban", {{"area", {"丹河"}}, {"within", {{"value", 10}, {"unit", "公里"}}}}), "");
  EXPECT_EQ(refusal("cap", {{"target", {{"op", "<="}, {"value", 109600000}, {"unit", "m3"}}}}), "");
}

/// Of no archetype a suggestion is taken as it stands while it says that something is missing, however the tree is.
TEST(ConfirmParams, ASuggestionThatLacksSomethingIsNotTakenAsItStands) {
  static const Messages messages = Messages::load(kShare);
  static const SuggestRules rules = SuggestRules::load(kShare);
  testing::MemoryFacts facts;
  facts.put("promise", "plan/air/m1#1", {{"text", "每月开展一次巡查并通报"}});
  facts.put("item", "plan/air/m1", {{"text", "每月开展一次巡查并通报"}});
  Confirmation c;
  c.promise = "plan/air/m1#1";
  const auto first = suggest(facts.record("promise", c.promise)->content, Json::object(), 'm', 0, rules).front();
  ASSERT_EQ(first.archetype, "recurring_duty");
  ASSERT_FALSE(first.missing.empty());
  const auto said = [&] {
    const auto changes = confirm(c, rules, kShare, facts);
    return changes ? "" : messages.render("zh", changes.error());
  };
  EXPECT_THAT(said(), AllOf(HasSubstr("缺“哪一类对象”"), HasSubstr("缺“完成时限”")));
  c.archetype = first.archetype;
  c.params = first.params;
  EXPECT_THAT(said(), HasSubstr("缺“哪一类对象”")) << "as the page sends it";
  c.params["kind"] = "enterprise";
  EXPECT_EQ(said(), "") << "a person has said what it is";
}

/// What a suggestion drafts is a part of the archetype's tree: only what it says to be missing may be refused.
TEST(ConfirmParams, ASuggestionOfTheSeedIsRefusedForWhatItLacksOnly) {
  static const SuggestRules rules = SuggestRules::load(kShare);
  const Json document = to_json(seed(), "zezhou-2022");
  int taken = 0;
  for (const auto& one : suggest_document(document, rules)) {
    const auto& first = one.suggestions.front();
    const auto said = refusal(first.archetype, first.params);
    taken += said.empty();
    EXPECT_THAT(said, Not(HasSubstr("不认识"))) << one.promise << " " << first.params;
    EXPECT_THAT(said, Not(HasSubstr("填得不对"))) << one.promise << " " << first.params;
  }
  EXPECT_GT(taken, 20);
}

}  // namespace
}  // namespace limpid::plan
