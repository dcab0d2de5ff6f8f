// SPDX-License-Identifier: Apache-2.0
// links: fuzzed_plan
// Any text: the reader gives a document whose spans lie in it and whose JSON can be written, or an error. The formats
// with a parser have targets of their own.
#include <cstdint>
#include <cstdlib>

#include "plan/json.hpp"
#include "plan/read.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (limpid::plan::needs_parser(bytes)) return 0;
  auto extracted = limpid::plan::extract(bytes, {});
  if (!extracted) return extracted.error().code.empty() ? std::abort(), 0 : 0;
  const auto document = limpid::plan::read_extracted(std::move(*extracted));
  if (!document) return document.error().code.empty() ? std::abort(), 0 : 0;
  for (const auto& plan : document->plans)
    for (const auto& m : plan.measures)
      if (m.span.start >= m.span.end || m.span.end > document->source.size()) std::abort();
  limpid::plan::to_json(*document).dump();
  return 0;
}
