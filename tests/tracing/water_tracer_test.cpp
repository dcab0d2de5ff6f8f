// SPDX-License-Identifier: Apache-2.0
#include "tracing/water_tracer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/data_file.hpp"
#include "registry/object.hpp"
#include "tracing/series.hpp"
#include "tracing/stage.hpp"
#include "tracing/toy_river.hpp"

namespace limpid::tracing {
namespace {

using ::testing::Contains;
using ::testing::Field;

constexpr double kLimit = 1.5;  // NH3-N, class IV

WaterSettings settings() {
  const std::filesystem::path root = LIMPID_SOURCE_DIR;
  return Settings::from_json(load_data_file(root / "catalog" / "tracing.yaml", root / "schemas" / "tracing.json"))
      .water;
}

const Instant kStart = from_civil(2022, 9, 12);
const Instant kSpill = kStart + kHour * 26;

/// The first section below that leaves its class, as the episode stage would open it, and the run after `hours` bad
/// hours.
std::optional<Request> request(const testing::MemoryFacts& facts, const std::vector<std::string>& sections, int hours) {
  for (const auto& section : sections) {
    const auto values = read_hours(facts, section, "w21003", kStart, kStart + kDay * 2);
    for (const auto& [hour, value] : values) {
      if (value <= kLimit) continue;
      Request out;
      out.episode_key = section + "|water-class";
      out.episode.object = section;
      out.episode.condition = "water-class";
      out.episode.parameters = {"w21003"};
      out.run = hours;
      out.from = hour;
      out.to = out.cutoff = hour + kHour * hours;
      out.others_cutoff = out.cutoff - kHour;
      return out;
    }
  }
  return std::nullopt;
}

std::size_t rank_of(const ledger::Trace& trace, const std::string& object) {
  for (std::size_t i = 0; i < trace.candidates.size(); ++i)
    if (trace.candidates[i].object == object) return i + 1;
  return 99;
}

const ledger::Candidate& candidate(const ledger::Trace& trace, const std::string& object) {
  return trace.candidates.at(rank_of(trace, object) - 1);
}

testing::MemoryFacts spilled(const std::string& key, double grams = 25'000) {
  testing::MemoryFacts facts;
  testing::ToyRiver().fill(facts, kStart, key, kSpill, grams);
  return facts;
}

class EachOutfall : public ::testing::TestWithParam<std::string> {};

TEST_P(EachOutfall, IsAmongTheFirstThreeWhoeverItWas) {
  const testing::ToyRiver river;
  const auto guilty =
      *std::find_if(river.outfalls().begin(), river.outfalls().end(), [](auto& o) { return o.key == GetParam(); });
  const auto facts = spilled(GetParam());
  const WaterTracer tracer(settings());
  for (const int hours : {1, 2}) {
    const auto asked = request(facts, river.sections_below(guilty), hours);
    ASSERT_TRUE(asked) << "the spill must be seen";
    const auto trace = tracer.trace(*asked, facts);
    EXPECT_LE(rank_of(trace, "outfall/" + GetParam()), 3u) << "run " << hours << " at " << asked->episode.object << "\n"
                                                           << Json(trace).at("candidates").dump(1);
    double sum = trace.unexplained;
    for (const auto& c : trace.candidates) sum += c.weight;
    EXPECT_NEAR(sum, 1, 1e-3);
  }
}

INSTANTIATE_TEST_SUITE_P(ToyRiver, EachOutfall, [] {
  std::vector<std::string> keys;
  const testing::ToyRiver river;
  for (const auto& outfall : river.outfalls()) keys.push_back(outfall.key);
  return ::testing::ValuesIn(keys);
}());

/// What the words about the mass say it would take, mg/L; empty where they say that it cannot be told.
std::optional<double> needed(const ledger::Candidate& candidate) {
  for (const auto* list : {&candidate.supports, &candidate.against, &candidate.unknown})
    for (const auto& text : *list)
      if (text.args.is_object() && text.args.contains("needed"))
        return std::stod(text.args.at("needed").get<std::string>());
  return std::nullopt;
}

TEST(WaterTracer, TheLoadIsOfTheSizeThatWasSpilledOrSaidToBeUndecided) {
  const testing::ToyRiver river;
  for (const auto& outfall : river.outfalls()) {
    const auto facts = spilled(outfall.key);
    const double spilt = 25'000 / 3600.0;  // g/s
    for (const int hours : {1, 2, 3}) {
      const auto asked = request(facts, river.sections_below(outfall), hours);
      ASSERT_TRUE(asked);
      const auto trace = WaterTracer(settings()).trace(*asked, facts);
      for (const auto& c : trace.candidates) {
        const auto flow = *registry::number(*registry::object(facts, c.object), "flow_m3_s");
        const auto mg_l = needed(c);
        if (!mg_l) continue;
        const double of_spilt = *mg_l * flow / spilt;
        EXPECT_LT(of_spilt, 10) << outfall.key << ", run " << hours << ", " << c.object;
        if (c.object == "outfall/" + outfall.key) {
          EXPECT_GT(of_spilt, 0.2) << outfall.key << ", run " << hours;
          EXPECT_LT(of_spilt, 5) << outfall.key << ", run " << hours;
        }
      }
    }
  }
}

TEST(WaterTracer, ACleanSectionClearsWhatLiesAboveIt) {
  const auto facts = spilled("m8");
  const auto trace = WaterTracer(settings()).trace(*request(facts, {"section/low"}, 2), facts);
  // m1 to m7 lie above section/middle, which stayed clean while their water passed.
  for (const auto* above : {"outfall/m1", "outfall/m4", "outfall/m7", "outfall/s1"}) {
    const bool excluded = std::any_of(trace.inputs.at("excluded").begin(), trace.inputs.at("excluded").end(),
                                      [&](const auto& e) { return e.at("object") == above; });
    EXPECT_TRUE(excluded || candidate(trace, above).weight < 0.02) << above;
  }
  EXPECT_GT(candidate(trace, "outfall/m8").weight, 0.2);
}

TEST(WaterTracer, ASectionThatWasRaisedFirstMovesTheSourceAboveIt) {
  const auto facts = spilled("m4");
  const auto trace = WaterTracer(settings()).trace(*request(facts, {"section/low"}, 2), facts);
  EXPECT_LE(rank_of(trace, "outfall/m4"), 3u);
  for (const auto* below : {"outfall/m8", "outfall/m9", "outfall/m10"}) {
    const auto rank = rank_of(trace, below);
    EXPECT_TRUE(rank == 99 || candidate(trace, below).weight < 0.05) << below << " cannot have raised section/middle";
  }
}

TEST(WaterTracer, OwnReadingsSpeakForAndAgainst) {
  const auto facts = spilled("m9");
  const auto trace = WaterTracer(settings()).trace(*request(facts, {"section/low"}, 2), facts);
  EXPECT_EQ(rank_of(trace, "outfall/m9"), 1u);
  EXPECT_THAT(candidate(trace, "outfall/m9").supports,
              Contains(Field(&ledger::Text::code, "tracing.support.own_raised")));
  const auto other = spilled("m10");
  const auto cleared = WaterTracer(settings()).trace(*request(other, {"section/low"}, 2), other);
  EXPECT_THAT(candidate(cleared, "outfall/m9").against,
              Contains(Field(&ledger::Text::code, "tracing.against.own_normal")));
  EXPECT_GT(candidate(cleared, "outfall/m10").weight, candidate(cleared, "outfall/m9").weight * 3);
}

TEST(WaterTracer, AnOutfallWithoutADeviceSaysWhatIsUnknown) {
  const auto facts = spilled("m10");
  const auto trace = WaterTracer(settings()).trace(*request(facts, {"section/low"}, 1), facts);
  EXPECT_THAT(candidate(trace, "outfall/m10").unknown,
              Contains(Field(&ledger::Text::code, "tracing.unknown.laboratory_only")));
  EXPECT_GT(trace.unexplained, 0) << "an unregistered source is never impossible";
  EXPECT_FALSE(trace.limits.empty());
}

TEST(WaterTracer, WhatHappensAfterTheCutoffChangesNothing) {
  auto facts = spilled("m10");
  const auto asked = *request(facts, {"section/low"}, 2);
  const auto before = Json(WaterTracer(settings()).trace(asked, facts));
  for (int h = 0; h < 5; ++h) facts.observe("section/low", "w21003", asked.cutoff + kHour * h, 9, "device:low");
  for (int h = 0; h < 5; ++h)
    facts.observe("section/middle", "w21003", asked.others_cutoff + kHour * h, 9, "device:middle");
  EXPECT_EQ(Json(WaterTracer(settings()).trace(asked, facts)), before);
}

TEST(WaterTracer, WithoutAnythingUpstreamAllIsUnexplained) {
  testing::MemoryFacts facts;
  Request asked;
  asked.episode.object = "section/lonely";
  asked.episode.condition = "water-class";
  asked.from = kStart;
  asked.to = asked.cutoff = asked.others_cutoff = kStart + kHour;
  const auto trace = WaterTracer(settings()).trace(asked, facts);
  EXPECT_TRUE(trace.candidates.empty());
  EXPECT_EQ(trace.unexplained, 1);
}

/// Plays the news of one episode, `E`, into the stage.
class StageOfOneEpisode {
 public:
  explicit StageOfOneEpisode(std::unique_ptr<Tracer> tracer) : stage_(list(std::move(tracer))) {}

