// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <random>
#include <thread>

#include "store/duck.hpp"
#include "store/store.hpp"
#include "store/temporary_folder.hpp"

namespace limpid::store {
namespace {

const Instant kFirstHour = *parse_instant("2022-09-12T00:00+08:00");

std::vector<Packet> batch(std::int64_t number) {
  std::vector<Packet> packets;
  for (int i = 0; i < 3; ++i) {
    const Instant at = kFirstHour + number * kHour;
    packets.push_back(
        {.mn = "m", .raw = std::string(200, 'r'), .source = "hj212", .received = at, .readings = {}, .rejected = {}});
    const SeriesKey key{"section/" + std::to_string(i), "w01018", "avg", Period::hour, "device:m"};
    packets.back().readings.push_back({key, at, static_cast<double>(number), Qualifier::equal, "N"});
  }
  return packets;
}

// Commits until it is killed; writes one byte after each commit that is durable.
[[noreturn]] void commit_for_ever(const std::filesystem::path& file, int acknowledge) {
  const auto store = open_duckdb(file);
  for (std::int64_t n = 0;; ++n) {
    const auto packets = batch(n);
    store->commit(packets, kFirstHour);
    if (write(acknowledge, "a", 1) != 1) _exit(1);
  }
}

TEST(Durability, WhatWasAcknowledgedSurvivesKill) {
  std::mt19937 random(3);
  for (int round = 0; round < 5; ++round) {
    const TemporaryFolder folder;
    const auto file = folder.path() / "observations.duckdb";
    int pipe_ends[2];
    ASSERT_EQ(pipe(pipe_ends), 0);
    const pid_t child = fork();
    if (child == 0) commit_for_ever(file, pipe_ends[1]);
    close(pipe_ends[1]);
    std::uint64_t acknowledged = 0;
    const auto wanted = std::uniform_int_distribution<std::uint64_t>(1, 120)(random);
    char byte;
    while (acknowledged < wanted && read(pipe_ends[0], &byte, 1) == 1) ++acknowledged;
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
    while (read(pipe_ends[0], &byte, 1) == 1) ++acknowledged;
    close(pipe_ends[0]);

    const auto store = open_duckdb(file);
    EXPECT_GE(store->head(), acknowledged);
    EXPECT_LE(store->head(), acknowledged + 1);
    EXPECT_EQ(store->balance().received, store->head() * 3);
    EXPECT_EQ(store->balance().accepted, store->head() * 3);
    EXPECT_EQ(store->versions({}, kFirstHour, kFirstHour + 1000 * kDay).size(), store->head() * 3)
        << "nothing missing, nothing twice";
  }
}

// The end of the log may be torn when power fails: what was whole before stays.
TEST(Durability, TornLogLosesOnlyItsEnd) {
  const TemporaryFolder folder;
  const auto file = folder.path() / "observations.duckdb";
  int pipe_ends[2];
  ASSERT_EQ(pipe(pipe_ends), 0);
  const pid_t child = fork();
  if (child == 0) commit_for_ever(file, pipe_ends[1]);
  close(pipe_ends[1]);
  char byte;
  for (int i = 0; i < 20; ++i) ASSERT_EQ(read(pipe_ends[0], &byte, 1), 1);
  kill(child, SIGKILL);
  waitpid(child, nullptr, 0);
  close(pipe_ends[0]);
  const auto log = file.string() + ".wal";
  ASSERT_TRUE(std::filesystem::exists(log));
  std::filesystem::resize_file(log, std::filesystem::file_size(log) - 7);
  const auto store = open_duckdb(file);
  EXPECT_GE(store->head(), 19U);
  EXPECT_EQ(store->versions({}, kFirstHour, kFirstHour + 1000 * kDay).size(), store->head() * 3);
}

TEST(Open, FileThatIsNoStoreIsRefused) {
  const TemporaryFolder folder;
  const auto file = folder.path() / "observations.duckdb";
  std::ofstream(file) << std::string(20000, 'x');
  try {
    open_duckdb(file);
    FAIL() << "opened";
  } catch (const Failure& f) {
    EXPECT_EQ(f.error.code, "store.open");
    EXPECT_EQ(f.error.place, "observations.duckdb");
  }
}

TEST(Open, LaterSchemaIsRefused) {
  const TemporaryFolder folder;
  const auto file = folder.path() / "observations.duckdb";
  { open_duckdb(file); }
  duck::Connection(duck::Database(file)).run("update meta set value = '99' where key = 'schema'");
  try {
    open_duckdb(file);
    FAIL() << "opened";
  } catch (const Failure& f) {
    EXPECT_EQ(f.error.code, "store.schema");
    EXPECT_EQ(f.error.args["found"], "99");
  }
}

// A small file system in memory stands for a disk that is full (needs the right to mount one).
TEST(DiskFull, CommitFailsThenRecoversWithoutRestart) {
  const TemporaryFolder folder;
  const auto disk = folder.path() / "disk";
  std::filesystem::create_directory(disk);
  if (std::system(("mount -t tmpfs -o size=8m tmpfs " + disk.string() + " 2>/dev/null").c_str()) != 0)
    GTEST_SKIP() << "no right to mount a tmpfs";
  {
    const auto store = open_duckdb(disk / "observations.duckdb");
    std::int64_t n = 0;
    for (; n < 20; ++n) store->commit(batch(n), kFirstHour);
    std::ofstream(disk / "ballast") << std::string(16 << 20, 'x');
    std::int64_t refused = -1;
    for (; n < 5000 && refused < 0; ++n) {
      try {
        store->commit(batch(n), kFirstHour);
      } catch (const CommitFailed& f) {
        EXPECT_EQ(f.error.code, "store.commit");
        refused = n;
      }
    }
    ASSERT_GE(refused, 20) << "the disk never filled";
    for (int i = 0; i < 3; ++i) EXPECT_THROW(store->commit(batch(refused), kFirstHour), CommitFailed);
    std::filesystem::remove(disk / "ballast");
    const auto result = store->commit(batch(refused), kFirstHour);
    EXPECT_EQ(result.written, 3U);
    EXPECT_EQ(store->head(), static_cast<std::uint64_t>(refused) + 1);
    EXPECT_EQ(store->balance().received, store->head() * 3);
    EXPECT_EQ(store->versions({}, kFirstHour, kFirstHour + 1000 * kDay).size(), store->head() * 3);
  }
  EXPECT_EQ(std::system(("umount " + disk.string()).c_str()), 0);
}

}  // namespace
}  // namespace limpid::store
