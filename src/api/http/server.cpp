// SPDX-License-Identifier: Apache-2.0
#include "api/http/server.hpp"

#include <algorithm>
#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/steady_timer.hpp>
#include <mutex>
#include <restinio/http_server.hpp>

#include "base/result.hpp"

namespace limpid::api::http {
namespace {

namespace asio = boost::asio;

using Traits = restinio::traits_t<restinio::asio_timer_manager_t, restinio::null_logger_t,
                                  std::function<restinio::request_handling_status_t(restinio::request_handle_t)>>;
using Chunked = restinio::response_builder_t<restinio::chunked_output_t>;

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return out;
}

Request convert(const restinio::request_handle_t& in, const ServerOptions& limits) {
  Request out;
  out.method = in->header().method().c_str();
  const std::string_view target = in->header().request_target();
  if (in->body().size() > limits.body_limit) out.over = 413;
  if (target.size() > limits.target_limit) out.over = 414;
  in->header().for_each_field([&](const auto& field) { out.headers[lower(field.name())] = field.value(); });
  if (out.over == 0) {
    const auto mark = target.find('?');
    out.path = percent_decode(target.substr(0, mark), false);
    if (mark != std::string_view::npos) out.query = parse_query(target.substr(mark + 1));
    out.body = in->body();
  }
  out.peer = in->remote_endpoint().address().to_string();
  return out;
}

class ChunkSink final : public Sink {
 public:
  ChunkSink(Chunked out, std::size_t backlog) : out_(std::move(out)), backlog_(backlog) {}

  void send(std::string chunk) override {
    std::lock_guard lock(mutex_);
    if (!open_ || chunk.empty()) return;
    const std::size_t size = chunk.size();
    if (*owed_ + size > backlog_) return finish();
    *owed_ += size;
    out_.append_chunk(std::move(chunk));
    out_.flush([owed = owed_, gone = gone_, size](const auto& error) {
      *owed -= size;
      if (error) *gone = true;
    });
  }

  bool open() const override {
    std::lock_guard lock(mutex_);
    return open_ && !*gone_;
  }

  void close() override {
    std::lock_guard lock(mutex_);
    finish();
  }

 private:
  void finish() {
    if (!open_) return;
    open_ = false;
    out_.done();
  }

  mutable std::mutex mutex_;
  Chunked out_;
  std::size_t backlog_;
  bool open_ = true;
  // Shared with callbacks of the reactor, which may outlive the sink.
  std::shared_ptr<std::atomic<std::size_t>> owed_ = std::make_shared<std::atomic<std::size_t>>(0);
  std::shared_ptr<std::atomic<bool>> gone_ = std::make_shared<std::atomic<bool>>(false);
};

restinio::http_status_line_t status_line(int status) {
  return restinio::http_status_line_t{restinio::http_status_code_t{static_cast<std::uint16_t>(status)},
                                      std::string(reason_phrase(status))};
}

}  // namespace

struct Server::State : std::enable_shared_from_this<Server::State> {
  State(asio::io_context& context, ServerOptions o, Handler h)
      : io(context), options(std::move(o)), handler(std::move(h)), heartbeat(context), grace(context) {}

  asio::io_context& io;
  ServerOptions options;
  Handler handler;
  std::unique_ptr<restinio::http_server_t<Traits>> server;
  std::uint16_t port = 0;
  std::atomic<int> under_way{0};
  std::atomic<bool> stopping{false};
  std::mutex mutex;
  std::vector<std::shared_ptr<ChunkSink>> streams;
  asio::steady_timer heartbeat, grace;

  void listen();
  restinio::request_handling_status_t take(const restinio::request_handle_t& in);
  void answer(const restinio::request_handle_t& in, Response response);
  void beat();
  void await_end(std::chrono::steady_clock::time_point until, std::function<void()> done);
};

