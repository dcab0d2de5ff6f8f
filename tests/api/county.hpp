// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <filesystem>
#include <memory>
#include <mutex>
#include <thread>

#include "api/accounts.hpp"
#include "api/api.hpp"
#include "api/client.hpp"
#include "api/http/server.hpp"
#include "ledger/runner.hpp"

namespace limpid::testing {

/// An open data directory with the real ledger, store, clock and stages.
class Directory {
 public:
  explicit Directory(const std::filesystem::path& dir);
  Directory(const Directory&) = delete;
  Directory& operator=(const Directory&) = delete;

  /// An act, after which the stages catch up.
  void write(const std::function<void(ledger::Ledger&)>& job);
  void apply(const ledger::Changes& changes);
  /// Readings of one hour of a section, an outfall and an air station; the clock goes to the hour's end.
  void hour(Instant start, double ammonia);

  const std::filesystem::path dir;
  const std::filesystem::path share = LIMPID_SOURCE_DIR;
  std::atomic<std::int64_t> wall_ms;
  ledger::Ledger ledger;
  std::unique_ptr<store::Store> store;
  ledger::CountyClock clock;
  ledger::Runner runner;
};

/// Fills an empty directory: the demonstration registers, the plan, accounts, two days of readings with a spill that
/// 辛壁南桥 sees, a correction and a broken packet.
void seed(Directory& county);

/// A small real county, the API served on loopback. Each has a directory of its own, copied from one that is filled
/// once. Every answer is checked against the contract.
class County {
 public:
  explicit County(api::Options options = {.deadline = std::chrono::minutes(2)}, std::size_t readers = 3,
                  std::size_t queue = 128);
  ~County();

  std::uint16_t port() const { return server_->port(); }
  /// Signed in; the cookie and token that further requests need.
  struct Login {
    std::string cookie, csrf;
    std::map<std::string, std::string> headers() const { return {{"Cookie", cookie}, {"X-CSRF-Token", csrf}}; }
  };
  Login login(const std::string& name, const std::string& password = kPassword);
  /// Signed in without a request.
  Login open_session(const std::string& name);
  Answer send(const Ask& what);
  Answer get(const Login& who, const std::string& target);
  Answer post(const Login& who, const std::string& target, const Json& body);

  /// On the ledger writer's place; afterwards the stages catch up and the pages are told.
  void write(const std::function<void(ledger::Ledger&)>& job);
  void hour(Instant start, double ammonia);
  /// Reads with the ledger writer's connection, while nobody writes.
  template <class F>
  auto read(F job) {
    const std::lock_guard lock(mutex_);
    return job(std::as_const(place_->ledger));
  }
  /// Keeps the ledger writer from working as long as the lock lives.
  std::unique_lock<std::mutex> hold_writer() { return std::unique_lock(mutex_); }

  std::int64_t case_id();  ///< of 辛壁南桥
  /// Uploads a plan and waits until it is read or refused; the reading's id.
  std::string upload(const Login& who, const std::string& file, const std::string& bytes);
  std::string reading_id();  ///< of the seed, uploaded once
  ledger::Author author() const;
  const store::Store& store() const { return *place_->store; }
  Instant now() const { return place_->clock.now(); }
  void pass_wall(Millis time) { place_->wall_ms += time.count(); }
  const std::filesystem::path& files() const { return files_; }

  static constexpr const char* kPassword = "correct-horse";
  static constexpr const char* kSection = "section/xinbi-nanqiao";
  static constexpr const char* kFinding = "00000000000000f1";  ///< decided as `sent`; the document does not give it

 private:
  std::filesystem::path dir_, files_;
  std::string reading_;
  Messages messages_;
  std::unique_ptr<Directory> place_;
  std::mutex mutex_;
  std::unique_ptr<api::ReaderPool> readers_;
  boost::asio::io_context io_;
  std::unique_ptr<api::Api> api_;
  std::unique_ptr<api::http::Server> server_;
  std::thread thread_;
};

/// One for all tests that only read; those that change it make their own.
County& county();

}  // namespace limpid::testing
