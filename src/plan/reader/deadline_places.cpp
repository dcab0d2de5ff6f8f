// SPDX-License-Identifier: Apache-2.0
#include "plan/reader/deadline_places.hpp"

#include <re2/re2.h>

#include <algorithm>

#include "plan/reader/han.hpp"
#include "plan/reader/numerals.hpp"

namespace limpid::plan {
namespace {

/// As much before `end` as a pattern may look at, in bytes.
std::string_view last_bytes(std::string_view text, std::size_t end, std::size_t most) {
  return text.substr(end > most ? end - most : 0, std::min(end, most));
}

/// 于汛前完成, 应于年底; not 用于, 高于, 对于.
bool behind_at(std::string_view before) {
  static const RE2 other("[对用处基位由属至关低高大小少多等限利便归善易晚迟早源始终止介鉴趋敢陷勇]于$");
  constexpr std::size_t kReach = 6;  // bytes
  return before.ends_with("于") && !RE2::PartialMatch(last_bytes(before, before.size(), kReach), other);
}

bool clause_boundary(std::string_view text, std::size_t at) {
  if (at == 0 || at == text.size()) return true;
  if (text.substr(0, at).ends_with("在") || behind_at(text.substr(0, at))) return true;
  static const RE2 mark("(?:\\(?\\d{1,2}\\)|[①-⑳]|[一二三四五六七八九十]是)$");
  constexpr std::size_t kLongestMark = 12;  // bytes
  if (RE2::PartialMatch(last_bytes(text, at, kLongestMark), mark)) return true;
  for (std::string_view stop : {",", "。", ";", ":", "、"})
    if (text.substr(0, at).ends_with(stop) || text.substr(at).starts_with(stop)) return true;
  return false;
}

/// `一年内`, `22年` count years; they do not name one.
bool counts_before(std::string_view text, std::size_t begin) {
  if (begin > 0 && text[begin - 1] >= '0' && text[begin - 1] <= '9') return true;
  if (!text.substr(begin).starts_with("年")) return false;
  for (std::string_view digit :
       {"一", "二", "两", "三", "四", "五", "六", "七", "八", "九", "十", "半", "几", "数", "每"})
    if (text.substr(0, begin).ends_with(digit)) return true;
  return false;
}

/// `2023年、2024年分别建成…`, `到2025年达到…`, `2026年直排园区比例达到…`; not `2021年查处…`.
bool planned(std::string_view rest) {
  static const RE2 re(
      "^(?:[、,和及](?:到)?\\d{4}年|,?(?:分别|各(?:完成|新增|新建|建成|治理|改造|实施|开展|达到|提高|下降|减少)|力争|"
      "达到|提高到|提升到|提升至|降至|下降到|实现|基本|全部(?:完成|建成|接入|安装|整改|拆除|"
      "淘汰|纳入)|全面|"
      "完成|"
      "新增|新建|建成|再|" LIMPID_HAN
      "{2,20}?(?:比例|比率|[^频功]率|覆盖面)(?:达到|达|提高到|提高至|提升到|提升至|不低于)))");
  static const RE2 past("^(?:完成|新增|新建|建成|实现)了|^(?:完成|新增|新建|建成|实现)(?:情况|的)");
  return RE2::PartialMatch(rest, re) && !RE2::PartialMatch(rest, past);
}

/// `12月完成改造`, `按省厅要求完成`; not `12月完成了改造`.
bool completed(std::string_view rest) {
  static const RE2 re(
      "^(?:内|前)?(?:按期|按时|如期|全部|全面|基本|整体|正式|主体(?:工程)?)*(?:完成|完工|竣工|建成|投运|投产|投用|联网|"
      "并网|销号|"
      "通过验收|投入(?:运行|使用|运营)|"
      "落实到位|"
      "整改到位)|"
      "^(?:内|前)?(?:全部|全面|基本|彻底)(?:拆除|淘汰|关停|取缔|清零|清运|停运|停用|搬迁|退出|达标|到位)");
  static const RE2 past("^" LIMPID_HAN "{0,4}(?:完成|完工|竣工|建成|投运|投产|投用)(?:了|情况|的|率|度|时限|时间)");
  return RE2::PartialMatch(rest, re) && !RE2::PartialMatch(rest, past);
}

/// `四季度开展验收`.
bool done_within(std::string_view rest) {
  static const RE2 re(
      "^(?:[、和及]\\d{1,2}月(?:[上中下]旬|初))*(?:内|,)?(?:全部|全面|集中|组织)*(?:完成|完工|竣工|建成|投运|开展|进行|"
      "实施|组织)|^" LIMPID_HAN "{0,8}?完毕");
  static const RE2 past("^,?\\p{Han}{2,8}?了|^,?(?:完成|完工|竣工|建成|投运)(?:率|情况|的|时间)");
  return RE2::PartialMatch(rest, re) && !RE2::PartialMatch(rest, past);
}

/// `6月、12月各开展一次`, `2025、2026年分别完成`: each of the list.
bool each_of_months(std::string_view rest) {
  static const RE2 re(
      "^(?:(?:[、,和及]|以及)(?:\\d{4}年)?\\d{1,2}月(?:\\d{1,2}日|[底末份]|[上中下]旬)?前?)*(?:各(?:[^"
      "乡镇街县市区旗州部单有相企项类级地河村社园工施责成行段个家]|$)|分别)|"
      "^(?:[、和及]20\\d{2})*[、和及]20\\d{2}年(?:底前?|前)?(?:各|分别|完成|达到)");
  constexpr std::size_t kReach = 120;  // bytes
  return RE2::PartialMatch(rest.substr(0, kReach), re);
}

/// `一季度、三季度各开展一次`.
bool each_of_parts(std::string_view rest) {
  static const RE2 re(
      "^(?:[、和及](?:第?[一二三四]季度|[上下]半年))*(?:各(?:开展|组织|进行|完成|召开|检查|报送|[一二两三\\d]次)|"
      "分别)");
  constexpr std::size_t kReach = 80;  // bytes
  return RE2::PartialMatch(rest.substr(0, kReach), re);
}

/// `分别于3月、6月、9月底前完成`: each of the list that the words lead to.
bool each_of_led(std::string_view before, std::string_view rest) {
  static const RE2 led(
      "分别(?:于|在)?(?:(?:\\d{4}年)?\\d{1,2}月(?:\\d{1,2}日|[底末份]|[上中下]旬)?前?(?:[、,和及]|以及))*$"),
      goes_on("^前?(?:[、和及]|以及)(?:\\d{4}年)?\\d{1,2}月");
  constexpr std::size_t kReach = 160;  // bytes
  return RE2::PartialMatch(rest.substr(0, kReach), goes_on) &&
         RE2::PartialMatch(last_bytes(before, before.size(), kReach), led);
}

/// 6月10日 of `6月10日、12月10日前报送`, 4月 of `4月、7月和10月底前`: what ends the last one ends each.
bool more_are_listed(std::string_view rest) {
  static const RE2 re(
      "^(?:[、和及]|以及)(?:(?:\\d{4}年)?\\d{1,2}月(?:\\d{1,2}日|[底末初]|[上中下]旬)?(?:[、和及]|以及))*(?:\\d{4}年)?"
      "\\d{1,2}月(?:(?:\\d{1,2}日|[底末初]|[上中下]旬)?前|[底末])");
  constexpr std::size_t kReach = 160;  // bytes
  return rest.size() > 1 && RE2::PartialMatch(rest.substr(0, kReach), re);
}

/// 6 of `分别于3、6、9、12月底前`, or of `3、6、9、12月底前` at the start of a clause; 4 of `4、9月各` and behind a
/// comma: not the number of an item (4、6月底前).
bool counts_months(std::string_view text, std::size_t begin, std::size_t end) {
  static const RE2 before("((?:\\d{1,2}、)*)$"),
      rest(
          "^((?:、\\d{1,2})*)[、和及]\\d{1,2}月(?:[底末]?[前底末]|份?,?(?:(各)(?:[^乡镇街县市区])|(分别)|集中|组织|"
          "开展|进行"
          "|实施|召开|报送|检查))"),
      led("(?:[于在,:(]|分别|\\d年)$");
  constexpr std::size_t kReach = 48, kFewest = 3;  // bytes; months that nothing leads to
  re2::StringPiece ahead, behind, each, apart;
  if (!RE2::PartialMatch(text.substr(end, kReach), rest, &behind, &each, &apart) ||
      !RE2::PartialMatch(last_bytes(text, begin, kReach), before, &ahead))
    return false;
  const std::size_t first = begin - ahead.size();
  const auto lead = last_bytes(text, first, kReach);
  const auto commas = [](re2::StringPiece list) {
    std::size_t n = 0;
    for (auto at = list.find("、"); at != re2::StringPiece::npos; at = list.find("、", at + 1)) ++n;
    return n;
  };
  if (!each.empty() || !apart.empty() || RE2::PartialMatch(lead, led) ||
      text.substr(begin, end - begin).find("年") != std::string_view::npos)
    return true;
  return commas(ahead) + commas(behind) + 2 >= kFewest && clause_boundary(text, first) && !lead.ends_with("、");
}

/// `每周一报送`, `每周一、周四调度`; not `每周一次`, `每周一报`.
bool on_weekday(std::string_view words, std::string_view rest) {
  if (!words.ends_with("一")) {
    for (std::string_view times : {"次", "遍", "轮", "个", "天", "场"})
      if (rest.starts_with(times)) return false;
    return true;
  }
  static const RE2 done("^(?:[,。;)]|$|前|向|对|由|组织|召开|集中|开展|定期|报送|上报|报告|汇总|通报|上午|下午|例会)");
  return RE2::PartialMatch(rest, done);
}

/// `11月上旬,召开动员会`, `12月全面推开`, `4月、9月组织验收`: what a plan does in a month; not `6月召开的动员会`.
bool heads_duty(std::string_view rest) {
  static const RE2 re(
      "^(?:[、和及]\\d{1,2}月(?:份|[上中下]旬|初)?)*,?(?:全面|全部|集中|统一|正式|陆续|认真|按时|如期)*(?:召开|印发|"
      "出台|推开|铺开|部署|委托|"
      "制定|编制|下发|下达|签订|发布|公布|举办|开展|组织|进行|实施|启用|迎接|报送|上报|推行|建立)|"
      "^(?:[、和及]\\d{1,2}月份?)*,(?:积极|主动|全力|重点|切实)*(?:应对|做好|抓好|加强|强化|突出|聚焦)"),
      past("^(?:[、和及]\\d{1,2}月(?:份|[上中下]旬|初)?)*,?\\p{Han}{2,8}?(?:了|过[^程渡]|的|以来|情况|结果|期间|后)");
  constexpr std::size_t kReach = 120;  // bytes
  const auto near = rest.substr(0, kReach);
  return RE2::PartialMatch(near, re) && !RE2::PartialMatch(near, past);
}

/// `11月验收`, `12月总结评估`: how a work ends, and nothing of it behind; not `12月检查发现…`.
bool heads_end(std::string_view rest) {
  static const RE2 re(
      "^(?:[、和及]\\d{1,2}月份?)*,?(?:组织|集中|全面|开展|进行)*(?:(?:考核|检查)?验收|(?:全面)?总结|评估|考核)(?:验收|"
      "总结|"
      "评估|考核|提升|评价|通报|[、和及])*(?:[,。;)]|$)");
  constexpr std::size_t kReach = 120;  // bytes
  return RE2::PartialMatch(rest.substr(0, kReach), re);
}

/// The start of a clause, or of a month behind another one of a list or behind who does it: `县住建局6月上旬下达`.
bool begins_month(std::string_view text, std::size_t begin) {
  static const RE2 listed("(?:月(?:份|[上中下]旬|初)?(?:和|及)|(?:局|委|办|科|室|队|中心|政府|管委会|公司))$");
  constexpr std::size_t kReach = 15;  // bytes
  return clause_boundary(text, begin) || RE2::PartialMatch(last_bytes(text, begin, kReach), listed);
}

/// `比2015年分别下降24%` names what is compared with.
bool compared_with(std::string_view before) {
  return before.ends_with("比") || before.ends_with("较");
}

/// `常年禁止捕捞`, `长期开展巡查`; not 常年有水的河流, 长期不能达标的企业.
bool ongoing(std::string_view rest) {
  static const RE2 re(
      "^(?:禁|严禁|不得|开展|实施|实行|坚持|保持|正常|落实|推进|执行|加强|组织|值守|巡查|保洁|公示|公开)"),
      thing("^" LIMPID_HAN "{2,6}?的");
  return RE2::PartialMatch(rest, re) && !RE2::PartialMatch(rest, thing);
}

/// `7月1日以后执行`; not `7月1日以后登记的车辆`.
bool holds_from(std::string_view rest) {
  static const RE2 re("^(?:[,。;)]|$|(?:全面|统一|正式|一律)*(?:执行|实施|施行|禁止|严禁|不得|停止))");
  return RE2::PartialMatch(rest, re);
}

/// `不得晚于11月15日`.
bool not_later(std::string_view before) {
  static const RE2 re("不(?:得|能|应|可|宜)?[晚迟]于$");
  constexpr std::size_t kReach = 12;  // bytes
  return RE2::PartialMatch(last_bytes(before, before.size(), kReach), re);
}

/// 秋冬季大气污染防治, 冬季清洁取暖 are names of work, no times.
bool names_a_work(std::string_view season, std::string_view rest) {
  static const RE2 bare("(?:季节?|今冬明春)$");
  static const RE2 work("^(?:清洁|取暖|供暖|采暖|大气|臭氧|重污染|空气|污染|防治|攻坚|方案|行动)");
  return RE2::PartialMatch(season, bare) && RE2::PartialMatch(rest, work);
}

/// `自印发之日起施行` is the document's own.
bool dates_the_document(std::string_view words, std::string_view rest) {
  static const RE2 in_force("^(?:施行|实施|执行|生效|有效)");
  return words.ends_with("之日起") && RE2::PartialMatch(rest, in_force);
}

/// `重污染天数控制在2天以内`, `超标天数在2天以内` say how many.
bool counts_days(std::string_view before, std::string_view words) {
  if (!words.ends_with("内")) return false;
  for (std::string_view held : {"控制在", "控制到", "天数在", "天数为", "天数保持在"})
    if (before.ends_with(held)) return true;
  return false;
}

/// 6月5日前后 is about that day, 上半年内 no half year from somewhen.
bool goes_on(std::string_view before, std::string_view words, std::string_view rest) {
  const bool half = words.starts_with("半年") && (before.ends_with("上") || before.ends_with("下"));
  return half || (words.ends_with("前") && rest.starts_with("后"));
}

/// 去年12月完成 is over.
bool last_year_before(std::string_view before) {
  return before.ends_with("去年") || before.ends_with("上年") || before.ends_with("上一年") || before.ends_with("前年");
}

}  // namespace

bool may_stand(const DeadlineRule& rule, std::string_view text, std::size_t begin, std::size_t end) {
  if (counts_before(text, begin) || last_year_before(text.substr(0, begin))) return false;
  const auto rest = text.substr(end);
  if (text.substr(0, end).ends_with("季") && rest.starts_with("节")) return false;  // 按季节
  const auto words = text.substr(begin, end - begin);
  if (names_a_work(words, rest) || dates_the_document(words, rest) || counts_days(text.substr(0, begin), words) ||
      goes_on(text.substr(0, begin), words, rest))
    return false;
  switch (rule.place) {
    case DeadlinePlace::anywhere: return true;
    case DeadlinePlace::clause_start: return clause_boundary(text, begin);
    case DeadlinePlace::clause_whole: return clause_boundary(text, begin) && clause_boundary(text, end);
    case DeadlinePlace::planned: return planned(rest) && !compared_with(text.substr(0, begin));
    case DeadlinePlace::completed: return completed(rest) && !compared_with(text.substr(0, begin));
    case DeadlinePlace::settled:
      return completed(rest) || rest.empty() || rest.starts_with("。") || rest.front() == ';' || rest.front() == ')' ||
             rest.front() == '\n';
    case DeadlinePlace::done_within: return clause_boundary(text, begin) && done_within(rest);
    case DeadlinePlace::each:
      return each_of_months(rest) || each_of_parts(rest) || each_of_led(text.substr(0, begin), rest);
    case DeadlinePlace::listed: return more_are_listed(rest);
    case DeadlinePlace::listed_number: return counts_months(text, begin, end);
    case DeadlinePlace::weekday: return on_weekday(words, rest);
    case DeadlinePlace::heads_duty: return begins_month(text, begin) && (heads_duty(rest) || heads_end(rest));
    case DeadlinePlace::ongoing: return ongoing(rest);
    case DeadlinePlace::taking: return text.substr(0, begin).ends_with("用") || text.substr(0, begin).ends_with("通过");
    case DeadlinePlace::from_then: return clause_boundary(text, begin) && holds_from(rest);
    case DeadlinePlace::not_later: return not_later(text.substr(0, begin));
    case DeadlinePlace::of_phase: return text.substr(0, begin).ends_with("阶段(") && rest.starts_with(")");
  }
  return false;
}

}  // namespace limpid::plan
