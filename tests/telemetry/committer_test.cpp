// SPDX-License-Identifier: Apache-2.0
#include "telemetry/committer.hpp"

#include <gtest/gtest.h>

#include "telemetry/support.hpp"

namespace limpid::telemetry {
namespace {

store::Packet packet(int hour) {
  store::Packet p{.mn = "m", .raw = "r", .source = "hj212", .received = kNow, .readings = {}, .rejected = {}};
  const store::SeriesKey key{"section/a", "w01018", "avg", Period::hour, "device:m"};
  p.readings.push_back({key, kNow + hour * kHour, 1.0, store::Qualifier::equal, "N"});
  return p;
}

class CommitterTest : public testing::Test {
 protected:
  void start(std::size_t queue_packets = 100) {
    Committer::Hooks hooks;
    hooks.clock = hooks.wall = [] { return kNow; };
    hooks.committed = [this](std::uint64_t seq) { last_seq = seq; };
    hooks.alarm = [this](const std::optional<Alarm>& alarm) { alarm ? ++raised : ++cleared; };
    committer = std::make_unique<Committer>(disk, hooks, Committer::Settings{queue_packets, Millis{5}, Millis{20}});
  }
  Committer::Offer offer(int hour) {
    std::vector<store::Packet> packets{packet(hour)};
    return committer->offer(packets, [this](const Result<store::CommitResult>& r) { r ? ++done : ++failed; });
  }
  FullDisk disk;
  std::unique_ptr<Committer> committer;
  std::atomic<int> done = 0, failed = 0, raised = 0, cleared = 0;
  std::atomic<std::uint64_t> last_seq = 0;
};

TEST_F(CommitterTest, ManyJobsShareOneCommit) {
  start();
  disk.delay_ms = 100;
  offer(0);
  ASSERT_TRUE(eventually([&] { return offer(1) == Committer::Offer::taken; }));
  for (int i = 2; i < 50; ++i) offer(i);
  ASSERT_TRUE(eventually([&] { return done == 50; }));
  EXPECT_LE(disk.head(), 3U);
  EXPECT_EQ(last_seq, disk.head());
}

TEST_F(CommitterTest, OutcomesGoToTheirOwnJobs) {
  start();
  disk.delay_ms = 50;
  std::vector<store::Packet> first{packet(0)}, second{packet(0), packet(1)};
  std::vector<store::Outcome> got;
  committer->offer(first, [](const auto&) {});
  committer->offer(second, [&](const Result<store::CommitResult>& r) { got = r->outcomes; });
  committer->stop();
  EXPECT_EQ(got, (std::vector{store::Outcome::duplicate, store::Outcome::accepted}));
}

TEST_F(CommitterTest, FullDiskRaisesAnAlarmAndRecovers) {
  start();
  disk.full = true;
  offer(0);
  ASSERT_TRUE(eventually([&] { return disk.refusals > 2; }));
  offer(1);
  EXPECT_EQ(done, 0);
  EXPECT_EQ(raised, 1);
  ASSERT_TRUE(committer->alarm());
  EXPECT_EQ(committer->alarm()->what.code, "store.commit");
  EXPECT_GE(committer->alarm()->waiting, 1U);
  EXPECT_THROW(committer->commit(std::vector{packet(9)}), store::CommitFailed) << "a command does not wait";
  disk.full = false;
  ASSERT_TRUE(eventually([&] { return done == 2; }));
  EXPECT_FALSE(committer->alarm());
  EXPECT_EQ(cleared, 1);
  EXPECT_EQ(disk.balance().accepted, 2U);
}

TEST_F(CommitterTest, CommandThatMeetsAFullDiskIsTold) {
  start();
  disk.full = true;
  EXPECT_THROW(committer->commit(std::vector{packet(0)}), store::CommitFailed);
  disk.full = false;
  EXPECT_EQ(committer->commit(std::vector{packet(0)}).outcomes, std::vector{store::Outcome::accepted});
}

TEST_F(CommitterTest, FullQueueRefusesAndCallsWhenThereIsRoom) {
  start(3);
  disk.full = true;
  offer(0);
  ASSERT_TRUE(eventually([&] { return disk.refusals > 0; }));
  for (int i = 1; i < 4; ++i) EXPECT_EQ(offer(i), Committer::Offer::taken);
  EXPECT_EQ(offer(4), Committer::Offer::full);
  std::atomic<bool> room = false;
  committer->when_room([&] { room = true; });
  EXPECT_FALSE(room);
  disk.full = false;
  EXPECT_TRUE(eventually([&] { return room.load(); }));
  EXPECT_EQ(offer(4), Committer::Offer::taken);
}

TEST_F(CommitterTest, StopCommitsWhatIsQueued) {
  start();
  disk.delay_ms = 20;
  for (int i = 0; i < 10; ++i) offer(i);
  committer->stop();
  EXPECT_EQ(done, 10);
  EXPECT_EQ(disk.balance().accepted, 10U);
  EXPECT_EQ(offer(11), Committer::Offer::stopped);
}

TEST_F(CommitterTest, StopDoesNotWaitForAFullDisk) {
  start();
  disk.full = true;
  offer(0);
  ASSERT_TRUE(eventually([&] { return disk.refusals > 0; }));
  offer(1);
  committer->stop();
  EXPECT_EQ(failed, 2);
  EXPECT_EQ(done, 0);
}

}  // namespace
}  // namespace limpid::telemetry
