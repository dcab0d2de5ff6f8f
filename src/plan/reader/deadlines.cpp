// SPDX-License-Identifier: Apache-2.0
#include "plan/reader/deadlines.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <array>

#include "plan/reader/deadline_rules.hpp"
#include "plan/reader/fields.hpp"
#include "plan/reader/han.hpp"
#include "plan/reader/numerals.hpp"

namespace limpid::plan {
namespace {

/// 于汛前完成, 应于年底; not 用于, 高于, 对于.
bool behind_at(std::string_view before) {
  static const RE2 other("[对用处基位由属至关低高大小少多等限利便归善易晚迟早源始终止介鉴趋敢陷勇]于$");
  constexpr std::size_t kReach = 6;  // bytes
  return before.ends_with("于") &&
         !RE2::PartialMatch(before.substr(before.size() > kReach ? before.size() - kReach : 0), other);
}

bool clause_boundary(std::string_view text, std::size_t at) {
  if (at == 0 || at == text.size()) return true;
  if (text.substr(0, at).ends_with("在") || behind_at(text.substr(0, at))) return true;
  static const RE2 mark("(?:\\(?\\d{1,2}\\)|[①-⑳]|[一二三四五六七八九十]是)$");
  constexpr std::size_t kLongestMark = 12;  // bytes
  const std::size_t from = at > kLongestMark ? at - kLongestMark : 0;
  if (RE2::PartialMatch(text.substr(from, at - from), mark)) return true;
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

/// The year that the words before `begin` name for a time limit, in a plan for one year or for several; a winter plan
/// knows the year of each month.
class NamedYears {
 public:
  NamedYears(std::string_view text, const PlanYears& plan) : plan_(plan) {
    static const RE2 re(LIMPID_NAMED_YEAR);
    if (plan.winter()) return;
    std::array<re2::StringPiece, 2> g;
    for (std::size_t at = 0; re.Match(text, at, text.size(), RE2::UNANCHORED, g.data(), 2);) {
      at = static_cast<std::size_t>(g[0].data() - text.data()) + g[0].size();
      const int year = year_number({g[1].data(), g[1].size()});
      if (year >= plan.first) named_.emplace_back(at, year);
    }
  }

  /// The year that follows the one of `at`.
  PlanYears behind(std::size_t begin) const {
    const int year = at(begin).first;
    return year ? PlanYears{year + 1, year + 1, false, plan_.first} : PlanYears{};
  }

  PlanYears at(std::size_t begin) const {
    const auto after = std::upper_bound(named_.begin(), named_.end(), begin,
                                        [](std::size_t at, const auto& n) { return at < n.first; });
    if (after == named_.begin()) return plan_;
    const int year = std::prev(after)->second;
    return {year, year, false, plan_.first};
  }

 private:
  PlanYears plan_;
  std::vector<std::pair<std::size_t, int>> named_;
};

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
  static const RE2 re("^(?:内|,)?(?:全部|全面|集中|组织)*(?:完成|完工|竣工|建成|投运|开展|进行|实施|组织)|^" LIMPID_HAN
                      "{0,8}?完毕");
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
  const std::size_t from = before.size() > kReach ? before.size() - kReach : 0;
  return RE2::PartialMatch(rest.substr(0, kReach), goes_on) && RE2::PartialMatch(before.substr(from), led);
}

/// `11月上旬,召开动员会`, `12月全面推开`, `4月、9月组织验收`: what a plan does in a month; not `6月召开的动员会`.
bool heads_duty(std::string_view rest) {
  static const RE2 re(
      "^(?:[、和及]\\d{1,2}月份?)*,?(?:全面|全部|集中|统一|正式|陆续|认真|按时|如期)*(?:召开|印发|出台|推开|铺开|部署|"
      "制定|编制|下发|下达|签订|发布|公布|举办|开展|组织|进行|实施|启用|迎接|报送|上报|推行|建立)"),
      past("^(?:[、和及]\\d{1,2}月份?)*,?\\p{Han}{2,8}?(?:了|过|的|以来|情况|结果|期间|后)");
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

/// The start of a clause, or of a month behind another one of a list.
bool begins_month(std::string_view text, std::size_t begin) {
  static const RE2 listed("月份?(?:和|及)$");
  constexpr std::size_t kReach = 9;  // bytes
  const std::size_t from = begin > kReach ? begin - kReach : 0;
  return clause_boundary(text, begin) || RE2::PartialMatch(text.substr(from, begin - from), listed);
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
  return RE2::PartialMatch(before.substr(before.size() > kReach ? before.size() - kReach : 0), re);
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

/// The deeds that stand before an event: `依法严厉打击重污染天气预警期间…`.
std::size_t deeds_before_time(std::string_view words) {
  if (!words.ends_with("期间")) return 0;
  constexpr std::size_t kShortest = 12;  // bytes: 夏收期间
  std::size_t skip = 0;
  for (bool more = true; more;) {
    more = false;
    for (std::string_view deed :
         {"依法", "依规", "从严", "从重", "从快", "严厉", "严肃", "严格", "严惩", "严查", "严控", "全面", "切实",
          "坚决", "加强", "加大", "强化", "做好", "抓好", "打击", "查处", "落实", "开展", "执行", "重点"})
      if (words.substr(skip).starts_with(deed) && words.size() - skip - deed.size() >= kShortest) {
        skip += deed.size();
        more = true;
      }
  }
  return skip;
}

/// 明年 before a date that its pattern reads without a year: 明年3月开工, 明年上半年.
std::string_view next_year_before(std::string_view before) {
  for (std::string_view word : {"明年", "次年", "翌年"})
    if (before.ends_with(word)) return word;
  return {};
}

/// 去年12月完成 is over.
bool last_year_before(std::string_view before) {
  return before.ends_with("去年") || before.ends_with("上年") || before.ends_with("上一年") || before.ends_with("前年");
}

bool allowed(const DeadlineRule& rule, std::string_view text, std::size_t begin, std::size_t end) {
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
    case DeadlinePlace::heads_duty: return begins_month(text, begin) && (heads_duty(rest) || heads_end(rest));
    case DeadlinePlace::ongoing: return ongoing(rest);
    case DeadlinePlace::taking: return text.substr(0, begin).ends_with("用") || text.substr(0, begin).ends_with("通过");
    case DeadlinePlace::from_then: return clause_boundary(text, begin) && holds_from(rest);
    case DeadlinePlace::not_later: return not_later(text.substr(0, begin));
    case DeadlinePlace::of_phase: return text.substr(0, begin).ends_with("阶段(") && rest.starts_with(")");
  }
  return false;
}

void apply(const DeadlineRule& rule, std::string_view text, const NamedYears& years, std::vector<bool>& taken,
           std::vector<FoundDeadline>& found) {
  std::array<re2::StringPiece, std::tuple_size_v<decltype(DeadlineMatch::groups)>> groups;
  const RE2& pattern = rule.pattern.get();
  const int count = std::min(static_cast<int>(groups.size()), pattern.NumberOfCapturingGroups() + 1);
  for (std::size_t at = 0; at < text.size();) {
    if (!pattern.Match(text, at, text.size(), RE2::UNANCHORED, groups.data(), count)) return;
    auto begin = static_cast<std::size_t>(groups[0].data() - text.data());
    const std::size_t end = begin + groups[0].size();
    const auto next = next_year_before(text.substr(0, begin));
    begin -= next.size();
    if (text.substr(begin).starts_with("在")) begin += std::string_view("在").size();
    at = end;
    const bool free = std::none_of(taken.begin() + static_cast<std::ptrdiff_t>(begin),
                                   taken.begin() + static_cast<std::ptrdiff_t>(end), [](bool t) { return t; });
    if (!free || counts_before(text, begin) || last_year_before(text.substr(0, begin)) ||
        !allowed(rule, text, begin, end))
      continue;
    DeadlineMatch match;
    for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i)
      if (groups[i].data()) match.groups[i] = {groups[i].data(), groups[i].size()};
    auto deadline = rule.read(match, next.empty() ? years.at(begin) : years.behind(begin));
    if (!deadline) continue;
    begin += deeds_before_time(text.substr(begin, end - begin));
    deadline->text = text.substr(begin, end - begin);
    std::fill(taken.begin() + static_cast<std::ptrdiff_t>(begin), taken.begin() + static_cast<std::ptrdiff_t>(end),
              true);
    found.push_back({std::move(*deadline), begin, end});
  }
}

std::vector<FoundDeadline> find_by(const std::vector<DeadlineRule>& first, const std::vector<DeadlineRule>& then,
                                   std::string_view text, const PlanYears& years) {
  std::vector<bool> taken(text.size());
  std::vector<FoundDeadline> found;
  const NamedYears named(text, years);
  const Characters held(text);
  for (const auto* rules : {&first, &then})
    for (const auto& rule : *rules)
      if (held.hold(rule.needs)) apply(rule, text, named, taken, found);
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.begin < b.begin; });
  return found;
}

