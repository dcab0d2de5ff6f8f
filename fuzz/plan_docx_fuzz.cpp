// SPDX-License-Identifier: Apache-2.0
// links: fuzzed_plan
// Bytes of a ZIP are read as they are; any other bytes become each part of a ZIP made here, since flipped bits of a
// packed part only break its checksum. A text, or an error with a code.
#include <cstdint>
#include <cstdlib>

#include "../tests/support/zip_bytes.hpp"
#include "plan/input/docx.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string bytes(reinterpret_cast<const char*>(data), size);
  if (!bytes.starts_with("PK")) {
    // Each part is looked up by its root, so that one input holds the document, its lists and its styles.
    const auto parts = bytes;
    bytes =
        limpid::zip_bytes({{"word/document.xml", parts}, {"word/numbering.xml", parts}, {"word/styles.xml", parts}});
  }
  const auto text = limpid::plan::docx_text(bytes);
  if (!text && text.error().code.empty()) std::abort();
  return 0;
}
