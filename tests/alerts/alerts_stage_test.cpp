// SPDX-License-Identifier: Apache-2.0
#include "alerts/alerts_stage.hpp"

#include <gtest/gtest.h>

#include "ledger/records/status.hpp"
#include "support/county_world.hpp"

namespace limpid {
namespace {

using ledger::Episode;
using testing::class_verdict;
using testing::CountyWorld;
using testing::limit_verdict;

const std::string kSection = "section/xinbi-nanqiao";
const std::string kWater = "water-class/PT1H";
const Instant kMorning = from_civil(2022, 9, 12);

Instant hour(int h) {
  return kMorning + h * kHour;
}

class Alerts : public ::testing::Test {
 protected:
  Alerts() : world(stages()) { world.object(kSection, "辛壁南桥", {{"township", "大东沟镇"}}); }

  static std::vector<std::unique_ptr<ledger::Stage>> stages() {
    std::vector<std::unique_ptr<ledger::Stage>> all;
    all.push_back(std::make_unique<alerts::AlertsStage>(alerts::load_alert_rules(LIMPID_SOURCE_DIR)));
    return all;
  }
  void classes(int from, const std::vector<int>& ranks, const std::string& target = "IV") {
    for (std::size_t i = 0; i < ranks.size(); ++i)
      world.verdict(kSection, kWater, hour(from + static_cast<int>(i)), class_verdict(ranks[i], target));
    world.catch_up();
  }
  Episode only() {
    const auto all = world.episodes();
    EXPECT_EQ(all.size(), 1U);
    return all.empty() ? Episode{} : all.front();
  }

  CountyWorld world;
};

TEST_F(Alerts, OpensAfterOneBadHourAndClosesAfterTwoGoodOnes) {
  classes(0, {4, 3, 5});
  auto e = only();
  EXPECT_EQ(e.state, "open");
  EXPECT_EQ(e.opened, hour(2));
  EXPECT_EQ(e.level, "notice");
  EXPECT_EQ(e.figure.name, "w21003");
  EXPECT_EQ(e.figure.value, "1.80");
  EXPECT_EQ(e.limit, "1.5");
  EXPECT_EQ(e.what.code, "alerts.what.water-class");
  EXPECT_EQ(e.what.args.at("place"), "辛壁南桥");
  classes(3, {4});
  e = only();
  EXPECT_EQ(e.state, "open") << "one good hour is not enough";
  EXPECT_EQ(e.laps.back().recovered, hour(4));
  classes(4, {5});
  EXPECT_FALSE(only().laps.back().recovered) << "a bad hour takes the recovery back";
  classes(5, {4, 4});
  e = only();
  EXPECT_EQ(e.state, "closed");
  EXPECT_EQ(e.close_reason, "data");
  EXPECT_EQ(e.closed, hour(7));
  EXPECT_EQ(e.last_bad, hour(5));
  EXPECT_EQ(e.laps.size(), 1U);
}

TEST_F(Alerts, TwoClassesBelowTheTargetAreSeriousAndTheWorstFigureStays) {
  classes(0, {5, 6, 5});
  const auto e = only();
  EXPECT_EQ(e.level, "serious");
  EXPECT_EQ(e.figure.value, "2.36");
  EXPECT_EQ(e.what.args.at("grade").at("code"), "standards.class.>V");
}

TEST_F(Alerts, AnUnknownHourNeitherOpensNorCloses) {
  classes(0, {5});
  world.verdict(kSection, kWater, hour(1), testing::unknown_verdict());
  world.catch_up();
  classes(2, {4});
  EXPECT_EQ(only().state, "open");
  world.verdict(kSection, kWater, hour(3), testing::unknown_verdict());
  classes(4, {4});
  EXPECT_EQ(only().closed, hour(5));
}

TEST_F(Alerts, RelapseWithin24HoursIsAFurtherLapLaterANewEpisode) {
  classes(0, {5, 4, 4});
  classes(3, std::vector<int>(20, 4));
  classes(23, {5});
  auto e = only();
  EXPECT_EQ(e.state, "open");
  EXPECT_EQ(e.opened, hour(0));
  ASSERT_EQ(e.laps.size(), 2U);
  EXPECT_EQ(e.laps[1].last_bad, e.last_bad);
  EXPECT_LT(e.laps[0].last_bad, *e.laps[0].closed);
  EXPECT_EQ(e.laps[1].opened, hour(23));
  classes(24, {4, 4});
  classes(26, std::vector<int>(25, 4));
  classes(51, {5});
  const auto all = world.episodes();
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[1].opened, hour(51));
}

TEST_F(Alerts, LateDataMoveTheStartAndKeepTheKey) {
  classes(10, {5, 5, 4, 4});
  const auto key = world.contents("episode").begin()->first;
  classes(8, {5, 5});
  const auto now = world.contents("episode");
  ASSERT_EQ(now.size(), 1U);
  EXPECT_EQ(now.begin()->first, key);
  EXPECT_EQ(only().opened, hour(8));
  EXPECT_EQ(only().closed, hour(14));
}

TEST_F(Alerts, LateBadDataOfAnOldTimeOpenAndCloseByTheWindowsThatFollow) {
  classes(1, std::vector<int>(100, 4));
  classes(0, {6});
  const auto e = only();
  EXPECT_EQ(e.state, "closed");
  EXPECT_EQ(e.closed, hour(3));
}

TEST_F(Alerts, CorrectedDataWithdrawAndBringItBackUnderItsKey) {
  classes(0, {4, 5, 4});
  classes(1, {4});
  auto e = only();
  EXPECT_EQ(e.state, "withdrawn");
  EXPECT_EQ(e.close_reason, "corrected");
  classes(1, {5});
  e = only();
  EXPECT_EQ(e.state, "open");
  world.no_verdict(kSection, kWater, hour(1));
  world.catch_up();
  EXPECT_EQ(only().state, "withdrawn");
}

TEST_F(Alerts, LateBadHoursJoinTwoEpisodesIntoTheEarlier) {
  classes(0, {5, 4, 4});
  classes(40, {5, 4, 4});
  ASSERT_EQ(world.episodes().size(), 2U);
  classes(20, {5, 4, 4});  // within 24 h of the first's closing, and the second is within 24 h of this
  const auto all = world.episodes();
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].laps.size(), 3U);
  EXPECT_EQ(all[1].state, "withdrawn");
  EXPECT_EQ(all[1].close_reason, "merged");
}

