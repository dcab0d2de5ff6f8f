// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "plan/document.hpp"

namespace limpid::plan {

/// What a promise's words name. By the looks of such names alone: no register is asked.
Mentions find_mentions(std::string_view text);

}  // namespace limpid::plan
