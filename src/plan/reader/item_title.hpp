// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "plan/reader/levels.hpp"
#include "plan/reader/unit_clauses.hpp"

namespace limpid::plan {

/// End of the title within the words: a first line without stops is one (its own line in the document), else the first
/// sentence when it is short and not all there is.
struct TitleCut {
  std::size_t title_end = 0;
  std::size_t body_begin = 0;
};

TitleCut cut_title(const Joined& joined);

/// The comma that ends the first words of a sentence: `今年底前,重点企业完成整治,…` is not named by its date alone.
std::size_t comma_behind_time(std::string_view view, std::size_t comma);

/// The title without who answers and the marks of its list.
std::string_view title_of(const Joined& joined, const TitleCut& cut, const std::vector<UnitClause>& clauses);

}  // namespace limpid::plan
