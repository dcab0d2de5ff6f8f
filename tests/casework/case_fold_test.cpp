// SPDX-License-Identifier: Apache-2.0
#include "casework/case_fold.hpp"

#include <gtest/gtest.h>

#include "casework/acts.hpp"
#include "casework/dispatch.hpp"
#include "ledger/records/registry.hpp"
#include "support/memory_facts.hpp"

namespace limpid {
namespace {

using casework::CaseRules;
using ledger::Episode;

const std::string kSection = "section/xinbi-nanqiao";
const Instant kNoon = from_civil(2022, 9, 13, 12);
const std::string kKey = kSection + "|water-class|" + format_instant(kNoon);

TEST(CaseStates, TheTableOfTheHeader) {
  const std::vector<std::string> stages{"accepted", "acting", "recovered", "review", "closed", "reopened"};
  const std::vector<std::pair<std::string, std::vector<std::string>>> table{
      {"open", {"accepted", "acting", "recovering", "open", "closed", "open"}},
      {"accepted", {"accepted", "acting", "recovering", "accepted", "closed", "accepted"}},
      {"acting", {"acting", "acting", "recovering", "acting", "closed", "acting"}},
      {"recovering", {"recovering", "recovering", "recovering", "review", "closed", "recovering"}},
      {"review", {"review", "review", "review", "review", "closed", "review"}},
      {"closed", {"closed", "closed", "closed", "closed", "closed", "open"}},
  };
  for (const auto& [state, row] : table) {
    for (std::size_t i = 0; i < stages.size(); ++i)
      EXPECT_EQ(casework::state_after(state, stages[i]), row[i]) << state << " + " << stages[i];
    for (const char* still : {"found", "alerted", "traced", "dispatched", "evidence"})
      EXPECT_EQ(casework::state_after(state, still), state);
  }
}

class Cases : public ::testing::Test {
 protected:
  Cases() : rules(casework::load_case_rules(LIMPID_SOURCE_DIR)) {
    facts.time = kNoon + kHour;
    object(kSection, "大东沟镇");
    unit("市生态环境局泽州分局", {"泽州分局"});
    unit("大东沟镇人民政府", {"大东沟镇"});
    item("zezhou-2022/water/m23", {{"市生态环境局泽州分局", "responsible"}, {"有关乡镇人民政府", "responsible"}});
    episode.object = kSection;
    episode.condition = "water-class";
    episode.state = "open";
    episode.level = "notice";
    episode.opened = kNoon;
    episode.last_bad = kNoon + kHour;
    episode.items = {"zezhou-2022/water/m23"};
    episode.laps = {{kNoon, std::nullopt, std::nullopt}};
    episode.verdict_rule = "water-class/PT1H";
    episode.what = {"alerts.what.water-class", {{"place", "辛壁南桥"}}, ""};
  }
  void object(const std::string& ref, const std::string& township) {
    ledger::Object o;
    o.kind = ref.substr(0, ref.find('/'));
    o.key = ref.substr(ref.find('/') + 1);
    o.name = "辛壁南桥";
    if (!township.empty()) o.attributes["township"] = township;
    facts.put("object", ref, o);
  }
  void unit(const std::string& name, const std::vector<std::string>& aliases) {
    ledger::Unit u;
    u.name = name;
    u.aliases = aliases;
    facts.put("unit", name, u);
  }
  void item(const std::string& key, const std::vector<std::pair<std::string, std::string>>& units) {
    Json list = Json::array();
    for (const auto& [name, role] : units) list.push_back({{"name", name}, {"role", role}});
    facts.put("item", key, {{"units", list}});
  }
  casework::Dispatch given() { return casework::dispatch(episode, rules, facts); }
  ledger::Case made(const std::optional<ledger::Case>& before = std::nullopt) {
    return casework::case_of(kKey, episode, facts.time, before, rules, facts);
  }
  casework::CaseFile file() {
    casework::CaseFile f{kKey, made(), {}};
    f.tasks = casework::new_tasks(f, episode, given().tasks, rules);
    casework::settle_tasks(f);
    return f;
  }

