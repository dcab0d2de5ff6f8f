// SPDX-License-Identifier: Apache-2.0
#include "plan/reader/mentions.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "plan/reader/citations.hpp"
#include "plan/reader/han.hpp"
#include "plan/reader/lazy_pattern.hpp"
#include "plan/reader/list_marks.hpp"
#include "plan/reader/only_once.hpp"
#include "plan/reader/pollutants.hpp"
#include "plan/reader/subject_words.hpp"

namespace limpid::plan {
namespace {

/// What stands before a name without a stop: verbs, joining words, the end of a date or of what goes before 的.
void cut_front(std::string& name) {
  static const RE2 words("^(?:[^(]*\\)|长期坚持|坚持|保障|结合|聚焦|突出|收集|为|" LIMPID_HAN
                         "*(?:[的及]|督促)|" LIMPID_HAN
                         "{2,}(?:区和|由|接入)|[一二三四五六七八九]是|"
                         "基本|查明|推动|巩固|保持|改善|巡查|疏浚|加强|强化|深入|对|同时|同步|启动|建设|加快|以|及|和|"
                         "在|于|由|且|并|年|[)(]|"
                         "全面|优先|督促|确保|提升|规范|将|把|沿|向|个|日|[年月]?底前|前|其中|其余|原|除|每月|禁止|"
                         "严格|支持|退出|开工|扣减|优化|"
                         "健全|补齐|实现|依法)");
  for (std::string before; before != name;) {
    before = name;
    RE2::Replace(&name, words, "");
    name.erase(0, deed_size(name));
  }
}

/// 乡镇污水处理厂, 重点乡镇, 有关断面 are kinds of things, no names.
bool is_kind(const std::string& name) {
  static const RE2 re(
      "^(?:各|有关|相关|重点|超标|城镇|乡镇|城市|农村|镇区|建制镇|工业|新建|[国省市县][考控]|[入出]境|跨界|考核|县城|"
      "流域内?|"
      "沿线|全县|全市|全区|生活|闭坑|关闭|生产|在建|停产|所有|现有|其他|所在地?|属地|每个|该|主要|两|[座家个]|园区|"
      "镇级|[上下]|"
      "大型|中型|小型|中小|小|大)*(?:乡镇|城镇|镇|乡|街道|河|湖|江|溪|渠|水库|断面|污水处理厂|煤矿|水泥厂|焦化厂|"
      "化肥厂|"
      "开发区|工业园区|工业园|产业园|产业园区|化工园区?|集聚区|新区|有限公司|分公司|电厂|热电厂)$|、|等|"
      "(?:公用|自备|燃煤|火力?)(?:发?电|热电)厂$|(?:控制|超标|通报|行洪|波动|补偿|交界|县界|河涌|监测|监控|县界考核)"
      "断面$|"
      "^(?:住房|统筹|[镇下回家])*[城县下回家]乡$|镇镇$|河河$|[两每]个|各|以[上下]|纳入|组织|公布|\\(扩\\)|(?:住房和?|["
      "县区市])城乡$|苏木镇$");
  // 河湖, 沿江, 排洪渠 are kinds too: what ends so is no name whatever stands before it.
  static const RE2 water(
      "^(?:滨|巡|涉|重大涉|一|每|治|护|内|沿|骨干|大小|环|整|其|入|排)[河江]$|入[河江湖]$|[临跨过]江$|"
      "(?:河|江|环|还|沿|内|护|一|治|巡|该|滨|渔|库)湖$|(?:河|沿|山|各)溪$|"
      "(?:沟|灌|明|暗|支|斗|农|排洪|退水|排水|截洪|引水|泄洪|河|排|水|边|圳)渠$|^总?干渠$|(?:城市?|老|城区|建成)新区$");
  static const RE2 section(
      "^(?:全[市县区省]|地表水|[国省市县区]{1,2}级?[考控]|考核|重点|优良|水质|不?达标|及时|时|领导|担任|区级)*断面$");
  return RE2::PartialMatch(name, re) || RE2::PartialMatch(name, section) || RE2::PartialMatch(name, water);
}

/// 沙河 of 沙河街道, 沙河经济开发区 and 沙河水泥厂 is part of another name; 乡 of 乡土 too.
bool names_another(std::string_view name, std::string_view behind) {
  static const LazyPattern name_of(
      "^(?:[镇乡街村县市区桥站路]|大桥|小学|经济|高新|技术|工业|产业|化工|循环|新区|水泥|热电|焦化|钢铁|铝业|集团|矿业|"
      "建材|煤矿|"
      "电厂|纸业|铸)"),
      rural("^[土村风贤愁间]");
  if (name.ends_with("河")) return RE2::PartialMatch(behind, name_of.get());
  return name.ends_with("乡") && RE2::PartialMatch(behind, rural.get());
}

/// What runs into a name is cut off; kinds of things and parts of longer names are left out.
void take(std::string_view text, const RE2& re, OnlyOnce<std::string>& into) {
  re2::StringPiece rest(text.data(), text.size()), found;
  while (RE2::FindAndConsume(&rest, re, &found)) {
    const auto end = static_cast<std::size_t>(found.data() - text.data()) + found.size();
    std::string name(found);
    cut_front(name);
    if (!is_kind(name) && !names_another(name, text.substr(end))) into.add(name);
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
    if (holds_any(run, ends)) take(run, re, into);
    begin = next_character(text, end + 1);
  }
}

/// `甲县铝业、乙川热电等5家企业`: firms by their short names, where the list says that it is one of firms.
/// 水泥、化工等行业 is none.
void take_short_firms(std::string_view text, OnlyOnce<std::string>& into) {
  static const RE2 name("^(" LIMPID_HAN "{2,4}(?:集团|铝业|热电|水泥|钢铁|化工|焦化|煤业|药业|纸业))(等|$)"),
      kind(
          "^(?:现代|精细|传统|石油|有色|黑色|大型|重点|绿色|生物|新型|煤|盐|天然气|涂料|橡胶|火电|建材|造纸|医药|电力|"
          "冶金|采矿|"
          "玻璃|陶瓷|砖瓦|铸造|独立|燃煤|背压|集中|企业|工业|和|及)+"),
      firms("^(?:、" LIMPID_HAN "{3,7}){0,6}等\\d{0,3}(?:家|户)?(?:重点|大型|骨干|涉气|工业)*(?:企业|公司|单位)");
  for (std::size_t begin = 0; begin < text.size();) {
    const auto end = end_of_run(text, begin);
    std::string found, etc;
    if (RE2::PartialMatch(text.substr(begin, end - begin), name, &found, &etc)) {
      cut_front(found);
      const auto behind = text.substr(etc.empty() ? end : begin + text.substr(begin).find("等"));
      constexpr std::size_t kReach = 240;  // bytes
      const bool proper = !RE2::PartialMatch(found, kind) && RE2::PartialMatch(found, name);
      if (proper && RE2::PartialMatch(behind.substr(0, kReach), firms)) into.add(found);
    }
    begin = next_character(text, end + 1);
  }
}

/// Whether what ends in 村 is a kind of villages (示范村, 沿河各村), no name.
bool is_village_kind(std::string_view name) {
  static const RE2 kind(
      "(?:行政|自然|中心|农|乡|城中|城郊|城边|各|个|[一二两三四五六七八九十百千余多数几]|示范|试点|所在|沿线|沿河|周边|"
      "重点|有关|"
      "相关|新农|[全整本该每其此新老旧古进驻入下出涉到为非山林牧渔]|所有|部分|其他|其它|贫困|脱贫|空心|文明|特色|传统|"
      "旅游|美丽|移民|搬迁|达标|治理|整治|保留|撤并|集聚|提升|薄弱|先进|建制|样板|标杆|精品|标准|合格|规划|已建|在建|"
      "库区|"
      "灌区|保护区|园区|社区|景区|城镇|乡镇|集镇|居住|生态|绿色|无废|智慧|和美|宜居|一般|发达|欠发达|偏远|民俗|专业|"
      "模范|先行|引领|控制|需求|完成|任务|包|帮|联|县|市|区|镇|乡)村$|[的各等要]|村村|^(?:村|农村|线)");
  return RE2::PartialMatch(name, kind);
}

/// `甲镇李村`, `甲镇张庄村、李村等3个村`: a village behind its town; `石头村、白沙村生活污水治理`: one that a list, a
/// count or work in villages follows.
void take_villages(std::string_view text, const RE2& alone, OnlyOnce<std::string>& into) {
  static const RE2 village("(?:镇|乡|街道)(" LIMPID_HAN "{1,4}村)(?:[^级庄民镇委道集容落组屯口居断]|$)");
  re2::StringPiece rest(text.data(), text.size());
  std::string name;
  while (RE2::FindAndConsume(&rest, village, &name))
    if (!is_village_kind(name)) into.add(name);
  std::array<re2::StringPiece, 2> g;
  for (std::size_t at = 0; alone.Match(text, at, text.size(), RE2::UNANCHORED, g.data(), 2);) {
    at = static_cast<std::size_t>(g[1].data() - text.data()) + g[1].size();
    name.assign(g[1].data(), g[1].size());
    cut_front(name);
    if (text::count_chars(name) > 2 && !holds_any(name, {"镇", "乡"}) && !is_village_kind(name)) into.add(name);
  }
}

}  // namespace

Mentions find_mentions(std::string_view text) {
  static const RE2 enterprise("((?:" LIMPID_HAN
                              "|[()]){2,24}?(?:有限责任公司|股份有限公司|有限公司|股份公司|集团公司|分公司|热电厂|电厂|"
                              "化肥厂|水泥厂|焦化厂|污水处理厂|煤矿))");
  // A name begins after a stop, a joining word or a verb that such texts put before one.
#define BEFORE_A_NAME "(?:^|[,。;、:(]|在|对|和|及|与|于|沿|向|推进|完成|实施|开展|建设|加快|启动|投运)"
  static const RE2 place(BEFORE_A_NAME "((?:" LIMPID_HAN "{1,4}(?:镇|乡|街道)|" LIMPID_HAN "{1,5}水库|" LIMPID_HAN
                                       "{2,8}断面|" LIMPID_HAN
                                       "{2,12}(?:开发区|工业园区|工业园|产业园区|产业园|化工园区|集聚区)|" LIMPID_HAN
                                       "{0,8}(?:经开区|高新区)|" LIMPID_HAN "{2,4}新区))");
  static const RE2 river(BEFORE_A_NAME "(" LIMPID_HAN "{1,3}河)(?:流域|[^道湖长流岸段床内]|$)");
  // 湖, 江, 溪 and 渠 end many other names: what stands behind them must be of water.
  static const RE2 water(BEFORE_A_NAME "(" LIMPID_HAN
                                       "{1,5}[湖江溪渠])(?:流域|干流|支流|沿岸|沿线|两岸|岸线|水质|断面|水环境|水生态|"
                                       "生态基流|生态流量|生态修复|生态缓冲|等|及|和|与|入|上游|下游|全段|水系|周边|"
                                       "库区|蓝藻|投放|清淤|开展|实施|治理|整治|\\d|\\(|$)");
  static const RE2 village(
      BEFORE_A_NAME "(" LIMPID_HAN "{2,4}村)(?:[、,。;)]|等|和|及|(?:农村)?(?:生活)?(?:污水|垃圾)|黑臭|饮用水|\\d|$)");
  Mentions out;
  OnlyOnce<std::string> places(out.places), enterprises(out.enterprises);
  // A pattern runs only where one of the words stands that each of its matches holds.
  take_ending(text,
              {"镇", "乡", "街道", "水库", "断面", "开发区", "工业园", "产业园", "园区", "集聚区", "开区", "新区"},
              place, places);
  take_ending(text, {"河"}, river, places);
  take_ending(text, {"湖", "江", "溪", "渠"}, water, places);
  if (holds_any(text, {"村"})) take_villages(text, village, places);
  take_ending(text, {"公司", "电厂", "化肥厂", "水泥厂", "焦化厂", "污水处理厂", "煤矿"}, enterprise, enterprises);
  if (holds_any(text, {"等"}) && holds_any(text, {"企业", "公司", "单位"})) take_short_firms(text, enterprises);
  find_citations(text, out);
  find_pollutants(text, out.pollutants);
  return out;
}

}  // namespace limpid::plan
