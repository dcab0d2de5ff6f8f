// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "ledger/ledger.hpp"

namespace limpid::app {

/// A few threads with a read-only ledger connection each; what reads databases for commands and pages.
class ReaderPool {
 public:
  using Job = std::function<void(const ledger::Ledger&)>;

  /// `open` makes a thread's connection.
  ReaderPool(std::size_t threads, std::size_t queue_limit, std::function<ledger::Ledger()> open);
  ~ReaderPool();

  /// False when the queue is full: the caller answers 503, or waits.
  bool post(Job job);
  void stop();

 private:
  void loop();
  std::size_t limit_;
  std::function<ledger::Ledger()> open_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Job> jobs_;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace limpid::app
