// SPDX-License-Identifier: Apache-2.0
#include "api/client.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <stdexcept>

namespace limpid::testing {
namespace {

int connect_to(std::uint16_t port) {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    ::close(fd);
    throw std::runtime_error("no connection");
  }
  return fd;
}

std::string joined_chunks(const std::string& body) {
  std::string out;
  std::size_t at = 0;
  while (at < body.size()) {
    const auto end = body.find("\r\n", at);
    if (end == std::string::npos) break;
    const auto size = std::stoul(body.substr(at, end - at), nullptr, 16);
    if (size == 0) break;
    out += body.substr(end + 2, size);
    at = end + 2 + size + 2;
  }
  return out;
}

}  // namespace

std::string Answer::header(const std::string& name) const {
  const auto it = headers.find(name);
  return it == headers.end() ? std::string{} : it->second;
}

Talk::Talk(std::uint16_t port, const std::string& bytes) : fd_(connect_to(port)) {
  for (std::size_t sent = 0; sent < bytes.size();) {
    const auto n = ::send(fd_, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
    if (n <= 0) break;
    sent += static_cast<std::size_t>(n);
  }
}

Talk::~Talk() {
  ::close(fd_);
}

bool Talk::read_some(double seconds) {
  char buffer[65536];
  pollfd wait{.fd = fd_, .events = POLLIN, .revents = 0};
  if (closed_ || ::poll(&wait, 1, static_cast<int>(seconds * 1000)) <= 0) return false;
  const auto n = ::recv(fd_, buffer, sizeof buffer, 0);
  closed_ = n <= 0;
  if (n > 0) got_.append(buffer, static_cast<std::size_t>(n));
  return !closed_;
}

bool Talk::read_until(const std::string& text, double seconds) {
  while (got_.find(text) == std::string::npos)
    if (!read_some(seconds)) return false;
  return true;
}

bool Talk::read_to_end(double seconds) {
  while (read_some(seconds)) {
  }
  return closed_;
}

std::string talk(std::uint16_t port, const std::string& bytes, double seconds, const std::string& until) {
  Talk talk(port, bytes);
  if (until.empty())
    talk.read_to_end(seconds);
  else
    talk.read_until(until, seconds);
  return talk.got();
}

Answer ask(std::uint16_t port, const Ask& what) {
  std::string bytes = what.method + " " + what.target + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n";
  for (const auto& [name, value] : what.headers) bytes += name + ": " + value + "\r\n";
  if (!what.body.empty() || what.method == "POST")
    bytes += "Content-Length: " + std::to_string(what.body.size()) + "\r\n";
  const std::string got = talk(port, bytes + "\r\n" + what.body, 120);
  const auto head_end = got.find("\r\n\r\n");
  if (head_end == std::string::npos) throw std::runtime_error("no answer to " + what.method + " " + what.target);
  Answer answer;
  answer.status = std::stoi(got.substr(9, 3));
  std::size_t at = got.find("\r\n") + 2;
  while (at < head_end + 2) {
    const auto end = got.find("\r\n", at);
    const std::string line = got.substr(at, end - at);
    const auto colon = line.find(": ");
    std::string name = line.substr(0, colon);
    std::transform(name.begin(), name.end(), name.begin(), [](char c) { return static_cast<char>(::tolower(c)); });
    answer.headers[name] = line.substr(colon + 2);
    at = end + 2;
  }
  answer.body = got.substr(head_end + 4);
  if (answer.headers["transfer-encoding"] == "chunked") answer.body = joined_chunks(answer.body);
  return answer;
}

}  // namespace limpid::testing
