// SPDX-License-Identifier: Apache-2.0
#include "telemetry/hj212/stamp.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace limpid::hj212 {
namespace {

bool digit(char c) {
  return c >= '0' && c <= '9';
}

int take(std::string_view text, std::size_t pos, std::size_t width) {
  int value = 0;
  for (std::size_t i = pos; i < pos + width; ++i) value = value * 10 + (text[i] - '0');
  return value;
}

int days_in(int year, int month) {
  constexpr std::array<int, 12> kDays{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && leap ? 29 : kDays[static_cast<std::size_t>(month - 1)];
}

}  // namespace

std::optional<Instant> parse_stamp(std::string_view text) {
  if ((text.size() != 14 && text.size() != 17) || !std::all_of(text.begin(), text.end(), digit)) return std::nullopt;
  const int year = take(text, 0, 4), month = take(text, 4, 2), day = take(text, 6, 2);
  const int hour = take(text, 8, 2), minute = take(text, 10, 2), second = take(text, 12, 2);
  if (year < 1970 || month < 1 || month > 12 || day < 1 || day > days_in(year, month)) return std::nullopt;
  if (hour > 23 || minute > 59 || second > 59) return std::nullopt;
  return from_civil(year, month, day, hour, minute, second);
}

std::string format_stamp(Instant t) {
  const Civil c = civil(t);
  return fmt::format("{:04}{:02}{:02}{:02}{:02}{:02}", c.year, c.month, c.day, c.hour, c.minute, c.second);
}

std::string format_qn(Instant t) {
  const auto ms = ((to_ms(t) % 1000) + 1000) % 1000;
  return fmt::format("{}{:03}", format_stamp(t), ms);
}

}  // namespace limpid::hj212
