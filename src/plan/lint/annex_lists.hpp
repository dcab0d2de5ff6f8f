// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "plan/lint/check.hpp"

namespace limpid::plan::linting {

/// 附件1, 附表: what a measure calls the annex; the number may be left out.
struct AnnexMention {
  const Item* measure = nullptr;
  std::size_t begin = 0, end = 0;  ///< of Item::text
  std::string number;
};

/// The first mention of each measure.
std::vector<AnnexMention> annex_mentions(const std::vector<Item>& measures);

/// What stands under the heading of the annex, marks of cells included; empty where no heading has its number.
Words words_of_annex(const Check& check, const AnnexMention& mention);

}  // namespace limpid::plan::linting
