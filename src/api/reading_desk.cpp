// SPDX-License-Identifier: Apache-2.0
#include "api/reading_desk.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>

#include "plan/input/extract.hpp"

namespace limpid::api {
namespace {

enum StepIndex : std::size_t { kReceived, kText, kItems, kPromises, kCompared };

/// Not to be guessed, and not met again after the server started anew.
std::string chance_id() {
  std::array<unsigned char, 8> bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  std::string id;
  for (const auto byte : bytes) id += fmt::format("{:02x}", byte);
  return id;
}

struct Counts {
  std::size_t items = 0, promises = 0, rows = 0;
};

Counts count(const plan::Document& document) {
  Counts n;
  for (const auto& plan : document.plans) {
    n.items +=
        plan.measures.size() + plan.safeguards.size() + plan.tasks.size() + plan.targets.size() + plan.projects.size();
    for (const auto& measure : plan.measures) n.promises += measure.promises.size();
    n.rows += plan.tasks.size();
  }
  return n;
}

}  // namespace

bool Reading::ended() const {
  return steps[kCompared].state == StepState::done || error.has_value();
}

ReadingDesk::ReadingDesk(Work work) : work_(std::move(work)), thread_([this] { loop(); }) {}

ReadingDesk::~ReadingDesk() {
  stop();
}

void ReadingDesk::stop() {
  {
    const std::lock_guard lock(mutex_);
    ended_ = true;
    waiting_.clear();
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

std::optional<std::string> ReadingDesk::take(Reading reading, std::string bytes) {
  const std::lock_guard lock(mutex_);
  const auto under_way = std::count_if(held_.begin(), held_.end(), [](const Reading& r) { return !r.ended(); });
  if (ended_ || static_cast<std::size_t>(under_way) >= kWaiting) return std::nullopt;
  if (held_.size() >= kHeld)
    held_.erase(std::find_if(held_.begin(), held_.end(), [](const Reading& r) { return r.ended(); }));
  reading.id = chance_id();
  constexpr std::array kNames{"received", "text", "items", "promises", "compared"};
  for (std::size_t i = 0; i < kNames.size(); ++i) reading.steps[i].id = kNames[i];
  reading.steps[kReceived].state = StepState::done;
  waiting_.emplace_back(reading.id, std::move(bytes));
  held_.push_back(std::move(reading));
  changed_.notify_all();
  return held_.back().id;
}

std::optional<Reading> ReadingDesk::find(const std::string& id) const {
  const std::lock_guard lock(mutex_);
  const auto it = std::find_if(held_.begin(), held_.end(), [&](const Reading& r) { return r.id == id; });
  if (it == held_.end()) return std::nullopt;
  return *it;
}

void ReadingDesk::set_imported(const std::string& id) {
  change(id, [](Reading& r) { r.imported = true; });
}

void ReadingDesk::change(const std::string& id, const std::function<void(Reading&)>& how) {
  const std::lock_guard lock(mutex_);
  const auto it = std::find_if(held_.begin(), held_.end(), [&](const Reading& r) { return r.id == id; });
  if (it != held_.end()) how(*it);
}

/// False when the desk is to end.
bool ReadingDesk::step(const std::string& id, std::size_t index, StepState state, std::size_t done, std::size_t of) {
  change(id, [&](Reading& r) {
    r.steps[index].state = state;
    r.steps[index].done = done;
    r.steps[index].of = of;
  });
  const std::lock_guard lock(mutex_);
  return !ended_;
}

void ReadingDesk::loop() {
  for (;;) {
    std::pair<std::string, std::string> next;
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [this] { return ended_ || !waiting_.empty(); });
      if (ended_) return;
      next = std::move(waiting_.front());
      waiting_.pop_front();
    }
    read(next.first, next.second);
  }
}

void ReadingDesk::read(const std::string& id, const std::string& bytes) {
  const auto refuse = [&](std::size_t index, const Error& error) {
    step(id, index, StepState::failed);
    change(id, [&](Reading& r) { r.error = error; });
  };
  std::size_t at = kText;
  try {
    if (!step(id, kText, StepState::running)) return;
    const auto text = work_.text(bytes);
    if (!text) {
      const auto reading = find(id);
      return refuse(kText, plan::by_name(text.error(), bytes, reading ? reading->file : ""));
    }
    change(id, [&](Reading& r) { r.format = text->format; });
    step(id, kText, StepState::done);
    at = kItems;
    if (!step(id, kItems, StepState::running)) return;
    auto read = work_.items(text->text);
    if (!read) return refuse(kItems, read.error());
    const auto document = std::make_shared<const plan::Document>(std::move(*read));
    const auto n = count(*document);
    change(id, [&](Reading& r) { r.document = document; });
    step(id, kItems, StepState::done, n.items, n.items);
    step(id, kPromises, StepState::done, n.promises, n.promises);
    at = kCompared;
    if (!step(id, kCompared, StepState::running, 0, n.rows)) return;
    const auto findings = std::make_shared<const std::vector<plan::Finding>>(work_.compare(*document));
    change(id, [&](Reading& r) { r.findings = findings; });
    step(id, kCompared, StepState::done, n.rows, n.rows);
  } catch (const Failure& e) {
    refuse(at, e.error);
  } catch (const std::exception& e) {
    refuse(at, {"reading.failed", {{"reason", e.what()}}, {}});
  }
}

}  // namespace limpid::api
