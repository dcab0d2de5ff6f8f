// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace limpid::plan {

/// The year or years that a plan is made for, by its title; a winter plan has two. 0 where unknown.
struct PlanYears {
  int first = 0;
  int last = 0;
  bool whole = false;  ///< two years that follow each other are meant whole, not the winter between them
  int plan_first = 0;  ///< the plan's own first year, where these are years that its words name
  bool winter() const { return last == first + 1 && !whole; }
  /// The year of a month that is printed without one: in a winter plan January to June belong to the second.
  int of_month(int month) const { return winter() && month <= 6 ? last : first; }
  /// The year of 年底.
  int year_end() const { return winter() ? first : last; }
};

/// `2022`, `2021-2022`; from the first year in the text on. Two years are a winter where the text speaks of one.
PlanYears find_years(std::string_view text);

/// A pattern of RE2: the year that a time limit names, `2022年6月`, `2022年底`; those behind it follow it.
#define LIMPID_NAMED_YEAR "(20\\d{2})年(?:\\d{1,2}月|年?底|[上下]半年|第?[一二三四]季度)"

/// ISO 8601, or none where there is no such day (or no year).
std::optional<std::string> iso_date(int year, int month, int day);
std::optional<std::string> iso_month_end(int year, int month);

}  // namespace limpid::plan
