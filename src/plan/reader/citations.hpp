// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "plan/document.hpp"

namespace limpid::plan {

/// Standards, laws and documents that the words cite, in order: each title and each number as printed, once
/// (Mentions::standards), and what they are, a title with the number beside it as one (Mentions::citations).
void find_citations(std::string_view text, Mentions& into);

}  // namespace limpid::plan
