// SPDX-License-Identifier: Apache-2.0
// links: limpid_plan
// Bytes of a ZIP are read as they are; any other bytes become the document of a ZIP made here, since flipped bits of a
// packed part only break its checksum. A text, or an error with a code.
#include <cstdint>
#include <cstdlib>

#include "../tests/support/zip_bytes.hpp"
#include "plan/input/docx.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string bytes(reinterpret_cast<const char*>(data), size);
  if (!bytes.starts_with("PK")) {
    // The same bytes as numbering too: what they say of lists is read from there.
    const auto document = bytes;
    bytes = limpid::zip_bytes({{"word/document.xml", document}, {"word/numbering.xml", document}});
  }
  const auto text = limpid::plan::docx_text(bytes);
  if (!text && text.error().code.empty()) std::abort();
  return 0;
}
