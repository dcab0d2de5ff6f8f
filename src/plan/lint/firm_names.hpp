// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plan/lint/check.hpp"

namespace limpid::plan::linting {

/// 宏达钢铁 of 甲县宏达钢铁有限公司, without the place and the legal form; empty for what is no company.
std::u32string name_of_firm(const Check& check, const Unit& unit);

/// Where the words have the name but for one character before the trade that ends it (钢铁).
std::optional<std::size_t> firm_nearly_at(std::u32string_view chars, std::u32string_view name);

/// A firm that another row of the measure speaks of, or misspells: what it has to do is there.
bool is_of_other_row(const Check& check, const std::vector<const Item*>& others, const Unit& unit);

}  // namespace limpid::plan::linting