/// `完成时限:2023年12月`: the words behind the label are read as a table's cell.
void find_labelled(std::string_view text, const PlanYears& years, std::vector<FoundDeadline>& found) {
  static const RE2 re("(?:" + printed_label(kDeadlineLabel) + "|" + std::string(kDeadlineLabel) +
                      "[为是])([^。;()〔〕【】\\n]{4,60})");
  std::array<re2::StringPiece, 2> g;
  const std::size_t before = found.size();  // those are in order and apart
  for (std::size_t at = 0; re.Match(text, at, text.size(), RE2::UNANCHORED, g.data(), 2);) {
    const auto begin = static_cast<std::size_t>(g[1].data() - text.data()), end = begin + g[1].size();
    at = end;
    const auto known = found.begin() + static_cast<std::ptrdiff_t>(before);
    const auto behind =
        std::lower_bound(found.begin(), known, end, [](const auto& f, std::size_t e) { return f.begin < e; });
    if (behind != found.begin() && begin < std::prev(behind)->end) continue;
    for (auto& f : find_by(deadline_text_rules(), deadline_cell_rules(), text.substr(begin, end - begin), years))
      found.push_back({std::move(f.deadline), begin + f.begin, begin + f.end});
  }
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.begin < b.begin; });
}

}  // namespace

std::vector<FoundDeadline> find_deadlines(std::string_view text, const PlanYears& years) {
  auto found = find_by(deadline_text_rules(), {}, text, years);
  if (text.find(':') != std::string_view::npos || text.find("】") != std::string_view::npos ||
      holds_any(text, {"限为", "间为", "期为", "限是", "间是", "期是"}))
    find_labelled(text, years, found);
  return found;
}

void prepare_deadlines(std::string_view document) {
  const Characters seen(document);
  for (const auto& rule : deadline_text_rules())
    if (seen.hold(rule.needs)) rule.pattern.get();
}

std::vector<Deadline> known_deadlines(std::string_view cell, const PlanYears& years) {
  std::vector<Deadline> out;
  for (auto& found : find_by(deadline_text_rules(), deadline_cell_rules(), cell, years))
    out.push_back(std::move(found.deadline));
  return out;
}

std::vector<Deadline> read_deadline_cell(std::string_view cell, const PlanYears& years) {
  auto out = known_deadlines(cell, years);
  if (out.empty() && !cell.empty()) out.push_back({std::string(cell), DeadlineKind::other, {}, {}});
  return out;
}

}  // namespace limpid::plan
