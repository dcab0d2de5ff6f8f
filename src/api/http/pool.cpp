// SPDX-License-Identifier: Apache-2.0
#include "api/http/pool.hpp"

namespace limpid::api::http {

ReaderPool::ReaderPool(std::size_t threads, std::size_t capacity) : capacity_(capacity) {
  for (std::size_t i = 0; i < threads; ++i) threads_.emplace_back([this] { work(); });
}

ReaderPool::~ReaderPool() {
  stop();
}

bool ReaderPool::post(Job job) {
  {
    std::lock_guard lock(mutex_);
    if (ended_ || queue_.size() >= capacity_) return false;
    queue_.push_back(std::move(job));
  }
  ready_.notify_one();
  return true;
}

void ReaderPool::work() {
  for (;;) {
    Job job;
    {
      std::unique_lock lock(mutex_);
      ready_.wait(lock, [this] { return ended_ || !queue_.empty(); });
      if (queue_.empty()) return;
      job = std::move(queue_.front());
      queue_.pop_front();
    }
    if (std::chrono::steady_clock::now() > job.deadline) {
      job.late();
    } else {
      job.run();
    }
  }
}

void ReaderPool::stop() {
  std::deque<Job> waiting;
  {
    std::lock_guard lock(mutex_);
    ended_ = true;
    waiting.swap(queue_);
  }
  ready_.notify_all();
  for (auto& job : waiting) job.late();
  for (auto& thread : threads_)
    if (thread.joinable()) thread.join();
}

}  // namespace limpid::api::http
