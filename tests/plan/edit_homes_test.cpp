// SPDX-License-Identifier: Apache-2.0
// What people corrected and confirmed follows the words of its item when a later version gives that another number.
#include "plan/edit_homes.hpp"

#include <gmock/gmock.h>

#include "plan/confirm.hpp"
#include "plan/import.hpp"
#include "plan/read.hpp"
#include "support/memory_facts.hpp"

namespace limpid::plan {
namespace {

using ::testing::ElementsAre;

const std::string kBoilers =
    "淘汰燃煤锅炉。2023年10月底前，淘汰35蒸吨/小时以下燃煤锅炉18台，整改22家。（责任单位：县住建局）\n";
const std::string kDust = "推进扬尘治理。2023年6月底前，完成40个工地扬尘整治。（责任单位：县住建局）\n";
const std::string kTraffic = "推进清洁运输。2023年7月底前，更换新能源渣土车30辆。（责任单位：县住建局）\n";
const std::string kStraw = "推进秸秆禁烧。2023年9月底前，建立网格员队伍6支。（责任单位：县农业农村局）\n";

/// A plan of these measures, numbered as they come.
std::string plan_of(const std::vector<std::string>& measures) {
  std::string out = "甲县大气污染防治2023年行动计划\n一、重点任务\n";
  int n = 0;
  for (const auto& measure : measures) out += std::to_string(++n) + "." + measure;
  return out;
}

class EditHomesTest : public ::testing::Test {
 protected:
  std::vector<Error> take(const std::vector<std::string>& measures) {
    const auto text = plan_of(measures);
    auto import = import_document(read_document(text).value(), text, "plan-2023", nullptr, facts_);
    facts_.apply(import.changes);
    EXPECT_TRUE(unchanged(text)) << "importing again changes nothing";
    return import.warnings;
  }

  Result<ledger::Changes> correct(const std::string& item, const std::string& field, const std::string& quote,
                                  const std::string& value) {
    Edit edit;
    edit.item = "plan-2023/air/" + item;
    edit.field = field;
    edit.quote = quote;
    edit.value = {{field == "units" ? "name" : "text", value}};
    edit.by = "user:duty";
    auto changes = add_edit(edit, facts_);
    if (changes) facts_.apply(*changes);
    return changes;
  }

  void bind(const std::string& promise, const std::string& archetype, Json params) {
    Confirmation c;
    c.promise = "plan-2023/air/" + promise;
    c.archetype = archetype;
    c.params = std::move(params);
    c.by = "user:duty";
    facts_.apply(confirm(c, SuggestRules::load(LIMPID_SOURCE_DIR), LIMPID_SOURCE_DIR, facts_).value());
  }

  Edit edit(const std::string& key) { return facts_.record("edit", "plan-2023/air/" + key)->content.get<Edit>(); }

  std::vector<std::string> entries(const std::string& item, const std::string& field) {
    std::vector<std::string> out;
    const Json read = facts_.record("item", "plan-2023/air/" + item)->content;
    for (const auto& e : read.at(field)) out.push_back(e.at(field == "units" ? "name" : "text"));
    return out;
  }

  testing::MemoryFacts facts_;

