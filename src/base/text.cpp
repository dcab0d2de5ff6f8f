// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"

#include <unicode/normalizer2.h>
#include <unicode/ucnv.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <memory>
#include <vector>

// ICU's UTF-8 macros narrow inside.
#pragma GCC diagnostic ignored "-Wconversion"

namespace limpid::text {
namespace {

const icu::Normalizer2& normalizer() {
  static const icu::Normalizer2& instance = [&]() -> const icu::Normalizer2& {
    UErrorCode status = U_ZERO_ERROR;
    const auto* found = icu::Normalizer2::getNFKCInstance(status);
    if (U_FAILURE(status) || !found) throw Failure("text.icu", {{"reason", u_errorName(status)}});
    return *found;
  }();
  return instance;
}

/// Names what people most often hand in by mistake; empty for text.
std::string binary_format(std::string_view bytes) {
  using namespace std::string_view_literals;
  if (bytes.starts_with("PK\x03\x04"sv)) return "ZIP (docx, xlsx, wps)";
  if (bytes.starts_with("%PDF-"sv)) return "PDF";
  if (bytes.starts_with("\xD0\xCF\x11\xE0"sv)) return "OLE (doc, xls)";
  if (bytes.starts_with("\x89PNG"sv) || bytes.starts_with("\xFF\xD8\xFF"sv)) return "image";
  if (bytes.starts_with("\xFF\xFE"sv) || bytes.starts_with("\xFE\xFF"sv)) return "UTF-16";
  std::size_t controls = 0;
  for (unsigned char c : bytes) {
    if (c == 0) return "NUL";
    if (c < 0x20 && !(c >= '\t' && c <= '\r')) ++controls;
  }
  return controls * 100 > bytes.size() ? "control characters" : "";
}

/// Whether the bytes look like written Chinese in GB18030: nearly any byte string decodes, but only Chinese text stays
/// almost wholly in the symbols and the 3755 common characters of GB 2312. Big5 and broken UTF-8 fail this.
bool reads_as_gb18030(std::string_view bytes) {
  std::size_t pairs = 0, common = 0;
  for (std::size_t i = 0; i < bytes.size();) {
    const auto lead = static_cast<unsigned char>(bytes[i]);
    if (lead < 0x80) {
      ++i;
      continue;
    }
    if (i + 1 == bytes.size()) return false;
    const auto trail = static_cast<unsigned char>(bytes[i + 1]);
    ++pairs;
    const bool level_1 = lead >= 0xB0 && lead <= 0xD7 && trail >= 0xA1;
    const bool symbol = lead >= 0xA1 && lead <= 0xA3 && trail >= 0xA1;
    if (level_1 || symbol) ++common;
    const bool four_bytes = trail >= 0x30 && trail <= 0x39;
    i += four_bytes ? 4 : 2;
  }
  return pairs > 0 && common * 100 >= pairs * 85;
}

std::optional<std::string> from_gb18030(std::string_view bytes) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, decltype(&ucnv_close)> converter(ucnv_open("GB18030", &status), &ucnv_close);
  if (U_FAILURE(status)) return std::nullopt;
  ucnv_setToUCallBack(converter.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
  std::vector<UChar> units(bytes.size() + 1);
  const auto length = ucnv_toUChars(converter.get(), units.data(), static_cast<std::int32_t>(units.size()),
                                    bytes.data(), static_cast<std::int32_t>(bytes.size()), &status);
  if (U_FAILURE(status)) return std::nullopt;
  std::string utf8;
  icu::UnicodeString(false, units.data(), length).toUTF8String(utf8);
  return utf8;
}

bool only_blanks(std::string_view utf8) {
  for (std::size_t pos = 0; pos < utf8.size();) {
    const char32_t c = next_char(utf8, pos);
    if (!is_blank(c) && !(c >= '\t' && c <= '\r')) return false;
  }
  return true;
}

constexpr std::size_t kLargest = std::size_t{64} << 20;

}  // namespace

std::optional<std::size_t> first_invalid_utf8(std::string_view bytes) {
  const auto length = static_cast<std::int64_t>(bytes.size());
  for (std::int64_t i = 0; i < length;) {
    const std::int64_t start = i;
    UChar32 c = 0;
    U8_NEXT(bytes.data(), i, length, c);
    if (c < 0) return static_cast<std::size_t>(start);
  }
  return std::nullopt;
}

bool is_valid_utf8(std::string_view bytes) {
  return !first_invalid_utf8(bytes);
}

std::string_view to_string(Encoding e) {
  return e == Encoding::utf8 ? "UTF-8" : "GB18030";
}

Result<Decoded> to_utf8(std::string_view bytes) {
  if (bytes.size() > kLargest) return fail("text.too_large", {{"bytes", bytes.size()}, {"limit", kLargest}});
  if (only_blanks(bytes)) return fail("text.empty");
  if (auto format = binary_format(bytes); !format.empty()) return fail("text.binary", {{"format", format}});
  const auto invalid = first_invalid_utf8(bytes);
  if (!invalid) return Decoded{std::string(bytes), Encoding::utf8};
  if (reads_as_gb18030(bytes))
    if (auto utf8 = from_gb18030(bytes)) return Decoded{std::move(*utf8), Encoding::gb18030};
  return fail("text.encoding", {{"byte", *invalid}}, "byte " + std::to_string(*invalid));
}

std::string nfkc(std::string_view utf8) {
  const auto source = icu::UnicodeString::fromUTF8({utf8.data(), static_cast<std::int32_t>(utf8.size())});
  UErrorCode status = U_ZERO_ERROR;
  std::string out;
  normalizer().normalize(source, status).toUTF8String(out);
  return out;
}

std::string nfkc(char32_t c) {
  std::string one;
  append_char(one, c);
  if (c < 0x80 || (c >= 0x4E00 && c <= 0x9FFF)) return one;  // normal already, and nearly all of a Chinese text
  return nfkc(std::string_view(one));
}

bool is_blank(char32_t c) {
  return c == ' ' || c == 0x3000 || c == 0xA0 || (c >= 0x2000 && c <= 0x200B) || c == 0x202F || c == 0x205F ||
         c == 0xFEFF;
}

char32_t next_char(std::string_view utf8, std::size_t& pos) {
  auto i = static_cast<std::int64_t>(pos);
  UChar32 c = 0;
  U8_NEXT(utf8.data(), i, static_cast<std::int64_t>(utf8.size()), c);
  pos = static_cast<std::size_t>(i);
  return c < 0 ? U'\uFFFD' : static_cast<char32_t>(c);
}

void append_char(std::string& utf8, char32_t c) {
  std::uint8_t bytes[U8_MAX_LENGTH];
  std::size_t length = 0;
  U8_APPEND_UNSAFE(bytes, length, static_cast<std::uint32_t>(c));
  utf8.append(reinterpret_cast<const char*>(bytes), length);
}

std::size_t count_chars(std::string_view utf8) {
  std::size_t n = 0;
  for (unsigned char c : utf8) n += (c & 0xC0) != 0x80;
  return n;
}

}  // namespace limpid::text
