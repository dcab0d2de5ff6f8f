// SPDX-License-Identifier: Apache-2.0
#include "plan/reader/numerals.hpp"

#include <array>
#include <charconv>
#include <optional>

namespace limpid::plan {
namespace {

constexpr std::size_t kHan = 3;  // bytes of a Chinese character in UTF-8

std::optional<int> digit(std::string_view one) {
  constexpr std::array<std::string_view, 10> digits{"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
  for (std::size_t i = 0; i < digits.size(); ++i)
    if (one == digits[i]) return static_cast<int>(i);
  if (one == "〇" || one == "○") return 0;
  if (one == "两") return 2;
  return std::nullopt;
}

std::int64_t place_value(std::string_view one) {
  if (one == "十") return 10;
  if (one == "百") return 100;
  if (one == "千") return 1'000;
  if (one == "万") return 10'000;
  if (one == "亿") return 100'000'000;
  return 0;
}

std::int64_t of_digits(std::string_view text) {
  std::int64_t value = -1;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && end == text.data() + text.size() ? value : -1;
}

}  // namespace

std::int64_t numeral(std::string_view text) {
  constexpr std::size_t kLongest = 16 * kHan;
  if (text.empty() || text.size() > kLongest) return -1;
  if (text.front() >= '0' && text.front() <= '9') return of_digits(text);
  std::int64_t whole = 0, part = 0, last_place = 0;
  std::optional<int> pending;
  for (std::size_t pos = 0; pos < text.size(); pos += kHan) {
    const auto one = text.substr(pos, kHan);
    if (const auto d = digit(one)) {
      if (pending && *pending != 0) return -1;
      pending = d;
      continue;
    }
    const auto place = place_value(one);
    if (place == 0 || (last_place != 0 && place >= last_place && place < 10'000)) return -1;
    last_place = place < 10'000 ? place : 0;
    if (place >= 10'000) {
      whole = (whole + part + pending.value_or(0)) * place;
      part = 0;
    } else {
      part += pending.value_or(1) * place;
    }
    pending.reset();
  }
  return whole + part + pending.value_or(0);
}

int chinese_number(std::string_view text) {
  if (text.empty() || (text.front() >= '0' && text.front() <= '9')) return 0;
  constexpr std::int64_t kMost = 9'999;
  const auto value = numeral(text);
  return value > 0 && value <= kMost ? static_cast<int>(value) : 0;
}

int year_number(std::string_view text) {
  if (text.size() == 4) return static_cast<int>(of_digits(text));
  if (text.size() != 4 * kHan) return 0;
  int year = 0;
  for (std::size_t pos = 0; pos < text.size(); pos += kHan) {
    const auto d = digit(text.substr(pos, kHan));
    if (!d) return 0;
    year = year * 10 + *d;
  }
  return year;
}

std::string han_numeral(int number) {
  constexpr std::array<std::string_view, 10> digits{"", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
  const auto tens = static_cast<std::size_t>(number / 10), ones = static_cast<std::size_t>(number % 10);
  std::string out;
  if (tens > 0) out.append(tens > 1 ? digits[tens % 10] : "").append("十");
  return out.append(digits[ones]);
}

}  // namespace limpid::plan
