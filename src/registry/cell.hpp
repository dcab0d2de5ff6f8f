// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "registry/kinds.hpp"

namespace limpid::registry {

/// A plain decimal number, the whole text; no thousands separators, no comma for the point.
Result<double> parse_number(std::string_view text);

/// A cell as its column's type says; the error's code names what is wrong: `registry.not_a_number` {value},
/// `registry.not_a_date`, `registry.not_yes_or_no`, `registry.not_in_list` {value, known}, `registry.not_a_ref`.
Result<Json> parse_cell(const Attribute& attribute, std::string_view text);

/// True for a key that can stand in `KIND/KEY` and in the keys of records made from it.
bool valid_key(std::string_view key);
/// True for `KIND/KEY`.
bool valid_ref(std::string_view ref);

}  // namespace limpid::registry