  testing::MemoryFacts facts;
  CaseRules rules;
  Episode episode;
  const casework::Actor officer{"user:li", {}, true};
  const casework::Actor bureau{"user:wang", {"市生态环境局泽州分局"}, false};
  const casework::Actor town{"user:zhang", {"大东沟镇人民政府"}, false};
  const casework::Actor stranger{"user:zhao", {"巴公镇人民政府"}, false};
};

TEST_F(Cases, GoToTheFirstResponsibleAndTheTaskToTheTownshipOfTheSection) {
  const auto d = given();
  EXPECT_EQ(d.unit, "市生态环境局泽州分局");
  EXPECT_EQ(d.cooperating, std::vector<std::string>{"大东沟镇人民政府"});
  EXPECT_EQ(d.tasks, std::vector<std::string>{"大东沟镇人民政府"});
  EXPECT_EQ(d.item, "zezhou-2022/water/m23");
}

TEST_F(Cases, GoToTheLeadUnitWhereThereIsOneByItsNameInTheRegister) {
  item("zezhou-2022/water/m23", {{"县水务局", "responsible"}, {"泽州分局", "lead"}});
  const auto d = given();
  EXPECT_EQ(d.unit, "市生态环境局泽州分局");
  EXPECT_EQ(d.tasks, std::vector<std::string>{"市生态环境局泽州分局"});
}

TEST_F(Cases, AnItemWithoutUnitsLeavesItToTheNext) {
  item("zezhou-2022/water/g10", {});
  episode.items.insert(episode.items.begin(), "zezhou-2022/water/g10");
  EXPECT_EQ(given().unit, "市生态环境局泽州分局");
  EXPECT_EQ(given().item, "zezhou-2022/water/g10");
}

TEST_F(Cases, TheTownshipMayComeFromAnnexOne) {
  object(kSection, "");
  EXPECT_TRUE(given().cooperating.empty()) << "without a township the placeholder says nothing";
  facts.put("item", "zezhou-2022/water/g10", {{"units", Json::array()}, {"township", "大东沟镇"}});
  episode.items.push_back("zezhou-2022/water/g10");
  EXPECT_EQ(given().tasks, std::vector<std::string>{"大东沟镇人民政府"});
}

TEST_F(Cases, ASilentDeviceGoesToItsOperatorElseToTheTownship) {
  episode.condition = "silent";
  EXPECT_EQ(given().unit, "大东沟镇人民政府");
  ledger::Object o;
  o.kind = "section";
  o.key = "xinbi-nanqiao";
  o.attributes = {{"township", "大东沟镇"}, {"operator", "泽州分局"}};
  facts.put("object", kSection, o);
  EXPECT_EQ(given().unit, "市生态环境局泽州分局");
  object(kSection, "");
  EXPECT_EQ(given().unit, "市生态环境局泽州分局") << "last the units of the items";
}

TEST_F(Cases, WithoutAnybodyNamedGoToTheLastResortAndSaySo) {
  episode.object = "dust-site/unregistered";
  episode.items.clear();
  EXPECT_EQ(given().unit, "市生态环境局泽州分局");
  EXPECT_EQ(given().tasks, std::vector<std::string>{"市生态环境局泽州分局"});
  const auto c = made();
  EXPECT_EQ(c.unit, "市生态环境局泽州分局");
  EXPECT_EQ(c.timeline.back().what.code, "casework.timeline.dispatched_last_resort");
}

TEST_F(Cases, TheLastResortIsTheBureauThatThePlansNameMost) {
  episode.object = "dust-site/unregistered";
  episode.items.clear();
  unit("市生态环境局", {});
  unit("县生态环境局", {"县环境局"});
  item("zezhou-2022/air/m1", {{"县环境局", "lead"}});
  item("zezhou-2022/air/m2", {{"县生态环境局", "lead"}, {"市生态环境局泽州分局", "cooperating"}});
  item("zezhou-2022/air/m3", {{"县环境局", "lead"}});
  EXPECT_EQ(given().unit, "县生态环境局") << "three items, once by its alias";
  rules.last_resort = {"水务局"};
  EXPECT_EQ(given().unit, "县生态环境局") << "no such unit: the one that is named most of all";
  facts = {};
  EXPECT_EQ(given().unit, "水务局") << "nobody is registered";
}

TEST_F(Cases, BeginWithTheirFirstStepsAndALimit) {
  const auto c = made();
  EXPECT_EQ(c.state, "open");
  EXPECT_EQ(c.opened, kNoon + kHour);
  EXPECT_EQ(c.due, kNoon + 2 * kHour);
  ASSERT_EQ(c.timeline.size(), 3U);
  EXPECT_EQ(c.timeline[0].stage, "found");
  EXPECT_EQ(c.timeline[1].stage, "alerted");
  EXPECT_EQ(c.timeline[2].stage, "dispatched");
}

TEST_F(Cases, FoundInOldDataCountTheirLimitFromNow) {
  facts.time = kNoon + 100 * kHour;
  EXPECT_EQ(made().due, kNoon + 101 * kHour);
}

TEST_F(Cases, ATraceIsAStepOfItsOwn) {
  ledger::Trace t;
  t.episode = kKey;
  t.run = 1;
  t.frozen_at = kNoon + kHour;
  t.candidates.resize(2);
  t.candidates[0].object = "outfall/ch-07";
  t.candidates[0].weight = 0.66;
  t.candidates[1].object = "outfall/ch-09";
  facts.put("trace", kKey + "/1", t);
  const auto c = made();
  ASSERT_EQ(c.timeline.size(), 4U);
  EXPECT_EQ(c.timeline[2].stage, "traced");
  EXPECT_EQ(c.timeline[2].ref, kKey + "/1");
  ASSERT_EQ(c.timeline[2].what.args.at("candidates").size(), 1U) << "0 % is no suspicion";
  EXPECT_EQ(c.timeline[2].what.args.at("candidates").at(0).at("args").at("percent"), 66);
}

TEST_F(Cases, RecoverAndCloseByData) {
  auto c = made();
  episode.laps.back().recovered = kNoon + 3 * kHour;
  c = made(c);
  EXPECT_EQ(c.state, "recovering");
  EXPECT_FALSE(c.due);
  episode.laps.back().recovered.reset();
  c = made(c);
  EXPECT_EQ(c.state, "open") << "a bad hour takes the recovery back";
  episode.laps.back() = {kNoon, kNoon + 6 * kHour, kNoon + 5 * kHour};
  episode.state = "closed";
  episode.closed = kNoon + 6 * kHour;
  c = made(c);
  EXPECT_EQ(c.state, "closed");
  EXPECT_EQ(c.closed, kNoon + 6 * kHour);
  EXPECT_EQ(c.closed_by, "data");
  EXPECT_EQ(c.close_reason, "recovered");
}

TEST_F(Cases, RelapseOpensTheSameCaseForAFurtherLap) {
  episode.laps = {{kNoon, kNoon + 6 * kHour, kNoon + 5 * kHour}, {kNoon + 10 * kHour, std::nullopt, std::nullopt}};
  facts.time = kNoon + 11 * kHour;
  const auto c = made();
  EXPECT_EQ(c.state, "open");
  EXPECT_EQ(c.laps, 2);
  EXPECT_FALSE(c.closed);
  EXPECT_EQ(c.closed_by, "");
  EXPECT_EQ(c.due, kNoon + 12 * kHour);
}

TEST_F(Cases, CorrectedDataCloseThemAndMayBringThemBack) {
  auto c = made();
  episode.state = "withdrawn";
  episode.close_reason = "corrected";
  episode.closed = kNoon + kHour;
  episode.laps.back().closed = episode.closed;
  facts.time = kNoon + 4 * kHour;
  c = made(c);
  EXPECT_EQ(c.state, "closed");
  EXPECT_EQ(c.closed_by, "data");
  EXPECT_EQ(c.close_reason, "corrected");
  EXPECT_EQ(c.closed, kNoon + 4 * kHour);
  EXPECT_EQ(made(c).timeline.size(), c.timeline.size());
  episode.state = "open";
  episode.closed.reset();
  episode.laps.back().closed.reset();
  facts.time = kNoon + 5 * kHour;
  EXPECT_EQ(made(c).state, "open");
  episode.state = "closed";
  episode.closed = kNoon + 2 * kHour;
  episode.laps.back() = {kNoon, episode.closed, kNoon + 2 * kHour};
  EXPECT_EQ(made(c).state, "closed") << "bad after all, but long over";
}

TEST_F(Cases, PeopleAcceptActAndShow) {
  const auto f = file();
  const Instant at = kNoon + 90 * kMinute;
  const auto taken = casework::accept(f, town, at, rules, " 已派人 ");
  ASSERT_TRUE(taken);
  facts.apply(*taken);
  auto now = *casework::load_case(facts, kKey);
  EXPECT_EQ(now.content.state, "accepted");
  EXPECT_EQ(now.content.due, at + 6 * kHour);
  EXPECT_EQ(now.tasks.at(0).state, "accepted");
  EXPECT_EQ(now.content.timeline.back().actor, "user:zhang");
  EXPECT_EQ(now.content.timeline.back().what.args.at("text"), "已派人") << "what was said is on record";
  facts.apply(*casework::accept(f, town, at, rules, "  "));
  EXPECT_EQ(casework::load_case(facts, kKey)->content.timeline.back().what.code, "casework.timeline.accepted");
  facts.apply(*taken);

  const auto again = casework::accept(now, town, at, rules);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, "casework.accepted_already");

