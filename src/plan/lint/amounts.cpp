// SPDX-License-Identifier: Apache-2.0
#include "plan/lint/amounts.hpp"

#include <re2/re2.h>

#include "plan/lint/words.hpp"

namespace limpid::plan::linting {
namespace {

/// 家 of 家造纸企业, 公里 of 公里管网.
std::u32string unit_of_measure(std::u32string_view after) {
  constexpr std::u32string_view long_ones = U"万公平立蒸千";
  const bool two = after.size() > 1 && long_ones.find(after.front()) != std::u32string_view::npos;
  return std::u32string(after.substr(0, two ? 2 : 1));
}

}  // namespace

std::vector<Amount> amounts_in(const std::string& text) {
  static const RE2 re("(\\d+(?:\\.\\d+)?|[一二两三四五六七八九十百千万零〇]+)(\\p{Han}{1,2})");
  std::vector<Amount> out;
  re2::StringPiece rest(text), unit;
  std::string printed;
  while (RE2::FindAndConsume(&rest, re, &printed, &unit)) {
    const auto end = static_cast<std::size_t>(unit.data() - text.data());
    out.push_back({printed, unit_of_measure(to_chars({unit.data(), unit.size()})), end - printed.size(), end});
    // 万 of 万元 is no amount; 五 of 3家五座 is.
    const std::size_t taken = out.back().unit.size() > 1 ? to_utf8(out.back().unit).size() : 0;
    rest = re2::StringPiece(unit.data() + taken, text.size() - end - taken);
  }
  return out;
}

}  // namespace limpid::plan::linting
