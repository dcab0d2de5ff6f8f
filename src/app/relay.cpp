// SPDX-License-Identifier: Apache-2.0
#include "app/relay.hpp"

#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "app/directory_lock.hpp"

namespace limpid::app {
namespace {

Json::binary_t bytes(const std::string& text) {
  return Json::binary_t({text.begin(), text.end()});
}
std::string text(const Json& value) {
  const auto& binary = value.get_binary();
  return {binary.begin(), binary.end()};
}

std::string cbor(const Json& value) {
  std::string out;
  Json::to_cbor(value, out);
  return out;
}

[[noreturn]] void broken(std::chrono::seconds silence) {
  if (errno == EAGAIN || errno == EWOULDBLOCK) throw Failure("relay.silent", {{"seconds", silence.count()}});
  throw Failure("relay.broken");
}

bool send_all(int fd, std::string_view data) {
  while (!data.empty()) {
    const auto n = ::send(fd, data.data(), data.size(), MSG_NOSIGNAL);
    if (n <= 0) return false;
    data.remove_prefix(static_cast<std::size_t>(n));
  }
  return true;
}

bool receive(int fd, std::string& into, std::size_t size) {
  into.resize(size);
  std::size_t got = 0;
  while (got < size) {
    const auto n = ::recv(fd, into.data() + got, size - got, 0);
    if (n == 0) errno = ECONNRESET;
    if (n <= 0) return false;
    got += static_cast<std::size_t>(n);
  }
  return true;
}

struct Fd {
  int value;
  ~Fd() { ::close(value); }
};

}  // namespace

std::string encode_length(std::uint64_t length) {
  std::string out(kLengthBytes, '\0');
  for (std::size_t i = kLengthBytes; i-- > 0; length >>= 8) out[i] = static_cast<char>(length & 0xff);
  return out;
}

std::uint64_t decode_length(std::string_view eight_bytes) {
  std::uint64_t length = 0;
  for (const char c : eight_bytes) length = length << 8 | static_cast<unsigned char>(c);
  return length;
}

std::string encode(const Request& request) {
  Json files = Json::object();
  for (const auto& [path, content] : request.files) files[path] = bytes(content);
  return cbor({{"args", request.args}, {"files", files}, {"lang", request.lang}});
}

std::string encode(const Response& response) {
  Json files = Json::object();
  for (const auto& [path, content] : response.files) files[path] = bytes(content);
  return cbor({{"out", bytes(response.out)}, {"err", bytes(response.err)}, {"exit", response.exit}, {"files", files}});
}

Result<Request> decode_request(std::string_view body) {
  try {
    const Json value = Json::from_cbor(body);
    Request request;
    request.args = value.at("args").get<std::vector<std::string>>();
    for (const auto& [path, content] : value.at("files").items()) request.files[path] = text(content);
    request.lang = value.at("lang").get<std::string>();
    return request;
  } catch (const Json::exception& e) {
    return fail("relay.malformed", {{"reason", e.what()}});
  }
}

Result<Response> decode_response(std::string_view body) {
  try {
    const Json value = Json::from_cbor(body);
    Response response{text(value.at("out")), text(value.at("err")), value.at("exit").get<int>()};
    for (const auto& [path, content] : value.at("files").items()) response.files[path] = text(content);
    return response;
  } catch (const Json::exception& e) {
    return fail("relay.malformed", {{"reason", e.what()}});
  }
}

std::optional<Response> relay(const std::filesystem::path& dir, const Request& request, std::chrono::seconds silence) {
  const ShortPath path(dir);
  const Fd fd{::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)};
  const timeval patience{.tv_sec = silence.count(), .tv_usec = 0};
  ::setsockopt(fd.value, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  ::setsockopt(fd.value, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const auto name = path("limpid.sock");
  std::memcpy(address.sun_path, name.c_str(), name.size() + 1);
  if (::connect(fd.value, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) return std::nullopt;
  const auto body = encode(request);
  if (!send_all(fd.value, encode_length(body.size())) || !send_all(fd.value, body)) broken(silence);
  std::string answer;
  std::uint64_t size = 0;
  while (size == 0) {
    if (!receive(fd.value, answer, kLengthBytes)) broken(silence);
    size = decode_length(answer);
  }
  if (!receive(fd.value, answer, size)) broken(silence);
  auto response = decode_response(answer);
  if (!response) throw Failure(response.error());
  return *response;
}

}  // namespace limpid::app