  void step(testing::MemoryFacts& facts, const ledger::Episode& episode) const {
    facts.put("episode", "E", episode);
    const std::vector<ledger::JournalRow> rows = {
        {.seq = 1, .at = {}, .stage = "alerts", .kind = "episode", .key = "E", .rule = {}, .start = {}}};
    facts.apply(stage_.evaluate(stage_.touched({.observations = {}, .rows = rows}, facts), facts));
  }

 private:
  static std::vector<std::unique_ptr<Tracer>> list(std::unique_ptr<Tracer> tracer) {
    std::vector<std::unique_ptr<Tracer>> all;
    all.push_back(std::move(tracer));
    return all;
  }
  TracingStage stage_;
};

ledger::Episode episode_from(Instant opened) {
  ledger::Episode episode;
  episode.object = "section/low";
  episode.condition = "water-class";
  episode.parameters = {"w21003"};
  episode.state = "open";
  episode.verdict_rule = "water-class/PT1H";
  episode.opened = opened;
  episode.laps = {{opened, std::nullopt, std::nullopt}};
  return episode;
}

void bad_until(ledger::Episode& episode, Instant end) {
  episode.last_bad = episode.laps.back().last_bad = end;
}

void close(ledger::Episode& episode, Instant at) {
  episode.state = "closed";
  episode.closed = episode.laps.back().closed = at;
}

void relapse(ledger::Episode& episode, Instant opened) {
  episode.state = "open";
  episode.closed.reset();
  episode.laps.push_back({opened, std::nullopt, std::nullopt});
  bad_until(episode, opened + kHour);
}

TEST(TracingStage, RunsAreTheSameHoweverTheNewsArrives) {
  auto facts = spilled("m10");
  auto episode = episode_from(request(facts, {"section/low"}, 2)->from);
  const StageOfOneEpisode stage(std::make_unique<WaterTracer>(settings()));
  auto slow = facts, fast = facts;
  for (const int bad_hours : {1, 2, 3}) {
    bad_until(episode, episode.opened + kHour * bad_hours);
    stage.step(slow, episode);
  }
  close(episode, episode.last_bad + kHour * 2);
  stage.step(slow, episode);
  relapse(episode, *episode.laps[0].closed + kHour * 3);
  stage.step(slow, episode);
  stage.step(fast, episode);
  ASSERT_EQ(slow.records("trace").size(), 4u);
  ASSERT_EQ(fast.records("trace").size(), 4u);
  for (const auto* key : {"E/1", "E/2", "E/3", "E/4"})
    EXPECT_EQ(slow.record("trace", key)->content, fast.record("trace", key)->content) << key;
  stage.step(fast, episode);
  EXPECT_EQ(fast.records("trace")[0].version, 1) << "a run is frozen";
}

/// Says what it was asked for.
class Echo : public Tracer {
 public:
  std::string_view method() const override { return "echo"; }
  bool serves(const ledger::Episode&) const override { return true; }
  ledger::Trace trace(const Request& request, const ledger::Facts&) const override {
    ledger::Trace trace;
    trace.run = request.run;
    trace.from = request.from;
    trace.to = request.to;
    return trace;
  }
};

std::vector<std::string> runs_of(const testing::MemoryFacts& facts) {
  std::vector<std::string> all;
  for (const auto& record : facts.records("trace")) {
    const auto t = record.content.get<ledger::Trace>();
    all.push_back(record.key + " lap " + std::to_string(t.lap) + " " + t.occasion + " " +
                  std::to_string((t.from - kStart) / kHour) + "-" + std::to_string((t.to - kStart) / kHour));
  }
  return all;
}

TEST(TracingStage, EachLapIsTracedAnewFromItsOwnOpening) {
  testing::MemoryFacts facts;
  const StageOfOneEpisode stage(std::make_unique<Echo>());
  auto episode = episode_from(kStart);
  bad_until(episode, kStart + kHour);
  close(episode, kStart + kHour * 3);
  stage.step(facts, episode);
  relapse(episode, kStart + kHour * 20);
  stage.step(facts, episode);
  bad_until(episode, kStart + kHour * 23);
  stage.step(facts, episode);
  close(episode, kStart + kHour * 25);
  stage.step(facts, episode);
  const std::vector<std::string> runs{"E/1 lap 1 opening 0-1", "E/2 lap 1 close 0-3", "E/3 lap 2 opening 20-21",
                                      "E/4 lap 2 second_window 20-22", "E/5 lap 2 close 20-25"};
  EXPECT_EQ(runs_of(facts), runs);
  episode.laps[0].last_bad = kStart + kHour * 2;
  stage.step(facts, episode);
  EXPECT_EQ(runs_of(facts), runs) << "late data of an older lap put nobody in the place of the newest candidates";
}

TEST(TracingStage, AWithdrawnEpisodeIsNotTraced) {
  testing::MemoryFacts facts;
  ledger::Episode episode;
  episode.object = "section/low";
  episode.condition = "water-class";
  episode.state = "withdrawn";
  facts.put("episode", "E", episode);
  std::vector<std::unique_ptr<Tracer>> tracers;
  tracers.push_back(std::make_unique<WaterTracer>(settings()));
  const TracingStage stage(std::move(tracers));
  const std::vector<ledger::Window> windows = {{.subject = "E", .rule = "trace", .start = {}, .end = {}}};
  EXPECT_TRUE(stage.evaluate(windows, facts).acts.empty());
}

}  // namespace
}  // namespace limpid::tracing
