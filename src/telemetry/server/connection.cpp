// SPDX-License-Identifier: Apache-2.0
#include "telemetry/server/connection.hpp"

#include <array>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

namespace limpid::telemetry {

namespace asio = boost::asio;
using boost::system::error_code;

asio::awaitable<void> Bell::wait() {
  error_code cut_short;
  co_await timer_.async_wait(asio::redirect_error(asio::use_awaitable, cut_short));
}

Connection::Connection(asio::ip::tcp::socket socket, std::shared_ptr<Shared> shared)
    : socket_(std::move(socket)),
      shared_(std::move(shared)),
      reader_(*shared_->context),
      writer_(*shared_->context),
      active_(std::chrono::steady_clock::now()) {}

asio::awaitable<void> Connection::run() {
  asio::co_spawn(
      *shared_->context, [self = shared_from_this()] { return self->write(); }, asio::detached);
  co_await read();
  read_out_ = true;
  writer_.ring();
  // The writer ends when all is answered; the socket closes with it.
  while (!broken_ && (on_the_way_ > 0 || !outbox_.empty())) co_await reader_.wait();
  close();
}

bool Connection::crowded() const {
  return on_the_way_ >= shared_->settings.on_the_way || outbox_.size() >= shared_->settings.unsent_bytes;
}

asio::awaitable<void> Connection::read() {
  std::array<char, 32 << 10> buffer;
  while (reading_ && !broken_) {
    if (crowded()) {
      co_await reader_.wait();
      continue;
    }
    error_code error;
    const std::size_t n =
        co_await socket_.async_read_some(asio::buffer(buffer), asio::redirect_error(asio::use_awaitable, error));
    if (error) break;
    active_ = std::chrono::steady_clock::now();
    framer_.feed({buffer.data(), n}, judge());
    if (!co_await submit()) co_return;
  }
  framer_.finish(judge());
  co_await submit();
}

// Table and times are looked up once for all that one read brought.
hj212::Framer::Sink Connection::judge() {
  return [this, devices = shared_->devices.table(), clock = shared_->hooks.clock(),
          wall = shared_->hooks.wall()](const hj212::Piece& piece) {
    Admitted admitted = admit(piece, *devices, clock, wall, shared_->settings.catalog.get());
    packets_.push_back(std::move(admitted.packet));
    answers_.push_back(std::move(admitted.answer));
  };
}

// Hands over what was read; false when nobody takes it any more.
asio::awaitable<bool> Connection::submit() {
  if (packets_.empty()) co_return true;
  const std::size_t count = packets_.size();
  const auto answers = std::make_shared<const std::vector<std::optional<std::string>>>(std::exchange(answers_, {}));
  // Weak: run() keeps this alive for as long as there is somebody to answer to.
  const auto done = [self = weak_from_this(), context = shared_->context,
                     answers](const Result<store::CommitResult>& result) {
    asio::post(*context, [self, answers, result] {
      if (const auto connection = self.lock()) connection->committed(*answers, result);
    });
  };
  while (true) {
    switch (shared_->committer.offer(packets_, done)) {
      case Committer::Offer::taken:
        packets_.clear();
        on_the_way_ += count;
        co_return true;
      case Committer::Offer::stopped: broken_ = true; co_return false;
      case Committer::Offer::full: co_await wait_for_room(); break;
    }
    if (broken_) co_return false;
  }
}

asio::awaitable<void> Connection::wait_for_room() {
  const auto ready = std::make_shared<bool>(false);
  shared_->committer.when_room([self = weak_from_this(), context = shared_->context, ready] {
    asio::post(*context, [self, ready] {
      *ready = true;
      if (const auto connection = self.lock()) connection->reader_.ring();
    });
  });
  while (!*ready && !broken_) co_await reader_.wait();
}

void Connection::committed(const std::vector<std::optional<std::string>>& answers,
                           const Result<store::CommitResult>& result) {
  on_the_way_ -= answers.size();
  if (result) {
    for (std::size_t i = 0; i < answers.size(); ++i)
      if (answers[i] && result->outcomes[i] != store::Outcome::quarantined) outbox_ += *answers[i];
  } else {
    broken_ = true;
  }
  active_ = std::chrono::steady_clock::now();
  writer_.ring();
  reader_.ring();
}

asio::awaitable<void> Connection::write() {
  const auto self = shared_from_this();
  std::string sending;
  while (!broken_) {
    if (outbox_.empty()) {
      if (read_out_ && on_the_way_ == 0) break;
      co_await writer_.wait();
      continue;
    }
    // outbox_ keeps its bytes until they are sent: that is what makes a connection crowded.
    sending = outbox_;
    error_code error;
    co_await asio::async_write(socket_, asio::buffer(sending), asio::redirect_error(asio::use_awaitable, error));
    if (error) broken_ = true;
    outbox_.erase(0, sending.size());
    active_ = std::chrono::steady_clock::now();
    reader_.ring();
  }
  if (broken_) close();
  reader_.ring();
}

void Connection::finish() {
  reading_ = false;
  error_code ignored;
  socket_.shutdown(asio::ip::tcp::socket::shutdown_receive, ignored);
  reader_.ring();
  writer_.ring();
}

void Connection::close() {
  broken_ = true;
  error_code ignored;
  socket_.shutdown(asio::ip::tcp::socket::shutdown_both, ignored);
  socket_.close(ignored);
  reader_.ring();
  writer_.ring();
}

}  // namespace limpid::telemetry
