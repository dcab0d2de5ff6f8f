// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"

/// What crosses DIR/limpid.sock: one request and one response a connection, each 8 bytes of length (big endian) and
/// CBOR.
namespace limpid::app {

struct Request {
  std::vector<std::string> args;
  std::map<std::string, std::string> files;  ///< path as typed -> bytes; "-" is standard input
  std::string lang;
};

struct Response {
  std::string out, err;
  int exit = 0;
};

inline constexpr std::size_t kLengthBytes = 8;
/// Larger requests are refused: nothing that Limpid reads is near it.
inline constexpr std::uint64_t kMaxRequest = std::uint64_t{1} << 30;

std::string encode_length(std::uint64_t length);
std::uint64_t decode_length(std::string_view eight_bytes);
/// The body without its length.
std::string encode(const Request& request);
std::string encode(const Response& response);
Result<Request> decode_request(std::string_view body);
Result<Response> decode_response(std::string_view body);

/// Sends the request to the directory's server. Empty where none listens (no socket, or a stale one); Failure
/// `relay.broken` when it goes away before it answered.
std::optional<Response> relay(const std::filesystem::path& dir, const Request& request);

}  // namespace limpid::app
