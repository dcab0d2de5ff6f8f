// SPDX-License-Identifier: Apache-2.0
// links: limpid_plan
// Any bytes: the reader gives a document whose spans lie in the text and whose JSON can be written, or an error.
#include <cstdlib>

#include "plan/json.hpp"
#include "plan/read.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto document = limpid::plan::read_document(std::string_view(reinterpret_cast<const char*>(data), size));
  if (!document) return document.error().code.empty() ? std::abort(), 0 : 0;
  const std::size_t limit = document->encoding == limpid::text::Encoding::utf8 ? size : size * 2;
  for (const auto& plan : document->plans)
    for (const auto& m : plan.measures)
      if (m.span.start >= m.span.end || m.span.end > limit) std::abort();
  limpid::plan::to_json(*document).dump();
  return 0;
}
