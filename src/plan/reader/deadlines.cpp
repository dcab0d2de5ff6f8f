// SPDX-License-Identifier: Apache-2.0
#include "plan/reader/deadlines.hpp"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <memory>

#include "plan/reader/fields.hpp"
#include "plan/reader/numerals.hpp"

namespace limpid::plan {
namespace {

/// One match of a pattern: group(0) is the whole, group(n) empty where it took no part.
struct Match {
  std::array<std::string_view, 8> groups;
  std::string_view operator[](std::size_t i) const { return groups[i]; }
  /// Digits or Chinese numerals; 0 when it took no part.
  int number(std::size_t i) const { return groups[i].empty() ? 0 : static_cast<int>(numeral(groups[i])); }
  int year(std::size_t i) const { return year_number(groups[i]); }
};

using Reading = std::optional<Deadline>;

int year_or(const Match& m, std::size_t group, int otherwise) {
  const int year = m.year(group);
  return year ? year : otherwise;
}

Reading dated(DeadlineKind kind, std::optional<std::string> start, std::optional<std::string> end) {
  return Deadline{{}, kind, std::move(start), std::move(end)};
}

/// A deadline whose month does not exist is no deadline; one whose year is unknown has no dates.
bool months_exist(std::initializer_list<int> months) {
  return std::all_of(months.begin(), months.end(), [](int m) { return m >= 1 && m <= 12; });
}

/// [from, to] in words: a range without days covers whole months; one that ends in an earlier month ends in the next
/// year.
Reading range(int year, int from, std::string_view from_day, int last_year, int to, std::string_view to_day) {
  if (!months_exist({from, to})) return std::nullopt;
  const int last = last_year ? last_year : year && to < from ? year + 1 : year;
  const auto start = iso_date(year, from, from_day.empty() ? 1 : static_cast<int>(numeral(from_day)));
  const auto end = to_day.empty() ? iso_month_end(last, to) : iso_date(last, to, static_cast<int>(numeral(to_day)));
  return dated(from_day.empty() ? DeadlineKind::month_range : DeadlineKind::date_range, start, end);
}

int next_year(const Match& m, std::size_t named, std::size_t said, int year) {
  return m[said].empty() ? m.year(named) : year ? year + 1 : 0;
}

// 2021年10月1日至2022年3月31日 · 2021年10月至次年3月
Reading read_long_range(const Match& m, const PlanYears&) {
  const int year = m.year(1);
  return range(year, m.number(2), m[3], next_year(m, 4, 5, year), m.number(6), m[7]);
}

// 11月15日至次年3月15日
Reading read_day_range(const Match& m, const PlanYears& years) {
  const int year = years.of_month(m.number(1));
  return range(year, m.number(1), m[2], next_year(m, 3, 4, year), m.number(5), m[6]);
}

// 6月1日至20日
Reading read_days(const Match& m, const PlanYears& years) {
  const int month = m.number(1);
  return range(years.of_month(month), month, m[2], 0, month, m[6]);
}

// 6月-9月 · 2022年6-9月份 · 11月至次年3月
Reading read_month_range(const Match& m, const PlanYears& years) {
  const int from = m.number(2), to = m.number(4);
  if (!months_exist({from, to})) return std::nullopt;
  const int y1 = year_or(m, 1, years.of_month(from));
  const int y2 = y1 && (!m[3].empty() || to < from) ? y1 + 1 : y1;
  return dated(DeadlineKind::month_range, iso_date(y1, from, 1), iso_month_end(y2, to));
}

Reading hours(int from, int from_minute, int to, int to_minute) {
  if (from > 24 || to > 24 || from_minute > 59 || to_minute > 59) return std::nullopt;
  return dated(DeadlineKind::daily_hours, fmt::format("T{:02}:{:02}", from, from_minute),
               fmt::format("T{:02}:{:02}", to, to_minute));
}

// 每日10时-16时
Reading read_daily_hours(const Match& m, const PlanYears&) {
  return hours(m.number(1), 0, m.number(2), 0);
}

// 12:00至14:30 · 8时30分-17时
Reading read_daily_minutes(const Match& m, const PlanYears&) {
  return hours(m.number(1), m.number(2), m.number(3), m.number(4));
}

/// What recurs, goes on, or is timed by somebody else or by an event.
template <DeadlineKind kind>
Reading undated(const Match&, const PlanYears&) {
  return dated(kind, {}, {});
}

// 自2022年1月1日起 · 2022年8月份起
Reading read_from(const Match& m, const PlanYears& years) {
  const int month = m.number(2);
  if (!months_exist({month})) return std::nullopt;
  const int year = year_or(m, 1, years.of_month(month));
  return dated(DeadlineKind::from_date, iso_date(year, month, m[3].empty() ? 1 : m.number(3)), std::nullopt);
}

// 2022年开工 · 6月底前开工
Reading read_start_by(const Match& m, const PlanYears& years) {
  if (m[2].empty()) return dated(DeadlineKind::start_by, {}, iso_date(m.year(1), 12, 31));
  const int month = m.number(2);
  if (!months_exist({month})) return std::nullopt;
  const int year = year_or(m, 1, years.of_month(month));
  return dated(DeadlineKind::start_by, {},
               m[3].empty() ? iso_month_end(year, month) : iso_date(year, month, m.number(3)));
}

// 2022年8月底前 · 8月底 · 12月15日前 · 次年1月前 · 9月中旬前
Reading read_by_month(const Match& m, const PlanYears& years) {
  const int month = m.number(3);
  if (!months_exist({month})) return std::nullopt;
  const int year = m[2].empty() ? year_or(m, 1, years.of_month(month)) : years.first ? years.first + 1 : 0;
  std::optional<std::string> end;
  if (!m[4].empty()) {
    end = iso_date(year, month, m.number(4));
    if (year && !end) return std::nullopt;
  } else if (m[5] == "上旬") {
    end = iso_date(year, month, 10);
  } else if (m[5] == "中旬") {
    end = iso_date(year, month, 20);
  } else {
    end = iso_month_end(year, month);
  }
  return dated(DeadlineKind::by_date, {}, end);
}

// 2022年底前 · 年底前 · 今年底
Reading read_by_year(const Match& m, const PlanYears& years) {
  return dated(DeadlineKind::by_date, {}, iso_date(year_or(m, 1, years.year_end()), 12, 31));
}

// 2024.3.31 · 2024-03-31 · 2024/3
Reading read_dotted(const Match& m, const PlanYears&) {
  const int year = m.year(1), month = m.number(2);
  const auto end = m[3].empty() ? iso_month_end(year, month) : iso_date(year, month, m.number(3));
  return end ? dated(DeadlineKind::by_date, {}, end) : std::nullopt;
}

// 2023年起
Reading read_from_year(const Match& m, const PlanYears&) {
  return dated(DeadlineKind::from_date, iso_date(m.year(1), 1, 1), std::nullopt);
}

int quarter(std::string_view text) {
  const auto n = numeral(text);
  return n >= 1 && n <= 4 ? static_cast<int>(n) : 0;
}

// 上半年 · 2022年三季度前 · 第一季度末
Reading read_by_part(const Match& m, const PlanYears& years) {
  const int month = m[2].empty() ? 6 : 3 * quarter(m[2]);
  return dated(DeadlineKind::by_date, {}, iso_month_end(year_or(m, 1, years.first), month));
}

struct Rule {
  std::unique_ptr<RE2> pattern;
  Reading (*read)(const Match&, const PlanYears&);
  bool clause_start = false;  ///< only at the start of a clause
  bool clause_whole = false;  ///< only as a whole clause
  bool planned = false;       ///< only before words that say what is to be by then
};

#define YEAR "(?:" LIMPID_YEAR "年|今年|当年|本年)?"
#define LATER_YEAR "(?:" LIMPID_YEAR "年|(次|翌|明)年)?"
#define YEAR_OR_NEXT "(?:" LIMPID_YEAR "年|今年|当年|本年|(次|翌|明)年)?"
#define MONTH LIMPID_SMALL_NUMBER "月"
#define DAY LIMPID_SMALL_NUMBER "[日号]"
#define TO "[-—–~至到]+"
#define BEFORE "(?:之前|以前|前)"

/// From the most particular to the most general: what one rule has taken is not read again.
const std::vector<Rule>& text_rules() {
  static const std::vector<Rule> rules = [] {
    std::vector<Rule> r;
    const auto add = [&](const char* pattern, Reading (*read)(const Match&, const PlanYears&), bool start = false,
                         bool whole = false, bool planned = false) {
      r.push_back({std::make_unique<RE2>(pattern), read, start, whole, planned});
    };
    add("自?" LIMPID_YEAR "年" MONTH "(?:" DAY ")?" TO "" LATER_YEAR MONTH "(?:" DAY "|底|份)?", read_long_range);
    add("自?" MONTH DAY TO "()()()" DAY, read_days);
    add("自?" MONTH DAY TO "" LATER_YEAR MONTH DAY, read_day_range);
    add("(?:(\\d{4})年)?" LIMPID_SMALL_NUMBER "月?" TO "(次年|翌年)?" MONTH "份?", read_month_range);
    add("(?:每[日天])?(\\d{1,2}):(\\d{2})" TO "(?:次日|翌日)?(\\d{1,2}):(\\d{2})", read_daily_minutes);
    add("(?:每[日天])?(\\d{1,2})时(?:(\\d{1,2})分)" TO "(?:次日|翌日)?(\\d{1,2})时(?:(\\d{1,2})分)?",
        read_daily_minutes);
    add("(?:每[日天])?(?:晚|夜间|早)?(\\d{1,2})(?:[时点]|:00)" TO "(?:次日|翌日)?(?:早|晚)?(\\d{1,2})(?:[时点]|:00)",
        read_daily_hours);
    add("(?:每[日天]|早|晚)?(?:早|晚)?([一二三四五六七八九十]{1,3})[时点]" TO
        "(?:次日|翌日)?(?:早|晚)?([一二三四五六七八九十]{1,3})[时点]",
        read_daily_hours);
    add("按(?:月|季度|季|周)", undated<DeadlineKind::recurring>);
    add("每年(?:第?[一二三四1-4](?:、第?[一二三四1-4])*季度|[春夏秋冬][季天]?|汛[前期]前?|(?:上|下)半年|\\d{1,2}"
        "月和\\d{1,2}月)(?:[底末]|前)?",
        undated<DeadlineKind::recurring>);
    add("每(?:\\d{1,2}|[一二两三四五六七八九十半])个?(?:年|季度|月|周|天|日|小时)(?:[^,。;、\\d一二两三]{0,4}?["
        "一二两三四五六七八九十\\d]+[次遍轮])?",
        undated<DeadlineKind::recurring>);
    add("每(?:半年|两个?月|年|季度|季|个?月|两周|周|旬|日|天)(?:" MONTH "(?:\\d{1,2}日|[底末])?" BEFORE
        "?|[底末])?(?:[^,。;、\\d一二两三]{0,4}?[一二两三四五六七八九十\\d]+[次遍轮])?",
        undated<DeadlineKind::recurring>);
    add("按照?[^,。;()]{0,16}(?:要求|规定|下达)的?时限(?:要求)?内?|按照?[^,。;()]{0,12}时限要求",
        undated<DeadlineKind::external>);
    add("自?" YEAR MONTH "(?:" DAY "|份)?开?始?起", read_from);
    add("自?" LIMPID_YEAR "年(?:开始|起)", read_from_year);
    add(YEAR MONTH "(?:" DAY "|[底份末]|[上中下]旬)?" BEFORE "?(?:全面|正式|陆续)?(?:开工|动工|启动|进场)",
        read_start_by);
    add("(\\d{4})年()()(?:[底内]" BEFORE "?)?(?:开工|动工)", read_start_by);
    add(YEAR_OR_NEXT MONTH "(?:" DAY "|(上旬|中旬|下旬)|[底末份])?" BEFORE, read_by_month);
    add(YEAR_OR_NEXT MONTH "()()[底末]", read_by_month);
    add("(?:" LIMPID_YEAR "年?|今年?|当年?|本年?)?年[底末内]" BEFORE "?", read_by_year);
    add("(?:" LIMPID_YEAR "年|今年)?(?:上半年|第?([一二三四1-4])季度)(?:[底末]?" BEFORE "|[底末])", read_by_part);
    add("非?(?:秋冬季|采暖季|供暖季|采暖期|供暖期|汛期|攻坚期|禁渔期|灌溉期|[\\p{Han}]{2}高发期|(?:夏收|秋收|三夏|三秋)"
        "(?:、(?:夏收|秋收))?期间)(?:期间|[来]临前|[内前])?",
        undated<DeadlineKind::season>, true);
    add("非汛期", undated<DeadlineKind::season>);
    add("(?:今年|" LIMPID_YEAR "年)?上半年()", read_by_part, true);
    add("到" LIMPID_YEAR "年底?", read_by_year, true);
    add("到?" LIMPID_YEAR "年底?", read_by_year, false, false, true);
    add("(?:[一二两三四五六七八九十]|\\d{1,2})(?:个?工作日|日|天|个月|年|个?小时)[之以]?内|供地前",
        undated<DeadlineKind::other>);
    add("[\\p{Han}]{2,10}(?:投运|建成|投产|投用|启用|[^未]完成|验收|竣工)前|[\\p{Han}、]{2,12}期间|[\\p{Han}]{2,8}(?:"
        "过|之)?后立即",
        undated<DeadlineKind::other>, true);
    add("长期坚持|常年坚持", undated<DeadlineKind::continuous>);
    add("持续推进|长期|常年|持续", undated<DeadlineKind::continuous>, false, true);
    return r;
  }();
  return rules;
}

/// A table's cell names a month or a year without saying 前, and asks somebody else in few words.
const std::vector<Rule>& cell_rules() {
  static const std::vector<Rule> rules = [] {
    std::vector<Rule> r;
    const auto add = [&](const char* pattern, Reading (*read)(const Match&, const PlanYears&)) {
      r.push_back({std::make_unique<RE2>(pattern), read});
    };
    add(YEAR_OR_NEXT MONTH "(?:" DAY "|(上旬|中旬|下旬)|[底末份])?(?:完成)?", read_by_month);
    add("(?:" LIMPID_YEAR "年|今年)?(?:上半年|第?([一二三四1-4])季度)", read_by_part);
    add("(\\d{4})[./-](\\d{1,2})(?:[./-](\\d{1,2})日?)?前?", read_dotted);
    add("(\\d{4})年(?:完成)?", read_by_year);
    add("按照?[^,。;()]{0,12}(?:要求|规定|部署|安排)", undated<DeadlineKind::external>);
    add("[\\p{Han}、]{2,8}期间?", undated<DeadlineKind::season>);
    return r;
  }();
  return rules;
}

bool clause_boundary(std::string_view text, std::size_t at) {
  if (at == 0 || at == text.size()) return true;
  if (text.substr(0, at).ends_with("在")) return true;
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

/// `2023年、2024年分别建成…`, `到2025年达到…`; not `2021年查处…`.
bool planned(std::string_view rest) {
  static const RE2 re(
      "^(?:[、,和及](?:到)?\\d{4}年|,?(?:分别|力争|达到|提高到|提升到|提升至|降至|下降到|实现|基本|全部完成|全面|完成|"
      "新增|新建|建成|再))");
  static const RE2 past("^(?:完成|新增|新建|建成|实现)了|^(?:完成|新增|新建|建成|实现)(?:情况|的)");
  return RE2::PartialMatch(rest, re) && !RE2::PartialMatch(rest, past);
}

/// The year that the words before `begin` name for a time limit, in a plan for one year or for several; a winter plan
/// knows the year of each month.
class NamedYears {
 public:
  NamedYears(std::string_view text, const PlanYears& plan) : plan_(plan) {
    static const RE2 re("(20\\d{2})年(?:\\d{1,2}月|年?底)");
    if (plan.winter()) return;
    std::array<re2::StringPiece, 2> g;
    for (std::size_t at = 0; re.Match(text, at, text.size(), RE2::UNANCHORED, g.data(), 2);) {
      at = static_cast<std::size_t>(g[0].data() - text.data()) + g[0].size();
      const int year = year_number({g[1].data(), g[1].size()});
      if (year >= plan.first) named_.emplace_back(at, year);
    }
  }

  PlanYears at(std::size_t begin) const {
    const auto after = std::find_if(named_.begin(), named_.end(), [&](const auto& n) { return n.first > begin; });
    if (after == named_.begin()) return plan_;
    const int year = std::prev(after)->second;
    return {year, year};
  }

 private:
  PlanYears plan_;
  std::vector<std::pair<std::size_t, int>> named_;
};

bool allowed(const Rule& rule, std::string_view text, std::size_t begin, std::size_t end) {
  if (rule.planned && !planned(text.substr(end))) return false;
  if (text.substr(0, end).ends_with("季") && text.substr(end).starts_with("节")) return false;  // 按季节
  if ((rule.clause_start || rule.clause_whole) && !clause_boundary(text, begin)) return false;
  return !rule.clause_whole || clause_boundary(text, end);
}

void apply(const Rule& rule, std::string_view text, const NamedYears& years, std::vector<bool>& taken,
           std::vector<FoundDeadline>& found) {
  std::array<re2::StringPiece, 8> groups;
  const int count = std::min(8, rule.pattern->NumberOfCapturingGroups() + 1);
  for (std::size_t at = 0; at < text.size();) {
    if (!rule.pattern->Match(text, at, text.size(), RE2::UNANCHORED, groups.data(), count)) return;
    auto begin = static_cast<std::size_t>(groups[0].data() - text.data());
    const std::size_t end = begin + groups[0].size();
    if (text.substr(begin).starts_with("在")) begin += std::string_view("在").size();
    at = end;
    const bool free = std::none_of(taken.begin() + static_cast<std::ptrdiff_t>(begin),
                                   taken.begin() + static_cast<std::ptrdiff_t>(end), [](bool t) { return t; });
    if (!free || counts_before(text, begin) || !allowed(rule, text, begin, end)) continue;
    Match match;
    for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i)
      if (groups[i].data()) match.groups[i] = {groups[i].data(), groups[i].size()};
    auto deadline = rule.read(match, years.at(begin));
    if (!deadline) continue;
    deadline->text = text.substr(begin, end - begin);
    std::fill(taken.begin() + static_cast<std::ptrdiff_t>(begin), taken.begin() + static_cast<std::ptrdiff_t>(end),
              true);
    found.push_back({std::move(*deadline), begin, end});
  }
}

std::vector<FoundDeadline> find_by(const std::vector<Rule>& first, const std::vector<Rule>& then, std::string_view text,
                                   const PlanYears& years) {
  std::vector<bool> taken(text.size());
  std::vector<FoundDeadline> found;
  const NamedYears named(text, years);
  for (const auto& rule : first) apply(rule, text, named, taken, found);
  for (const auto& rule : then) apply(rule, text, named, taken, found);
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.begin < b.begin; });
  return found;
}

