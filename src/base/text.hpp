// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace limpid::text {

/// Offset of the first byte that is not well-formed UTF-8 (surrogates and overlong forms are not), or none.
std::optional<std::size_t> first_invalid_utf8(std::string_view bytes);
bool is_valid_utf8(std::string_view bytes);

enum class Encoding { utf8, gb18030 };
std::string_view to_string(Encoding e);

/// A text as it came in. UTF-8 is kept byte for byte, a BOM included, so that offsets into `utf8` are offsets into the
/// file; for GB18030 they are offsets into the converted text.
struct Decoded {
  std::string utf8;
  Encoding encoding = Encoding::utf8;
};

/// Recognises UTF-8 and, where the bytes read as common Chinese, GB18030. Errors: `text.empty` (nothing but blanks),
/// `text.binary` {format}, `text.encoding` {byte} with the first byte that is not UTF-8.
Result<Decoded> to_utf8(std::string_view bytes);

/// Unicode normalisation form KC (ICU): full-width letters, brackets and punctuation become ASCII, `Ⅲ` becomes `III`.
std::string nfkc(std::string_view utf8);
/// Form KC of one code point; what a mapping from normalised to source characters is built from.
std::string nfkc(char32_t c);

/// Space, ideographic space, no-break and zero-width spaces, BOM; not line ends and not the tab.
bool is_blank(char32_t c);

/// Decodes the code point at `pos` and moves past it; U+FFFD for a malformed byte.
char32_t next_char(std::string_view utf8, std::size_t& pos);
void append_char(std::string& utf8, char32_t c);
std::size_t count_chars(std::string_view utf8);

}  // namespace limpid::text
