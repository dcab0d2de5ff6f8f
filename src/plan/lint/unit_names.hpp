// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "plan/lint/item.hpp"

namespace limpid::plan::linting {

/// 各乡镇, 有关单位: no one unit.
bool many_at_once(const Unit& unit);

/// The name where the units are listed: the last time that it stands in the item, by itself rather than inside of a
/// longer name. 甲镇、乙镇人民政府 is read as two names of which the first is printed short.
Place unit_place(const Item& item, const Unit& unit);

/// 县城管局 of 县城市管理局, 县水务投资公司 of a company whose name begins with the county's: begins and ends alike and
/// takes its characters in order. 县交警大队 of 县公安局交通警察大队: the bureau that it belongs to falls away.
bool shortens_name(std::u32string little, std::u32string large);

/// Whether the list has the unit under a name that shortens this one or that this one shortens.
bool alias_in(const std::vector<Unit>& list, const Unit& unit);

}  // namespace limpid::plan::linting
