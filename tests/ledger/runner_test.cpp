// SPDX-License-Identifier: Apache-2.0
// The runner's property: any split of the input into batches and any re-run ends in the same rows.
#include "ledger/runner.hpp"

#include <gmock/gmock.h>

#include <random>

#include "base/json.hpp"

namespace limpid::ledger {
namespace {

const Instant kStart = from_civil(2022, 9, 12);

/// Hourly mean of minute values: late and corrected data must re-open only their hour.
class HourlyMean : public Stage {
 public:
  std::string_view name() const override { return "means"; }
  std::vector<std::string_view> derived_kinds() const override { return {"indicator"}; }
  std::vector<Window> touched(const Batch& batch, const Facts&) const override {
    std::vector<Window> windows;
    for (const auto& o : batch.observations) {
      const auto start = period_start(Period::hour, o.start);
      windows.push_back({o.series->object, "mean", start, start + kHour});
    }
    return windows;
  }
  Changes evaluate(std::span<const Window> windows, const Facts& facts) const override {
    Changes changes;
    for (const auto& w : windows) {
      double sum = 0;
      const auto values = facts.observations({.object = w.subject}, w.start, w.end);
      for (const auto& o : values) sum += o.value;
      Json content;
      if (!values.empty()) content = {{"sum", sum}, {"n", values.size()}};
      changes.derived.push_back({"indicator", w.subject, w.rule, w.start, w.end, content});
    }
    return changes;
  }
};

/// Reads the first stage's rows, so that a chain of two is under test: one record for each subject that has an hour
/// above 10.
class Alarm : public Stage {
 public:
  std::string_view name() const override { return "alarm"; }
  bool wants_observations() const override { return false; }
  std::vector<Window> touched(const Batch& batch, const Facts&) const override {
    std::vector<Window> windows;
    for (const auto& r : batch.rows)
      if (r.kind == "indicator") windows.push_back({r.key, "alarm", Instant{}, Instant{}});
    return windows;
  }
  Changes evaluate(std::span<const Window> windows, const Facts& facts) const override {
    Changes changes;
    for (const auto& w : windows) {
      Json hours = Json::array();
      for (const auto& d : facts.derived({.kind = "indicator", .subject = w.subject}))
        if (d.content.at("sum").get<double>() > 10) hours.push_back(format_instant(d.start));
      changes.acts.push_back({"alarm.set", "alarm", w.subject, {{"hours", hours}}});
    }
    return changes;
  }
};

std::vector<std::unique_ptr<Stage>> chain() {
  std::vector<std::unique_ptr<Stage>> stages;
  stages.push_back(std::make_unique<HourlyMean>());
  stages.push_back(std::make_unique<Alarm>());
  return stages;
}

struct World {
  Ledger ledger{":memory:"};
  std::unique_ptr<store::Store> store = store::open_memory();
  Runner runner{ledger, *store, chain(), [] { return kStart; }};

  void take(std::span<const store::Packet> input) {
    store->commit(input, kStart);
    runner.catch_up();
  }

