// SPDX-License-Identifier: Apache-2.0
#include "sim/uplink.hpp"

#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <memory>

#include "base/result.hpp"
#include "telemetry/hj212/packet.hpp"

namespace limpid::sim {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using std::chrono::steady_clock;

constexpr milliseconds kTick{100}, kRetry{500};
constexpr seconds kLag{5}, kAnswer{30}, kLastWait{10};

std::string answer_key(std::string_view mn, std::string_view qn) {
  return std::string(mn) + " " + std::string(qn);
}

}  // namespace

Address Address::parse(const std::string& text) {
  const auto colon = text.rfind(':');
  if (colon == std::string::npos || colon == 0 || colon + 1 == text.size() ||
      text.find_first_not_of("0123456789", colon + 1) != std::string::npos)
    throw Failure("sim.address", Json{{"text", text}});
  return {text.substr(0, colon), text.substr(colon + 1)};
}

Uplink::Uplink(Address address, std::size_t connections, Hooks hooks)
    : address_(std::move(address)), hooks_(std::move(hooks)), lines_(connections) {}

Uplink::~Uplink() {
  for (Line& line : lines_)
    if (line.fd >= 0) ::close(line.fd);
}

bool Uplink::open(Line& line, std::string& reason) {
  addrinfo hints{};
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  if (const int error = getaddrinfo(address_.host.c_str(), address_.port.c_str(), &hints, &found); error != 0) {
    reason = gai_strerror(error);
    return false;
  }
  const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> owner(found, freeaddrinfo);
  for (const addrinfo* a = found; a != nullptr; a = a->ai_next) {
    const int fd = socket(a->ai_family, a->ai_socktype | SOCK_CLOEXEC, a->ai_protocol);
    if (fd < 0 || ::connect(fd, a->ai_addr, a->ai_addrlen) != 0) {
      reason = std::strerror(errno);
      if (fd >= 0) ::close(fd);
      continue;
    }
    const int on = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
    line.fd = fd;
    line.out.clear();
    line.framer = hj212::Framer{};
    line.last_answer = last_open_ = steady_clock::now();
    return true;
  }
  return false;
}

void Uplink::connect() {
  for (Line& line : lines_) {
    std::string reason;
    if (!open(line, reason)) throw Failure("sim.no_server", Json{{"address", address_.text()}, {"reason", reason}});
  }
}

void Uplink::close(Line& line, const std::string& reason) {
  ::close(line.fd);
  line.fd = -1;
  line.next_try = steady_clock::now() + kRetry;
  hooks_.lost(reason);
}

void Uplink::queue_unanswered(Line& line) {
  std::erase_if(line.order, [&](const std::string& key) { return !line.waiting.contains(key); });
  for (const std::string& key : line.order) line.out += line.waiting.at(key).bytes;
}

void Uplink::reopen(Line& line) {
  if (line.fd >= 0 || line.waiting.empty() || steady_clock::now() < line.next_try) return;
  std::string reason;
  if (open(line, reason)) {
    resent_ += line.waiting.size();
    queue_unanswered(line);
  } else {
    line.next_try = steady_clock::now() + kRetry;
    if (steady_clock::now() - last_open_ > kPatience)
      throw Failure("sim.server_gone",
                    Json{{"address", address_.text()}, {"reason", reason}, {"seconds", kPatience.count()}});
  }
}

void Uplink::read(Line& line) {
  std::array<char, 16'384> buffer;
  for (;;) {
    const ssize_t n = recv(line.fd, buffer.data(), buffer.size(), 0);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) return;
    if (n <= 0) return close(line, n == 0 ? "closed" : std::strerror(errno));
    line.framer.feed({buffer.data(), static_cast<std::size_t>(n)}, [&](const hj212::Piece& piece) {
      const auto packet = piece.is_frame() ? hj212::parse_packet(piece.segment) : fail("");
      if (!packet || packet->cn != "9014") return;
      line.waiting.erase(answer_key(packet->mn, packet->qn));
      line.last_answer = steady_clock::now();
    });
  }
}

void Uplink::write(Line& line) {
  while (!line.out.empty()) {
    const ssize_t n = send(line.fd, line.out.data(), line.out.size(), MSG_NOSIGNAL);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) return;
    if (n < 0) return close(line, std::strerror(errno));
    line.out.erase(0, static_cast<std::size_t>(n));
  }
}

void Uplink::poll_once() {
  std::vector<pollfd> wait;
  for (Line& line : lines_) {
    reopen(line);
    // fd -1 is passed over by poll
    wait.push_back({line.fd, static_cast<short>(line.out.empty() ? POLLIN : POLLIN | POLLOUT), 0});
  }
  if (poll(wait.data(), wait.size(), static_cast<int>(kTick.count())) <= 0) return;
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    if (wait[i].revents & (POLLIN | POLLERR | POLLHUP)) read(lines_[i]);
    if (lines_[i].fd >= 0 && (wait[i].revents & POLLOUT)) write(lines_[i]);
  }
}

std::size_t Uplink::unanswered() const {
  std::size_t n = 0;
  for (const Line& line : lines_) n += line.waiting.size();
  return n;
}

bool Uplink::deliver(std::vector<Outgoing> packets) {
  for (Line& line : lines_) line.order.clear();
  for (Outgoing& p : packets) {
    Line& line = lines_[std::hash<std::string>{}(p.mn) % lines_.size()];
    std::string key = answer_key(p.mn, p.qn);
    if (line.fd >= 0) line.out += p.bytes;
    line.order.push_back(key);
    line.waiting.emplace(std::move(key), std::move(p));
  }
  const Time begun = steady_clock::now();
  Time reported = begun, stop_seen{};
  for (Line& line : lines_) line.last_answer = begun;
  while (const std::size_t left = unanswered()) {
    poll_once();
    const Time now = steady_clock::now();
    if (now - reported > kLag) {
      hooks_.lags(left);
      reported = now;
    }
    for (Line& line : lines_)
      if (line.fd >= 0 && !line.waiting.empty() && now - line.last_answer > kAnswer) close(line, "no answer");
    if (hooks_.stopped() && stop_seen == Time{}) stop_seen = now;
    if (stop_seen != Time{} && now - stop_seen > kLastWait) return false;
  }
  return true;
}

}  // namespace limpid::sim
