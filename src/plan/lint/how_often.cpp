// SPDX-License-Identifier: Apache-2.0
#include "plan/lint/how_often.hpp"

#include <re2/re2.h>

#include "plan/lint/clauses.hpp"
#include "plan/lint/figures.hpp"

namespace limpid::plan::linting {
namespace {

/// 周 of 星期, 日 of 天.
char32_t period_of(std::string_view word) {
  if (word == "天") return U'日';
  if (word == "星期") return U'周';
  return to_chars(word).front();
}

std::string number_of(const std::string& printed) {
  const double value = amount_of(printed);
  return value > 1 ? std::to_string(static_cast<long>(value)) : std::string();
}

const RE2& period_pattern() {
  static const RE2 period("(?:每个?|按|逐)(半年|季度|季|年|月度?|周|星期|日|天)");
  return period;
}

}  // namespace

std::optional<char32_t> period_in(const std::string& words) {
  std::string word;
  if (!RE2::PartialMatch(words, period_pattern(), &word)) return std::nullopt;
  return period_of(word);
}

std::optional<HowOften> how_often(std::u32string_view words, const LintRules& rules) {
  static const RE2 times("(\\d{1,3}|[一两二三四五六七八九十]{1,3})(?:个?次|轮次?|遍)(?:以上)?"),
      least("(?:原则上)?(?:至少|不得?少于|不低于|定期)");
  std::string text = to_utf8(words), word, number;
  if (!RE2::PartialMatch(text, period_pattern(), &word)) return std::nullopt;
  HowOften out;
  out.period = period_of(word);
  if (RE2::PartialMatch(text, times, &number)) out.times = number_of(number);
  RE2::Replace(&text, period_pattern(), "");
  RE2::Replace(&text, times, "");
  RE2::GlobalReplace(&text, least, "");
  out.deed = bare(to_chars(text), rules);
  return out;
}

namespace {

/// 河道巡查 and 巡查河道.
bool turned_about(const std::u32string& x, const std::u32string& y) {
  return x.size() == y.size() && contains(x + x, y);
}

}  // namespace

bool same_often(const HowOften& a, const HowOften& b) {
  const auto one = [](const std::u32string& x, const std::u32string& y) {
    return x.empty() || y.empty() || contains(x, y) || contains(y, x) || turned_about(x, y);
  };
  return a.period == b.period && a.times == b.times && one(a.deed, b.deed);
}

}  // namespace limpid::plan::linting
