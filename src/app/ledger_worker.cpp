// SPDX-License-Identifier: Apache-2.0
#include "app/ledger_worker.hpp"

namespace limpid::app {

using namespace std::chrono_literals;

LedgerWorker::LedgerWorker(County& county, std::function<void(std::int64_t)> on_rows,
                           std::function<void(const std::string&)> log)
    : county_(county), on_rows_(std::move(on_rows)), log_(std::move(log)) {
  county_.runner.set_check([this] {
    if (stopping_) throw Failure("command.stopped");
  });
}

LedgerWorker::~LedgerWorker() {
  stop();
}

void LedgerWorker::start() {
  thread_ = std::thread([this] { loop(); });
}

void LedgerWorker::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void LedgerWorker::post(std::function<void()> job) {
  {
    const std::lock_guard lock(mutex_);
    jobs_.push_back(std::move(job));
  }
  changed_.notify_all();
}

void LedgerWorker::wake() {
  {
    const std::lock_guard lock(mutex_);
    woken_ = true;
  }
  changed_.notify_all();
}

std::string LedgerWorker::alarm() const {
  const std::lock_guard lock(mutex_);
  return alarm_;
}

void LedgerWorker::set_alarm(std::string what) {
  const std::lock_guard lock(mutex_);
  if (what != alarm_ && log_) log_(what.empty() ? "ledger: recovered" : "ledger: " + what);
  alarm_ = std::move(what);
}

void LedgerWorker::loop() {
  for (;;) {
    {
      std::unique_lock lock(mutex_);
      // A second is short enough for the minute ticks of wall time.
      changed_.wait_for(lock, 1s, [&] { return stopping_ || woken_ || !jobs_.empty(); });
      if (stopping_ && jobs_.empty()) return;
      woken_ = false;
    }
    run_jobs();
    if (!stopping_) work_once();
  }
}

// Those that wait now, not what comes meanwhile: the stages have their turn. A long job lets the rest pass by.
void LedgerWorker::run_jobs() {
  std::unique_lock lock(mutex_);
  std::size_t waiting = jobs_.size();
  if (waiting == 0) return;
  for (; waiting > 0 && !jobs_.empty(); --waiting) {
    const auto job = std::move(jobs_.front());
    jobs_.pop_front();
    lock.unlock();
    job();
    lock.lock();
  }
  lock.unlock();
  announce();
}

void LedgerWorker::between() {
  if (stopping_) throw Failure("command.stopped");
  run_jobs();
  work_once();
}

void LedgerWorker::work_once() {
  bool more = false;
  try {
    county_.clock.tick_wall(county_.ledger, *county_.store);
    more = county_.runner.slice();
    if (++clean_ > county_.runner.stage_names().size()) set_alarm("");
  } catch (const Failure& e) {
    if (stopping_) return;
    // The disk may be full: nothing of the batch was written, the next second tries again.
    clean_ = 0;
    set_alarm(county_.messages.render("en", e.error));
    return;
  } catch (const std::exception& e) {
    clean_ = 0;
    set_alarm(e.what());
    return;
  }
  announce();
  const std::lock_guard lock(mutex_);
  if (more) woken_ = true;
}

void LedgerWorker::announce() {
  const auto head = county_.ledger.journal_head();
  if (head == head_) return;
  head_ = head;
  if (on_rows_) on_rows_(head);
}

}  // namespace limpid::app