TEST_F(Alerts, ClassFallIsMeasuredAgainstTheWorstOfTheLastDay) {
  std::vector<int> day(24, 2);
  day[5] = 3;
  classes(0, day, "");
  classes(24, {3}, "");
  EXPECT_TRUE(world.episodes().empty()) << "III was reached yesterday too";
  classes(25, {4}, "");
  auto e = only();
  EXPECT_EQ(e.condition, "class-fall");
  EXPECT_EQ(e.what.args.at("target").at("code"), "standards.class.III");
  classes(26, std::vector<int>(30, 4), "");
  EXPECT_EQ(only().state, "open") << "a long fall does not become its own measure";
  classes(56, {3, 3}, "");
  EXPECT_EQ(only().state, "closed");
}

TEST_F(Alerts, ClassFallNeedsEnoughHoursToCompareWith) {
  classes(0, std::vector<int>(11, 2), "");
  classes(11, {5}, "");
  EXPECT_TRUE(world.episodes().empty());
}

TEST_F(Alerts, DustOpensAndReleasesByOneHour) {
  const std::string site = "dust-site/ds-01";
  world.object(site, "金村安置房工地");
  world.verdict(site, "dust/PT1H", hour(0), limit_verdict("263", "250", "a34002"));
  world.catch_up();
  EXPECT_EQ(only().state, "open");
  EXPECT_EQ(only().condition, "dust");
  world.verdict(site, "dust/PT1H", hour(1), limit_verdict("240", "250", "a34002"));
  world.catch_up();
  EXPECT_EQ(only().closed, hour(2));
}

TEST_F(Alerts, DischargeAtTwiceItsLimitIsSerious) {
  world.object("outfall/ch-07", "CH-07");
  world.verdict("outfall/ch-07", "discharge/PT1H", hour(0), limit_verdict("9.9", "5", "w21003"));
  world.catch_up();
  EXPECT_EQ(only().level, "notice");
  world.verdict("outfall/ch-07", "discharge/PT1H", hour(1), limit_verdict("10.0", "5", "w21003"));
  world.catch_up();
  EXPECT_EQ(only().level, "serious");
}

class Silence : public Alerts {
 protected:
  Silence() {
    world.start_clock(kMorning);
    world.object("outfall/ch-07", "CH-07");
    world.device("MN07", "outfall/ch-07");
    world.device("MN-NEVER", kSection);
  }
  void sends(int h) { world.reading("MN07", "outfall/ch-07", "w21003", hour(h), 1.0); }
  void tick(int h) {
    world.clock(hour(h));
    world.catch_up();
  }
};

TEST_F(Silence, OpensAfterThreeMissedPeriodsAndClosesWhenItSpeaksAgain) {
  sends(0);
  for (int h = 1; h <= 4; ++h) tick(h);
  EXPECT_TRUE(world.episodes().empty()) << "the third period may still be on its way";
  tick(5);
  auto e = only();
  EXPECT_EQ(e.object, "outfall/ch-07");
  EXPECT_EQ(e.condition, "silent");
  EXPECT_EQ(e.opened, hour(1));
  for (int h = 6; h <= 9; ++h) tick(h);
  EXPECT_EQ(world.ledger().history("episode", world.contents("episode").begin()->first).size(), 1U)
      << "a silence that goes on is no news";
  sends(9);
  tick(10);
  e = only();
  EXPECT_EQ(e.state, "closed");
  EXPECT_EQ(e.closed, hour(9) + 15 * kMinute);
}

