// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/http/message.hpp"
#include "api/words.hpp"

namespace limpid::api {

/// Ends a request with a status of its own; any other Failure is our fault and becomes 500.
class Refusal : public Failure {
 public:
  Refusal(int s, Error e) : Failure(std::move(e)), status(s) {}
  Refusal(int s, std::string code, Json args = Json::object()) : Failure(std::move(code), std::move(args)), status(s) {}
  int status;
};

/// RFC 9457 `application/problem+json`, in both languages; `detail` in the one that the request prefers.
http::Response problem(const Words& words, const http::Request& request, int status, const Error& error,
                       const std::string& instance = {});
/// `zh` unless ?lang= or Accept-Language asks for English.
std::string language(const http::Request& request);

http::Response json_response(const Json& body, int status = 200);

}  // namespace limpid::api
