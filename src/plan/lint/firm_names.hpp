// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "plan/lint/check.hpp"

namespace limpid::plan::linting {

/// 宏达钢铁 of 甲县宏达钢铁有限公司, without the place and the legal form; empty for what is no company.
std::u32string name_of_firm(const Check& check, const Unit& unit);

/// Where the words have the name but for one character before the trade that ends it (钢铁).
std::optional<std::size_t> firm_nearly_at(std::u32string_view chars, std::u32string_view name);

}  // namespace limpid::plan::linting
