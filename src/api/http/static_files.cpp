// SPDX-License-Identifier: Apache-2.0
#include "api/http/static_files.hpp"

#include "base/data_file.hpp"
#include "base/hash.hpp"

namespace limpid::api::http {
namespace {

std::string media_type(const std::filesystem::path& file) {
  static const std::map<std::string, std::string> types = {{".html", "text/html; charset=utf-8"},
                                                           {".js", "text/javascript; charset=utf-8"},
                                                           {".mjs", "text/javascript; charset=utf-8"},
                                                           {".css", "text/css; charset=utf-8"},
                                                           {".json", "application/json"},
                                                           {".geojson", "application/geo+json"},
                                                           {".svg", "image/svg+xml"},
                                                           {".png", "image/png"},
                                                           {".ico", "image/x-icon"},
                                                           {".woff2", "font/woff2"},
                                                           {".woff", "font/woff"},
                                                           {".txt", "text/plain; charset=utf-8"},
                                                           {".webmanifest", "application/manifest+json"}};
  auto it = types.find(file.extension().string());
  return it == types.end() ? "application/octet-stream" : it->second;
}

/// The path below the root, or nothing when it tries to leave it.
std::optional<std::string> safe(const std::string& path) {
  if (path.find('\0') != std::string::npos || path.find('\\') != std::string::npos) return std::nullopt;
  const auto relative = std::filesystem::path(path).lexically_relative("/").lexically_normal();
  for (const auto& part : relative)
    if (part == "..") return std::nullopt;
  return relative.string();
}

}  // namespace

const StaticFiles::Entry* StaticFiles::load(const std::string& relative) {
  std::error_code missing;
  const auto file = root_ / relative;
  if (!std::filesystem::is_regular_file(file, missing)) return nullptr;
  const auto changed = std::filesystem::last_write_time(file, missing);
  auto it = cache_.find(relative);
  if (it == cache_.end() || it->second.changed != changed) {
    Entry entry{.changed = changed, .bytes = read_file(file), .etag = {}};
    entry.etag = '"' + content_hash(entry.bytes).substr(0, 20) + '"';
    it = cache_.insert_or_assign(relative, std::move(entry)).first;
  }
  return &it->second;
}

std::optional<Response> StaticFiles::get(const Request& request) {
  const auto relative = safe(request.path);
  if (!relative) return std::nullopt;
  std::lock_guard lock(mutex_);
  std::string name = *relative == "." || relative->empty() ? "index.html" : *relative;
  const Entry* entry = load(name);
  if (!entry && std::filesystem::path(name).extension().empty()) entry = load(name = "index.html");
  if (!entry) return std::nullopt;
  Response response;
  response.set("Content-Type", media_type(name)).set("ETag", entry->etag);
  response.set("Cache-Control", name.rfind("assets/", 0) == 0 ? "public, max-age=31536000, immutable" : "no-cache");
  if (request.header("if-none-match") == entry->etag) {
    response.status = 304;
  } else {
    response.body = entry->bytes;
  }
  return response;
}

void add_security_headers(Response& response) {
  // Styles are set on elements by Element Plus and ECharts; scripts never are.
  response
      .set("Content-Security-Policy",
           "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
           "connect-src 'self'; worker-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'self'; "
           "frame-ancestors 'none'")
      .set("X-Content-Type-Options", "nosniff")
      .set("Referrer-Policy", "same-origin");
}

}  // namespace limpid::api::http
