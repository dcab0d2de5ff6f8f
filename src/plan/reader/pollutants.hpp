// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace limpid::plan {

/// The pollutants that the words name, each once in order of kind: PM2.5, 氨氮, 铅 where it stands by itself, CO.
void find_pollutants(std::string_view text, std::vector<std::string>& into);

/// The size of the name of a pollutant that the text begins with, 0 where there is none.
std::size_t pollutant_size(std::string_view text);

}  // namespace limpid::plan
