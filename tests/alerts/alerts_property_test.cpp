// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "alerts/alerts_stage.hpp"
#include "support/county_world.hpp"

namespace limpid {
namespace {

using testing::CountyWorld;
const Instant kStart = from_civil(2022, 9, 12);

/// One thing that happens to the county.
struct Event {
  enum Kind { verdict, reading, tick } kind;
  std::string object;
  int hour;
  int rank;
};

std::string target_of(const std::string& object) {
  return object == "section/qingtianhe" ? "" : "IV";
}

std::vector<Event> history(std::mt19937& random, int hours) {
  std::vector<Event> all;
  std::uniform_int_distribution<int> percent(0, 99);
  for (int h = 0; h < hours; ++h) {
    for (const std::string object : {"section/a", "section/b", "section/qingtianhe"}) {
      const int p = percent(random);
      if (p < 8) continue;  // nothing was judged in this hour
      all.push_back({Event::verdict, object, h, p < 82 ? 3 : p < 92 ? 4 : p < 97 ? 5 : 6});
    }
    if (percent(random) < 60) all.push_back({Event::reading, "outfall/x", h, 0});
    all.push_back({Event::tick, "", h + 1, 0});
  }
  return all;
}

void happen(CountyWorld& world, const Event& e) {
  const Instant start = kStart + e.hour * kHour;
  if (e.kind == Event::verdict)
    world.verdict(e.object, "water-class/PT1H", start, testing::class_verdict(e.rank, target_of(e.object)));
  if (e.kind == Event::reading) world.reading("MNX", e.object, "w21003", start, 1.0);
  if (e.kind == Event::tick) world.clock(start);
}

std::vector<std::unique_ptr<ledger::Stage>> stages() {
  std::vector<std::unique_ptr<ledger::Stage>> all;
  all.push_back(std::make_unique<alerts::AlertsStage>(alerts::load_alert_rules(LIMPID_SOURCE_DIR)));
  return all;
}

/// Plays the events; after each, the chain catches up with the given chance.
std::unique_ptr<CountyWorld> play(const std::vector<Event>& events, int percent, std::mt19937& random,
                                  std::size_t rows) {
  auto world = std::make_unique<CountyWorld>(stages());
  world->start_clock(kStart);
  world->runner().set_batch_limits(rows, 50);
  world->device("MNX", "outfall/x");
  std::uniform_int_distribution<int> die(0, 99);
  for (const auto& e : events) {
    happen(*world, e);
    if (die(random) < percent) world->catch_up();
  }
  world->catch_up();
  return world;
}

/// What stands in the end, without the keys: a late datum may have given an episode its key before an earlier one was
/// known.
std::vector<Json> in_force(CountyWorld& world) {
  std::vector<Json> all;
  for (const auto& [key, content] : world.contents("episode"))
    if (content.at("state") != "withdrawn") all.push_back(content);
  std::sort(all.begin(), all.end());
  return all;
}

/// The first record in which two results differ, in words; empty when they agree.
std::string difference(const std::map<std::string, Json>& a, const std::map<std::string, Json>& b) {
  for (const auto& [key, content] : a) {
    const auto other = b.find(key);
    if (other == b.end()) return "only in one: " + key + content.dump();
    if (other->second != content) return key + "\n" + content.dump() + "\n" + other->second.dump();
  }
  return a.size() == b.size() ? "" : "fewer records";
}

TEST(AlertsProperty, AnySplitOfTheInputGivesTheSameRecords) {
  for (unsigned seed = 1; seed <= 2; ++seed) {
    std::mt19937 random(seed);
    const auto events = history(random, 75);
    const auto one_by_one = play(events, 100, random, 5000);
    const auto reference = one_by_one->contents("episode");
    EXPECT_GT(reference.size(), 1U);
    EXPECT_EQ(difference(play(events, 0, random, 5000)->contents("episode"), reference), "")
        << "all at once, seed " << seed;
    EXPECT_EQ(difference(play(events, 30, random, 70)->contents("episode"), reference), "")
        << "in between, seed " << seed;
  }
}

TEST(AlertsProperty, LateAndCorrectedDataEndInTheSameEpisodes) {
  for (unsigned seed = 11; seed <= 12; ++seed) {
    std::mt19937 random(seed);
    auto events = history(random, 75);
    std::erase_if(events, [](const Event& e) { return e.kind != Event::verdict; });
    const auto straight = play(events, 100, random, 5000);
    auto late = events;
    for (std::size_t i = 0; i + 20 < late.size(); i += 20)
      std::shuffle(late.begin() + static_cast<long>(i), late.begin() + static_cast<long>(i) + 20, random);
    // First a wrong value for some hours, then the right one.
    auto corrected = late;
    for (std::size_t i = 0; i < late.size(); i += 9) {
      auto wrong = late[i];
      wrong.rank = 9 - wrong.rank;
      corrected.insert(corrected.begin() + static_cast<long>(i), wrong);
    }
    EXPECT_TRUE(in_force(*play(late, 50, random, 50)) == in_force(*straight)) << "late, seed " << seed;
    EXPECT_TRUE(in_force(*play(corrected, 50, random, 50)) == in_force(*straight)) << "corrected, seed " << seed;
  }
}

TEST(AlertsProperty, SeeingEverythingAgainChangesNothing) {
  std::mt19937 random(21);
  const auto world = play(history(random, 75), 40, random, 11);
  const alerts::AlertsStage stage(alerts::load_alert_rules(LIMPID_SOURCE_DIR));
  const ledger::LedgerFacts facts(world->ledger(), world->store(), world->now());
  const auto rows = world->ledger().journal(0, 100'000);
  auto windows = stage.touched({{}, rows}, facts);
  std::sort(windows.begin(), windows.end());
  EXPECT_TRUE(stage.evaluate(windows, facts).acts.empty());
}

}  // namespace
}  // namespace limpid
