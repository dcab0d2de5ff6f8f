// SPDX-License-Identifier: Apache-2.0
#include "store/store.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <map>
#include <random>
#include <set>
#include <thread>

#include "store/temporary_folder.hpp"

namespace limpid::store {
namespace {

const Instant kStart = *parse_instant("2022-09-12T00:00+08:00");

SeriesKey series_of(const std::string& object, const std::string& parameter = "w01018") {
  return {object, parameter, "avg", Period::hour, "device:MN1"};
}

Reading reading(const std::string& object, int hour, double value, std::string flag = "N") {
  return {series_of(object), kStart + hour * kHour, value, Qualifier::equal, std::move(flag)};
}

Packet packet(std::vector<Reading> readings) {
  return {.mn = "MN1",
          .raw = "##raw",
          .source = "hj212",
          .received = kStart,
          .readings = std::move(readings),
          .rejected = {}};
}

Packet broken(const std::string& code) {
  Packet p = packet({});
  p.rejected = Error{code, {{"mn", "MN9"}}, "line 3"};
  return p;
}

/// The same tests for each engine; `reopen` closes and opens what is on disk.
class StoreTest : public testing::TestWithParam<std::string> {
 protected:
  void SetUp() override { reopen(); }
  bool on_disk() const { return GetParam() == "duckdb"; }
  void reopen() {
    if (store && !on_disk()) return;
    store.reset();
    store = on_disk() ? open_duckdb(folder.path() / "observations.duckdb") : open_memory();
  }
  CommitResult commit(const std::vector<Packet>& packets) { return store->commit(packets, kStart); }
  std::vector<double> values(const Selector& what, std::optional<std::uint64_t> known_at = {}) const {
    std::vector<double> out;
    for (const auto& o : store->read(what, kStart, kStart + kDay, known_at)) out.push_back(o.value);
    return out;
  }
  void expect_balance(std::uint64_t accepted, std::uint64_t duplicate, std::uint64_t quarantined) const {
    const Balance b = store->balance();
    EXPECT_EQ(b.received, accepted + duplicate + quarantined);
    EXPECT_EQ(b.accepted, accepted);
    EXPECT_EQ(b.duplicate, duplicate);
    EXPECT_EQ(b.quarantined, quarantined);
  }
  TemporaryFolder folder;
  std::unique_ptr<Store> store;
};

INSTANTIATE_TEST_SUITE_P(Engines, StoreTest, testing::Values("memory", "duckdb"),
                         [](const auto& p) { return p.param; });

TEST_P(StoreTest, FaultyFieldsStandInTheQuarantineAndDoNotCount) {
  const auto with_fault = [](int hour, const std::string& value) {
    Packet p = packet({reading("a", hour, 1)});
    p.faults = {{"hj212.bad_value", {{"field", "w21001-Avg"}, {"value", value}}, ""}};
    return p;
  };
  commit({with_fault(0, "it's"), broken("hj212.crc")});
  expect_balance(1, 0, 1);
  ASSERT_EQ(store->quarantine(9).size(), 2U);
  commit({with_fault(0, "it's")});
  expect_balance(1, 1, 1);
  EXPECT_EQ(store->quarantine(9).size(), 2U) << "a re-send changes nothing";
  commit({with_fault(0, "NaN"), with_fault(0, "NaN")});
  expect_balance(1, 3, 1);
  reopen();
  const auto held = store->quarantine(9);
  ASSERT_EQ(held.size(), 3U) << "what only the re-send brought is kept, once";
  EXPECT_EQ(held[0].packet, 4U);
  EXPECT_EQ(held[0].reason.args.at("value"), "NaN");
  EXPECT_EQ(held[0].raw, "##raw");
  EXPECT_EQ(held[2].reason.args.at("field"), "w21001-Avg");
  EXPECT_EQ(held[2].packet, 1U);
}

TEST_P(StoreTest, WhatIsCommittedIsRead) {
  EXPECT_EQ(store->head(), 0U);
  Reading below = reading("section/a", 1, 0.025, "");
  below.qualifier = Qualifier::less;
  const auto result =
      commit({packet({reading("section/a", 0, 12.5, "D"), below}), packet({reading("section/b", 0, 7)})});
  EXPECT_EQ(result.seq, 1U);
  EXPECT_EQ(result.written, 3U);
  reopen();
  EXPECT_EQ(store->head(), 1U);
  const auto rows = store->read({.object = "section/a"}, kStart, kStart + kDay);
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(*rows[0].series, series_of("section/a"));
  EXPECT_EQ(rows[0].start, kStart);
  EXPECT_EQ(rows[0].value, 12.5);
  EXPECT_EQ(rows[0].flag, "D");
  EXPECT_EQ(rows[0].seq, 1U);
  EXPECT_EQ(rows[0].packet, 1U);
  EXPECT_EQ(rows[1].qualifier, Qualifier::less);
  EXPECT_EQ(rows[1].flag, "");
  const auto raw = store->packet(rows[0].packet);
  ASSERT_TRUE(raw);
  EXPECT_EQ(raw->raw, "##raw");
  EXPECT_EQ(raw->mn, "MN1");
  EXPECT_EQ(raw->seq, 1U);
}

TEST_P(StoreTest, RangeIsHalfOpenAndSelectorsNarrow) {
  Reading other = reading("section/a", 1, 99);
  other.series.statistic = "max";
  commit({packet({reading("section/a", 0, 1), reading("section/a", 1, 2), reading("section/a", 2, 3), other,
                  reading("section/b", 1, 4)})});
  const auto count = [&](const Selector& what, int from, int to) {
    return store->read(what, kStart + from * kHour, kStart + to * kHour).size();
  };
  EXPECT_EQ(count({}, 0, 3), 5U);
  EXPECT_EQ(count({}, 1, 2), 3U);
  EXPECT_EQ(count({}, 2, 1), 0U);
  EXPECT_EQ(count({.object = "section/a"}, 1, 2), 2U);
  EXPECT_EQ(count({.object = "section/a", .statistic = "max"}, 0, 9), 1U);
  EXPECT_EQ(count({.parameter = "w01018", .period = Period::hour, .source = "device:MN1"}, 0, 9), 5U);
  EXPECT_EQ(count({.period = Period::day}, 0, 9), 0U);
  EXPECT_EQ(count({.object = "section/c"}, 0, 9), 0U);
  EXPECT_EQ(store->series({.object = "section/a"}).size(), 2U);
}

TEST_P(StoreTest, ReSendIsDuplicateAndWritesNothing) {
  const Packet p = packet({reading("section/a", 0, 1), reading("section/a", 1, 2)});
  commit({p});
  reopen();
  const auto again = commit({p, p});
  EXPECT_EQ(again.outcomes, (std::vector{Outcome::duplicate, Outcome::duplicate}));
  EXPECT_EQ(again.written, 0U);
  EXPECT_EQ(again.seq, 2U);
  expect_balance(1, 2, 0);
  EXPECT_EQ(store->versions({}, kStart, kStart + kDay).size(), 2U);
}

TEST_P(StoreTest, ReSendWithinTheBatchIsDuplicate) {
  const Packet p = packet({reading("section/a", 0, 1)});
  EXPECT_EQ(commit({p, p}).outcomes, (std::vector{Outcome::accepted, Outcome::duplicate}));
  expect_balance(1, 1, 0);
}

TEST_P(StoreTest, OfAPartlyKnownPacketOnlyTheNewIsWritten) {
  commit({packet({reading("section/a", 0, 1)})});
  const auto result = commit({packet({reading("section/a", 0, 1), reading("section/a", 1, 2)})});
  EXPECT_EQ(result.outcomes, std::vector{Outcome::accepted});
  EXPECT_EQ(result.written, 1U);
  EXPECT_EQ(result.corrections, 0U);
  EXPECT_EQ(values({}), (std::vector<double>{1, 2}));
}

TEST_P(StoreTest, CorrectionIsAFurtherRowAndReadsGiveTheLatest) {
  commit({packet({reading("section/a", 0, 1), reading("section/a", 1, 2)})});
  EXPECT_EQ(commit({packet({reading("section/a", 0, 5)})}).corrections, 1U);
  EXPECT_EQ(commit({packet({reading("section/a", 0, 5, "D")})}).corrections, 1U) << "a flag alone is a correction too";
  EXPECT_EQ(commit({packet({reading("section/a", 0, 1, "D")})}).corrections, 1U) << "back to the first value";
  reopen();
  EXPECT_EQ(values({}), (std::vector<double>{1, 2}));
  EXPECT_EQ(values({}, 1), (std::vector<double>{1, 2}));
  EXPECT_EQ(values({}, 2), (std::vector<double>{5, 2}));
  const auto all = store->versions({}, kStart, kStart + kHour);
  ASSERT_EQ(all.size(), 4U);
  EXPECT_EQ(all[0].value, 1);
  EXPECT_EQ(all[2].flag, "D");
  EXPECT_EQ(all[3].seq, 4U);
}

TEST_P(StoreTest, ReSendOfEverythingWithItsCorrectionsChangesNothing) {
  const std::vector<Packet> all{packet({reading("section/a", 0, 1), reading("section/a", 1, 7)}),
                                packet({reading("section/a", 0, 2)}), packet({reading("section/a", 0, 3)}),
                                packet({reading("section/a", 0, 1), reading("section/b", 0, 4)})};
  for (const auto& p : all) commit({p});
  for (int round = 0; round < 2; ++round) {
    reopen();
    EXPECT_EQ(commit(all).written, 0U);
    EXPECT_EQ(commit({all[0]}).outcomes, std::vector{Outcome::duplicate}) << "an old packet that comes late";
    EXPECT_EQ(values({}), (std::vector<double>{3, 7, 4}));
  }
  expect_balance(4, 10, 0);
}

TEST_P(StoreTest, CorrectionWithinOneBatch) {
  EXPECT_EQ(commit({packet({reading("section/a", 0, 1)}), packet({reading("section/a", 0, 2)})}).written, 2U);
  EXPECT_EQ(values({}), std::vector<double>{2});
  EXPECT_EQ(commit({packet({reading("section/a", 0, 2)})}).outcomes, std::vector{Outcome::duplicate});
}

TEST_P(StoreTest, OfAKeyTwiceInAPacketTheFirstCounts) {
  EXPECT_EQ(commit({packet({reading("section/a", 0, 1), reading("section/a", 0, 2)})}).written, 1U);
  EXPECT_EQ(values({}), std::vector<double>{1});
}

TEST_P(StoreTest, QuarantineKeepsReasonAndBytes) {
  Packet odd = broken("hj212.crc");
  odd.raw = std::string("##\0\xff\xfe", 5);
  odd.mn = "MN\xff";
  odd.source = "hj212";
  const auto result = commit({broken("hj212.unknown_device"), packet({reading("section/a", 0, 1)}), odd});
  EXPECT_EQ(result.outcomes, (std::vector{Outcome::quarantined, Outcome::accepted, Outcome::quarantined}));
  reopen();
  expect_balance(1, 0, 2);
  const auto kept = store->quarantine(10);
  ASSERT_EQ(kept.size(), 2U);
  EXPECT_EQ(kept[0].reason.code, "hj212.crc");
  EXPECT_EQ(kept[0].raw, odd.raw);
  EXPECT_EQ(kept[0].packet, 3U);
  EXPECT_EQ(kept[1].reason.code, "hj212.unknown_device");
  EXPECT_EQ(kept[1].reason.args["mn"], "MN9");
  EXPECT_EQ(kept[1].reason.place, "line 3");
  EXPECT_EQ(store->quarantine(1).size(), 1U);
}

TEST_P(StoreTest, PacketWithoutRowsIsAccepted) {
  EXPECT_EQ(commit({packet({})}).outcomes, std::vector{Outcome::accepted});
  EXPECT_TRUE(store->packet(1));
  EXPECT_FALSE(store->packet(2));
}

TEST_P(StoreTest, NothingToCommitIsNoCommit) {
  EXPECT_EQ(commit({}).seq, 0U);
  EXPECT_EQ(store->head(), 0U);
}

TEST_P(StoreTest, SinceGivesWholeCommitsInOrder) {
  for (int i = 0; i < 5; ++i) commit({packet({reading("section/a", 2 * i, i), reading("section/a", 2 * i + 1, i)})});
  commit({broken("hj212.crc")});
  std::uint64_t upto = 99;
  EXPECT_EQ(store->since(0, upto, 100).size(), 10U);
  EXPECT_EQ(upto, 6U);
  upto = 99;
  const auto some = store->since(1, upto, 3);
  EXPECT_EQ(upto, 3U);
  ASSERT_EQ(some.size(), 4U);
  EXPECT_EQ(some.front().seq, 2U);
  EXPECT_EQ(some.back().seq, 3U);
  upto = 4;
  EXPECT_EQ(store->since(3, upto, 100).size(), 2U);
  upto = 6;
  EXPECT_TRUE(store->since(6, upto, 100).empty());
}

TEST_P(StoreTest, LatestIsTheGreatestStartOfEachSeries) {
  commit({packet({reading("section/a", 5, 1), reading("section/b", 2, 2)})});
  EXPECT_EQ(store->latest({}).size(), 2U);
  commit({packet({reading("section/a", 3, 9), reading("section/b", 2, 4), reading("section/c", 0, 3)})});
  for (int round = 0; round < 2; ++round) {
    const auto rows = store->latest({});
    ASSERT_EQ(rows.size(), 3U);
    EXPECT_EQ(rows[0].value, 1);
    EXPECT_EQ(rows[1].value, 4);
    EXPECT_EQ(rows[2].value, 3);
    reopen();
  }
}

TEST_P(StoreTest, CommitsSayWhatTheyHeld) {
  const Instant wall = kStart + kDay;
  store->commit(std::vector{packet({reading("section/a", 0, 1)}), broken("hj212.crc")}, kStart + kHour, wall);
  commit({packet({reading("section/a", 0, 1)})});
  reopen();
  const auto commits = store->commits(9);
  ASSERT_EQ(commits.size(), 2U);
  EXPECT_EQ(commits[0].seq, 2U);
  EXPECT_EQ(commits[0].packets.duplicate, 1U);
  EXPECT_EQ(commits[0].wall, kStart);
  const auto first = store->commit_of(1);
  ASSERT_TRUE(first);
  EXPECT_EQ(first->committed_at, kStart + kHour);
  EXPECT_EQ(first->wall, wall);
  EXPECT_EQ(first->packets.received, 2U);
  EXPECT_EQ(first->rows, 1U);
  EXPECT_FALSE(store->commit_of(3));
}

TEST_P(StoreTest, ShortestDecimalComesBack) {
  std::mt19937_64 random(1);
  std::vector<Reading> readings;
  for (int i = 0; i < 20; ++i)
    readings.push_back(reading("section/a", i, std::uniform_real_distribution<double>(0, 1)(random)));
  commit({packet(readings)});
  reopen();
  const auto rows = store->read({}, kStart, kStart + kDay);
  ASSERT_EQ(rows.size(), readings.size());
  for (std::size_t i = 0; i < rows.size(); ++i) EXPECT_EQ(rows[i].value, readings[i].value);
}

// A plain model: of each key the latest value that was new, whatever the batches.
TEST_P(StoreTest, AnySplitIntoBatchesGivesTheSameRows) {
  std::mt19937 random(7);
  const auto below = [&](int n) { return std::uniform_int_distribution<int>(0, n - 1)(random); };
  std::vector<Packet> packets;
  std::map<std::pair<std::string, int>, double> model;
  std::set<std::tuple<std::string, int, double>> had;
  for (int i = 0; i < 120; ++i) {
    std::vector<Reading> readings;
    for (int k = 0; k < 3; ++k) {
      const std::string object = "section/" + std::to_string(below(3));
      const int hour = k * 8 + below(8);
      const double value = below(3);
      readings.push_back(reading(object, hour, value));
      if (had.emplace(object, hour, value).second) model[{object, hour}] = value;
    }
    packets.push_back(packet(readings));
  }
  for (std::size_t from = 0; from < packets.size();) {
    const std::size_t to = std::min(packets.size(), from + 1 + static_cast<std::size_t>(below(20)));
    commit({packets.begin() + static_cast<std::ptrdiff_t>(from), packets.begin() + static_cast<std::ptrdiff_t>(to)});
    from = to;
  }
  const auto rows = store->read({}, kStart, kStart + kDay);
  ASSERT_EQ(rows.size(), model.size());
  auto expected = model.begin();
  for (const auto& row : rows) {
    EXPECT_EQ(row.series->object, expected->first.first);
    EXPECT_EQ(row.start, kStart + expected->first.second * kHour);
    EXPECT_EQ(row.value, expected->second);
    ++expected;
  }
  const std::uint64_t versions = store->versions({}, kStart, kStart + kDay).size();
  std::uint64_t upto = store->head(), written = 0;
  for (const auto& c : store->commits(1000)) written += c.rows;
  EXPECT_EQ(written, versions);
  EXPECT_EQ(store->since(0, upto, 1'000'000).size(), versions);
}

TEST_P(StoreTest, ReadersSeeWholeCommitsOnly) {
  std::atomic<bool> done = false;
  std::atomic<int> torn = 0;
  std::thread reader([&] {
    while (!done) {
      if (store->read({}, kStart, kStart + 100 * kDay).size() % 3 != 0) ++torn;
      std::uint64_t upto = store->head();
      if (store->since(0, upto, 1'000'000).size() != upto * 3) ++torn;
      store->latest({});
    }
  });
  for (int i = 0; i < 60; ++i)
    commit({packet({reading("section/a", i, 1), reading("section/b", i, 1), reading("section/c", i, 1)})});
  done = true;
  reader.join();
  EXPECT_EQ(torn, 0);
}

}  // namespace
}  // namespace limpid::store
