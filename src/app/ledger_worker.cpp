// SPDX-License-Identifier: Apache-2.0
#include "app/ledger_worker.hpp"

namespace limpid::app {

using namespace std::chrono_literals;

LedgerWorker::LedgerWorker(County& county, std::function<void(std::int64_t)> on_rows,
                           std::function<void(const std::string&)> log)
    : county_(county), on_rows_(std::move(on_rows)), log_(std::move(log)) {}

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
    at_rest_ = false;
  }
  changed_.notify_all();
}

void LedgerWorker::wake() {
  {
    const std::lock_guard lock(mutex_);
    woken_ = true;
    at_rest_ = false;
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
    std::function<void()> job;
    {
      std::unique_lock lock(mutex_);
      // A second is short enough for the minute ticks of wall time.
      changed_.wait_for(lock, 1s, [&] { return stopping_ || woken_ || !jobs_.empty(); });
      if (!jobs_.empty()) {
        job = std::move(jobs_.front());
        jobs_.pop_front();
      } else if (stopping_) {
        return;
      }
      woken_ = false;
    }
    if (job) job();
    work_once();
  }
}

void LedgerWorker::work_once() {
  bool more = false;
  try {
    county_.clock.tick_wall(county_.ledger, *county_.store);
    more = county_.runner.step();
    set_alarm("");
  } catch (const Failure& e) {
    // The disk may be full: nothing of the batch was written, the next second tries again.
    set_alarm(county_.messages.render("en", e.error));
    return;
  } catch (const std::exception& e) {
    set_alarm(e.what());
    return;
  }
  const auto head = county_.ledger.journal_head();
  if (head != head_) {
    head_ = head;
    if (on_rows_) on_rows_(head);
  }
  const std::lock_guard lock(mutex_);
  if (more) woken_ = true;
  at_rest_ = !more && !woken_ && jobs_.empty();
}

}  // namespace limpid::app
