// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "plan/lint/item.hpp"

namespace limpid::plan::linting {

/// A figure and where its words stand in the item's text.
struct Figure {
  const Quantity* quantity = nullptr;
  std::size_t begin = 0, end = 0;
};

std::vector<Figure> figures_of(const Item& item);

/// 46, 12.5 and 四十六 as printed; 0 for anything else.
double amount_of(const std::string& printed);

/// 一, 两 before a counting word is how one speaks, not a figure that somebody set.
bool spoken(const Quantity& q);

/// Whether the item has the figure: its value (22个行业 for 22个重点行业), or the same amount in another unit (20000吨
/// of 2万吨, 两家 of 2家).
bool has_figure(const Item& item, const Quantity& q);

/// Whether both count or measure in one unit: 万户 and 户, 公里 and 米; 家 and 个 are two.
bool same_unit(const Quantity& a, const Quantity& b);

/// Whether the season of the one ends about when the day of the other is: 春季 and 5月底前.
bool ends_with_season(const Deadline& season, const Deadline& day);

/// Whether two time limits are one.
bool same_limit(const Deadline& a, const Deadline& b);

}  // namespace limpid::plan::linting
