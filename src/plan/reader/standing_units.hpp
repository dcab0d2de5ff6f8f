// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "plan/document.hpp"
#include "plan/reader/source_text.hpp"

namespace limpid::plan {

/// Who answers beside those named for all that follows, as plans of provinces say it once:
/// `以下均需各县(市、区)政府落实， 不再列出`. Nothing where the words say no such thing.
std::vector<Unit> find_standing_units(const SourceText& words);

}  // namespace limpid::plan
