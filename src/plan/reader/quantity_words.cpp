// SPDX-License-Identifier: Apache-2.0
#include "plan/reader/quantity_words.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>

namespace limpid::plan {
namespace {

bool is_letter(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/// 90分以上, 得分低于80分; not 8时30分, 3分钟, 两分类.
bool is_score(std::string_view before, std::string_view rest) {
  constexpr std::array<std::string_view, 6> kBehind{"以上", "以下", "及以上", "(含)", "制", "的"};
  constexpr std::array<std::string_view, 9> kAhead{"得分",   "评分",   "分值", "满分", "总分",
                                                   "不低于", "不少于", "达到", "低于"};
  return std::any_of(kBehind.begin(), kBehind.end(), [&](auto w) { return rest.starts_with(w); }) ||
         std::any_of(kAhead.begin(), kAhead.end(), [&](auto w) { return before.ends_with(w); });
}

}  // namespace

bool ends_word(std::string_view unit, std::string_view rest) {
  if (rest.empty() || unit.empty() || !is_letter(unit.back())) return true;
  std::size_t letters = 0;
  while (letters < unit.size() && is_letter(unit[unit.size() - 1 - letters])) ++letters;
  const bool short_name =
      letters == 1 || unit.ends_with("mm") || unit.ends_with("cm") || unit.ends_with("kg") || unit.ends_with("kV");
  return !short_name ||
         !(is_letter(rest.front()) || rest.front() == '/' || (rest.front() >= '0' && rest.front() <= '9'));
}

bool part_of_ten(std::string_view unit, std::string_view rest) {
  if (unit != "成") return true;
  for (std::string_view word :
       {"立", "员", "果", "效", "功", "为", "本", "熟", "套", "品", "分", "人", "型", "因", "都"})
    if (rest.starts_with(word)) return false;
  return true;
}

bool begins_word(std::string_view before, std::string_view unit, std::string_view rest) {
  struct Other {
    std::string_view unit;
    std::initializer_list<std::string_view> rests;
  };
  static const std::initializer_list<Other> words{
      {"部", {"门", "委", "分", "署", "队", "位", "级", "长", "属", "件"}},
      {"架", {"构", "设"}},
      {"列", {"入", "为", "出", "举"}},
      {"节", {"能", "约", "点", "水", "假", "日"}},
      {"对", {"接", "标", "应", "口", "于", "照", "外", "比", "策", "1"}},
      {"度", {"假", "过"}},
      {"克", {"服"}},
      {"升", {"级", "至", "到", "高", "温", "降"}},
      {"孔", {"隙"}},
      {"方", {"案", "面", "式", "可", "便", "向", "法", "协", "能", "签", "位", "责", "共", "联"}}};
  if (unit == "分") return is_score(before, rest);
  for (std::string_view road : {"国道", "省道", "县道", "线", "+"})
    if (unit == "段" && before.ends_with(road)) return false;
  for (const auto& word : words)
    if (unit == word.unit)
      return std::none_of(word.rests.begin(), word.rests.end(), [&](auto w) { return rest.starts_with(w); });
  return true;
}

bool around_the_clock(std::string_view rest, const Quantity& q) {
  if (q.value != "24" || q.unit != "小时") return false;
  for (std::string_view word :
       {"全天候", "不间断", "值守", "值班", "在线", "连续", "有人", "专人", "受理", "接听", "监控"})
    if (rest.starts_with(word)) return true;
  return false;
}

bool names_demands(std::string_view unit, std::string_view rest) {
  if (unit != "个") return false;
  for (std::string_view word :
       {"百分百", "百分之百", "必须", "全覆盖", "一律", "严禁", "不准", "不得", "不漏", "不放过", "到位", "坚持",
        "统一",   "统筹",     "确保", "突出",   "强化", "清零", "凡是", "杜绝", "转变", "注重",   "从严"})
    if (rest.starts_with(word)) return true;
  return false;
}

}  // namespace limpid::plan
