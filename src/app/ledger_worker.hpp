// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <mutex>
#include <thread>

#include "app/county.hpp"

namespace limpid::app {

/// The ledger writer: the one thread that writes SQLite. Runs jobs in order and, between them, the stages one batch of
/// one stage at a time; ticks the clock on wall time. `on_rows` is called on this thread after anything was written,
/// with the journal's head.
class LedgerWorker {
 public:
  LedgerWorker(County& county, std::function<void(std::int64_t)> on_rows, std::function<void(const std::string&)> log);
  ~LedgerWorker();

  void start();
  /// Gives up the batch at hand, of which nothing is written, and a long job at its next `between`; runs what was
  /// posted, and joins.
  void stop();

  /// For a long job, on the writer's thread, outside a transaction: lets waiting jobs and a slice of the stages
  /// through. Failure `command.stopped` when the worker is to end.
  void between();

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
  /// What keeps the stages from going on (a full disk), empty when nothing.
  std::string alarm() const;

 private:
  void loop();
  void run_jobs();
  void work_once();
  void announce();
  void set_alarm(std::string what);

  County& county_;
  std::function<void(std::int64_t)> on_rows_;
  std::function<void(const std::string&)> log_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> jobs_;
  bool woken_ = true;
  std::atomic<bool> stopping_{false};
  std::string alarm_;
  std::size_t clean_ = 0;  // slices since one failed
  std::int64_t head_ = 0;
  std::thread thread_;
};

}  // namespace limpid::app
