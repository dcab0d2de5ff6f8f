// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>
#include <mutex>
#include <optional>

#include "api/http/message.hpp"

namespace limpid::api::http {

/// The built pages. Files under assets/ carry a hash in their name and are kept by the browser for good; all else is
/// asked for again with its ETag. A path without a file's extension is a page of the application and gets index.html.
class StaticFiles {
 public:
  explicit StaticFiles(std::filesystem::path root) : root_(std::move(root)) {}
  /// Nothing when the path is a file's name and there is none.
  std::optional<Response> get(const Request& request);

 private:
  struct Entry {
    std::filesystem::file_time_type changed;
    std::string bytes, etag;
  };
  const Entry* load(const std::string& relative);

  std::filesystem::path root_;
  std::mutex mutex_;
  std::map<std::string, Entry> cache_;
};

/// Headers of every answer: no sniffing, no framing, scripts and connections from here alone.
void add_security_headers(Response& response);

}  // namespace limpid::api::http
