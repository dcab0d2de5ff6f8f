// SPDX-License-Identifier: Apache-2.0
#include "app/reader_pool.hpp"

namespace limpid::app {

ReaderPool::ReaderPool(std::size_t threads, std::size_t queue_limit, std::function<ledger::Ledger()> open)
    : limit_(queue_limit), open_(std::move(open)) {
  for (std::size_t i = 0; i < threads; ++i) threads_.emplace_back([this] { loop(); });
}

ReaderPool::~ReaderPool() {
  stop();
}

bool ReaderPool::post(Job job) {
  {
    const std::lock_guard lock(mutex_);
    if (stopping_ || jobs_.size() >= limit_) return false;
    jobs_.push_back(std::move(job));
  }
  changed_.notify_one();
  return true;
}

void ReaderPool::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  for (auto& thread : threads_)
    if (thread.joinable()) thread.join();
}

void ReaderPool::loop() {
  const ledger::Ledger ledger = open_();
  for (;;) {
    Job job;
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [&] { return stopping_ || !jobs_.empty(); });
      if (jobs_.empty()) return;
      job = std::move(jobs_.front());
      jobs_.pop_front();
    }
    job(ledger);
  }
}

}  // namespace limpid::app
