// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "base/result.hpp"

namespace limpid::plan {

/// What stands in the same line of `source` before byte `start` and from byte `end` on, a few characters of each, so
/// that a person knows the place again; … where they are cut. The cells of a row of a table (`| 3 | … |`) have a wide
/// blank between them.
std::string words_before(const std::string& source, std::size_t start);
std::string words_after(const std::string& source, std::size_t end);

/// The message that names an item to a person, `水 措施 14`, of a key that ends in `water/m14`; nothing: no such key.
std::optional<Error> item_label(const std::string& key);

}  // namespace limpid::plan
