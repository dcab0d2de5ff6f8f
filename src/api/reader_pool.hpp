// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <list>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "ledger/ledger.hpp"

namespace limpid::api {

/// A thread's own read-only connection, opened when a job first asks for it.
class Reader {
 public:
  explicit Reader(const std::function<ledger::Ledger()>& open) : open_(open) {}
  const ledger::Ledger& ledger() {
    if (!ledger_) ledger_.emplace(open_());
    return *ledger_;
  }

 private:
  const std::function<ledger::Ledger()>& open_;
  std::optional<ledger::Ledger> ledger_;
};

/// A few threads that read databases for pages and commands, and a bounded queue before them. A job that waited beyond
/// its deadline is told so instead of being run; a full queue refuses at once.
class ReaderPool {
 public:
  /// `open` makes a thread's connection.
  ReaderPool(std::size_t threads, std::size_t capacity, std::function<ledger::Ledger()> open);
  ~ReaderPool();

  struct Job {
    std::chrono::steady_clock::time_point deadline = std::chrono::steady_clock::time_point::max();
    std::function<void(Reader&)> run;  ///< lets no exception out
    std::function<void()> late;
  };
  /// False when the queue is full or the pool has ended.
  bool post(Job job);
  /// Finishes what runs, drops what waits (each is told `late`), joins.
  void stop();

 private:
  void work();
  void watch();

  std::mutex mutex_;
  std::condition_variable ready_, ending_;
  std::deque<std::shared_ptr<Job>> queue_;
  std::list<std::shared_ptr<Job>> running_;
  std::size_t capacity_;
  std::function<ledger::Ledger()> open_;
  bool ended_ = false;
  std::vector<std::thread> threads_;
  std::thread watch_;
};

}  // namespace limpid::api
