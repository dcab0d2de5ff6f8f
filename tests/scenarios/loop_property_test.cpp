// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "alerts/alerts_stage.hpp"
#include "casework/casework_stage.hpp"
#include "ledger/ledger_facts.hpp"
#include "support/county_world.hpp"

namespace limpid {
namespace {

using testing::CountyWorld;
const Instant kStart = from_civil(2022, 9, 12);
const std::string kSection = "section/xinbi-nanqiao";

std::vector<std::unique_ptr<ledger::Stage>> chain() {
  std::vector<std::unique_ptr<ledger::Stage>> stages;
  stages.push_back(std::make_unique<alerts::AlertsStage>(alerts::load_alert_rules(LIMPID_SOURCE_DIR)));
  stages.push_back(std::make_unique<casework::CaseworkStage>(casework::load_case_rules(LIMPID_SOURCE_DIR)));
  return stages;
}

/// One class an hour, and the end of the hour; the chain catches up after an hour with the given chance.
std::unique_ptr<CountyWorld> play(const std::vector<int>& ranks, int percent, std::mt19937& random) {
  auto world = std::make_unique<CountyWorld>(chain());
  world->start_clock(kStart);
  world->object(kSection, "辛壁南桥", {{"township", "大东沟镇"}});
  std::uniform_int_distribution<int> die(0, 99);
  for (std::size_t h = 0; h < ranks.size(); ++h) {
    const Instant start = kStart + static_cast<int>(h) * kHour;
    if (ranks[h] > 0) world->verdict(kSection, "water-class/PT1H", start, testing::class_verdict(ranks[h]));
    world->clock(start + kHour);
    if (die(random) < percent) world->catch_up();
  }
  world->catch_up();
  return world;
}

std::vector<int> ranks(std::mt19937& random, int hours) {
  std::vector<int> all;
  std::uniform_int_distribution<int> percent(0, 99);
  for (int h = 0; h < hours; ++h) {
    const int p = percent(random);
    all.push_back(p < 5 ? 0 : p < 80 ? 3 : p < 95 ? 5 : 6);
  }
  return all;
}

/// Without the limits: a case that the chain finds after hours of rest counts its limit from then.
std::map<std::string, Json> without_limits(CountyWorld& world, const std::string& kind) {
  auto all = world.contents(kind);
  for (auto& [key, content] : all) content.erase("due");
  return all;
}

TEST(LoopProperty, AnySplitOfTheInputGivesTheSameCasesAndTasks) {
  for (unsigned seed = 1; seed <= 3; ++seed) {
    std::mt19937 random(seed);
    const auto history = ranks(random, 80);
    const auto steady = play(history, 100, random);
    const auto at_once = play(history, 0, random);
    const auto between = play(history, 30, random);
    EXPECT_GT(steady->contents("case").size(), 0U);
    for (const std::string kind : {"case", "task"}) {
      EXPECT_TRUE(without_limits(*at_once, kind) == without_limits(*steady, kind)) << kind << " at once, seed " << seed;
      EXPECT_TRUE(without_limits(*between, kind) == without_limits(*steady, kind)) << kind << " between, seed " << seed;
    }
  }
}

TEST(LoopProperty, SeeingEverythingAgainChangesNothing) {
  std::mt19937 random(7);
  const auto world = play(ranks(random, 80), 50, random);
  const casework::CaseworkStage stage(casework::load_case_rules(LIMPID_SOURCE_DIR));
  const ledger::LedgerFacts facts(world->ledger(), world->store(), world->now());
  const auto rows = world->ledger().journal(0, 100'000);
  auto windows = stage.touched({{}, rows}, facts);
  std::sort(windows.begin(), windows.end());
  EXPECT_FALSE(windows.empty());
  EXPECT_TRUE(stage.evaluate(windows, facts).acts.empty());
}

TEST(LoopProperty, EveryCaseFollowsItsEpisode) {
  std::mt19937 random(9);
  const auto world = play(ranks(random, 120), 60, random);
  for (const auto& r : world->ledger().records("episode")) {
    const auto c = world->ledger().record("case", r.key);
    ASSERT_TRUE(c) << r.key;
    const auto state = r.content.at("state").get<std::string>();
    EXPECT_EQ(c->content.at("state") == "closed", state != "open") << r.key;
    if (state == "closed") {
      EXPECT_EQ(c->content.at("closed"), r.content.at("closed"));
      EXPECT_EQ(c->content.at("laps"), r.content.at("laps").size());
    }
  }
}

}  // namespace
}  // namespace limpid
