// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "plan/document.hpp"

namespace limpid::plan {

/// The lines that stand for tables which could not be taken apart (kUnreadTable): blanked out of `text`, so that no
/// words of them get into an item, each a fault of kind `unread` with its place.
std::vector<Fault> take_unread_tables(std::string& text);

}  // namespace limpid::plan
