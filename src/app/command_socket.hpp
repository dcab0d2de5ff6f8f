// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/asio/io_context.hpp>
#include <filesystem>
#include <functional>
#include <memory>

#include "app/relay.hpp"

namespace limpid::app {

/// DIR/limpid.sock (mode 0600): takes requests on the reactor and hands each to `run` with the peer's user id; `done`
/// may be called from any thread.
class CommandSocket {
 public:
  using Done = std::function<void(Response)>;
  using Run = std::function<void(Request, unsigned uid, Done done)>;

  CommandSocket(boost::asio::io_context& io, const std::filesystem::path& dir, Run run);
  ~CommandSocket();
  void stop();

  struct State;

 private:
  std::shared_ptr<State> state_;
};

}  // namespace limpid::app
