// SPDX-License-Identifier: Apache-2.0
#include "plan/reader/list_asides.hpp"

#include <re2/re2.h>

#include "plan/reader/lazy_pattern.hpp"

namespace limpid::plan {

bool says_first_leads(std::string_view words) {
  if (!holds_any(words, {"第一", "首", "前"}) || !holds_any(words, {"牵头", "主办"})) return false;
  static const RE2 re(
      "(?:(?:排名?|名?列|居|位)[^,;。、:()]{0,9}?(?:第一|首|前)|首|第一)(?:位|名|个|家|列|面)?(?:的|者)?(?:责任)?(?:"
      "单位|"
      "部门)?(?:均?为|即?是|即为|作为|系)(?:总?牵头|主办)(?:单位|部门)?|"
      "(?:牵头|主办)(?:单位|部门)(?:均?为|即?是|即为|系)(?:排名?|名?列|居|位|首位|第一[位个家])");
  return RE2::PartialMatch(words, re);
}

bool is_aside_of_list(std::string_view segment, bool behind) {
  static const RE2 likewise("(?:[上下][文述]?(?:均?同|皆同)|以下(?:各项|各条)?(?:均?同|简称|统称|称).*)");
  static const RE2 defines("(?:其中)?[^、()]{2,16}?(?:包括|是指|系指|均?指|指的是).{2,}");
  return RE2::FullMatch(segment, likewise) || says_first_leads(segment) ||
         (behind && holds_any(segment, {"包括", "指"}) && RE2::FullMatch(segment, defines));
}

}  // namespace limpid::plan
