// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <span>
#include <thread>
#include <vector>

#include "base/time.hpp"
#include "store/store.hpp"

namespace limpid::telemetry {

/// The store refuses to commit (disk full, file not writable): nothing is acknowledged until it takes the batch.
struct Alarm {
  Error what;
  Instant since;
  std::size_t waiting = 0;  ///< packets that wait to be committed
};

/// The sole writer of observations: a thread that takes all that is queued and commits it at once, so that many
/// connections share one commit. A commit that fails is tried again until it works.
class Committer {
 public:
  struct Settings {
    std::size_t queue_packets = 20'000;  ///< further jobs are refused beyond
    Millis first_retry{100};
    Millis last_retry{2'000};
  };
  struct Hooks {
    std::function<Instant()> clock;  ///< the directory's clock: committed_at
    std::function<Instant()> wall;
    std::function<void(std::uint64_t seq)> committed;        ///< after the jobs were told; may be empty
    std::function<void(const std::optional<Alarm>&)> alarm;  ///< raised, and cleared with nothing; may be empty
  };
  /// What became of a job's packets (of the result, seq and outcomes are the job's, the rest is the whole commit's), or
  /// why they are not committed. Called on the committer's thread; must not block.
  using Done = std::function<void(const Result<store::CommitResult>&)>;

  Committer(store::Store& store, Hooks hooks, Settings settings);
  Committer(store::Store& store, Hooks hooks) : Committer(store, std::move(hooks), Settings{}) {}
  ~Committer() { stop(); }
  Committer(const Committer&) = delete;
  Committer& operator=(const Committer&) = delete;

  enum class Offer { taken, full, stopped };
  /// Queues packets; they are untouched unless taken.
  Offer offer(std::vector<store::Packet>& packets, Done done);
  /// Called once, on the committer's thread, when there is room again.
  void when_room(std::function<void()> call);
  /// For a command: queues (waiting for room), and waits for the commit. Throws CommitFailed at once where devices
  /// would wait.
  store::CommitResult commit(std::span<const store::Packet> packets);

  std::optional<Alarm> alarm() const;
  /// Commits what is queued, unless the store refuses, and ends the thread. Jobs left over are told `store.stopped`.
  void stop();

 private:
  struct Job {
    std::vector<store::Packet> packets;
    Done done;
    bool patient = true;  // waits through an alarm
  };
  void run();
  std::vector<Job> take();
  bool commit_jobs(std::vector<Job>& jobs);
  void tell(std::vector<Job>& jobs, const store::CommitResult& result);
  void drop_impatient(std::vector<Job>& jobs, const Error& why);
  void raise(const Error& what, const std::vector<Job>& jobs);
  void clear_alarm();

  store::Store& store_;
  Hooks hooks_;
  Settings settings_;
  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::condition_variable room_;
  std::deque<Job> queue_;
  std::size_t queued_ = 0;
  std::vector<std::function<void()>> room_calls_;
  std::optional<Alarm> alarm_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace limpid::telemetry