/// `完成时限:2023年12月`: the words behind the label are read as a table's cell.
void find_labelled(std::string_view text, const PlanYears& years, std::vector<FoundDeadline>& found) {
  static const RE2 re(printed_label(kDeadlineLabel) + "([^。;()〔〕【】\\n]{4,60})");
  std::array<re2::StringPiece, 2> g;
  for (std::size_t at = 0; re.Match(text, at, text.size(), RE2::UNANCHORED, g.data(), 2);) {
    const auto begin = static_cast<std::size_t>(g[1].data() - text.data()), end = begin + g[1].size();
    at = end;
    if (std::any_of(found.begin(), found.end(), [&](const auto& f) { return f.begin < end && begin < f.end; }))
      continue;
    for (auto& f : find_by(text_rules(), cell_rules(), text.substr(begin, end - begin), years))
      found.push_back({std::move(f.deadline), begin + f.begin, begin + f.end});
  }
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.begin < b.begin; });
}

}  // namespace

std::vector<FoundDeadline> find_deadlines(std::string_view text, const PlanYears& years) {
  auto found = find_by(text_rules(), {}, text, years);
  if (text.find(':') != std::string_view::npos || text.find("】") != std::string_view::npos)
    find_labelled(text, years, found);
  return found;
}

std::vector<Deadline> read_deadline_cell(std::string_view cell, const PlanYears& years) {
  std::vector<Deadline> out;
  for (auto& found : find_by(text_rules(), cell_rules(), cell, years)) out.push_back(std::move(found.deadline));
  if (out.empty() && !cell.empty()) out.push_back({std::string(cell), DeadlineKind::other, {}, {}});
  return out;
}

}  // namespace limpid::plan
