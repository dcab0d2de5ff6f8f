// SPDX-License-Identifier: Apache-2.0
#include "plan/compare/frequency.hpp"

#include <re2/re2.h>

#include <map>

#include "base/text.hpp"
#include "plan/reader/numerals.hpp"

namespace limpid::plan::comparing {

std::optional<double> periods_a_year(const std::string& text, const CompareRules& rules) {
  static const RE2 every("每隔?([0-9]{1,2}|[一二两三四五六七八九十]{1,3})个?(年|季度|月|周|星期|天|日|小时)");
  static const std::map<std::string, double, std::less<>> kInAYear{
      {"年", 1}, {"季度", 4}, {"月", 12}, {"周", 52}, {"星期", 52}, {"天", 365}, {"日", 365}, {"小时", 8760}};
  const std::string normal = text::nfkc(text);
  std::string number, unit;
  if (RE2::PartialMatch(normal, every, &number, &unit))
    if (const auto many = numeral(number); many > 0) return kInAYear.at(unit) / static_cast<double>(many);
  std::size_t longest = 0;
  std::optional<double> times;
  for (const auto& period : rules.periods)
    for (const auto& word : period.words)
      if (word.size() > longest && normal.find(word) != std::string::npos) {
        longest = word.size();
        times = period.times;
      }
  return times;
}

std::optional<double> times_a_period(const std::string& text) {
  static const RE2 count(
      "(?:^|[^第0-9.〇一二两三四五六七八九十])([0-9]{1,4}|[一二两三四五六七八九十]{1,3})(?:次|轮|遍|场)");
  std::string number;
  if (!RE2::PartialMatch(text::nfkc(text), count, &number)) return std::nullopt;
  const auto many = numeral(number);
  if (many <= 0) return std::nullopt;
  return static_cast<double>(many);
}

}  // namespace limpid::plan::comparing
