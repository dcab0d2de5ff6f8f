// SPDX-License-Identifier: Apache-2.0
#include "api/reader_pool.hpp"

namespace limpid::api {

using Time = std::chrono::steady_clock;

ReaderPool::ReaderPool(std::size_t threads, std::size_t capacity, std::function<ledger::Ledger()> open)
    : capacity_(capacity), open_(std::move(open)) {
  for (std::size_t i = 0; i < threads; ++i) threads_.emplace_back([this] { work(); });
  watch_ = std::thread([this] { watch(); });
}

ReaderPool::~ReaderPool() {
  stop();
}

bool ReaderPool::post(Job job) {
  {
    std::lock_guard lock(mutex_);
    if (ended_ || queue_.size() >= capacity_) return false;
    queue_.push_back(std::make_shared<Job>(std::move(job)));
  }
  ready_.notify_one();
  return true;
}

void ReaderPool::work() {
  Reader reader(open_);
  for (;;) {
    std::list<std::shared_ptr<Job>>::iterator mine;
    std::shared_ptr<Job> job;
    {
      std::unique_lock lock(mutex_);
      ready_.wait(lock, [this] { return ended_ || !queue_.empty(); });
      if (queue_.empty()) return;
      job = queue_.front();
      queue_.pop_front();
      mine = running_.insert(running_.end(), job);
    }
    job->run(reader);
    std::lock_guard lock(mutex_);
    running_.erase(mine);
  }
}

void ReaderPool::watch() {
  std::unique_lock lock(mutex_);
  while (!ending_.wait_for(lock, std::chrono::milliseconds(50), [this] { return ended_; })) {
    const auto now = Time::now();
    std::vector<std::shared_ptr<Job>> late;
    std::erase_if(queue_, [&](const auto& job) {
      if (job->deadline > now) return false;
      late.push_back(job);
      return true;
    });
    for (auto& job : running_) {
      if (job->deadline > now) continue;
      late.push_back(job);
      job->deadline = Time::time_point::max();
    }
    lock.unlock();
    for (auto& job : late) job->late();
    lock.lock();
  }
}

void ReaderPool::stop() {
  std::deque<std::shared_ptr<Job>> waiting;
  {
    std::lock_guard lock(mutex_);
    ended_ = true;
    waiting.swap(queue_);
  }
  ready_.notify_all();
  ending_.notify_all();
  for (auto& job : waiting) job->late();
  for (auto& thread : threads_)
    if (thread.joinable()) thread.join();
  if (watch_.joinable()) watch_.join();
}

}  // namespace limpid::api
