// SPDX-License-Identifier: Apache-2.0
#include "telemetry/committer.hpp"

#include <algorithm>
#include <future>
#include <iterator>

namespace limpid::telemetry {

Committer::Committer(store::Store& store, Hooks hooks, Settings settings)
    : store_(store), hooks_(std::move(hooks)), settings_(settings), thread_([this] { run(); }) {}

Committer::Offer Committer::offer(std::vector<store::Packet>& packets, Done done) {
  const std::scoped_lock lock(mutex_);
  if (stopping_) return Offer::stopped;
  if (queued_ >= settings_.queue_packets) return Offer::full;
  queued_ += packets.size();
  queue_.push_back({std::move(packets), std::move(done), true});
  wake_.notify_one();
  return Offer::taken;
}

void Committer::when_room(std::function<void()> call) {
  {
    const std::scoped_lock lock(mutex_);
    if (!stopping_ && queued_ >= settings_.queue_packets) {
      room_calls_.push_back(std::move(call));
      return;
    }
  }
  call();
}

store::CommitResult Committer::commit(std::span<const store::Packet> packets) {
  // Shared: set_value may still be at work when the waiting side has its answer and goes.
  const auto promise = std::make_shared<std::promise<Result<store::CommitResult>>>();
  auto answer = promise->get_future();
  {
    std::unique_lock lock(mutex_);
    room_.wait(lock, [&] { return stopping_ || alarm_ || queued_ < settings_.queue_packets; });
    if (alarm_) throw store::CommitFailed(alarm_->what);
    if (stopping_) throw Failure("store.stopped");
    queued_ += packets.size();
    queue_.push_back(
        {{packets.begin(), packets.end()}, [promise](const auto& result) { promise->set_value(result); }, false});
    wake_.notify_one();
  }
  auto result = answer.get();
  if (!result) throw store::CommitFailed(result.error());
  return std::move(*result);
}

std::optional<Alarm> Committer::alarm() const {
  const std::scoped_lock lock(mutex_);
  return alarm_;
}

void Committer::stop() {
  {
    const std::scoped_lock lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  room_.notify_all();
  if (thread_.joinable()) thread_.join();
}

std::vector<Committer::Job> Committer::take() {
  std::vector<std::function<void()>> calls;
  std::vector<Job> jobs;
  {
    std::unique_lock lock(mutex_);
    wake_.wait(lock, [&] { return stopping_ || !queue_.empty(); });
    jobs.assign(std::make_move_iterator(queue_.begin()), std::make_move_iterator(queue_.end()));
    queue_.clear();
    queued_ = 0;
    calls.swap(room_calls_);
  }
  room_.notify_all();
  for (const auto& call : calls) call();
  return jobs;
}

void Committer::run() {
  while (true) {
    std::vector<Job> jobs = take();
    if (jobs.empty()) return;  // stopping, and nothing left
    Millis pause = settings_.first_retry;
    while (!jobs.empty() && !commit_jobs(jobs)) {
      std::unique_lock lock(mutex_);
      if (wake_.wait_for(lock, pause, [&] { return stopping_; })) {
        lock.unlock();
        for (Job& job : jobs) job.done(fail("store.stopped"));
        jobs.clear();
      }
      pause = std::min(pause * 2, settings_.last_retry);
    }
  }
}

// True when they are durable and told.
bool Committer::commit_jobs(std::vector<Job>& jobs) {
  std::vector<store::Packet> packets;
  for (Job& job : jobs) std::move(job.packets.begin(), job.packets.end(), std::back_inserter(packets));
  try {
    const store::CommitResult result = store_.commit(packets, hooks_.clock(), hooks_.wall());
    clear_alarm();
    tell(jobs, result);
    if (hooks_.committed) hooks_.committed(result.seq);
    return true;
  } catch (const Failure& failure) {
    auto next = packets.begin();
    for (Job& job : jobs)
      for (store::Packet& packet : job.packets) packet = std::move(*next++);
    drop_impatient(jobs, failure.error);
    if (!jobs.empty()) raise(failure.error, jobs);
    return false;
  }
}

void Committer::tell(std::vector<Job>& jobs, const store::CommitResult& result) {
  auto outcome = result.outcomes.begin();
  for (Job& job : jobs) {
    const auto end = outcome + static_cast<std::ptrdiff_t>(job.packets.size());
    store::CommitResult own{
        .seq = result.seq, .outcomes = {outcome, end}, .written = result.written, .corrections = result.corrections};
    outcome = end;
    job.done(own);
  }
}

// A command is told at once that the store does not take its rows; devices are kept waiting.
void Committer::drop_impatient(std::vector<Job>& jobs, const Error& why) {
  const auto gone = std::stable_partition(jobs.begin(), jobs.end(), [](const Job& job) { return job.patient; });
  for (auto job = gone; job != jobs.end(); ++job) job->done(tl::unexpected(why));
  jobs.erase(gone, jobs.end());
}

void Committer::raise(const Error& what, const std::vector<Job>& jobs) {
  std::optional<Alarm> alarm;
  {
    const std::scoped_lock lock(mutex_);
    const Instant since = alarm_ ? alarm_->since : hooks_.wall();
    std::size_t waiting = queued_;
    for (const Job& job : jobs) waiting += job.packets.size();
    const bool fresh = !alarm_;
    alarm_ = Alarm{what, since, waiting};
    if (fresh) alarm = alarm_;
  }
  room_.notify_all();
  if (alarm && hooks_.alarm) hooks_.alarm(alarm);
}

void Committer::clear_alarm() {
  {
    const std::scoped_lock lock(mutex_);
    if (!alarm_) return;
    alarm_.reset();
  }
  if (hooks_.alarm) hooks_.alarm(std::nullopt);
}

}  // namespace limpid::telemetry
