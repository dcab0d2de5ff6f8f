// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// HTTP as values: nothing here knows the library that carries it.
namespace limpid::api::http {

struct Request {
  std::string method;                          ///< GET, POST …
  std::string path;                            ///< decoded, without query: `/api/v1/cases/3`
  std::map<std::string, std::string> query;    ///< decoded; of a repeated name the last
  std::map<std::string, std::string> headers;  ///< names in lower case
  std::string body;
  std::string peer;  ///< address without port
  int over = 0;      ///< 413 or 414: body or address are over the server's limits and left out

  /// Header by lower-case name; empty when absent.
  std::string_view header(const std::string& name) const;
  std::optional<std::string> param(const std::string& name) const;
  /// Value of a cookie; empty when absent.
  std::string cookie(std::string_view name) const;
};

/// Where a stream of events is written; safe from any thread. A slow or gone reader closes it, the producer notices by
/// open().
class Sink {
 public:
  virtual ~Sink() = default;
  virtual void send(std::string chunk) = 0;
  virtual bool open() const = 0;
  virtual void close() = 0;
};

struct Response {
  int status = 200;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  /// Set for an event stream: called once the head is sent.
  std::function<void(std::shared_ptr<Sink>)> stream;

  Response& set(std::string name, std::string value);
  std::string_view header(std::string_view name) const;
};

/// Answers a request; called exactly once, from any thread.
using Reply = std::function<void(Response)>;
using Handler = std::function<void(Request, Reply)>;

/// `%E5%8C%BA` and, in a query, `+`; a broken escape stays as written.
std::string percent_decode(std::string_view text, bool query);
/// The other way, for a header's `filename*=UTF-8''…`: all but letters, digits and `-._`.
std::string percent_encode(std::string_view text);
std::map<std::string, std::string> parse_query(std::string_view text);
std::string_view reason_phrase(int status);

}  // namespace limpid::api::http
