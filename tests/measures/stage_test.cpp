// SPDX-License-Identifier: Apache-2.0
#include "measures/stage.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>

#include "measures/county.hpp"

namespace limpid {
namespace {

Json milestone(const std::string& project) {
  return {{"kind", "project"},
          {"objects", {project}},
          {"reached", {{{"attribute", "status"}, {"op", "="}, {"value", "complete"}}}},
          {"by", "2022-08-31"}};
}

class Measures : public ::testing::Test {
 protected:
  Measures() { county.it_is("2022-09-13T17:20+08:00"); }

  std::vector<std::string> touched_by(std::vector<ledger::JournalRow> rows,
                                      std::vector<store::Observation> observations = {}) {
    std::vector<std::string> out;
    for (const auto& window : county.stage().touched({.observations = observations, .rows = rows}, county.facts))
      out.push_back(window.subject);
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
  }
  static ledger::JournalRow news(const std::string& kind, const std::string& key, const std::string& rule = {}) {
    return {.seq = 1, .at = {}, .stage = "other", .kind = kind, .key = key, .rule = rule, .start = {}};
  }
  testing::County county;
};

TEST_F(Measures, AnItemIsAsGoodAsItsWorstPromise) {
  county.promised("p/water/m15", "milestone", milestone("project/done"));
  county.facts.put("promise", "p/water/m15#2", {{"text", "words"}});
  county.bound("p/water/m15#2", "milestone", milestone("project/late"));
  county.registered("project", "done", {{"status", "complete"}});
  county.registered("project", "late", {{"status", "under_way"}});
  const auto status = county.status("p/water/m15");
  EXPECT_EQ(status.state, "breached");
  ASSERT_EQ(status.detail.at("promises").size(), 2u);
  EXPECT_EQ(status.detail.at("promises")[0].at("state"), "met");
}

TEST_F(Measures, AnItemWithoutBindingSaysWhatItNeedsAndIsNeverFine) {
  county.promised("p/air/m21");
  county.needs("p/air/m21", "measures.archetype.gate");
  const auto status = county.status("p/air/m21");
  EXPECT_EQ(status.state, "unknown");
  EXPECT_EQ(status.reason, "not_bound");
  EXPECT_EQ(county.zh(status.sentence), "未绑定 · 准入");
}

TEST_F(Measures, AMetPromiseDoesNotCoverAnUnboundOne) {
  county.promised("p/water/m15", "milestone", milestone("project/done"));
  county.facts.put("promise", "p/water/m15#2", {{"text", "words"}});
  county.registered("project", "done", {{"status", "complete"}});
  EXPECT_EQ(county.status("p/water/m15").state, "unknown");
  EXPECT_EQ(county.status("p/water/m15").reason, "partly_bound");
}

TEST_F(Measures, ASafeguardWithoutPromisesHasAStatusToo) {
  county.facts.put("item", "p/air/s1", {{"title", "加强组织领导"}});
  EXPECT_EQ(county.status("p/air/s1").reason, "not_bound");
}

TEST_F(Measures, AnIncompleteBindingIsInvalidAndStopsNothingElse) {
  county.promised("p/water/m1", "milestone", {{"kind", "project"}});
  county.promised("p/water/m2", "milestone", milestone("project/done"));
  county.promised("p/water/m3", "cap", Json::object());
  county.registered("project", "done", {{"status", "complete"}});
  EXPECT_EQ(county.status("p/water/m1").reason, "invalid");
  EXPECT_EQ(county.status("p/water/m2").state, "met");
  EXPECT_EQ(county.status("p/water/m3").reason, "not_supported");
}

TEST_F(Measures, TwoItemsWhoseKeysBeginAlikeAreNotMixed) {
  county.promised("p/water/m1", "milestone", milestone("project/done"));
  county.promised("p/water/m10", "milestone", milestone("project/late"));
  county.registered("project", "done", {{"status", "complete"}});
  county.registered("project", "late", {{"status", "under_way"}});
  EXPECT_EQ(county.status("p/water/m1").state, "met");
  EXPECT_EQ(county.status("p/water/m10").state, "breached");
}

TEST_F(Measures, WhatIsTouchedIsWhatMayHaveChanged) {
  county.promised("p/water/m9", "coverage", {{"kind", "plant"}, {"reporting", {{"within_hours", 24}}}});
  county.promised("p/water/m3", "monitoring_duty", {{"kind", "outfall"}, {"every", "P1M"}});
  county.promised("p/water/g1", "quality_target",
                  {{"kind", "section"}, {"object", "section/a"}, {"rule", "water-class"}});
  county.promised("p/water/g2", "quality_target",
                  {{"kind", "section"}, {"object", "section/b"}, {"rule", "water-class"}});
  county.promised("p/air/m11", "threshold_response",
                  {{"kind", "dust-site"}, {"rule", "dust/PT1H"}, {"condition", "dust"}});
  county.promised("p/air/m1");
  using ::testing::ElementsAre;
  using ::testing::IsEmpty;
  EXPECT_THAT(touched_by({news("object", "plant/x")}), ElementsAre("p/water/m9"));
  EXPECT_THAT(touched_by({news("verdict", "section/a", "water-class/PT1H")}), ElementsAre("p/water/g1"));
  EXPECT_THAT(touched_by({news("verdict", "section/c", "water-class/PT1H")}), IsEmpty());
  EXPECT_THAT(touched_by({news("verdict", "dust-site/s", "dust/PT1H")}), ElementsAre("p/air/m11"));
  EXPECT_THAT(touched_by({news("case", "dust-site/s|dust|2022")}), ElementsAre("p/air/m11"));
  EXPECT_THAT(touched_by({news("tick", "PT1H")}), ElementsAre("p/air/m11", "p/water/m9"));
  EXPECT_THAT(touched_by({news("tick", "P1D")}),
              ElementsAre("p/air/m11", "p/water/g1", "p/water/g2", "p/water/m3", "p/water/m9"));
  EXPECT_THAT(touched_by({news("binding", "p/air/m1#1")}), ElementsAre("p/air/m1"));
  EXPECT_THAT(touched_by({news("status", "p/air/m11", "item")}), IsEmpty()) << "a status is no fact for a status";
  store::Observation lab;
  lab.series =
      std::make_shared<const store::SeriesKey>(store::SeriesKey{"outfall/a", "w21003", "avg", Period::day, "lab"});
  EXPECT_THAT(touched_by({}, {lab}), ElementsAre("p/water/m3"));
}

TEST_F(Measures, APromiseThatNothingJudgesHidesNoBreachAndMakesNoItemMet) {
  county.promised("p/water/m10", "milestone", milestone("project/done"));
  county.registered("project", "done", {{"status", "complete"}});
  county.facts.put("promise", "p/water/m10#2", {{"text", "words"}, {"item", "p/water/m10"}});
  ledger::Binding rest;
  rest.promise = "p/water/m10#2";
  rest.needs = {
      "plan.needs", {{"what", Json::array({{{"code", "plan.register.pipes"}, {"args", Json::object()}}})}}, {}};
  county.facts.put("binding", rest.promise, rest);
  const auto status = county.status("p/water/m10");
  EXPECT_EQ(status.state, "unknown");
  EXPECT_EQ(status.reason, "partly_bound");
  EXPECT_EQ(status.detail.at("bound_part"), "met");
  EXPECT_EQ(status.archetype, "milestone") << "what the bound one says stays in sight";
  EXPECT_THAT(county.zh(status.sentence), ::testing::HasSubstr("管网养护记录"));
  county.promised("p/water/m10", "milestone", milestone("project/late"));
  county.registered("project", "late", {{"status", "in_progress"}});
  EXPECT_EQ(county.status("p/water/m10").state, "breached");
}

TEST_F(Measures, AskingAgainWritesNothingNew) {
  county.promised("p/water/m15", "milestone", milestone("project/done"));
  county.registered("project", "done", {{"status", "complete"}});
  county.asked();
  county.asked();
  for (const auto& row : county.facts.derived({.kind = "status"})) EXPECT_EQ(row.version, 1) << row.subject;
}

TEST_F(Measures, AnItemThatANewDocumentDroppedHasNoStatus) {
  county.promised("p/water/m15", "milestone", milestone("project/done"));
  county.asked();
  county.facts.put("item", "p/water/m15", nullptr);
  county.asked();
  EXPECT_TRUE(county.facts.derived({.kind = "status"}).empty());
}

TEST(MeasuresMessages, EveryCodeThatIsWrittenHasItsWords) {
  const std::filesystem::path root = LIMPID_SOURCE_DIR;
  const auto messages = Messages::load(root);
  const std::regex code("\"(measures\\.[a-z_.]+[a-z])\"");
  for (const auto& entry : std::filesystem::directory_iterator(root / "src" / "measures")) {
    if (entry.path().extension() != ".cpp") continue;
    const auto text = read_file(entry.path());
    for (auto it = std::sregex_iterator(text.begin(), text.end(), code); it != std::sregex_iterator(); ++it)
      for (const char* lang : {"zh", "en"})
        EXPECT_TRUE(messages.has(lang, (*it)[1].str())) << lang << " lacks " << (*it)[1];
  }
}

}  // namespace
}  // namespace limpid
