// SPDX-License-Identifier: Apache-2.0
#include "api/attachments.hpp"

#include <sodium.h>
#include <strings.h>

#include "api/problem.hpp"
#include "base/file_store.hpp"
#include "base/picture.hpp"
#include "base/text.hpp"

namespace limpid::api {
namespace {

std::string text_field(const Json& body, const char* field) {
  if (!body.contains(field)) return {};
  if (!body[field].is_string()) throw Refusal(422, "http.field", {{"field", field}});
  return body[field].get<std::string>();
}

/// A header's parameter: boundary="x", name="file", filename="a.jpg".
std::string parameter(std::string_view header, std::string_view name) {
  for (std::size_t at = header.find(name); at != std::string_view::npos; at = header.find(name, at + 1)) {
    if (at > 0 && header[at - 1] != ' ' && header[at - 1] != ';') continue;
    auto rest = header.substr(at + name.size());
    if (!rest.starts_with('=')) continue;
    rest.remove_prefix(1);
    if (!rest.starts_with('"')) return std::string(rest.substr(0, rest.find_first_of("; ")));
    return std::string(rest.substr(1, rest.find('"', 1) - 1));
  }
  return {};
}

std::string_view header_line(std::string_view head, std::string_view name) {
  while (!head.empty()) {
    const auto end = head.find("\r\n");
    const auto line = head.substr(0, end);
    head = end == std::string_view::npos ? std::string_view{} : head.substr(end + 2);
    if (line.size() <= name.size() || line[name.size()] != ':' ||
        strncasecmp(line.data(), name.data(), name.size()) != 0)
      continue;
    auto value = line.substr(name.size() + 1);
    while (value.starts_with(' ')) value.remove_prefix(1);
    return value;
  }
  return {};
}

Upload from_json(const http::Request& request) {
  Json body = Json::parse(request.body, nullptr, false);
  if (body.is_discarded() || !body.is_object()) throw Refusal(400, "http.bad_json");
  Upload out{.text = text_field(body, "text"), .name = {}, .media_type = {}, .bytes = {}};
  if (!body.contains("file")) return out;
  const Json& file = body["file"];
  if (!file.is_object()) throw Refusal(422, "http.field", {{"field", "file"}});
  out.name = text_field(file, "name");
  out.media_type = text_field(file, "type");
  auto bytes = decode_base64(text_field(file, "base64"));
  if (!bytes || bytes->empty() || out.name.empty()) throw Refusal(422, "http.field", {{"field", "file"}});
  out.bytes = std::move(*bytes);
  return out;
}

Upload from_form(const http::Request& request) {
  auto parts = parse_multipart(std::string(request.header("content-type")), request.body);
  if (!parts) throw Refusal(400, "http.bad_form");
  Upload out;
  for (auto& part : *parts) {
    if (part.name == "text") {
      out.text = std::move(part.bytes);
    } else if (part.name == "file" && !part.bytes.empty()) {
      out.name = part.file_name.empty() ? "file" : part.file_name;
      out.media_type = part.media_type;
      out.bytes = std::move(part.bytes);
    }
  }
  return out;
}

}  // namespace

std::optional<std::string> decode_base64(const std::string& text) {
  std::string out(text.size() / 4 * 3 + 3, '\0');
  std::size_t size = 0;
  if (sodium_base642bin(reinterpret_cast<unsigned char*>(out.data()), out.size(), text.data(), text.size(), "\r\n ",
                        &size, nullptr, sodium_base64_VARIANT_ORIGINAL) != 0)
    return std::nullopt;
  out.resize(size);
  return out;
}

std::optional<std::vector<FormPart>> parse_multipart(const std::string& content_type, const std::string& body) {
  const std::string boundary = parameter(content_type, "boundary");
  if (boundary.empty()) return std::nullopt;
  const std::string mark = "--" + boundary;
  std::vector<FormPart> parts;
  std::string_view rest(body);
  if (!rest.starts_with(mark)) return std::nullopt;
  rest.remove_prefix(mark.size());
  while (rest.starts_with("\r\n")) {
    rest.remove_prefix(2);
    const auto head_end = rest.find("\r\n\r\n");
    const auto end = rest.find("\r\n" + mark);
    if (head_end == std::string_view::npos || end == std::string_view::npos || end < head_end) return std::nullopt;
    const auto head = rest.substr(0, head_end);
    const auto disposition = header_line(head, "content-disposition");
    const auto from = head_end + 4;
    parts.push_back({.name = parameter(disposition, "name"),
                     .file_name = parameter(disposition, "filename"),
                     .media_type = std::string(header_line(head, "content-type")),
                     .bytes = end < from ? std::string{} : std::string(rest.substr(from, end - from))});
    rest.remove_prefix(end + 2 + mark.size());
  }
  if (!rest.starts_with("--")) return std::nullopt;
  return parts;
}

Upload read_upload(const http::Request& request) {
  const auto type = request.header("content-type");
  Upload out;
  if (type.starts_with("application/json")) {
    out = from_json(request);
  } else if (type.starts_with("multipart/form-data")) {
    out = from_form(request);
  } else {
    throw Refusal(415, "http.not_json");
  }
  if (out.bytes.size() > kAttachmentLimit) throw Refusal(413, "http.too_large", {{"mib", kAttachmentLimit >> 20}});
  // A form, unlike JSON, may hold bytes that are no text.
  if (text::count_chars(out.text) > 4000 || !text::is_valid_utf8(out.text))
    throw Refusal(422, "http.field", {{"field", "text"}});
  if (text::count_chars(out.name) > 255 || !text::is_valid_utf8(out.name) || out.media_type.size() > 255 ||
      !text::is_valid_utf8(out.media_type))
    throw Refusal(422, "http.field", {{"field", "file"}});
  // A name, not a path.
  if (const auto slash = out.name.find_last_of("/\\"); slash != std::string::npos) out.name.erase(0, slash + 1);
  if (out.name.empty() && !out.bytes.empty()) out.name = "file";
  if (out.has_file()) {
    auto checked = checked_media_type(out.name, out.media_type, out.bytes);
    if (!checked) throw Refusal(422, checked.error());
    out.media_type = std::move(*checked);
  }
  return out;
}

namespace {

bool is_hash(const std::string& text) {
  return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

}  // namespace

std::optional<std::filesystem::path> find_file(const std::filesystem::path& dir, const std::string& hash) {
  if (!is_hash(hash)) return std::nullopt;
  auto file = kept_file(dir, hash);
  std::error_code missing;
  if (!std::filesystem::is_regular_file(file, missing)) return std::nullopt;
  return file;
}

}  // namespace limpid::api
