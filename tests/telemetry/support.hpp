// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <thread>

#include "store/store.hpp"
#include "telemetry/hj212/encode.hpp"

namespace limpid::telemetry {

inline const Instant kNow = *parse_instant("2022-09-12T08:00+08:00");

/// A frame of device `mn` with one value at `time`.
inline std::string hour_frame(const std::string& mn, Instant time, const std::string& value,
                              const std::string& password = "123456", int flag = 5) {
  hj212::Message m{.st = "21", .cn = "2061", .pw = password, .mn = mn, .flag = flag};
  return hj212::encode_readings(m, time, time, {{"w01018", {{"Avg", value}}}}).front();
}

/// A store whose disk is full while `full` is set; the rest is that of the in-memory engine.
class FullDisk : public store::Store {
 public:
  std::atomic<bool> full = false;
  std::atomic<int> refusals = 0;
  std::atomic<int> delay_ms = 0;

  store::CommitResult commit(std::span<const store::Packet> packets, Instant at, std::optional<Instant> wall) override {
    std::this_thread::sleep_for(std::chrono::milliseconds(delay_ms.load()));
    if (full) {
      ++refusals;
      throw store::CommitFailed("store.commit", Json{{"reason", "No space left on device"}});
    }
    return inner_->commit(packets, at, wall);
  }
  std::uint64_t head() const override { return inner_->head(); }
  std::vector<store::Observation> since(std::uint64_t after, std::uint64_t& upto, std::size_t limit) const override {
    return inner_->since(after, upto, limit);
  }
  std::vector<store::Observation> read(const store::Selector& what, Instant from, Instant to,
                                       std::optional<std::uint64_t> known_at) const override {
    return inner_->read(what, from, to, known_at);
  }
  std::vector<store::Observation> versions(const store::Selector& what, Instant from, Instant to) const override {
    return inner_->versions(what, from, to);
  }
  std::vector<store::Observation> latest(const store::Selector& what) const override { return inner_->latest(what); }
  std::vector<store::SeriesKey> series(const store::Selector& what) const override { return inner_->series(what); }
  store::Balance balance() const override { return inner_->balance(); }
  std::vector<store::Quarantined> quarantine(std::size_t limit) const override { return inner_->quarantine(limit); }
  std::optional<store::StoredPacket> packet(std::uint64_t id) const override { return inner_->packet(id); }
  std::vector<store::Commit> commits(std::size_t limit) const override { return inner_->commits(limit); }
  std::optional<store::Commit> commit_of(std::uint64_t seq) const override { return inner_->commit_of(seq); }

 private:
  std::unique_ptr<store::Store> inner_ = store::open_memory();
};

/// Waits up to ten seconds for something that another thread brings about.
inline bool eventually(const std::function<bool()>& holds) {
  for (int i = 0; i < 1000; ++i) {
    if (holds()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return false;
}

}  // namespace limpid::telemetry
