// SPDX-License-Identifier: Apache-2.0
#include "app/command_socket.hpp"

#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include "app/directory_lock.hpp"

namespace limpid::app {

namespace asio = boost::asio;
using asio::use_awaitable;
using Protocol = asio::local::stream_protocol;

struct CommandSocket::State {
  State(asio::io_context& context, const std::filesystem::path& directory, Run r)
      : io(context), dir(directory), path(directory), acceptor(context), run(std::move(r)) {}

  asio::io_context& io;
  std::filesystem::path dir;
  ShortPath path;
  Protocol::acceptor acceptor;
  Run run;
};

namespace {

constexpr std::chrono::seconds kUnderWayEvery{1};
constexpr std::chrono::milliseconds kAcceptAgain{50};

unsigned peer_uid(Protocol::socket& socket) {
  ucred credentials{};
  socklen_t size = sizeof credentials;
  ::getsockopt(socket.native_handle(), SOL_SOCKET, SO_PEERCRED, &credentials, &size);
  return credentials.uid;
}

// What `run` brings back, on whichever thread; the rest happens on the reactor.
struct Awaited {
  explicit Awaited(asio::io_context& io) : wake(io) {}
  std::optional<Response> response;
  asio::steady_timer wake;
};

// Runs the command elsewhere and tells the caller each second that it is under way.
asio::awaitable<Response> run_elsewhere(asio::io_context& io, CommandSocket::Run& run, Request request,
                                        Protocol::socket& socket) {
  const auto awaited = std::make_shared<Awaited>(io);
  run(std::move(request), peer_uid(socket), [&io, awaited](Response response) {
    asio::post(io, [awaited, response = std::move(response)]() mutable {
      awaited->response = std::move(response);
      awaited->wake.cancel();
    });
  });
  const auto nothing = encode_length(0);
  while (!awaited->response) {
    boost::system::error_code ignored;
    awaited->wake.expires_after(kUnderWayEvery);
    co_await awaited->wake.async_wait(asio::redirect_error(use_awaitable, ignored));
    if (!awaited->response) co_await asio::async_write(socket, asio::buffer(nothing), use_awaitable);
  }
  co_return std::move(*awaited->response);
}

asio::awaitable<void> talk(asio::io_context& io, CommandSocket::Run& run, Protocol::socket socket) {
  try {
    std::string length(kLengthBytes, '\0');
    co_await asio::async_read(socket, asio::buffer(length), use_awaitable);
    const auto size = decode_length(length);
    if (size > kMaxRequest) co_return;
    std::string body(size, '\0');
    co_await asio::async_read(socket, asio::buffer(body), use_awaitable);
    Response response;
    if (auto request = decode_request(body)) {
      response = co_await run_elsewhere(io, run, std::move(*request), socket);
    } else {
      response = {"", request.error().code + "\n", 1};
    }
    const auto answer = encode(response);
    const auto answer_length = encode_length(answer.size());
    co_await asio::async_write(socket, std::array{asio::buffer(answer_length), asio::buffer(answer)}, use_awaitable);
  } catch (const boost::system::system_error&) {
    // The caller went away; what it asked for was done or not, as the ledger says.
  }
}

asio::awaitable<void> accept(std::shared_ptr<CommandSocket::State> state) {
  while (state->acceptor.is_open()) {
    boost::system::error_code error;
    auto socket = co_await state->acceptor.async_accept(asio::redirect_error(use_awaitable, error));
    if (!error) {
      asio::co_spawn(state->io, talk(state->io, state->run, std::move(socket)), asio::detached);
    } else if (state->acceptor.is_open()) {
      // Out of file descriptors, or the caller has gone: wait a little instead of spinning.
      asio::steady_timer pause(state->io, kAcceptAgain);
      co_await pause.async_wait(asio::redirect_error(use_awaitable, error));
    }
  }
}

}  // namespace

CommandSocket::CommandSocket(asio::io_context& io, const std::filesystem::path& dir, Run run)
    : state_(std::make_shared<State>(io, dir, std::move(run))) {
  const auto name = state_->path("limpid.sock");
  // The lock says who owns the directory: a socket file that is there is stale.
  ::unlink(name.c_str());
  state_->acceptor.open(Protocol());
  const auto mask = ::umask(0177);
  state_->acceptor.bind(Protocol::endpoint(name));
  ::umask(mask);
  state_->acceptor.listen();
  asio::co_spawn(io, accept(state_), asio::detached);
}

CommandSocket::~CommandSocket() {
  stop();
}

void CommandSocket::stop() {
  boost::system::error_code ignored;
  state_->acceptor.close(ignored);
  ::unlink(state_->path("limpid.sock").c_str());
}

}  // namespace limpid::app
