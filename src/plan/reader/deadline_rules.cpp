// SPDX-License-Identifier: Apache-2.0
#include "plan/reader/deadline_rules.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "plan/reader/han.hpp"
#include "plan/reader/numerals.hpp"

namespace limpid::plan {

int DeadlineMatch::number(std::size_t i) const {
  return groups[i].empty() ? 0 : static_cast<int>(numeral(groups[i]));
}

int DeadlineMatch::year(std::size_t i) const {
  return year_number(groups[i]);
}

namespace {

using Match = DeadlineMatch;
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

// 2022-2024年
Reading read_year_range(const Match& m, const PlanYears&) {
  const int from = m.year(1), to = m.year(2);
  if (from > to) return std::nullopt;
  return dated(DeadlineKind::date_range, iso_date(from, 1, 1), iso_month_end(to, 12));
}

/// 下午4时 is 16; minutes of a clock time.
std::optional<int> clock_minutes(std::string_view part, int hour, std::string_view minutes) {
  constexpr int kHalf = 30, kNoon = 12, kEarliestEvening = 5;
  int minute = 0;
  if (minutes == "半")
    minute = kHalf;
  else if (!minutes.empty())
    minute = static_cast<int>(numeral(minutes.substr(0, minutes.find("分"))));
  const bool afternoon = part == "下午", evening = part.starts_with("晚") || part == "夜间";
  if (hour < kNoon && (afternoon || (evening && hour >= kEarliestEvening))) hour += kNoon;
  if (hour > 24 || minute < 0 || minute > 59) return std::nullopt;
  return hour * 60 + minute;
}

std::string clock_text(int minutes) {
  return fmt::format("T{:02}:{:02}", minutes / 60, minutes % 60);
}

// 每日10时-16时 · 12:00至14:30 · 上午8时30分至下午5点
Reading read_daily_hours(const Match& m, const PlanYears&) {
  const auto from = clock_minutes(m[1], m.number(2), m[3].empty() ? m[4] : m[3]);
  const auto to = clock_minutes(m[5], m.number(6), m[7].empty() ? m[8] : m[7]);
  if (!from || !to) return std::nullopt;
  return dated(DeadlineKind::daily_hours, clock_text(*from), clock_text(*to));
}

// 10-16时
Reading read_bare_hours(const Match& m, const PlanYears&) {
  const auto from = clock_minutes({}, m.number(1), {}), to = clock_minutes({}, m.number(2), {});
  if (!from || !to) return std::nullopt;
  return dated(DeadlineKind::daily_hours, clock_text(*from), clock_text(*to));
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

// 6月底前开工 · 9月15日前开工
Reading read_start_by(const Match& m, const PlanYears& years) {
  const int month = m.number(2);
  if (!months_exist({month})) return std::nullopt;
  const int year = year_or(m, 1, years.of_month(month));
  return dated(DeadlineKind::start_by, {},
               m[3].empty() ? iso_month_end(year, month) : iso_date(year, month, m.number(3)));
}

// 2022年开工 · 年底前开工 · 今年内开工
Reading read_start_by_year(const Match& m, const PlanYears& years) {
  return dated(DeadlineKind::start_by, {}, iso_date(year_or(m, 1, years.year_end()), 12, 31));
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

/// What was complete before the plan's years is no duty of it: `2021年6月完成`.
Reading not_before(Reading deadline, const PlanYears& years) {
  const bool past = deadline && deadline->end && years.first && *deadline->end < fmt::format("{:04}", years.first);
  return past ? std::nullopt : deadline;
}

Reading read_done_in_month(const Match& m, const PlanYears& years) {
  return not_before(read_by_month(m, years), years);
}

// 2022年底前 · 年底前 · 今年底
Reading read_by_year(const Match& m, const PlanYears& years) {
  return dated(DeadlineKind::by_date, {}, iso_date(year_or(m, 1, years.year_end()), 12, 31));
}

Reading read_done_in_year(const Match& m, const PlanYears& years) {
  return not_before(read_by_year(m, years), years);
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

/// The last month of a half or quarter of a year.
int last_month(std::string_view part, std::string_view nth_quarter) {
  constexpr int kMonths = 3;
  if (part == "上半年") return 2 * kMonths;
  if (part == "下半年") return 4 * kMonths;
  const auto n = numeral(nth_quarter);
  return n >= 1 && n <= 4 ? static_cast<int>(n) * kMonths : 0;
}

std::optional<std::string> part_end(const Match& m, const PlanYears& years) {
  const int month = last_month(m[2], m[3]);
  return iso_month_end(year_or(m, 1, years.of_month(month)), month);
}

// 上半年 · 2022年三季度前 · 第一季度末
Reading read_by_part(const Match& m, const PlanYears& years) {
  return dated(DeadlineKind::by_date, {}, part_end(m, years));
}

Reading read_done_in_part(const Match& m, const PlanYears& years) {
  return not_before(read_by_part(m, years), years);
}

// 三季度前开工
Reading read_start_by_part(const Match& m, const PlanYears& years) {
  return dated(DeadlineKind::start_by, {}, part_end(m, years));
}

#define YEAR "(?:" LIMPID_YEAR "年|今年|当年|本年)?"
#define LATER_YEAR "(?:" LIMPID_YEAR "年|(次|翌|明)年)?"
#define YEAR_OR_NEXT "(?:" LIMPID_YEAR "年|今年|当年|本年|(次|翌|明)年)?"
#define YEAR_PART "(?:" LIMPID_YEAR "年|今年|当年|本年)?(上半年|下半年|第?([一二三四1-4])季度)"
#define MONTH LIMPID_SMALL_NUMBER "月"
#define DAY LIMPID_SMALL_NUMBER "[日号]"
#define TO "[-—–~至到]+"
#define BEFORE "(?:之前|以前|前)"
#define DAY_PART "(上午|下午|中午|凌晨|早上?|晚上?|夜间)?"
#define CLOCK LIMPID_SMALL_NUMBER "(?:[时点](半|\\d{1,2}分?)?|:(\\d{2}))"
#define STARTS "(?:开工|动工|启动|进场)"
#define TIMES "[一二两三四五六七八九十\\d]+[次遍轮]"

class RuleList {
 public:
  /// `needs`: of each group of characters one must stand in a text that the pattern can match (Characters::hold).
  void add(std::string_view needs, const char* pattern, Reading (*read)(const Match&, const PlanYears&),
           DeadlinePlace place = DeadlinePlace::anywhere) {
    rules_.push_back({LazyPattern(pattern), needs, read, place});
  }
  std::vector<DeadlineRule> take() && { return std::move(rules_); }

 private:
  std::vector<DeadlineRule> rules_;
};

void add_ranges(RuleList& r) {
  r.add("年 月 -—–~至到", "自?" LIMPID_YEAR "年" MONTH "(?:" DAY ")?" TO "" LATER_YEAR MONTH "(?:" DAY "|底|份)?",
        read_long_range);
  r.add("月 日号 -—–~至到", "自?" MONTH DAY TO "()()()" DAY, read_days);
  r.add("月 日号 -—–~至到", "(?:自|每年)?" MONTH DAY TO "" LATER_YEAR MONTH DAY, read_day_range);
  r.add("月 -—–~至到", "(?:(\\d{4})年|每年)?" LIMPID_SMALL_NUMBER "月?" TO "(次年|翌年)?" MONTH "份?",
        read_month_range);
  r.add("年 -—–~至到", LIMPID_YEAR "年?" TO LIMPID_YEAR "年(?:期间)?", read_year_range, DeadlinePlace::clause_start);
  r.add("时点: -—–~至到", "(?:每[日天])?" DAY_PART CLOCK TO "(?:次日|翌日)?" DAY_PART CLOCK, read_daily_hours);
  r.add("时 -—–~至到", "(?:每[日天])?(\\d{1,2})" TO "(?:次日|翌日)?(\\d{1,2})时", read_bare_hours);
}

void add_recurring(RuleList& r) {
  constexpr auto recurring = undated<DeadlineKind::recurring>;
  r.add("按逐 月季周旬", "按(?:月|季度|季|周|旬)|逐月|逐季度?", recurring);
  r.add("每 年 季春夏秋冬汛半月",
        "每年(?:第?[一二三四1-4](?:、第?[一二三四1-4])*季度|[春夏秋冬][季天]?|汛[前期]前?|(?:上|下)半年|\\d{1,2}"
        "月和\\d{1,2}月)(?:[底末]|前)?",
        recurring);
  r.add("每 年季月周天日时",
        "每(?:\\d{1,2}|[一二两三四五六七八九十半])个?(?:年|季度|月|周|天|日|小时)(?:[^,。;、\\d一二两三]{0,4}?" TIMES
        ")?",
        recurring);
  r.add("每 年月季周星旬日天",
        "每(?:半年|两个?月|年|季度|季|个?月|两周|周|星期|旬|日|天)(?:" MONTH "(?:\\d{1,2}日|[底末])?" BEFORE
        "?|" DAY BEFORE "|[一二三四五六日]" BEFORE "|[底末]" BEFORE "?)?(?:[^,。;、\\d一二两三]{0,4}?" TIMES ")?",
        recurring);
  r.add("年季月周天 次遍轮", "(?:半年|[一两二三]个?(?:年|季度|月|周|天))(?:至少|不少于)?" TIMES, recurring);
}

/// What somebody else dates: 按市局要求(时限)完成; with a comma behind it the words say how, not by when.
void add_external(RuleList& r) {
  constexpr auto external = undated<DeadlineKind::external>;
  r.add("按 限时 要规下",
        "按照?[^,。;()]{0,16}(?:要求|规定|下达)的?(?:时限|期限|时间节点|时间)(?:要求)?内?|按照?[^,。;()]{0,12}时限要求",
        external);
  r.add("按根 求署排定", "(?:按照?|根据)(?:国家|[上省市州县区]|中央|部)[^,。;()]{0,8}(?:要求|部署|安排|规定)", external,
        DeadlinePlace::settled);
}

void add_starts(RuleList& r) {
  r.add("月 起", "(?:自|从)?" YEAR MONTH "(?:" DAY "|份)?开?始?起", read_from);
  r.add("年 始起", "(?:自|从)?" LIMPID_YEAR "年(?:开始|起)", read_from_year);
  r.add("起", "(?:自|从)(?:即日|(?:本[" LIMPID_HAN_RANGE "]{2,4})?(?:印发|发布|公布|下发|批准)之日)起|即日起",
        undated<DeadlineKind::from_date>, DeadlinePlace::clause_start);
  r.add("月 工启场", YEAR MONTH "(?:" DAY "|[底份末]|[上中下]旬)?" BEFORE "?(?:全面|正式|陆续)?" STARTS, read_start_by);
  r.add("年 工", "(?:" LIMPID_YEAR "年|今年|本年|当年)(?:年?[底内末])?" BEFORE "?(?:全面|正式|陆续)?(?:开工|动工)",
        read_start_by_year);
  r.add("年 底内末 工启场", "(?:" LIMPID_YEAR "年|今年?|本年?|当年?)?年[底内末]" BEFORE "?(?:全面|正式|陆续)?" STARTS,
        read_start_by_year);
  r.add("半季 工启场", YEAR_PART "[底末]?" BEFORE "?(?:全面|正式|陆续)?" STARTS, read_start_by_part);
}

void add_dates(RuleList& r) {
  r.add("月 前", YEAR_OR_NEXT MONTH "(?:" DAY "|(上旬|中旬|下旬)|[底末份])?" BEFORE, read_by_month);
  r.add("月 底末", YEAR_OR_NEXT MONTH "()()[底末]", read_by_month);
  r.add("月", YEAR_OR_NEXT MONTH "(?:" DAY "|(上旬|中旬|下旬)|份)?", read_done_in_month, DeadlinePlace::completed);
  r.add("年 底末内", "(?:" LIMPID_YEAR "年?|今年?|当年?|本年?)?年[底末内]" BEFORE "?", read_by_year);
  r.add("半季 底末前内", YEAR_PART "(?:[底末]?" BEFORE "|[底末内])", read_by_part);
}

/// Seasons, and events that a year brings (入冬前).
void add_seasons(RuleList& r) {
  constexpr auto season = undated<DeadlineKind::season>;
  r.add("季春期",
        "(?:" LIMPID_YEAR
        "年)?非?(?:秋冬季节?|冬春季节?|春夏季节?|夏秋季节?|今冬明春|(?:今冬)?[采供取]暖[季期]|主?汛期|凌汛期|雨季|["
        "枯丰平]水期|"
        "攻坚期|禁渔期|灌溉期|[" LIMPID_HAN_RANGE
        "]{2}高发期|[春夏秋冬]季|(?:夏收|秋收|三夏|三秋)(?:、?(?:夏收|秋收))?期间)(?:期间|"
        "[来]临前|[内前])?",
        season, DeadlinePlace::clause_start);
  r.add("前 入暖冻封", "(?:入[春夏秋冬汛]|(?:冬季)?[采供取]暖|上冻|封冻|封河)前", season, DeadlinePlace::clause_start);
  r.add("汛", "非汛期", season);
}

const std::vector<DeadlineRule>& built_text_rules() {
  static const std::vector<DeadlineRule> rules = [] {
    constexpr auto other = undated<DeadlineKind::other>;
    constexpr auto continuous = undated<DeadlineKind::continuous>;
    RuleList r;
    add_ranges(r);
    add_recurring(r);
    add_external(r);
    add_starts(r);
    add_dates(r);
    add_seasons(r);
    r.add("半", "(?:" LIMPID_YEAR "年|今年)?(上半年)()", read_by_part, DeadlinePlace::clause_start);
    r.add("半季", YEAR_PART, read_done_in_part, DeadlinePlace::done_within);
    r.add("到 年", "到" LIMPID_YEAR "年底?", read_by_year, DeadlinePlace::clause_start);
    r.add("年", "到?" LIMPID_YEAR "年底?", read_done_in_year, DeadlinePlace::planned);
    r.add("年", "(?:" LIMPID_YEAR "年|今年|当年|本年度?)", read_done_in_year, DeadlinePlace::completed);
    r.add("内供", "(?:[一二两三四五六七八九十]|\\d{1,2})(?:个?工作日|日|天|个月|年|个?小时)[之以]?内|供地前", other);
    r.add("前 投建启完验竣", "[" LIMPID_HAN_RANGE "]{2,10}(?:投运|建成|投产|投用|启用|[^未]完成|验收|竣工)前", other,
          DeadlinePlace::clause_start);
    r.add("期 间", "[" LIMPID_HAN_RANGE "、]{2,12}期间", other, DeadlinePlace::clause_start);
    r.add("立 即", "[" LIMPID_HAN_RANGE "]{2,8}(?:过|之)?后立即", other, DeadlinePlace::clause_start);
    r.add("坚", "长期坚持|常年坚持", continuous);
    r.add("节日一 前", "(?:春节|元旦|国庆节?|中秋节?|五一)前", other, DeadlinePlace::clause_start);
    r.add("常", "常态化", continuous, DeadlinePlace::clause_start);
    r.add("持长常全", "持续推进|长期|常年|全年|持续|常态化(?:坚持|推进)?", continuous, DeadlinePlace::clause_whole);
    return std::move(r).take();
  }();
  return rules;
}

const std::vector<DeadlineRule>& built_cell_rules() {
  static const std::vector<DeadlineRule> rules = [] {
    RuleList r;
    r.add("年 -—–~至到", LIMPID_YEAR "年?" TO LIMPID_YEAR "年", read_year_range);
    r.add("月", YEAR_OR_NEXT MONTH "(?:" DAY "|(上旬|中旬|下旬)|[底末份])?(?:完成|完工)?", read_by_month);
    r.add("半季", YEAR_PART, read_by_part);
    r.add("./-", "(\\d{4})[./-](\\d{1,2})(?:[./-](\\d{1,2})日?)?前?", read_dotted);
    r.add("年", "(?:(\\d{4})年|今年|当年|本年度?)(?:完成|完工)?", read_by_year);
    r.add("按根 求定署排点", "(?:按照?|根据)[^,。;()]{0,12}(?:要求|规定|部署|安排|时间节点)",
          undated<DeadlineKind::external>);
    r.add("常日全", "常态化[" LIMPID_HAN_RANGE "]{0,4}|日常|全年(?:坚持)?", undated<DeadlineKind::continuous>);
    r.add("期季", "[" LIMPID_HAN_RANGE "、]{2,8}期间?|[" LIMPID_HAN_RANGE "]{1,3}季节?", undated<DeadlineKind::season>);
    return std::move(r).take();
  }();
  return rules;
}

}  // namespace

const std::vector<DeadlineRule>& deadline_text_rules() {
  return built_text_rules();
}

const std::vector<DeadlineRule>& deadline_cell_rules() {
  return built_cell_rules();
}

}  // namespace limpid::plan
