// SPDX-License-Identifier: Apache-2.0
// links: fuzzed_plan
// A page in any encoding: a text, or an error with a code.
#include <cstdint>
#include <cstdlib>

#include "plan/input/html.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto text = limpid::plan::html_text(std::string_view(reinterpret_cast<const char*>(data), size));
  if (!text && text.error().code.empty()) std::abort();
  return 0;
}
