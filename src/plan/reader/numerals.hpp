// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace limpid::plan {

/// Digits, or Chinese numerals up to 亿 (`十二` 12, `一万二千六百` 12600, `两` 2, `百` 100); -1 for anything else.
std::int64_t numeral(std::string_view text);

/// 十二 is 12; 0 for anything else.
int chinese_number(std::string_view text);

/// 12 is 十二; of 1 to 99.
std::string han_numeral(int number);

/// ① to ⑳ are 1 to 20; 0 for anything else.
constexpr int circled_number(char32_t c) {
  return c >= U'①' && c <= U'⑳' ? static_cast<int>(c - U'①') + 1 : 0;
}

/// `2022`, `二〇二二`; 0 for anything else.
int year_number(std::string_view text);

/// Patterns of RE2: a count in Chinese numerals, a month or day in digits or numerals, a year in four of either.
#define LIMPID_HAN_NUMERAL "[一二两三四五六七八九十百千]+(?:万[一二两三四五六七八九十百千]+)?"
#define LIMPID_SMALL_NUMBER "(\\d{1,2}|[一二三四五六七八九十]{1,3})"
#define LIMPID_YEAR "(\\d{4}|[一二][〇○零一二三四五六七八九]{3})"

}  // namespace limpid::plan
