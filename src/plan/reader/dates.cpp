// SPDX-License-Identifier: Apache-2.0
#include "plan/reader/dates.hpp"

#include <fmt/format.h>
#include <re2/re2.h>

#include <chrono>

#include "plan/reader/numerals.hpp"

namespace limpid::plan {
namespace {

bool plausible(int year) {
  return year >= 1949 && year <= 2200;
}

std::string show(const std::chrono::year_month_day& date) {
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

}  // namespace

PlanYears find_years(std::string_view text) {
  static const RE2 re(LIMPID_YEAR "年?(?:[-—–~至](?:" LIMPID_YEAR "))?年");
  std::string printed, second;
  if (!RE2::PartialMatch(text, re, &printed, &second)) return {};
  const int first = year_number(printed);
  if (!plausible(first)) return {};
  const int last = second.empty() ? first : year_number(second);
  static const RE2 winter("冬|[采供取]暖");
  return {first, plausible(last) && last > first ? last : first, !RE2::PartialMatch(text, winter)};
}

std::optional<std::string> iso_date(int year, int month, int day) {
  const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                                         std::chrono::day{static_cast<unsigned>(day)}};
  if (!plausible(year) || !date.ok()) return std::nullopt;
  return show(date);
}

std::optional<std::string> iso_month_end(int year, int month) {
  if (!plausible(year) || month < 1 || month > 12) return std::nullopt;
  return show(std::chrono::year{year} / std::chrono::month{static_cast<unsigned>(month)} / std::chrono::last);
}

}  // namespace limpid::plan
