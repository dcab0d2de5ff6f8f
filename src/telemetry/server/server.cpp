// SPDX-License-Identifier: Apache-2.0
#include "telemetry/server/server.hpp"

#include <atomic>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <future>
#include <set>
#include <thread>

#include "telemetry/server/connection.hpp"
#include "telemetry/server/endpoint.hpp"

namespace limpid::telemetry {

namespace asio = boost::asio;
using boost::system::error_code;

struct Server::Impl : std::enable_shared_from_this<Server::Impl> {
  std::shared_ptr<Shared> shared;
  asio::ip::tcp::acceptor acceptor;
  asio::steady_timer sweep_timer;
  std::set<std::shared_ptr<Connection>> connections;
  std::atomic<std::size_t> count = 0;
  std::string address;
  std::promise<void> empty;
  bool stopping = false;
  std::thread thread;

  explicit Impl(std::shared_ptr<Shared> s)
      : shared(std::move(s)), acceptor(*shared->context), sweep_timer(*shared->context) {}

  void listen() {
    const std::string& wanted = shared->settings.address;
    const auto endpoint = parse_endpoint(wanted);
    if (!endpoint) throw Failure(endpoint.error());
    try {
      acceptor.open(endpoint->protocol());
      acceptor.set_option(asio::ip::tcp::acceptor::reuse_address(true));
      acceptor.bind(*endpoint);
      acceptor.listen();
    } catch (const boost::system::system_error& e) {
      throw Failure("hj212.listen", {{"address", wanted}, {"reason", e.code().message()}});
    }
    address = to_text(acceptor.local_endpoint());
  }

  asio::awaitable<void> accept() {
    while (!stopping) {
      error_code error;
      auto socket = co_await acceptor.async_accept(asio::redirect_error(asio::use_awaitable, error));
      if (stopping) break;
      if (error) {
        // Out of file descriptors, or the peer has gone: wait a little instead of spinning.
        asio::steady_timer pause(*shared->context, std::chrono::milliseconds(50));
        co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, error));
        continue;
      }
      if (connections.size() >= shared->settings.connections) continue;  // the socket closes
      socket.set_option(asio::ip::tcp::no_delay(true), error);
      auto connection = std::make_shared<Connection>(std::move(socket), shared);
      connections.insert(connection);
      count = connections.size();
      asio::co_spawn(
          *shared->context, [connection] { return connection->run(); },
          [self = shared_from_this(), connection](const std::exception_ptr&) { self->gone(connection); });
    }
  }

  void gone(const std::shared_ptr<Connection>& connection) {
    connection->close();
    connections.erase(connection);
    count = connections.size();
    if (stopping && connections.empty()) empty.set_value();
  }

  // Closes idle connections.
  asio::awaitable<void> sweep() {
    const auto idle = shared->settings.idle;
    const auto pause =
        std::clamp<std::chrono::milliseconds>(idle / 4, std::chrono::milliseconds(10), std::chrono::seconds(5));
    while (!stopping) {
      sweep_timer.expires_after(pause);
      error_code error;
      co_await sweep_timer.async_wait(asio::redirect_error(asio::use_awaitable, error));
      const auto limit = std::chrono::steady_clock::now() - idle;
      for (const auto& connection : connections)
        if (connection->idle_since(limit)) connection->close();
    }
  }

  void begin_stop() {
    stopping = true;
    error_code ignored;
    acceptor.close(ignored);
    sweep_timer.cancel();
    for (const auto& connection : connections) connection->finish();
    if (connections.empty()) empty.set_value();
  }
};

Server::Server(Settings settings, Committer& committer, const DeviceRegister& devices, Hooks hooks)
    : impl_(std::make_shared<Impl>(std::make_shared<Shared>(
          Shared{std::move(settings), committer, devices, std::move(hooks), std::make_shared<asio::io_context>(1)}))) {}

Server::~Server() {
  stop(Millis{0});
}

void Server::start() {
  impl_->listen();
  asio::co_spawn(
      *impl_->shared->context, [impl = impl_] { return impl->accept(); }, asio::detached);
  asio::co_spawn(
      *impl_->shared->context, [impl = impl_] { return impl->sweep(); }, asio::detached);
  impl_->thread = std::thread([context = impl_->shared->context] {
    const auto work = asio::make_work_guard(*context);
    context->run();
  });
}

std::string Server::address() const {
  return impl_->address;
}

std::size_t Server::connections() const {
  return impl_->count;
}

void Server::stop(Millis grace) {
  if (!impl_->thread.joinable()) return;
  auto empty = impl_->empty.get_future();
  asio::post(*impl_->shared->context, [impl = impl_] { impl->begin_stop(); });
  empty.wait_for(grace);
  asio::io_context& context = *impl_->shared->context;
  context.stop();
  impl_->thread.join();
  // Lets what is left come to its end, so that nothing keeps itself alive.
  for (const auto& connection : impl_->connections) connection->close();
  context.restart();
  context.poll();
}

}  // namespace limpid::telemetry
