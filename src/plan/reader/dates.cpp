// SPDX-License-Identifier: Apache-2.0
#include "plan/reader/dates.hpp"

#include <fmt/format.h>
#include <re2/re2.h>

#include <chrono>

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
  static const RE2 re("(\\d{4})(?:[-—–~至](\\d{4}))?年");
  int first = 0;
  std::string second;
  if (!RE2::PartialMatch(text, re, &first, &second) || !plausible(first)) return {};
  const int last = second.empty() ? first : std::stoi(second);
  return {first, plausible(last) && last > first ? last : first};
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
