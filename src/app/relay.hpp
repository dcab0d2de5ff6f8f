// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"

/// What crosses DIR/limpid.sock: one request and one response a connection, each 8 bytes of length (big endian) and
/// CBOR. Before the response come lengths of nothing, one a second: the command is under way.
namespace limpid::app {

struct Request {
  std::vector<std::string> args;
  std::map<std::string, std::string> files;  ///< path as typed -> bytes; "-" is standard input
  std::string lang;
};

struct Response {
  std::string out, err;
  int exit = 0;
  std::map<std::string, std::string> files = {};  ///< Session::output_files
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

/// How long a server that lives may say nothing.
inline constexpr std::chrono::seconds kSilence{20};

/// Sends the request to the directory's server. Empty where none listens (no socket, or a stale one); Failure
/// `relay.broken` when it goes away before it answered, `relay.silent` when it says nothing for `silence`.
std::optional<Response> relay(const std::filesystem::path& dir, const Request& request,
                              std::chrono::seconds silence = kSilence);

}  // namespace limpid::app
