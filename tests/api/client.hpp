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
};

struct Ask {
  std::string method = "GET";
  std::string target = "/";
  std::map<std::string, std::string> headers = {};
  std::string body = {};
};

Answer ask(std::uint16_t port, const Ask& what);

/// Sends bytes as they are and reads until the other side closes or `seconds` passed without data, or `until` has come.
std::string talk(std::uint16_t port, const std::string& bytes, double seconds, const std::string& until = {});

}  // namespace limpid::testing
