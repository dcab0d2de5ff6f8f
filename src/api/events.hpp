// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <list>
#include <mutex>
#include <thread>

#include "api/api.hpp"
#include "api/sight.hpp"

namespace limpid::api {

/// The live pages. One thread reads the journal on and tells each stream which topics have changed, narrowed to its
/// user's sight; the pages fetch what they show again. At most five times a second: what came in between goes together.
class Events {
 public:
  explicit Events(const Services& services);
  ~Events();
  void changed();
  /// `after` is Last-Event-ID; a stream without one starts at the head.
  void add(std::shared_ptr<http::Sink> sink, const User& user, const std::string& token,
           std::optional<std::int64_t> after);
  void stop();

 private:
  struct Stream {
    std::shared_ptr<http::Sink> sink;
    User user;
    std::string token;
    std::int64_t seq = 0;
    Instant told_now;
    std::chrono::steady_clock::time_point told_at;
  };
  void run();
  void pump(const ledger::Ledger& ledger);
  void tell(const ledger::Ledger& ledger, Stream& stream, const std::vector<ledger::JournalRow>& rows,
            std::int64_t head);

  const Services& services_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool changed_ = false, ended_ = false;
  std::list<Stream> streams_;
  std::thread thread_;
};

/// What a page listens to that a journal row touches: `duty`, `plan`, `item:KEY`, `object:KIND/KEY`, `case:ID`,
/// `cases`, `tasks`, `data`.
std::set<std::string> topics_of(const ledger::JournalRow& row, const ledger::Facts& facts);

}  // namespace limpid::api
