// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <mutex>
#include <thread>

#include "app/county.hpp"

namespace limpid::app {

/// The ledger writer: the one thread that writes SQLite. Runs jobs in order and, between them, the stages one batch at
/// a time; ticks the clock on wall time. `on_rows` is called on this thread after anything was written, with the
/// journal's head.
class LedgerWorker {
 public:
  LedgerWorker(County& county, std::function<void(std::int64_t)> on_rows, std::function<void(const std::string&)> log);
  ~LedgerWorker();

  void start();
  /// Finishes the job at hand, drops none that was posted, and joins.
  void stop();

  void post(std::function<void()> job);
  /// Runs `job` on the writer's thread and waits; exceptions come through.
  template <class F>
  auto run(F job) -> decltype(job()) {
    auto task = std::make_shared<std::packaged_task<decltype(job())()>>(std::move(job));
    auto result = task->get_future();
    post([task] { (*task)(); });
    return result.get();
  }
  /// New observations are there.
  void wake();
  /// Every stage has read all there is.
  bool at_rest() const { return at_rest_.load(); }
  /// What keeps the stages from going on (a full disk), empty when nothing.
  std::string alarm() const;

 private:
  void loop();
  void work_once();
  void set_alarm(std::string what);

  County& county_;
  std::function<void(std::int64_t)> on_rows_;
  std::function<void(const std::string&)> log_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> jobs_;
  bool woken_ = true;
  bool stopping_ = false;
  std::atomic<bool> at_rest_{false};
  std::string alarm_;
  std::int64_t head_ = 0;
  std::thread thread_;
};

}  // namespace limpid::app