  facts.apply(*casework::act(now, town, at + kHour, " 现场查看曝气风机 ", rules));
  now = *casework::load_case(facts, kKey);
  EXPECT_EQ(now.content.state, "acting");
  EXPECT_EQ(now.content.timeline.back().what.args.at("text"), "现场查看曝气风机");

  const casework::Attachment photo{"ab12", "风机.jpg", "image/jpeg"};
  EXPECT_EQ(casework::next_evidence(facts, kKey), 1);
  facts.apply(*casework::attach(now, town, at + 2 * kHour, 1, "", photo, rules));
  now = *casework::load_case(facts, kKey);
  EXPECT_EQ(now.content.state, "acting") << "evidence moves no state";
  EXPECT_EQ(now.content.timeline.back().ref, kKey + "!1");
  EXPECT_EQ(facts.record("evidence", kKey + "!1")->content.at("file"), "ab12");
  EXPECT_EQ(casework::next_evidence(facts, kKey), 2);

  const auto kept = made(now.content);
  EXPECT_EQ(kept.state, "acting") << "what people did outlives a new reading";
  EXPECT_EQ(kept.timeline.size(), now.content.timeline.size());
}

TEST_F(Cases, ActingWithoutHavingAcceptedDoesBoth) {
  const auto done = casework::act(file(), town, kNoon + 2 * kHour, "关停闸门", rules);
  ASSERT_TRUE(done);
  facts.apply(*done);
  const auto now = *casework::load_case(facts, kKey);
  EXPECT_EQ(now.content.state, "acting");
  EXPECT_EQ(now.tasks.at(0).state, "accepted");
}

TEST_F(Cases, RefuseWhatIsNotTheActorsOrSaysNothing) {
  const auto f = file();
  const Instant at = kNoon + 2 * kHour;
  for (const auto& refused :
       {casework::accept(f, stranger, at, rules), casework::act(f, stranger, at, "x", rules),
        casework::attach(f, stranger, at, 1, "x", std::nullopt, rules), casework::close(f, stranger, at, "x", rules)}) {
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "casework.not_your_unit");
    EXPECT_EQ(refused.error().args.at("units"), (Json{"市生态环境局泽州分局", "大东沟镇人民政府"}));
  }
  EXPECT_EQ(casework::act(f, town, at, "  ", rules).error().code, "casework.no_words");
  EXPECT_EQ(casework::attach(f, town, at, 1, "", std::nullopt, rules).error().code, "casework.no_evidence");
  EXPECT_EQ(casework::close(f, bureau, at, " \n", rules).error().code, "casework.no_reason");
  EXPECT_EQ(casework::close(f, town, at, "已处理", rules).error().code, "casework.not_your_unit")
      << "a task's unit does not close the case";
}

