// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace limpid::api::http {

/// A few threads that read databases for requests, and a bounded queue before them. A job that waited beyond its
/// deadline is told so instead of being run; a full queue refuses at once.
class ReaderPool {
 public:
  ReaderPool(std::size_t threads, std::size_t capacity);
  ~ReaderPool();

  struct Job {
    std::chrono::steady_clock::time_point deadline;
    std::function<void()> run;
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
  bool ended_ = false;
  std::vector<std::thread> threads_;
  std::thread watch_;
};

}  // namespace limpid::api::http
