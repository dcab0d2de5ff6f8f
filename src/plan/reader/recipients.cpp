// SPDX-License-Identifier: Apache-2.0
#include "plan/reader/recipients.hpp"

#include <re2/re2.h>

#include <utility>

#include "plan/reader/han.hpp"
#include "plan/reader/unit_names.hpp"

namespace limpid::plan {
namespace {

constexpr std::string_view kListComma = "、";

/// Whether the name before waits for words of the one behind: `各县` for `区人民政府`.
bool shares_words(std::string_view before, std::string_view behind) {
  static const RE2 kinds("各(?:有关|相关)?(?:省|自治区|直辖市|市|县|区|州|旗|盟|地|乡|镇|[、()])+"),
      more_kinds("^(?:自治区|自治[州县旗]|直辖市|[县区市州旗盟乡镇(])"), offices("各(?:[委办局处部室]|、)+$"),
      more_offices("(?:[委办局处部室院]|公司)+(?:、(?:[委办局处部室院]|公司))*"),
      ranks("(?:中央|国家|中|部|省|市|区|州)[直属管]?"), stationed("^(?:部|省|市|区|州|自治区)[级直属]*[在驻]");
  if (behind == "单位") return true;
  constexpr std::size_t kShort = 60, kRank = 9;  // bytes
  const bool all = before.size() <= kShort && before.find("各") != std::string_view::npos;
  if (!all && before.size() > kRank) return false;
  if (RE2::FullMatch(before, kinds)) return RE2::PartialMatch(behind, more_kinds);
  if (RE2::PartialMatch(before, offices)) return RE2::FullMatch(behind, more_offices);
  return RE2::FullMatch(before, ranks) && RE2::PartialMatch(behind, stationed);
}

/// `甲区、乙县人民政府(管委会)` are two governments; in `甲、乙市人民政府` the first shares the kind of place too. The
/// names are those from `first` on.
void share_government(std::vector<std::string>& names, std::size_t first) {
  static const RE2 government("(" LIMPID_HAN "{2,12}?)((?:人民)?政府(?:\\([^()]*\\))?)"),
      place(LIMPID_HAN "{1,10}[市县区州旗盟镇乡园]"), zone("(?:开发|经开|高新|新|示范|园|度假|保护)区$"),
      bare(LIMPID_HAN "{2,3}");
  std::string stem, ending;
  if (!RE2::FullMatch(names.back(), government, &stem, &ending) || stem.starts_with("各")) return;
  constexpr std::size_t kChar = 3;  // bytes
  const auto kind = stem.substr(stem.size() - kChar);
  const bool of_zones = ending.find("管委会") != std::string::npos;
  for (auto i = first; i + 1 < names.size(); ++i) {
    auto& name = names[i];
    if (name.starts_with("各") || is_whole_name(name)) continue;
    if (RE2::FullMatch(name, place)) {
      if (of_zones || !RE2::PartialMatch(name, zone)) name += ending;
    } else if (RE2::FullMatch(name, bare) && RE2::FullMatch(stem, place)) {
      name += kind + ending;
    }
  }
}

}  // namespace

std::vector<std::string> read_recipients(std::string_view list) {
  std::vector<std::string> out;
  bool comma = false;   // 、 stands before the name
  std::size_t run = 0;  // the first name of those that 、 joins
  std::size_t begin = 0;
  int open = 0;
  for (std::size_t at = 0; at <= list.size(); ++at) {
    const bool end = at == list.size(), joins = !end && list.substr(at).starts_with(kListComma);
    if (!end && (list[at] == '(' || list[at] == ')')) open += list[at] == '(' ? 1 : -1;
    if (!end && ((list[at] != ',' && !joins) || open > 0)) continue;
    std::string name(list.substr(begin, at - begin));
    begin = at + (joins ? kListComma.size() : 1);
    const bool joined = std::exchange(comma, joins);
    if (name.empty()) continue;
    if (joined && !out.empty() && shares_words(out.back(), name))
      out.back() += std::string(kListComma) + name;
    else
      out.push_back(std::move(name));
    if (!joined) run = out.size() - 1;
    if (!joins) share_government(out, run);
  }
  return out;
}

}  // namespace limpid::plan
