// SPDX-License-Identifier: Apache-2.0
// What was understood of a plan, and what people confirm, correct and decide, over HTTP.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "api/county.hpp"

namespace limpid::testing {
namespace {

Json body_of(const Answer& answer) {
  return Json::parse(answer.body);
}

TEST(Reading, ShowsTheDocumentCutWherePromisesAndUnitsStand) {
  const auto audit = county().open_session("audit");
  const Json page = body_of(county().get(audit, "/api/v1/plans/zezhou-2022/reading/water/m9"));
  EXPECT_FALSE(page["may_write"]);
  std::string focus, promised;
  bool unit = false, neighbour = false;
  for (const auto& paragraph : page["paragraphs"]) {
    neighbour = neighbour || paragraph.value("item", "") == "zezhou-2022/water/m8";
    if (!paragraph["focus"]) continue;
    EXPECT_EQ(paragraph["item"], "zezhou-2022/water/m9");
    for (const auto& part : paragraph["parts"]) {
      focus += part["text"].get<std::string>();
      if (part.value("promise", "") == "A") promised += part["text"].get<std::string>();
      unit = unit || part.value("unit", false);
    }
  }
  EXPECT_THAT(focus, ::testing::HasSubstr("强化污水处理厂在线监管"));
  EXPECT_THAT(promised, ::testing::HasSubstr("全部安装在线监测设备并联网上传数据"));
  EXPECT_TRUE(unit);
  EXPECT_TRUE(neighbour);
  const Json& promise = page["promises"][0];
  EXPECT_EQ(promise["state"], "understood") << "bound by the plan's file";
  EXPECT_EQ(promise["suggestion"]["archetype"], "coverage");
  EXPECT_EQ(promise["suggestion"]["params"]["where"][0]["attribute"], "capacity_t_d");
  EXPECT_EQ(page["counterparts"][0]["key"], "zezhou-2022/water/t10");
}

TEST(Reading, TheOtherSideIsWhatTheFindingsHoldAgainstAnItem) {
  const auto duty = county().open_session("duty");
  const auto keys = [&](const std::string& item) {
    std::vector<std::string> out;
    const Json page = body_of(county().get(duty, "/api/v1/plans/zezhou-2022/reading/" + item));
    for (const auto& side : page["counterparts"]) out.push_back(side["key"]);
    return out;
  };
  EXPECT_THAT(keys("water/m15"), ::testing::ElementsAre("zezhou-2022/water/t18", "zezhou-2022/water/t19",
                                                        "zezhou-2022/water/p1", "zezhou-2022/water/p2"));
  EXPECT_THAT(keys("water/t18"), ::testing::ElementsAre("zezhou-2022/water/m15"));
  EXPECT_THAT(keys("air/t38"), ::testing::IsEmpty()) << "lint finds no measure for it";
}

TEST(Reading, EveryKindOfDisagreementHasAName) {
  const auto duty = county().open_session("duty");
  const Json page = body_of(county().get(duty, "/api/v1/plans/zezhou-2022/findings"));
  EXPECT_GT(page["rows"].size(), 200u);
  for (const auto& row : page["rows"]) EXPECT_NE(row["kind_label"]["zh"], row["kind"]);
}

TEST(Reading, WhatASideLacksMarksNoneOfItsWords) {
  const auto duty = county().open_session("duty");
  // The row alone says 长期坚持; the measure itself has no words that differ.
  const Json page = body_of(county().get(duty, "/api/v1/plans/zezhou-2022/reading/air/m1"));
  std::size_t marked = 0, all = 0;
  for (const auto& paragraph : page["paragraphs"]) {
    if (!paragraph["focus"]) continue;
    for (const auto& part : paragraph["parts"]) {
      const auto size = part["text"].get<std::string>().size();
      all += size;
      if (part.contains("finding")) marked += size;
    }
  }
  EXPECT_GT(marked, 0u);
  EXPECT_LT(marked, all / 2);
}

TEST(Reading, SaysWhomTheTownshipsConcernedAreOrThatNobodyIsNamed) {
  std::size_t nobody = 0, named = 0;
  const auto duty = county().open_session("duty");
  for (const char* item : {"air/m1", "air/m4", "water/m2", "water/m5", "water/m14", "water/t5", "water/t9"}) {
    const Json page = body_of(county().get(duty, std::string("/api/v1/plans/zezhou-2022/reading/") + item));
    for (const auto& unit : page["units"]) {
      const std::string name = unit["name"];
      if (name.find("有关乡镇") == std::string::npos) {
        EXPECT_FALSE(unit.contains("meant")) << unit;
        continue;
      }
      ASSERT_TRUE(unit.contains("meant")) << unit;
      (unit["meant"]["zh"] == "原文没有点名，不知指哪些；任务函不发给任何一家" ? nobody : named) += 1;
    }
  }
  EXPECT_GT(nobody, 0U);
}

TEST(Reading, APersonConfirmsAndTheHeadCountsIt) {
  County own;
  const auto duty = own.open_session("duty");
  const std::string head = "/api/v1/plans/zezhou-2022/reading", item = "/api/v1/items/zezhou-2022/water/m15/bindings";
  const int open = body_of(own.get(duty, head))["open"];
  Json order = {{"promise", "zezhou-2022/water/m15#1"}, {"archetype", "coverage"}, {"params", {{"kind", "plant"}}}};
  const auto refused = own.post(duty, item, order);
  EXPECT_EQ(refused.status, 422) << "the tree of a coverage needs its property, target and date";
  EXPECT_EQ(body_of(refused)["code"], "plan.confirm.params");
  order = {{"promise", "zezhou-2022/water/m15#1"},
           {"archetype", "recurring_duty"},
           {"params", {{"every", "P1M"}}},
           {"reason", "按调度会意见"}};
  const Json page = body_of(own.post(duty, item, order));
  EXPECT_EQ(page["promises"][0]["state"], "confirmed");
  EXPECT_EQ(page["promises"][0]["confirmed_by"], "duty");
  EXPECT_EQ(page["promises"][0]["reason"], "按调度会意见");
  EXPECT_EQ(body_of(own.get(duty, head))["open"], open - 1);
  for (const char* other : {"audit", "clerk"})
    EXPECT_EQ(own.post(own.open_session(other), item, order).status, 403) << other;
}

TEST(Reading, ACorrectionLiesOverTheItemUntilItIsTakenBack) {
  County own;
  const auto duty = own.open_session("duty");
  const std::string edits = "/api/v1/plans/zezhou-2022/edits", item = "/api/v1/plans/zezhou-2022/reading/air/t5";
  const Json order = {{"item", "air/t5"},
                      {"field", "deadlines"},
                      {"quote", "按市生态环境局要求时限"},
                      {"value", {{"text", "2022年5月底前"}}},
                      {"reason", "正文写明"}};
  const Json list = body_of(own.post(duty, edits, order));
  const Json& edit = list["edits"][0];
  EXPECT_EQ(edit["state"], "standing");
  EXPECT_EQ(edit["before"]["kind"], "external");
  EXPECT_EQ(edit["value"]["end"], "2022-05-31") << "read from the words as the reader would";
  Json page = body_of(own.get(duty, item));
  EXPECT_EQ(page["deadlines"][0]["end"], "2022-05-31");
  EXPECT_EQ(page["deadlines"][0]["edit"], edit["id"]);
  EXPECT_EQ(own.post(duty, edits, order).status, 409) << "one at a time";
  own.post(duty, edits + "/" + std::to_string(edit["id"].get<int>()) + "/withdraw", Json::object());
  page = body_of(own.get(duty, item));
  EXPECT_EQ(page["deadlines"][0]["kind"], "external");
  EXPECT_EQ(page["edits"][0]["state"], "withdrawn");
}

TEST(Reading, RejectingNeedsAReasonAndALetterTellsWhatIsSent) {
  County own;
  const auto duty = own.open_session("duty");
  const std::string letter = "/api/v1/plans/zezhou-2022/letter.docx";
  const std::string finding = std::string("/api/v1/plans/zezhou-2022/findings/") + County::kFinding;
  EXPECT_EQ(own.get(duty, letter).body.substr(0, 2), "PK");
  own.post(duty, finding + "/withdraw", Json::object());
  EXPECT_EQ(own.get(duty, letter).status, 404) << "nothing to tell";
  EXPECT_EQ(body_of(own.post(duty, finding + "/decision", {{"decision", "rejected"}}))["code"], "plan.decision.reason");
  const Json accepted = body_of(own.post(duty, finding + "/decision", {{"decision", "accepted"}}));
  const Json& row = accepted["rows"].back();
  EXPECT_EQ(row["decision"]["decision"], "accepted");
  EXPECT_TRUE(row["gone"]);
  ASSERT_TRUE(row["decision"].contains("edit")) << "the row's time limit is put right by an edit";
  const Json page = body_of(own.get(duty, "/api/v1/plans/zezhou-2022/reading/air/t5"));
  EXPECT_EQ(page["deadlines"][0]["end"], "2022-05-31");
}

}  // namespace
}  // namespace limpid::testing