 private:
  bool unchanged(const std::string& text) {
    testing::MemoryFacts again = facts_;
    again.apply(import_document(read_document(text).value(), text, "plan-2023", nullptr, facts_).changes);
    for (const char* kind : {"item", "promise", "edit", "binding"})
      for (const auto& record : facts_.records(kind))
        if (again.record(kind, record.key)->content != record.content) return false;
    return true;
  }
};

TEST_F(EditHomesTest, AnEditFollowsItsItemWhenAMeasureIsPutInBeforeIt) {
  take({kBoilers, kDust});
  ASSERT_TRUE(correct("m1", "deadlines", "2023年10月底前", "2023年11月底前"));
  ASSERT_TRUE(correct("m2", "units", "县住建局", "县城管局"));
  take({kTraffic, kBoilers, kStraw, kDust});
  EXPECT_THAT(entries("m1", "units"), ElementsAre("县住建局")) << "the new measure names the unit too";
  EXPECT_THAT(entries("m2", "deadlines"), ElementsAre("2023年11月底前"));
  EXPECT_THAT(entries("m4", "units"), ElementsAre("县城管局"));
  EXPECT_EQ(edit("m1/e1").item, "plan-2023/air/m2");
  EXPECT_EQ(edit("m1/e1").state, "standing");
  facts_.apply(withdraw_edit("plan-2023/air/m1/e1", "user:duty", "", "", facts_).value());
  EXPECT_THAT(entries("m2", "deadlines"), ElementsAre("2023年10月底前"));
  ASSERT_TRUE(correct("m1", "deadlines", "2023年7月底前", "2023年8月底前"));
  EXPECT_EQ(edit("m1/e2").item, "plan-2023/air/m1") << "its key is not the one that moved away";
}

TEST_F(EditHomesTest, AnEditOfAMeasureThatIsGoneIsListedAndLiesOnNoOther) {
  take({kBoilers, kDust});
  ASSERT_TRUE(correct("m1", "units", "县住建局", "县市监局"));
  const auto warnings = take({kTraffic, kDust});
  ASSERT_EQ(warnings.size(), 1U);
  EXPECT_EQ(warnings.front().code, "plan.edit_unfit");
  EXPECT_EQ(edit("m1/e1").state, "unfit");
  EXPECT_THAT(entries("m1", "units"), ElementsAre("县住建局"));
  ASSERT_TRUE(correct("m1", "deadlines", "2023年7月底前", "2023年8月底前"));
  EXPECT_THAT(entries("m1", "units"), ElementsAre("县住建局")) << "nor when the other is corrected";
  EXPECT_EQ(edit("m1/e1").state, "unfit");
  take({kTraffic, kDust, kBoilers});
  EXPECT_EQ(edit("m1/e1").state, "standing");
  EXPECT_THAT(entries("m3", "units"), ElementsAre("县市监局"));
}

TEST_F(EditHomesTest, WhereTwoItemsAreAsLikeNobodyCanSay) {
  take({kStraw, kBoilers});
  ASSERT_TRUE(correct("m2", "deadlines", "2023年10月底前", "2023年11月底前"));
  std::string left = kBoilers, right = kBoilers;
  left.replace(left.find("淘汰燃煤锅炉。"), std::string("淘汰燃煤锅炉。").size(), "甲片燃煤锅炉。");
  right.replace(right.find("淘汰燃煤锅炉。"), std::string("淘汰燃煤锅炉。").size(), "乙片燃煤锅炉。");
  take({left, kStraw, right});
  EXPECT_EQ(edit("m2/e1").state, "unfit");
  EXPECT_THAT(entries("m1", "deadlines"), ElementsAre("2023年10月底前"));
  EXPECT_THAT(entries("m3", "deadlines"), ElementsAre("2023年10月底前"));
}

TEST_F(EditHomesTest, AQuoteAroundAnEntryMeansIt) {
  take({kBoilers, kDust});
  ASSERT_TRUE(correct("m1", "quantities", "燃煤锅炉18台", "28台"));
  EXPECT_THAT(entries("m1", "quantities"), ElementsAre("35蒸吨/小时以下", "28台", "22家"));
  EXPECT_EQ(correct("m1", "quantities", "18台", "27台").error().code, "plan.edit.twice");
  const auto several = correct("m1", "quantities", "35蒸吨/小时以下燃煤锅炉18台，整改22家", "27台");
  ASSERT_FALSE(several);
  EXPECT_EQ(several.error().code, "plan.edit.several");
  ASSERT_TRUE(correct("m2", "deadlines", "6月底前", "2023年5月底前")) << "part of one entry";
  EXPECT_THAT(entries("m2", "deadlines"), ElementsAre("2023年5月底前"));
  ASSERT_TRUE(correct("m2", "quantities", "完成40个工地扬尘整治", "50个工地"));
  EXPECT_EQ(entries("m2", "quantities").size(), 1U);
}

TEST_F(EditHomesTest, AnEntryThatStandsBesideAnotherIsAdded) {
  take({kTraffic});
  Edit edit;
  edit.item = "plan-2023/air/m1";
  edit.field = "quantities";
  edit.quote = "新能源渣土车30辆";
  edit.value = {{"text", "新能源"}, {"value", "1"}, {"unit", "类"}};
  facts_.apply(add_edit(edit, facts_).value());
  EXPECT_THAT(entries("m1", "quantities"), ElementsAre("30辆", "新能源"));
}

TEST_F(EditHomesTest, AConfirmedBindingFollowsItsPromise) {
  take({kBoilers, kDust});
  bind("m2#1", "recurring_duty", {{"every", "P1M"}});
  take({kTraffic, kBoilers, kStraw, kDust});
  const auto binding = [&](const std::string& promise) {
    return facts_.record("binding", "plan-2023/air/" + promise)->content.get<ledger::Binding>();
  };
  EXPECT_EQ(binding("m4#1").archetype, "recurring_duty");
  EXPECT_EQ(binding("m4#1").source, "user:duty");
  EXPECT_EQ(binding("m2#1").archetype, "") << "another measure has the number now";
}

TEST_F(EditHomesTest, ABindingFollowsAPromiseThatNoLongerHasTheSentenceOfWhoAnswers) {
  const std::string duty = "每月检查餐馆。",
                    who = "由县住建局牵头，县公安局、县城管局、县市场监管局配合，各乡镇人民政府具体落实。";
  take({"治理油烟。" + duty + who + "\n", kDust});
  EXPECT_EQ(facts_.record("promise", "plan-2023/air/m1#1")->content.at("text"), duty) << "it says who, not what";
  // As an earlier release had it.
  Json old = facts_.record("promise", "plan-2023/air/m1#1")->content;
  old["text"] = duty + who;
  facts_.put("promise", "plan-2023/air/m1#1", old);
  bind("m1#1", "recurring_duty", {{"kind", "enterprise"}, {"every", "P1M"}});
  take({kTraffic, "治理油烟。" + duty + who + "\n", kDust});
  EXPECT_EQ(facts_.record("binding", "plan-2023/air/m2#1")->content.value("archetype", ""), "recurring_duty");
}

TEST_F(EditHomesTest, ABindingOfAMeasureThatIsGoneIsTold) {
  take({kBoilers, kDust});
  bind("m1#1", "attestation", Json::object());
  const auto warnings = take({kTraffic, kDust});
  EXPECT_THAT(warnings, ::testing::Contains(::testing::Field(&Error::code, "plan.binding_unfit")));
  EXPECT_EQ(facts_.record("binding", "plan-2023/air/m1#1")->content.value("archetype", ""), "");
}

}  // namespace
}  // namespace limpid::plan