  std::string rows() const {
    std::string all;
    for (const auto& d : ledger.derived({.kind = "indicator"}))
      all += d.subject + format_instant(d.start) + d.content.dump() + "\n";
    auto records = ledger.records("alarm");
    std::sort(records.begin(), records.end(), [](const auto& a, const auto& b) { return a.key < b.key; });
    for (const auto& r : records) all += r.key + r.content.dump() + "\n";
    return all;
  }
};

std::vector<store::Packet> random_input(std::mt19937& random) {
  std::vector<store::Packet> packets;
  for (int i = 0; i < 200; ++i) {
    store::Packet p{.mn = "M", .raw = "", .source = "hj212", .received = kStart, .readings = {}, .rejected = {}};
    const auto object = "section/" + std::string(1, static_cast<char>('a' + random() % 3));
    const auto minute = kStart + static_cast<int>(random() % 300) * kMinute;
    p.readings.push_back(
        {{object, "w21003", "avg", Period::minute, "device:M"}, minute, static_cast<double>(random() % 8)});
    packets.push_back(p);
  }
  return packets;
}

TEST(Runner, AnySplitAndAnyRerunEndInTheSameRows) {
  std::mt19937 random(7);
  for (int round = 0; round < 10; ++round) {
    const auto input = random_input(random);
    World whole;
    whole.store->commit(input, kStart);
    whole.runner.catch_up();
    ASSERT_FALSE(whole.rows().empty());

    World split;
    split.runner.set_batch_limits(1 + random() % 7, 1 + random() % 9);
    for (std::size_t at = 0; at < input.size();) {
      const auto n = std::min<std::size_t>(1 + random() % 30, input.size() - at);
      split.store->commit(std::span(input).subspan(at, n), kStart);
      at += n;
      if (random() % 2 == 0) split.runner.step();
      if (random() % 5 == 0) Runner(split.ledger, *split.store, chain(), [] { return kStart; }).step();  // a restart
    }
    split.runner.catch_up();
    EXPECT_EQ(split.rows(), whole.rows());

    split.store->commit(input, kStart);
    split.runner.catch_up();
    const auto report = split.runner.rebuild("means", "local:0");
    EXPECT_EQ(report.changed + report.added + report.removed, 0u);
    EXPECT_GT(report.same, 0u);
    EXPECT_TRUE(verify_audit(split.ledger).faults.empty());
  }
}

TEST(Runner, RebuildMendsWhatWasChangedAndIsChained) {
  std::mt19937 random(3);
  World w;
  w.take(random_input(random));
  const auto good = w.rows();
  auto rows = w.ledger.derived({.kind = "indicator"});
  rows[0].content["sum"] = 999;
  rows[1].content = nullptr;
  {
    Transaction tx(w.ledger, {"means", "system", kStart, kStart});
    tx.apply({{rows[0], rows[1]}, {}});
    tx.commit();
  }
  const auto report = w.runner.rebuild("means", "local:0");
  EXPECT_EQ(report.changed, 1u);
  EXPECT_EQ(report.added, 1u);
  w.runner.catch_up();
  EXPECT_EQ(w.rows(), good);
  EXPECT_TRUE(verify_audit(w.ledger).faults.empty());
  EXPECT_THROW(w.runner.rebuild("alarm", "local:0"), Failure);
  EXPECT_THROW(w.runner.rebuild("nothing", "local:0"), Failure);
}

TEST(Runner, ACursorBeyondItsStoreStopsWithAWayOut) {
  std::mt19937 random(5);
  World w;
  w.take(random_input(random));
  {
    Transaction tx(w.ledger, {"means", "system", kStart, kStart});
    tx.set_cursor("means", {w.ledger.journal_head(), 1'000});
    tx.commit();
  }
  EXPECT_THROW(w.runner.step(), Failure);
  w.runner.rebuild("means", "local:0");
  EXPECT_NO_THROW(w.runner.catch_up());
}

TEST(Runner, ABatchThatIsGivenUpWritesNothing) {
  std::mt19937 random(11);
  const auto input = random_input(random);
  World whole;
  whole.take(input);

  World w;
  w.store->commit(input, kStart);
  int patience = 0;
  w.runner.set_check([&] {
    if (--patience < 0) throw Failure("command.stopped");
  });
  // Given up after ever more reads and rows, until it comes to its end.
  int given_up = 0;
  for (int most = 0;; ++most) {
    patience = most;
    const auto before = w.ledger.journal_head();
    const auto cursor = w.ledger.cursor("means");
    try {
      w.runner.step();
      break;
    } catch (const Failure&) {
      ++given_up;
    }
    if (w.ledger.cursor("means") == cursor) {
      EXPECT_EQ(w.ledger.journal_head(), before);
    }
  }
  EXPECT_GT(given_up, 2);
  w.runner.set_check([] {});
  w.runner.catch_up();
  EXPECT_EQ(w.rows(), whole.rows());
  EXPECT_TRUE(verify_audit(w.ledger).faults.empty());
}

TEST(Runner, ARebuildLetsOthersThroughAndTakesBackNothingNewer) {
  std::mt19937 random(13);
  const auto input = random_input(random);
  World whole;
  whole.take(input);

  World w;
  const auto half = std::span(input).first(input.size() / 2);
  w.store->commit(half, kStart);
  w.runner.catch_up();
  auto tampered = w.ledger.derived({.kind = "indicator"}).at(0);
  tampered.content["sum"] = 999;
  {
    Transaction tx(w.ledger, {"means", "system", kStart, kStart});
    tx.apply({{tampered}, {}});
    tx.commit();
  }
  w.runner.set_batch_limits(8, 8);
  std::size_t next = half.size();
  w.runner.rebuild("means", "local:0", [&] {
    if (next < input.size()) w.store->commit(std::span(input).subspan(next++, 1), kStart);
    w.runner.slice();
  });
  EXPECT_GT(next, half.size()) << "nobody was let through";
  if (next < input.size()) w.store->commit(std::span(input).subspan(next), kStart);
  w.runner.catch_up();
  EXPECT_EQ(w.rows(), whole.rows());
  EXPECT_TRUE(verify_audit(w.ledger).faults.empty());
}

TEST(Runner, ARebuildThatIsGivenUpLeavesTheOldRows) {
  std::mt19937 random(17);
  World w;
  w.take(random_input(random));
  const auto before = w.rows();
  int left = 2;
  const auto give_up = [&] {
    if (--left == 0) throw Failure("command.stopped");
  };
  w.runner.set_batch_limits(8, 8);
  EXPECT_THROW(w.runner.rebuild("means", "local:0", give_up), Failure);
  EXPECT_EQ(w.rows(), before);
  EXPECT_FALSE(w.ledger.record("stage.rebuilt", "means"));
  EXPECT_EQ(w.runner.rebuild("means", "local:0").changed, 0u) << "and the next one runs";
}

TEST(Runner, CatchingUpEndsInTimeAndGoesOnLater) {
  std::mt19937 random(19);
  const auto input = random_input(random);
  World whole;
  whole.take(input);

  World w;
  for (const auto& packet : input) w.store->commit({&packet, 1}, kStart);
  w.runner.set_batch_limits(1, 1);
  EXPECT_FALSE(w.runner.catch_up(std::chrono::steady_clock::now())) << "a slice is not all of it";
  EXPECT_LT(w.ledger.cursor("means").value_or(Cursor{}).obs_seq, w.store->head());
  EXPECT_TRUE(w.runner.catch_up());
  EXPECT_EQ(w.rows(), whole.rows());
}

}  // namespace
}  // namespace limpid::ledger