TEST_F(Cases, ANamedPersonClosesWithAReasonAndDataDoNotUndoIt) {
  facts.apply(*casework::close(file(), bureau, kNoon + 2 * kHour, "监测站检修，读数无效", rules));
  auto now = *casework::load_case(facts, kKey);
  EXPECT_EQ(now.content.state, "closed");
  EXPECT_EQ(now.content.closed_by, "user:wang");
  EXPECT_EQ(now.content.close_reason, "监测站检修，读数无效");
  EXPECT_EQ(now.tasks.at(0).state, "lapsed") << "nobody of the township took it";
  EXPECT_EQ(casework::accept(now, officer, kNoon + 3 * kHour, rules).error().code, "casework.closed");

  episode.laps.back() = {kNoon, kNoon + 6 * kHour, kNoon + 5 * kHour};
  episode.state = "closed";
  episode.closed = kNoon + 6 * kHour;
  now.content = made(now.content);
  EXPECT_EQ(now.content.closed_by, "user:wang");
  episode.laps.push_back({kNoon + 9 * kHour, std::nullopt, std::nullopt});
  episode.state = "open";
  episode.closed.reset();
  now.content = made(now.content);
  casework::settle_tasks(now);
  EXPECT_EQ(now.content.state, "open") << "a relapse opens even what a person closed";
  EXPECT_EQ(now.tasks.at(0).state, "open");
}

}  // namespace
}  // namespace limpid