void Server::State::listen() {
  boost::system::error_code bad;
  const auto address = options.address == "localhost" ? asio::ip::make_address("127.0.0.1", bad)
                                                      : asio::ip::make_address(options.address, bad);
  if (bad) throw Failure("http.address_invalid", {{"address", options.address}});
  try {
    server = std::make_unique<restinio::http_server_t<Traits>>(restinio::external_io_context(io), [&](auto& settings) {
      settings.address(address)
          .protocol(address.is_v6() ? asio::ip::tcp::v6() : asio::ip::tcp::v4())
          .port(options.port)
          .read_next_http_message_timelimit(std::chrono::seconds(60))
          .handle_request_timeout(std::chrono::seconds(60))
          .write_http_response_timelimit(std::chrono::seconds(60))
          // Twice ours: what lies between is answered in words, what is larger loses its connection.
          .incoming_http_msg_limits(restinio::incoming_http_msg_limits_t{}.max_body_size(options.body_limit * 2))
          .acceptor_post_bind_hook(
              [this](asio::ip::tcp::acceptor& acceptor) { port = acceptor.local_endpoint().port(); })
          .request_handler([weak = weak_from_this()](const restinio::request_handle_t& in) {
            auto self = weak.lock();
            return self ? self->take(in) : restinio::request_rejected();
          });
    });
    server->open_sync();
  } catch (const boost::system::system_error& e) {
    const Json args = {{"address", options.address}, {"port", options.port}, {"reason", e.code().message()}};
    throw Failure(e.code() == boost::system::errc::address_in_use ? "http.port_in_use" : "http.listen", args);
  } catch (const std::exception& e) {
    throw Failure("http.listen", {{"address", options.address}, {"port", options.port}, {"reason", e.what()}});
  }
  beat();
}

restinio::request_handling_status_t Server::State::take(const restinio::request_handle_t& in) {
  ++under_way;
  auto self = shared_from_this();
  auto once = std::make_shared<std::atomic<bool>>(false);
  Reply reply = [self, in, once](Response response) {
    if (once->exchange(true)) return;
    self->answer(in, std::move(response));
    --self->under_way;
  };
  handler(convert(in, options), std::move(reply));
  return restinio::request_accepted();
}

void Server::State::answer(const restinio::request_handle_t& in, Response response) {
  const bool head_only = in->header().method() == restinio::http_method_head();
  const auto set_headers = [&](auto& out) {
    for (auto& [name, value] : response.headers) out.append_header(name, value);
    out.append_header_date_field();
    if (stopping || !in->header().should_keep_alive()) out.connection_close();
  };
  if (!response.stream) {
    auto out = in->create_response(status_line(response.status));
    set_headers(out);
    if (!head_only && response.status != 304 && response.status != 204) out.set_body(std::move(response.body));
    out.done();
    return;
  }
  auto out = in->create_response<restinio::chunked_output_t>(status_line(response.status));
  set_headers(out);
  out.flush();
  auto sink = std::make_shared<ChunkSink>(std::move(out), options.stream_backlog);
  {
    std::lock_guard lock(mutex);
    if (stopping) return sink->close();
    streams.push_back(sink);
  }
  sink->send(": open\n\n");
  response.stream(sink);
}

void Server::State::beat() {
  heartbeat.expires_after(options.heartbeat);
  heartbeat.async_wait([weak = weak_from_this()](boost::system::error_code error) {
    auto self = weak.lock();
    if (error || !self || self->stopping) return;
    std::vector<std::shared_ptr<ChunkSink>> open;
    {
      std::lock_guard lock(self->mutex);
      std::erase_if(self->streams, [](const auto& sink) { return !sink->open(); });
      open = self->streams;
    }
    for (const auto& sink : open) sink->send(": beat\n\n");
    self->beat();
  });
}

void Server::State::await_end(std::chrono::steady_clock::time_point until, std::function<void()> done) {
  if (under_way == 0 || std::chrono::steady_clock::now() >= until) return done();
  grace.expires_after(std::chrono::milliseconds(20));
  grace.async_wait([self = shared_from_this(), until, done = std::move(done)](boost::system::error_code) {
    self->await_end(until, done);
  });
}

Server::Server(asio::io_context& io, ServerOptions options, Handler handler)
    : state_(std::make_shared<State>(io, std::move(options), std::move(handler))) {
  state_->listen();
}

Server::~Server() = default;

std::uint16_t Server::port() const {
  return state_->port;
}

void Server::stop(std::chrono::milliseconds patience, std::function<void()> done) {
  asio::post(state_->io, [self = state_, patience, done = std::move(done)] {
    self->stopping = true;
    self->server->close_sync();
    self->heartbeat.cancel();
    std::vector<std::shared_ptr<ChunkSink>> open;
    {
      std::lock_guard lock(self->mutex);
      open.swap(self->streams);
    }
    for (const auto& sink : open) sink->close();
    self->await_end(std::chrono::steady_clock::now() + patience, done);
  });
}

}  // namespace limpid::api::http
