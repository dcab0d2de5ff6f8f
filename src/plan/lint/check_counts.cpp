// SPDX-License-Identifier: Apache-2.0
#include <re2/re2.h>

#include <algorithm>
#include <map>

#include "plan/lint/check.hpp"
#include "plan/lint/figures.hpp"
#include "plan/lint/items_by_span.hpp"
#include "plan/reader/lazy_pattern.hpp"

namespace limpid::plan::linting {
namespace {

/// 全县8个乡镇: how many there are of a thing.
struct Count {
  std::string things;  ///< 县 and what is counted, without words that leave it what it is
  std::string year;    ///< said before it in its sentence
  double number = 0;
  bool all = false;  ///< 对全县8个乡镇, 全县8个乡镇全部: not only some of them
  Place place;
};

/// What a county has a fixed number of, as far as it is counted as a whole. What follows must go on without naming
/// another thing (8个乡镇污水处理厂).
const RE2& whole_counts() {
  static const RE2 re(
      "(对|覆盖|涉及)?((?:全|我|本)([县市区旗州])(?:境内|范围内|域内)?(?:现|共|共有|现有|所辖|下辖|辖)?的?"
      "(\\d{1,4}|[一二两三四五六七八九十]{1,3})([个座家条])([\\p{Han}、]{0,10}?(?:乡镇\\(街道\\)|镇\\(街道\\)|乡镇街道|"
      "乡镇|镇街|街道|"
      "建制镇|镇|乡|行政村|自然村|社区|县\\(市、?区\\)|县\\(区\\)|县区|区县|断面|监测点位|国控站点|工业园区|工业集聚区|"
      "加油站|储油库|尾矿库|"
      "排污口|水源地|水库|污水处理厂|黑臭水体|企业)))(\\(|(?:水质)?(?:全部|均|都|全面|一律|逐[个一])|(?:水质)?(?:[,。;:"
      "、)]|$|"
      "开展|落实|实施|组织|建立|设立|划定|推[行进]|要|应|须|同步|统一|分别|按照?|每|和|及|与|实行|完成|建成|实现|达到|"
      "达标|稳定|纳入|签订|制定|一体|共同|为|中))");
  return re;
}

std::string before_in_sentence(const std::string& text, std::size_t byte) {
  constexpr std::size_t kFar = 120;
  const std::string head = text.substr(byte > kFar ? byte - kFar : 0, std::min(byte, kFar));
  const auto stop = head.rfind("。");
  return stop == std::string::npos ? head : head.substr(stop);
}

/// Some of them, or more of them than there were.
bool counts_some(const std::string& before) {
  static const RE2 re("(?:其中|新增|剩余|其余|至少|力争|累计|其他|另外)[^,。;]{0,6}$");
  return RE2::PartialMatch(before, re);
}

std::string year_in(const std::string& before) {
  static const RE2 re("(20\\d\\d)年");
  std::string year;
  for (re2::StringPiece rest(before); RE2::FindAndConsume(&rest, re, &year);) {
  }
  return year;
}

/// 断面 of 地表水断面.
std::string essence(std::string things) {
  static const RE2 fillers("地表水|水环境|水质|河流");
  RE2::GlobalReplace(&things, fillers, "");
  return things;
}

void counts_of_line(const Words& line, const ItemsBySpan& items, std::vector<Count>& out) {
  const std::string text = to_utf8(line.chars);
  if (!holds_any(text, {"全县", "全市", "全区", "全旗", "全州", "我县", "我市", "我区", "本县", "本市", "本区"}))
    return;
  re2::StringPiece rest(text), lead, all;
  std::string area, number, unit, things, behind;
  while (RE2::FindAndConsume(&rest, whole_counts(), &lead, &all, &area, &number, &unit, &things, &behind)) {
    const auto byte = static_cast<std::size_t>(all.data() - text.data());
    const std::string before = before_in_sentence(text, byte);
    if (counts_some(before)) continue;
    const auto at = to_chars(text.substr(0, byte)).size();
    const auto place = line.place({}, at, at + to_chars({all.data(), all.size()}).size());
    Count count{area + unit + essence(things), year_in(before), amount_of(number), false, place};
    count.place.item = items.key_at(place.span.start);
    count.all = !lead.empty() || holds_any(behind, {"全部", "均", "都", "全面", "一律", "逐"});
    out.push_back(std::move(count));
  }
}

/// One or two more or fewer are a slip; a number far off counts some of them, unless both say that they are all.
bool contradict(const Count& a, const Count& b) {
  constexpr double kFew = 4;
  const double apart = std::max(a.number, b.number) - std::min(a.number, b.number);
  if (apart == 0 || (!a.year.empty() && !b.year.empty() && a.year != b.year)) return false;
  return (a.all && b.all) || apart <= std::max(1.0, std::max(a.number, b.number) / kFew);
}

/// A measure and its row are held against each other before.
bool is_told(const std::vector<Finding>& findings, const Place& place) {
  return std::any_of(findings.begin(), findings.end(), [&](const Finding& f) {
    return (f.kind == "figure_differs" || f.kind == "sum_differs") &&
           std::any_of(f.places.begin(), f.places.end(),
                       [&](const Place& p) { return p.span.start < place.span.end && place.span.start < p.span.end; });
  });
}

/// What most say, of two that are said as often the first.
const Count& usual_of(const std::vector<Count>& counts) {
  std::map<double, std::size_t> said;
  for (const auto& c : counts) ++said[c.number];
  return *std::max_element(counts.begin(), counts.end(),
                           [&](const Count& a, const Count& b) { return said[a.number] < said[b.number]; });
}

}  // namespace

void check_counts(const Source& source, const std::vector<PlanItems>& plans, const LintRules& rules,
                  std::vector<Finding>& out) {
  const ItemsBySpan items(plans);
  std::vector<Count> counts;
  for (const auto& line : source.lines(source.whole())) counts_of_line(line, items, counts);
  std::map<std::string, std::vector<Count>> by_things;
  for (auto& count : counts) by_things[count.things].push_back(std::move(count));
  for (const auto& [_, list] : by_things) {
    const Count& usual = usual_of(list);
    for (const auto& other : list) {
      if (!contradict(usual, other) || is_told(out, other.place)) continue;
      const bool first = usual.place.span.start < other.place.span.start;
      Finding f;
      f.kind = "sum_differs";
      f.severity = rules.severity("sum_differs");
      f.places = {first ? usual.place : other.place, first ? other.place : usual.place};
      f.code = "plan_lint.sum_differs.twice";
      f.suggestion = "plan_lint.suggest.figure_differs";
      f.args = {{"a", f.places[0].quote}, {"b", f.places[1].quote}};
      out.push_back(std::move(f));
    }
  }
}

}  // namespace limpid::plan::linting
