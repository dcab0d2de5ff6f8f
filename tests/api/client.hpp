// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <string>

/// A plain HTTP/1.1 client over one socket a request, for tests: what a stranger sees of the server.
namespace limpid::testing {

struct Answer {
  int status = 0;
  std::map<std::string, std::string> headers;  ///< lower-case names
  std::string body;                            ///< chunks joined
  std::string header(const std::string& name) const;
};

struct Ask {
  std::string method = "GET";
  std::string target = "/";
  std::map<std::string, std::string> headers = {};
  std::string body = {};
};

Answer ask(std::uint16_t port, const Ask& what);

/// One open connection: bytes sent as they are, what came back so far.
class Talk {
 public:
  Talk(std::uint16_t port, const std::string& bytes);
  ~Talk();
  Talk(const Talk&) = delete;
  Talk& operator=(const Talk&) = delete;
  /// Reads on until `text` has come (true), the other side closes, or `seconds` pass without data.
  bool read_until(const std::string& text, double seconds = 60);
  /// Reads until the other side closes (true).
  bool read_to_end(double seconds = 60);
  const std::string& got() const { return got_; }

 private:
  bool read_some(double seconds);
  int fd_;
  bool closed_ = false;
  std::string got_;
};

/// Sends bytes as they are and reads until the other side closes or `seconds` passed without data, or `until` has come.
std::string talk(std::uint16_t port, const std::string& bytes, double seconds, const std::string& until = {});

}  // namespace limpid::testing
