// SPDX-License-Identifier: Apache-2.0
#include "api/reader_pool.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <thread>

namespace limpid::api {
namespace {

TEST(Pool, RunsInTimeRefusesWhenFullTellsTheLate) {
  using Time = std::chrono::steady_clock;
  ReaderPool pool(1, 2, [] { return ledger::Ledger(":memory:"); });
  std::promise<void> go, started;
  std::promise<std::string> first, second;
  const auto soon = Time::now() + std::chrono::seconds(30);
  std::atomic<int> late = 0;
  ASSERT_TRUE(pool.post({.deadline = Time::now() + std::chrono::milliseconds(100),
                         .run = [&](Reader&) { started.set_value(), go.get_future().wait(); },
                         .late = [&] { ++late; }}));
  started.get_future().wait();
  ASSERT_TRUE(pool.post({.deadline = Time::now() - std::chrono::seconds(1),
                         .run = [&](Reader&) { first.set_value("run"); },
                         .late = [&] { first.set_value("late"); }}));
  ASSERT_TRUE(pool.post({.deadline = soon, .run = [&](Reader&) { second.set_value("run"); }, .late = [] {}}));
  EXPECT_FALSE(pool.post({.deadline = soon, .run = [](Reader&) {}, .late = [] {}}));
  EXPECT_EQ(first.get_future().get(), "late") << "waited beyond its deadline, never run";
  for (int i = 0; i < 100 && late == 0; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(20));
  EXPECT_EQ(late, 1) << "a job that runs beyond its deadline is told once";
  go.set_value();
  EXPECT_EQ(second.get_future().get(), "run");
}

TEST(Pool, EachThreadHasOneConnectionOpenedWhenAskedFor) {
  std::atomic<int> opened = 0;
  ReaderPool pool(1, 4, [&] {
    if (++opened == 1) throw Failure("ledger.sql", {{"reason", "no more files"}});
    return ledger::Ledger(":memory:");
  });
  std::promise<std::string> first, second, third;
  const auto job = [](std::promise<std::string>& said) {
    return ReaderPool::Job{.run =
                               [&said](Reader& reader) {
                                 try {
                                   said.set_value(std::to_string(reader.ledger().journal_head()));
                                 } catch (const Failure& e) {
                                   said.set_value(e.error.code);
                                 }
                               },
                           .late = [] {}};
  };
  ASSERT_TRUE(pool.post({.run = [](Reader&) {}, .late = [] {}}));
  ASSERT_TRUE(pool.post(job(first)));
  ASSERT_TRUE(pool.post(job(second)));
  ASSERT_TRUE(pool.post(job(third)));
  EXPECT_EQ(first.get_future().get(), "ledger.sql") << "a job learns of it, the pool goes on";
  EXPECT_EQ(second.get_future().get(), "0");
  EXPECT_EQ(third.get_future().get(), "0");
  EXPECT_EQ(opened, 2);
}

TEST(Pool, StoppingFinishesWhatRunsAndTellsWhatWaits) {
  ReaderPool pool(1, 4, [] { return ledger::Ledger(":memory:"); });
  std::promise<void> started, go;
  std::atomic<bool> finished = false, ran = false, told = false;
  ASSERT_TRUE(pool.post({.run =
                             [&](Reader&) {
                               started.set_value();
                               go.get_future().wait();
                               finished = true;
                             },
                         .late = [] {}}));
  started.get_future().wait();
  ASSERT_TRUE(pool.post({.run = [&](Reader&) { ran = true; },
                         .late =
                             [&] {
                               told = true;
                               go.set_value();
                             }}));
  pool.stop();
  EXPECT_TRUE(finished && told && !ran);
  EXPECT_FALSE(pool.post({.run = [](Reader&) {}, .late = [] {}}));
}

}  // namespace
}  // namespace limpid::api
