// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

#include "api/http/message.hpp"

namespace boost::asio {
class io_context;
}

namespace limpid::api::http {

struct ServerOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;                 ///< 0 takes a free one
  std::size_t body_limit = 33u << 20;     ///< a larger one is left out (Request::over); a route may take less
  std::size_t target_limit = 8u << 10;    ///< of path and query together; likewise
  std::size_t stream_backlog = 4u << 20;  ///< bytes a slow reader of events may owe before it is let go
  std::chrono::milliseconds heartbeat{
      5000};  ///< comment on each event stream; RESTinio cuts a silent one after its request limit
};

/// Listens on the io_context given and hands each request to the handler, on the reactor's thread. Throws Failure
/// `http.port_in_use`, `http.address_invalid` or `http.listen`.
class Server {
 public:
  Server(boost::asio::io_context& io, ServerOptions options, Handler handler);
  ~Server();
  std::uint16_t port() const;
  /// Stops listening, ends the streams, lets the requests under way finish, at most `patience`; then calls `done`.
  void stop(std::chrono::milliseconds patience, std::function<void()> done);

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace limpid::api::http
