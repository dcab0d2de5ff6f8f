// SPDX-License-Identifier: Apache-2.0
#include "plan/file_spans.hpp"

#include "base/text.hpp"

namespace limpid::plan {
namespace {

/// Bytes of the character that begins at `at` (GB 18030-2022, 5): one, two, or four where a digit is the second.
std::size_t gb18030_length(std::string_view bytes, std::size_t at) {
  constexpr unsigned char kAscii = 0x80;
  if (static_cast<unsigned char>(bytes[at]) < kAscii) return 1;
  return at + 1 < bytes.size() && bytes[at + 1] >= '0' && bytes[at + 1] <= '9' ? 4 : 2;
}

}  // namespace

FileSpans::FileSpans(std::string_view bytes, const Document& document) {
  const std::string_view source = document.source;
  if (document.encoding != text::Encoding::gb18030) return;
  if (const auto whole = text::to_utf8(bytes); !whole || whole->utf8 != source) return;
  offsets_.reserve(source.size() + 1);
  std::size_t at = 0;
  for (std::size_t pos = 0; pos < source.size() && at < bytes.size();) {
    text::next_char(source, pos);
    offsets_.resize(pos, at);
    at += gb18030_length(bytes, at);
  }
  offsets_.push_back(at);
}

std::size_t FileSpans::offset(std::size_t in_source) const {
  return in_source < offsets_.size() ? offsets_[in_source] : in_source;
}

void FileSpans::lay(Json& json) const {
  if (offsets_.empty() || !json.is_structured()) return;
  const bool span = json.is_object() && json.size() == 2 && json.contains("start") && json.contains("end") &&
                    json.at("start").is_number_unsigned() && json.at("end").is_number_unsigned();
  for (auto& part : json)
    if (span)
      part = offset(part.get<std::size_t>());
    else
      lay(part);
}

}  // namespace limpid::plan
