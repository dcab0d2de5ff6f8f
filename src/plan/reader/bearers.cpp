// SPDX-License-Identifier: Apache-2.0
#include "plan/reader/bearers.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <array>

#include "plan/reader/han.hpp"
#include "plan/reader/unit_names.hpp"
#include "plan/reader/units.hpp"

namespace limpid::plan {

#define LIMPID_BEARER                                                                                           \
  "(?:由|(?:沿河|沿线|有关|相关)?各|生态环境|公安|自然资源|" LIMPID_HAN "{0,6}?[省市县区州旗盟])(?:" LIMPID_HAN \
  "|、)*?(?:政府|局|委员会|[发管卫工]改?委|管委会|办公室|办事处|大队|支队|公司)"
/// A company behind a date may be what somebody else looks after: `11月底前,甲公司完成超低排放改造`.
#define LIMPID_COMPANY LIMPID_HAN "{2,16}?有限(?:责任)?公司"

std::vector<UnitClause> find_bearers(const SourceText& text) {
  static const RE2 subject("(?:^|[,;。、)①-⑳]|[一二三四五六七八九]是)(" LIMPID_BEARER "|" LIMPID_COMPANY
                           ")(?:要|应|须|需|负责)?"
                           "(?:于|在)?(?:(?:\\d{4}"
                           "年)?\\d{1,2}月(?:\\d{1,2}日|[底末初]|[上中下]旬)?前|(?:\\d{4})?年底前)"),
      behind_date(
          "(?:月(?:\\d{1,2}日|[底末初]|[上中下]旬)?|年底)前,?(" LIMPID_BEARER
          ")(?:要|应|须|需|负责|牵头)?(?:完成|建成|制定|编制|出台|印发|建立|启动|取缔|淘汰|整治|改造|清理|更新|对|将)");
  static const RE2 object(
      "^(?:报|经|向|按|与|请|送|受|从|对|将|把|为|以|到|至|组织|要求|督促|指导|会同|配合|协助|联合)");
  std::vector<UnitClause> out;
  const auto view = text.view();
  for (const RE2* re : {&subject, &behind_date}) {
    std::array<re2::StringPiece, 2> g;
    for (std::size_t at = 0; at < view.size() && re->Match(view, at, view.size(), RE2::UNANCHORED, g.data(), 2);) {
      const auto first = static_cast<std::size_t>(g[1].data() - view.data()), last = first + g[1].size();
      at = last;
      if (RE2::PartialMatch(g[1], object)) continue;
      auto units = read_units(text.slice(first, last), Role::responsible);
      const bool offices =
          !units.empty() && std::all_of(units.begin(), units.end(), [](const Unit& u) { return is_office(u.name); });
      if (offices) out.push_back({first, last, std::move(units), true, {}});
    }
  }
  const auto by_place = [](const UnitClause& a, const UnitClause& b) { return a.begin < b.begin; };
  std::sort(out.begin(), out.end(), by_place);
  const auto twice = [](const UnitClause& a, const UnitClause& b) { return b.begin < a.end; };
  out.erase(std::unique(out.begin(), out.end(), twice), out.end());
  return out;
}

}  // namespace limpid::plan
