// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace limpid::store {

/// `text` with each byte that is no UTF-8, and each NUL, replaced by `?`.
std::string clean_utf8(std::string_view text);

/// Received bytes as text that can be shown: what is no UTF-8, and control characters, as \xHH.
std::string printable(std::string_view bytes);

}  // namespace limpid::store
