// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <memory>
#include <string>
#include <vector>

#include "telemetry/admission.hpp"
#include "telemetry/server/server.hpp"

namespace limpid::telemetry {

/// What the connections of a server share. `context` outlives them: a commit that ends late posts into it.
struct Shared {
  Server::Settings settings;
  Committer& committer;
  const DeviceRegister& devices;
  Server::Hooks hooks;
  std::shared_ptr<boost::asio::io_context> context;
};

/// Wakes a coroutine: a timer that never ends, cut short. Lost wake-ups do not happen because a waiter tests its
/// condition first and everything runs on one thread.
class Bell {
 public:
  explicit Bell(boost::asio::io_context& context) : timer_(context, boost::asio::steady_timer::time_point::max()) {}
  boost::asio::awaitable<void> wait();
  void ring() { timer_.cancel(); }

 private:
  boost::asio::steady_timer timer_;
};

/// One device or gateway. Everything here runs on the reactor's thread.
class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(boost::asio::ip::tcp::socket socket, std::shared_ptr<Shared> shared);

  /// Runs until both directions have ended.
  boost::asio::awaitable<void> run();
  /// Reads no more; what is on the way is still answered.
  void finish();
  void close();
  bool idle_since(std::chrono::steady_clock::time_point limit) const { return on_the_way_ == 0 && active_ < limit; }

 private:
  boost::asio::awaitable<void> read();
  boost::asio::awaitable<void> write();
  boost::asio::awaitable<bool> submit();
  boost::asio::awaitable<void> wait_for_room();
  hj212::Framer::Sink judge();
  void committed(const std::vector<std::optional<std::string>>& answers, const Result<store::CommitResult>& result);
  bool crowded() const;

  boost::asio::ip::tcp::socket socket_;
  std::shared_ptr<Shared> shared_;
  hj212::Framer framer_;
  Bell reader_, writer_;
  std::vector<store::Packet> packets_;
  std::vector<std::optional<std::string>> answers_;
  std::string outbox_;
  std::size_t on_the_way_ = 0;
  bool reading_ = true;
  bool read_out_ = false;  // nothing more will be submitted
  bool broken_ = false;
  std::chrono::steady_clock::time_point active_;
};

}  // namespace limpid::telemetry