TEST_F(Silence, DataFilledInLaterDoNotUndoIt) {
  sends(0);
  for (int h = 1; h <= 5; ++h) tick(h);
  for (int h = 1; h <= 5; ++h) sends(h);
  tick(6);
  EXPECT_EQ(only().state, "closed");
  EXPECT_EQ(only().close_reason, "data");
}

TEST_F(Silence, ManyTicksAtOnceGiveTheSameAsOneByOne) {
  sends(0);
  for (int h = 1; h <= 5; ++h) world.clock(hour(h));
  // Ticks of 4:15 and before saw the first reading only; those after saw all.
  for (int h = 1; h <= 6; ++h) sends(h);
  world.clock(hour(7));
  world.catch_up();
  const auto e = only();
  EXPECT_EQ(e.opened, hour(1));
  EXPECT_EQ(e.closed, hour(5) + 15 * kMinute) << "the first tick that saw them";
}

TEST_F(Silence, ADeviceThatWasMovedIsMissedByNobody) {
  sends(0);
  tick(1);
  world.device("MN07", "outfall/ch-08");
  for (int h = 2; h <= 6; ++h) tick(h);
  EXPECT_TRUE(world.episodes().empty());
}

ledger::Status status(const std::string& state, const std::string& archetype) {
  ledger::Status s;
  s.state = state;
  s.archetype = archetype;
  s.sentence = {"test.sentence", Json::object(), ""};
  return s;
}

TEST_F(Alerts, AStatusThatTurnsBreachedIsAnEpisodeOfThePromise) {
  const auto write = [&](const std::string& promise, const ledger::Status& s) {
    world.apply({{{"status", promise, "promise", Instant{}, hour(9999), s}}, {}}, "measures", "system");
    world.catch_up();
  };
  const std::string promise = "zezhou-2022/water/p1#1";
  write(promise, status("at_risk", "milestone"));
  EXPECT_TRUE(world.episodes().empty());
  world.clock(hour(1));
  write(promise, status("breached", "milestone"));
  write("zezhou-2022/water/g10#1", status("breached", "quality_target"));
  auto e = only();
  EXPECT_EQ(e.object, promise);
  EXPECT_EQ(e.items, std::vector<std::string>{"zezhou-2022/water/p1"});
  EXPECT_EQ(e.opened, hour(1));
  write(promise, status("unknown", "milestone"));
  EXPECT_EQ(only().state, "open");
  world.clock(hour(2));
  write(promise, status("met", "milestone"));
  EXPECT_EQ(only().closed, hour(2));
}

TEST_F(Alerts, AMeasureAndItsRowOfTheLedgerAreOneDutyAndOneEpisode) {
  for (const auto* promise : {"zezhou-2022/water/m9#1", "zezhou-2022/water/t10#1", "zezhou-2022/water/t11#1"}) {
    ledger::Binding b;
    b.promise = promise;
    b.archetype = "coverage";
    b.params = {{"kind", "plant"}, {"by", b.promise.ends_with("t11#1") ? "2022-12-31" : "2022-08-31"}};
    world.write("binding.set", "binding", promise, b);
  }
  for (const auto* promise : {"zezhou-2022/water/t10#1", "zezhou-2022/water/m9#1"})
    world.apply({{{"status", promise, "promise", Instant{}, hour(9999), status("breached", "coverage")}}, {}},
                "measures", "system");
  world.catch_up();
  const auto e = only();
  EXPECT_EQ(e.object, "zezhou-2022/water/m9#1");
  EXPECT_EQ(e.items, (std::vector<std::string>{"zezhou-2022/water/m9", "zezhou-2022/water/t10"}));
}

TEST_F(Alerts, ItemsComeFromTheBindingsThatNameTheObjectFirst) {
  const auto bind = [&](const std::string& promise, const Json& params) {
    ledger::Binding b;
    b.promise = promise;
    b.archetype = "quality_target";
    b.params = params;
    world.write("binding.set", "binding", promise, b);
  };
  bind("zezhou-2022/water/m23#1", {{"kind", "section"}});
  bind("zezhou-2022/water/g10#1", {{"kind", "section"}, {"object", kSection}, {"answered_by", "water/m1"}});
  bind("zezhou-2022/water/g11#1", {{"kind", "section"}, {"object", "section/getao-shuiku-rukou"}});
  bind("zezhou-2022/water/m4#1",
       {{"kind", "section"}, {"where", {{{"attribute", "township"}, {"op", "="}, {"value", "巴公镇"}}}}});
  classes(0, {5});
  EXPECT_EQ(only().items,
            (std::vector<std::string>{"zezhou-2022/water/g10", "zezhou-2022/water/m1", "zezhou-2022/water/m23"}));
}

}  // namespace
}  // namespace limpid
