// SPDX-License-Identifier: Apache-2.0
#include "plan/reader/mentions.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "plan/reader/han.hpp"
#include "plan/reader/lazy_pattern.hpp"
#include "plan/reader/list_marks.hpp"
#include "plan/reader/only_once.hpp"

namespace limpid::plan {
namespace {

/// What stands before a name without a stop: verbs, joining words, the end of a date or of what goes before 的.
void cut_front(std::string& name) {
  static const RE2 words("^(?:" LIMPID_HAN
                         "*(?:[的及]|督促)|基本|查明|推动|推进|完成|巩固|保持|改善|治理|整治|修复|巡查|疏浚|清理|加强|"
                         "强化|深入|对|同时|实施|开展|"
                         "淘汰|启动|投运|"
                         "建设|加快|以|及|和|在|于|由|且|"
                         "全面|优先|督促|确保|提升|规范|新建|"
                         "改造|将|把|沿|个|日|[年月]?底前|前)");
  for (std::string before; before != name;) {
    before = name;
    RE2::Replace(&name, words, "");
  }
}

/// 乡镇污水处理厂, 重点乡镇, 有关断面 are kinds of things, no names.
bool is_kind(const std::string& name) {
  static const RE2 re(
      "^(?:各|有关|重点|超标|城镇|乡镇|城市|农村|镇区|建制镇|工业|新建|[国省市县][考控]|[入出]境|跨界|考核|县城|流域|"
      "沿线|全县|全市|全区|生活|闭坑|关闭|生产|在建|停产|所有|现有|其他)*(?:乡镇|城镇|镇|乡|"
      "街道|河|水库|断面|污水处理厂|煤矿|水泥厂|焦化厂|化肥厂|开发区|工业园区|工业园|产业园|集聚区|有限公司|分公司|"
      "电厂|热电厂)$|入河$|、|"
      "等|(?:公用|自备|燃煤|火力?)(?:发?电|热电)厂$|控制断面$|超标断面$");
  return RE2::PartialMatch(name, re);
}

/// `exact`: the pattern says where the name begins; else what runs into it is cut off and kinds of things are left out.
void take(std::string_view text, const RE2& re, OnlyOnce<std::string>& into, bool exact) {
  re2::StringPiece rest(text.data(), text.size());
  std::string name;
  while (RE2::FindAndConsume(&rest, re, &name)) {
    if (!exact) cut_front(name);
    if (exact || !is_kind(name)) into.add(name);
  }
}

/// Names that are told from other words by themselves.
const RE2& pollutant() {
  static const RE2 re(
      "(PM2\\.5|PM10|VOCs|NOx|SO2|NO2|O3|CODMn|COD|BOD5?|挥发性有机物|非甲烷总烃|二甲苯|甲苯|二噁英|二氧化硫|氮氧化物|"
      "二氧化氮|一氧化碳|臭氧|可吸入颗粒物|细颗粒物|颗粒物|化学需氧量|五日生化需氧量|生化需氧量|高锰酸盐指数|石油类|"
      "粪大肠菌群|挥发酚|氰化物|氨氮|总磷|总氮|氟化物|重金属|油烟|恶臭|粉尘|扬尘)");
  return re;
}

/// Names of single characters count only where they stand by themselves: 汞、铅, not 铅酸蓄电池.
void take_elements(std::string_view text, OnlyOnce<std::string>& into) {
  static const RE2 re(
      "(?:^|[、,。;:(和及与])(六价铬|汞|铅|砷|铬|镉|铊|苯|苯系物)(?:[、,。;)和及与等]|减排|排放|污染|浓度|超标|含量|"
      "总量|$)");
  std::array<re2::StringPiece, 2> g;
  for (std::size_t at = 0; re.Match(text, at, text.size(), RE2::UNANCHORED, g.data(), 2);) {
    at = static_cast<std::size_t>(g[1].data() - text.data()) + g[1].size();  // the stop behind is the next one's before
    into.add(std::string(g[1]));
  }
}

/// Who issued what a number stands behind: 国务院 before 令第748号. What leads to the number of a document
/// (按照晋环发〔2022〕40号) is cut off. Empty where nobody did.
std::string issuer_before(std::string_view before, std::string_view number) {
  static const RE2 of_order("((?:国务院|" LIMPID_HAN "{1,8}部|[省市县]政府))$"), of_notice("(" LIMPID_HAN "{2,10})$"),
      of_document("(" LIMPID_HAN "{1,8}[发函办字]?)$");
  static const RE2 ahead("^" LIMPID_HAN "*(?:按照?|依照|依据|根据|执行|落实|印发|下发|通知)"), joined("^[和及与]");
  constexpr std::size_t kLongest = 44;  // bytes: eleven characters
  if (before.size() > kLongest) before = before.substr(next_character(before, before.size() - kLongest));
  const auto& re = number.starts_with("令") || number.starts_with("第") ? of_order
                   : number.starts_with("公告")                         ? of_notice
                                                                        : of_document;
  std::string issuer;
  if (!RE2::PartialMatch(before, re, &issuer)) return issuer;
  RE2::Replace(&issuer, ahead, "");
  RE2::Replace(&issuer, joined, "");
  return issuer;
}

/// Standards, laws and documents, `HJ 819—2017` without the blank that is printed in it. Numbers are looked for first
/// and their issuers before them: a pattern that begins with any characters is slow.
void take_citations(std::string_view text, OnlyOnce<std::string>& into) {
  static const RE2 re(
      "((?:GB|HJ|DB\\d{2}|CJJ?|NY|SL|HG|LY|TD|AQ|QX)(?:/[TZ])?/? ?\\d+(?:\\.\\d+)*[-—–]\\d{4}|《[^《》]+》)|"
      "(令第\\d+号|第\\d+号令|公告20\\d{2}年第\\d+号|[〔\\[(]20\\d{2}[〕\\])]\\d+号)");
  constexpr std::size_t kLongest = 62, kShortest = 4;  // of a title with its brackets
  std::array<re2::StringPiece, 3> g;
  for (std::size_t at = 0; re.Match(text, at, text.size(), RE2::UNANCHORED, g.data(), 3);) {
    const auto begin = static_cast<std::size_t>(g[0].data() - text.data());
    std::string name(g[0]);
    const auto length = text::count_chars(name);
    bool cited = !name.starts_with("《") || (length >= kShortest && length <= kLongest);
    if (!g[2].empty()) {
      const auto issuer = issuer_before(text.substr(at, begin - at), name);
      cited = !issuer.empty();
      name.insert(0, issuer);
    }
    at = begin + g[0].size();
    std::erase(name, ' ');
    if (cited) into.add(name);
  }
}

using Words = std::initializer_list<std::string_view>;

/// Where the run from `begin` ends: at a stop, which no name of an enterprise holds.
std::size_t end_of_run(std::string_view text, std::size_t begin) {
  constexpr std::string_view kFull = "。", kMark = "、", kAscii = ",;:\n ";
  for (std::size_t at = begin; at < text.size(); ++at) {
    const auto rest = text.substr(at, kFull.size());
    if (kAscii.find(rest.front()) != std::string_view::npos || rest == kFull || rest == kMark) return at;
  }
  return text.size();
}

/// Names that end in one of `ends` and never run over a stop: only runs between stops that hold such a word are
/// searched.
void take_ending(std::string_view text, Words ends, const RE2& re, OnlyOnce<std::string>& into) {
  if (!holds_any(text, ends)) return;
  for (std::size_t begin = 0; begin < text.size();) {
    const auto end = end_of_run(text, begin);
    const auto run = text.substr(begin, end - begin);
    if (holds_any(run, ends)) take(run, re, into, false);
    begin = next_character(text, end + 1);
  }
}

}  // namespace

Mentions find_mentions(std::string_view text) {
  static const RE2 enterprise("((?:" LIMPID_HAN
                              "|[()]){2,24}?(?:有限责任公司|股份有限公司|有限公司|股份公司|集团公司|分公司|热电厂|电厂|"
                              "化肥厂|水泥厂|焦化厂|污水处理厂|煤矿))");
  // A name begins after a stop, a joining word or a verb that such texts put before one.
  static const RE2 place("(?:^|[,。;、:(]|在|对|和|及|与|于|沿|推进|完成|实施|开展|建设|加快|启动|投运)((?:" LIMPID_HAN
                         "{1,4}(?:镇|乡|街道)|" LIMPID_HAN "{1,5}水库|" LIMPID_HAN "{2,8}断面|" LIMPID_HAN
                         "{2,12}(?:开发区|工业园区|工业园|产业园|集聚区)))");
  static const RE2 river("(?:^|[,。;、:(]|在|对|和|及|与|沿|投运|完成|推进)(" LIMPID_HAN
                         "{1,3}河)(?:流域|[^道湖长流岸段床内]|$)");
  Mentions out;
  OnlyOnce<std::string> places(out.places), enterprises(out.enterprises), standards(out.standards),
      pollutants(out.pollutants);
  // A pattern runs only where one of the words stands that each of its matches holds.
  take_ending(text, {"镇", "乡", "街道", "水库", "断面", "开发区", "工业园", "产业园", "集聚区"}, place, places);
  take_ending(text, {"河"}, river, places);
  take_ending(text, {"公司", "电厂", "化肥厂", "水泥厂", "焦化厂", "污水处理厂", "煤矿"}, enterprise, enterprises);
  if (holds_any(text, {"《", "号", "GB", "HJ", "DB", "CJ", "NY", "SL", "HG", "LY", "TD", "AQ", "QX"}))
    take_citations(text, standards);
  take(text, pollutant(), pollutants, true);
  if (holds_any(text, {"铬", "汞", "铅", "砷", "镉", "铊", "苯"})) take_elements(text, pollutants);
  return out;
}

std::size_t pollutant_size(std::string_view text) {
  re2::StringPiece rest(text.data(), text.size());
  return RE2::Consume(&rest, pollutant()) ? text.size() - rest.size() : 0;
}

}  // namespace limpid::plan
