// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "api/http/message.hpp"
#include "base/result.hpp"

namespace limpid::api {

inline constexpr std::size_t kAttachmentLimit = 8u << 20;

/// What came with an act: a text, a file, or both.
struct Upload {
  std::string text;
  std::string name, media_type, bytes;
  bool has_file() const { return !bytes.empty() || !name.empty(); }
};

/// From JSON with the file in base64, or from multipart/form-data. Refusal 400, 413, 415, 422.
Upload read_upload(const http::Request& request);

/// Path of a kept file; nothing when the text is no hash or there is none.
std::optional<std::filesystem::path> find_file(const std::filesystem::path& dir, const std::string& hash);

std::optional<std::string> decode_base64(const std::string& text);
/// Parts by name: {value, filename, media type}.
struct FormPart {
  std::string name, file_name, media_type, bytes;
};
std::optional<std::vector<FormPart>> parse_multipart(const std::string& content_type, const std::string& body);

}  // namespace limpid::api
