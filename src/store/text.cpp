// SPDX-License-Identifier: Apache-2.0
#include "store/text.hpp"

#include <fmt/format.h>

namespace limpid::store {
namespace {

// Bytes of the UTF-8 sequence at `pos`; 0 when there is none.
std::size_t sequence(std::string_view text, std::size_t pos) {
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
  const unsigned first = byte(pos);
  if (first < 0x80) return 1;
  const std::size_t length = first >= 0xF0 && first <= 0xF4  ? 4
                             : first >= 0xE0 && first < 0xF0 ? 3
                             : first >= 0xC2 && first < 0xE0 ? 2
                                                             : 0;
  for (std::size_t i = 1; i < length; ++i)
    if ((byte(pos + i) & 0xC0U) != 0x80U) return 0;
  const unsigned second = byte(pos + 1);
  const bool overlong = (first == 0xE0 && second < 0xA0) || (first == 0xF0 && second < 0x90);
  const bool outside = (first == 0xED && second >= 0xA0) || (first == 0xF4 && second >= 0x90);
  return overlong || outside ? 0 : length;
}

}  // namespace

std::string clean_utf8(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t pos = 0; pos < text.size();) {
    const std::size_t length = sequence(text, pos);
    // A NUL would end the text in a C interface.
    if (length == 0 || text[pos] == '\0') {
      out += '?';
      ++pos;
    } else {
      out.append(text, pos, length);
      pos += length;
    }
  }
  return out;
}

std::string printable(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size());
  for (std::size_t pos = 0; pos < bytes.size();) {
    const std::size_t length = sequence(bytes, pos);
    const auto byte = static_cast<unsigned char>(bytes[pos]);
    if (length == 0 || byte < 0x20 || byte == 0x7F) {
      out += fmt::format("\\x{:02X}", byte);
      ++pos;
    } else {
      out.append(bytes, pos, length);
      pos += length;
    }
  }
  return out;
}

}  // namespace limpid::store
