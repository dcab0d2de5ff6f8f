// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace limpid::plan {

/// Whom a notice is sent to (主送), of its line without the colon: `各乡镇人民政府,县直各有关部门`. What shares the
/// words behind it stays one: `各县、区人民政府`, `市政府各委、办、局`, `中央、省驻市有关单位`, `县各有关部门、单位`.
std::vector<std::string> read_recipients(std::string_view list);

}  // namespace limpid::plan
