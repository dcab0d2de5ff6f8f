// SPDX-License-Identifier: Apache-2.0
#include "plan/reader/shared_endings.hpp"

#include <re2/re2.h>

#include "plan/reader/han.hpp"
#include "plan/reader/lazy_pattern.hpp"
#include "plan/reader/unit_names.hpp"

namespace limpid::plan {
namespace {

#define LIMPID_ZONE "(?:开发区|园区|高新区|经开区|新区|示范区|实验区|产业园|工业园|集聚区|度假区)"
#define LIMPID_ZONE_OFFICE "(?:党工委[和及与])?(?:管委会|管理委员会)"

/// `甲镇、乙镇人民政府`, `甲区、乙县人民政府` are two governments.
void carry_government(std::vector<std::string>& names) {
  static const RE2 whole("(?:镇|乡|街道|县|区|市)((?:党委[和及与])?(?:人民政府|政府)|办事处)$");
  static const RE2 township("[^各有相].*(?:镇|乡|街道)"), county("[^各有].*(?:[县市旗]|[^园发新景库范验中内]区)");
  std::string suffix;
  for (auto name = names.rbegin(); name != names.rend(); ++name) {
    if (RE2::PartialMatch(*name, whole, &suffix)) continue;
    const bool governed = suffix.ends_with("政府") && RE2::FullMatch(*name, county);
    const bool office = suffix == "办事处" && !name->ends_with("街道");  // a township has a government
    if (!suffix.empty() && !office && (governed || RE2::FullMatch(*name, township)))
      *name += suffix;
    else
      suffix.clear();
  }
}

/// Whether the words may be the name of a place without its kind: 甲, 乙 of `甲、乙县政府`.
bool is_bare_place(const std::string& name) {
  static const RE2 bare(LIMPID_HAN "{2,3}"), many("^(?:各|有关|相关|其他|全|本|所在|属地|当地|沿线|沿河|辖区|等)");
  return RE2::FullMatch(name, bare) && !RE2::PartialMatch(name, many) && !looks_like_body(name) &&
         !is_line_of_work(name);
}

/// `甲、乙县政府` are governments of two counties, `甲、乙经济开发区管委会` of two zones.
void carry_kind_of_place(std::vector<std::string>& names) {
  static const RE2 government("(" LIMPID_HAN
                              "{1,3})((?:[县市旗镇乡区]|街道)(?:(?:党委[和及与])?(?:人民政府|政府)|办事处))");
  static const RE2 zone(
      "(" LIMPID_HAN
      "{2,3}?)((?:国家级?|省级?)?(?:经济技术|高新技术|循环经济|经济|产业|工业|化工)*" LIMPID_ZONE LIMPID_ZONE_OFFICE
      ")");
  static const RE2 no_place(
      "^(?:[各全本我该市县区州乡镇街村城]|有关|相关|所在|属地|当地|沿线|沿河|辖区|工业|产业|经济|高新|化工|循环|生态|"
      "现代|农业|"
      "物流|旅游|国家|省级|市级|县级)");
  static const RE2 zone_of_county("[园发新景库范验中内]$");
  std::string stem, kind, ending;
  for (auto name = names.rbegin(); name != names.rend(); ++name) {
    if (RE2::FullMatch(*name, zone, &stem, &kind) || RE2::FullMatch(*name, government, &stem, &kind))
      ending = RE2::PartialMatch(stem, no_place) || RE2::PartialMatch(stem, zone_of_county) ? "" : kind;
    else if (!ending.empty() && is_bare_place(*name))
      *name += ending;
    else
      ending.clear();
  }
}

/// The office that the last of several places prints is each one's.
void carry_office(std::vector<std::string>& names, const RE2& whole, const RE2& place) {
  std::string office;
  for (auto name = names.rbegin(); name != names.rend(); ++name) {
    if (RE2::PartialMatch(*name, whole, &office)) continue;
    if (!office.empty() && RE2::FullMatch(*name, place))
      *name += office;
    else
      office.clear();
  }
}

/// `经开区、高新区管委会`.
void carry_zone_office(std::vector<std::string>& names) {
  static const RE2 whole(LIMPID_ZONE "(" LIMPID_ZONE_OFFICE ")$"), zone("(?:[^各有相].*)?" LIMPID_ZONE);
  carry_office(names, whole, zone);
}

/// `甲村、乙村村民委员会`, `甲社区、乙社区居委会`.
void carry_village_committee(std::vector<std::string>& names) {
  static const RE2 committee("(?:委员会|委会|两委|“两委”)$");
  if (names.empty() || !RE2::PartialMatch(names.back(), committee)) return;
  static const RE2 whole("(?:村|社区)((?:村民|居民)委员会|[村居]委会|“?两委”?)$"), place("[^各有相].*(?:村|社区)");
  carry_office(names, whole, place);
}

/// `县水务、住建局`, `县住建、城管部门`: lines of work share what their bodies are called.
void carry_kind_of_body(std::vector<std::string>& names) {
  std::string kind;
  for (auto name = names.rbegin(); name != names.rend(); ++name) {
    bool named = false;
    for (const std::string ending : {"局", "厅", "部门"})
      if (name->ends_with(ending) && is_line_of_work(name->substr(0, name->size() - ending.size()))) {
        kind = ending;
        named = true;
      }
    if (named) continue;
    if (!kind.empty() && is_line_of_work(*name))
      *name += kind;
    else
      kind.clear();
  }
}

/// `住建、交通部门` are the bodies of two lines of work, `各乡镇党委、政府` those of the same townships.
void carry_department(std::vector<std::string>& names) {
  static const RE2 line_of_work(LIMPID_HAN "{2,6}"), work_of("(" LIMPID_HAN "{2,6})部门"), party("(.+)党(?:工)?委"),
      many("^(?:各|有关|相关|其他)");
  std::string owner, work;
  for (std::size_t i = 1; i < names.size(); ++i)
    if ((names[i] == "政府" || names[i] == "人民政府" || names[i] == "管委会") &&
        RE2::FullMatch(names[i - 1], party, &owner))
      names[i] = owner + names[i];
  if (names.empty() || !RE2::FullMatch(names.back(), work_of, &work) || RE2::PartialMatch(work, many)) return;
  for (std::size_t i = names.size() - 1; i-- > 0;) {
    if (looks_like_body(names[i]) || !RE2::FullMatch(names[i], line_of_work)) return;
    names[i] += "部门";
  }
}

}  // namespace

void share_endings(std::vector<std::string>& names) {
  if (names.size() < 2) return;
  carry_government(names);
  carry_kind_of_place(names);
  carry_zone_office(names);
  carry_village_committee(names);
  carry_kind_of_body(names);
  carry_department(names);
}

std::vector<std::string> bodies_in(const std::string& name) {
  static const RE2 two("(.+?)(党工?委)[和及与]((?:人民)?政府|管委会|管理委员会|办事处)");
  std::string owner, party, office;
  if (!holds_any(name, {"党"}) || !RE2::FullMatch(name, two, &owner, &party, &office)) return {name};
  return {owner + party, owner + office};
}

}  // namespace limpid::plan
