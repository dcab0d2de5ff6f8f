// SPDX-License-Identifier: Apache-2.0
#include "plan/reader/quantity_bounds.hpp"

#include <algorithm>
#include <array>

namespace limpid::plan {
namespace {

/// Words before a figure that bound it. Those that belong to the figure (`不少于800辆次`) are part of its text.
struct Bound {
  std::string_view word;
  std::string_view comparator;
  bool in_text;
};

constexpr std::array kBefore{
    Bound{"达到或超过", ">=", true}, Bound{"达到或高于", ">=", true}, Bound{"等于或高于", ">=", true},
    Bound{"等于或低于", "<=", true}, Bound{"不得突破", "<=", true},   Bound{"不突破", "<=", true},
    Bound{"不得超过", "<=", true},   Bound{"不得高于", "<=", true},   Bound{"不得大于", "<=", true},
    Bound{"不得多于", "<=", true},   Bound{"不得低于", ">=", true},   Bound{"不得少于", ">=", true},
    Bound{"不得小于", ">=", true},   Bound{"大于等于", ">=", true},   Bound{"大于或等于", ">=", true},
    Bound{"小于等于", "<=", true},   Bound{"小于或等于", "<=", true}, Bound{"不超出", "<=", true},
    Bound{"力争达到", "=", false},   Bound{">=", ">=", true},         Bound{"≥", ">=", true},
    Bound{"<=", "<=", true},         Bound{"≤", "<=", true},          Bound{">", ">", true},
    Bound{"<", "<", true},           Bound{"不少于", ">=", true},     Bound{"不低于", ">=", true},
    Bound{"不小于", ">=", true},     Bound{"不高于", "<=", true},     Bound{"不超过", "<=", true},
    Bound{"不大于", "<=", true},     Bound{"不多于", "<=", true},     Bound{"不足", "<", true},
    Bound{"低于", "<", true},        Bound{"小于", "<", true},        Bound{"少于", "<", true},
    Bound{"不到", "<", true},        Bound{"高于", ">", true},        Bound{"大于", ">", true},
    Bound{"超过", ">", true},        Bound{"多于", ">", true},        Bound{"至少", ">=", true},
    Bound{"最多", "<=", true},       Bound{"控制在", "<=", false},    Bound{"±", "<=", true},
    Bound{"≮", ">=", true},          Bound{"≯", "<=", true},
};

constexpr std::array kAfter{
    Bound{"(含)以上", ">=", true}, Bound{"(含)及以上", ">=", true}, Bound{"或以上", ">=", true},
    Bound{"(含)以下", "<=", true}, Bound{"(含)及以下", "<=", true}, Bound{"或以下", "<=", true},
    Bound{"(含)以内", "<=", true}, Bound{"及以上", ">=", true},     Bound{"以上", ">=", true},
    Bound{"及以下", "<=", true},   Bound{"以下", "<", true},        Bound{"以内", "<=", true},
    Bound{"之内", "<=", true},     Bound{"范围内", "<=", true},     Bound{"范围以内", "<=", true},
    Bound{"左右", "=", true},
};

bool is_length(std::string_view unit) {
  return unit == "米" || unit == "公里" || unit == "千米" || unit == "m" || unit == "km";
}

/// `200米内`; 内河 after a count is another word. `半径5公里范围`.
std::string_view within(std::string_view rest, std::string_view unit) {
  const bool length = is_length(unit);
  if (rest.starts_with("内") && (length || unit == "天" || unit == "小时" || unit == "分钟")) return "内";
  return length && rest.starts_with("范围") && !rest.starts_with("范围内") && !rest.starts_with("范围以内") ? "范围"
                                                                                                            : "";
}

/// `30万吨级以上`, `110千伏级及以下`: a step of a scale that the words behind it bound.
std::size_t level_behind(std::string_view rest) {
  for (std::string_view word : {"级及以上", "级以上", "级及以下", "级以下"})
    if (rest.starts_with(word)) return std::string_view("级").size();
  return 0;
}

/// `不能超过`, `未低于`: how much of what stands before the bound turns it round.
std::size_t negation_before(std::string_view text, const Bound& bound) {
  if (bound.comparator != ">" && bound.comparator != "<") return 0;
  for (std::string_view word : {"不能", "不可", "不应", "不宜", "不准", "没有", "未"})
    if (text.ends_with(word)) return word.size();
  return 0;
}

}  // namespace

void take_bounds(std::string_view text, FoundQuantity& found) {
  for (const auto& b : kBefore) {
    if (!text.substr(0, found.begin).ends_with(b.word)) continue;
    found.quantity.comparator = b.comparator;
    if (b.in_text) found.begin -= b.word.size();
    if (const auto negation = negation_before(text.substr(0, found.begin), b); negation > 0) {
      found.quantity.comparator = found.quantity.comparator == ">" ? "<=" : ">=";
      found.begin -= negation;
    }
    break;
  }
  if (const auto word = within(text.substr(found.end), found.quantity.unit); !word.empty()) {
    found.quantity.comparator = "<=";
    found.end += word.size();
    return;
  }
  found.end += level_behind(text.substr(found.end));
  for (const auto& b : kAfter) {
    if (!text.substr(found.end).starts_with(b.word)) continue;
    if (b.word != "左右") found.quantity.comparator = b.comparator;
    found.end += b.word.size();
    break;
  }
}

bool bounded_behind(std::string_view words) {
  return std::any_of(kAfter.begin(), kAfter.end(),
                     [&](const Bound& b) { return b.comparator != "=" && words.ends_with(b.word); });
}

}  // namespace limpid::plan
