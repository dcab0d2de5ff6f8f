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

/// A small real county in a directory of its own: the demonstration registers, two days of readings with a spill that
/// 辛壁南桥 sees, the real stages, and the API served on loopback.
class County {
 public:
  County();
  ~County();

  std::uint16_t port() const { return server_->port(); }
  /// Signed in; the cookie and token that further requests need.
  struct Login {
    std::string cookie, csrf;
    std::map<std::string, std::string> headers() const { return {{"Cookie", cookie}, {"X-CSRF-Token", csrf}}; }
  };
  Login login(const std::string& name);
  Answer get(const Login& who, const std::string& target);
  Answer post(const Login& who, const std::string& target, const Json& body);

  /// On the ledger writer's place; afterwards the stages catch up and the pages are told.
  void write(const std::function<void(ledger::Ledger&)>& job);
  /// Readings of one hour of a device, and the clock an hour on.
  void hour(Instant start, double ammonia);

  std::int64_t case_id();  ///< of 辛壁南桥
  ledger::Ledger& ledger() { return *ledger_; }
  store::Store& store() { return *store_; }
  Instant now() const { return clock_->now(); }
  std::atomic<std::int64_t> wall_ms;

  static constexpr const char* kPassword = "correct-horse";
  static constexpr const char* kSection = "section/xinbi-nanqiao";
  static constexpr const char* kSectionDevice = "140525DEMO21SEC001000000";

 private:
  void import_registers();
  void import_plan();
  void add_users();
  void first_days();

  std::filesystem::path dir_, share_;
  Messages messages_;
  std::unique_ptr<ledger::Ledger> ledger_;
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<ledger::CountyClock> clock_;
  std::unique_ptr<ledger::Runner> runner_;
  std::mutex mutex_;
  boost::asio::io_context io_;
  std::unique_ptr<api::Api> api_;
  std::unique_ptr<api::http::Server> server_;
  std::thread thread_;
};

/// One for all tests that only read; those that change it say so.
County& county();

}  // namespace limpid::testing
