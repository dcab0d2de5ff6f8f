// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"

namespace limpid::plan {

bool looks_like_html(std::string_view bytes);

/// The article of a web page without what stands around it: navigation, the trail of links, buttons, related links, the
/// foot. The encoding comes from the BOM, the bytes or the page's own word. Scripts never run, nothing is fetched.
/// Errors: `plan_input.too_large` {bytes, limit}, `plan_input.depth` {part, limit}, `plan_input.html_attributes`
/// {limit}, `plan_input.html_empty`, those of TextWriter.
Result<std::string> html_text(std::string_view bytes);

}  // namespace limpid::plan
