// SPDX-License-Identifier: Apache-2.0
#include "plan/reader/deadline_readings.hpp"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>

#include "plan/reader/numerals.hpp"

namespace limpid::plan {

using Match = DeadlineMatch;
using Reading = DeadlineReading;

int DeadlineMatch::number(std::size_t i) const {
  return groups[i].empty() ? 0 : static_cast<int>(numeral(groups[i]));
}

int DeadlineMatch::year(std::size_t i) const {
  return year_number(groups[i]);
}

namespace {

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

/// 每年6月至9月
bool every_year(const Match& m) {
  return m[0].starts_with("每年") || m[0].starts_with("自每年");
}

int next_year(const Match& m, std::size_t named, std::size_t said, int year) {
  return m[said].empty() ? m.year(named) : year ? year + 1 : 0;
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

/// What was complete before the plan's years is no duty of it: `2021年6月完成`.
Reading not_before(Reading deadline, const PlanYears& years) {
  const int first = years.plan_first ? years.plan_first : years.first;
  const bool past = deadline && deadline->end && first && *deadline->end < fmt::format("{:04}", first);
  return past ? std::nullopt : deadline;
}

/// The first and the last day of a month's part.
std::optional<std::string> part_begin(int year, int month, std::string_view part) {
  if (part == "中旬" || part == "中下旬") return iso_date(year, month, 11);
  if (part == "下旬") return iso_date(year, month, 21);
  return part == "底" || part == "末" ? iso_month_end(year, month) : iso_date(year, month, 1);
}
std::optional<std::string> part_last(int year, int month, std::string_view part) {
  if (part == "上旬" || part == "初") return iso_date(year, month, 10);
  return part == "中旬" || part == "上中旬" ? iso_date(year, month, 20) : iso_month_end(year, month);
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

/// The five years of 十四五: from the third on the plans follow each other without a gap (1966, 1971 …).
PlanYears five_years(const Match& m) {
  constexpr int kBefore = 1951, kYears = 5;
  const int first = kBefore + kYears * m.number(1);
  return {first, first + kYears - 1};
}

}  // namespace

// 2021年10月1日至2022年3月31日 · 2021年10月至次年3月
Reading read_long_range(const Match& m, const PlanYears&) {
  const int year = m.year(1);
  return range(year, m.number(2), m[3], next_year(m, 4, 5, year), m.number(6), m[7]);
}

// 11月15日至次年3月15日
Reading read_day_range(const Match& m, const PlanYears& years) {
  if (every_year(m)) return dated(DeadlineKind::recurring, {}, {});
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
  if (every_year(m)) return dated(DeadlineKind::recurring, {}, {});
  const int from = m.number(2), to = m.number(4);
  if (!months_exist({from, to})) return std::nullopt;
  const int y1 = year_or(m, 1, years.of_month(from));
  const int y2 = y1 && (!m[3].empty() || to < from) ? y1 + 1 : y1;
  return dated(DeadlineKind::month_range, iso_date(y1, from, 1), iso_month_end(y2, to));
}

// 2024.3-2024.12 · 2024.3.1-2024.10.31 · 2024.3-12
Reading read_dotted_range(const Match& m, const PlanYears&) {
  const auto read = range(m.year(1), m.number(2), m[3], m.year(4), m.number(5), m[6]);
  return read && read->start && read->end && *read->start <= *read->end ? read : std::nullopt;
}

// 2022-2024年
Reading read_year_range(const Match& m, const PlanYears&) {
  const int from = m.year(1), to = m.year(2);
  if (from > to) return std::nullopt;
  return dated(DeadlineKind::date_range, iso_date(from, 1, 1), iso_month_end(to, 12));
}

// 每日10时-16时 · 12:00至14:30 · 上午8时30分至下午5点
Reading read_daily_hours(const Match& m, const PlanYears&) {
  const auto from = clock_minutes(m[1], m.number(2), m[3].empty() ? m[4] : m[3]);
  const auto to = clock_minutes(m[5], m.number(6), m[7].empty() ? m[8] : m[7]);
  if (!from || !to) return std::nullopt;
  return dated(DeadlineKind::daily_hours, clock_text(*from), clock_text(*to));
}

// 3月上旬至4月底 · 2022年9月底至次年3月中旬
Reading read_tenths(const Match& m, const PlanYears& years) {
  const int from = m.number(2), to = m.number(6);
  if (!months_exist({from, to})) return std::nullopt;
  const int year = year_or(m, 1, years.of_month(from));
  const int said = next_year(m, 4, 5, year);
  const int last = said ? said : year && to < from ? year + 1 : year;
  return dated(DeadlineKind::month_range, part_begin(year, from, m[3]), part_last(last, to, m[7]));
}

// 第二、三季度: one behind the other
Reading read_two_quarters(const Match& m, const PlanYears& years) {
  return m.number(3) == m.number(2) + 1 ? read_quarters(m, years) : std::nullopt;
}

// 一至三季度
Reading read_quarters(const Match& m, const PlanYears& years) {
  constexpr int kMonths = 3;
  if (m.number(3) <= m.number(2)) return std::nullopt;
  const int from = kMonths * (m.number(2) - 1) + 1, to = kMonths * m.number(3);
  const int year = year_or(m, 1, years.of_month(to));
  return dated(DeadlineKind::month_range, iso_date(year, from, 1), iso_month_end(year, to));
}

// 7、8月份, 6、7、8月: one behind the other
Reading read_run_of_months(const Match& m, const PlanYears& years) {
  const int from = m.number(2), to = m.number(4);
  if (!months_exist({from, to})) return std::nullopt;
  int last = from;
  static const RE2 next("、(\\d{1,2})");
  re2::StringPiece between(m[3].data(), m[3].size());
  for (int month = 0; RE2::Consume(&between, next, &month); last = month)
    if (month != last + 1) return std::nullopt;
  if (to != last + 1) return std::nullopt;
  const int year = year_or(m, 1, years.of_month(from));
  return dated(DeadlineKind::month_range, iso_date(year, from, 1), iso_month_end(year, to));
}

// 10-16时
Reading read_bare_hours(const Match& m, const PlanYears&) {
  const auto from = clock_minutes({}, m.number(1), {}), to = clock_minutes({}, m.number(2), {});
  if (!from || !to) return std::nullopt;
  return dated(DeadlineKind::daily_hours, clock_text(*from), clock_text(*to));
}

// 自2022年1月1日起 · 2022年8月份起
Reading read_from(const Match& m, const PlanYears& years) {
  const int month = m.number(2);
  if (!months_exist({month})) return std::nullopt;
  const int year = year_or(m, 1, years.of_month(month));
  return dated(DeadlineKind::from_date, iso_date(year, month, m[3].empty() ? 1 : m.number(3)), std::nullopt);
}

// 6月底前开工 · 9月15日前开工 · 5月中旬启动
Reading read_start_by(const Match& m, const PlanYears& years) {
  constexpr int kFirstTenth = 10, kSecondTenth = 20;
  const int month = m.number(2);
  if (!months_exist({month})) return std::nullopt;
  const int year = year_or(m, 1, years.of_month(month));
  if (!m[4].empty())
    return dated(DeadlineKind::start_by, {}, iso_date(year, month, m[4] == "上" ? kFirstTenth : kSecondTenth));
  return dated(DeadlineKind::start_by, {},
               m[3].empty() ? iso_month_end(year, month) : iso_date(year, month, m.number(3)));
}

// 2022年开工 · 年底前开工 · 今年内开工
Reading read_start_by_year(const Match& m, const PlanYears& years) {
  const int next = m[0].starts_with("明") && years.first ? years.first + 1 : years.year_end();
  return dated(DeadlineKind::start_by, {}, iso_date(year_or(m, 1, next), 12, 31));
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
  } else {
    end = part_last(year, month, m[5]);
  }
  return dated(DeadlineKind::by_date, {}, end);
}

Reading read_done_in_month(const Match& m, const PlanYears& years) {
  return not_before(read_by_month(m, years), years);
}

// 即日起至2022年12月31日: its first day is the document's
Reading read_until_month(const Match& m, const PlanYears& years) {
  auto until = read_by_month(m, years);
  if (until) until->kind = DeadlineKind::date_range;
  return until;
}

// 即日起至年底
Reading read_until_year(const Match& m, const PlanYears& years) {
  return dated(DeadlineKind::date_range, {}, iso_date(year_or(m, 1, years.year_end()), 12, 31));
}

// 夏收期间 · 应急响应期间; five years that are over (“十三五”期间) are no event, and while a work is done (施工期间,
// 修复期间) says when a duty applies, not by when
Reading read_event(const Match& m, const PlanYears&) {
  static const RE2 no_event(
      "十.五[”\"]?期间$|^[对将把]|不|(?:此|该|上述|其)期间$|(?:修复|施工|治理|改造|建设|停产|检修|作业|生产|整改|运营|"
      "运行|拆除|"
      "运输|贮存|堆放|养护|"
      "使用|经营|"
      "营业|过渡)期间$");
  return RE2::PartialMatch(m[0], no_event) ? std::nullopt : dated(DeadlineKind::other, {}, {});
}

// 2022年年中
Reading read_by_mid_year(const Match& m, const PlanYears& years) {
  return dated(DeadlineKind::by_date, {}, iso_date(year_or(m, 1, years.of_month(6)), 6, 30));
}

// 2022年底前 · 年底前 · 今年底 · 明年底前
Reading read_by_year(const Match& m, const PlanYears& years) {
  if (!m[2].empty()) return dated(DeadlineKind::by_date, {}, iso_date(years.first ? years.first + 1 : 0, 12, 31));
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

// 2023年起 · 今年起 · 明年起
Reading read_from_year(const Match& m, const PlanYears& years) {
  const bool next = m[0].find("明年") != std::string_view::npos || m[0].find("次年") != std::string_view::npos;
  const int year = years.first && next ? years.first + 1 : years.first;
  return dated(DeadlineKind::from_date, iso_date(year_or(m, 1, year), 1, 1), std::nullopt);
}

// 上半年 · 2022年三季度前 · 第一季度末 · 前三季度
Reading read_by_part(const Match& m, const PlanYears& years) {
  return dated(DeadlineKind::by_date, {}, part_end(m, years));
}

Reading read_done_in_part(const Match& m, const PlanYears& years) {
  return not_before(read_by_part(m, years), years);
}

// 二季度起 · 2022年下半年开始
Reading read_from_part(const Match& m, const PlanYears& years) {
  const int last = last_month(m[2], m[3]), first = m[3].empty() ? last - 5 : last - 2;
  return dated(DeadlineKind::from_date, iso_date(year_or(m, 1, years.of_month(first)), first, 1), std::nullopt);
}

// “十四五”期间
Reading read_five_years(const Match& m, const PlanYears& years) {
  const auto five = five_years(m);
  return not_before(dated(DeadlineKind::date_range, iso_date(five.first, 1, 1), iso_date(five.last, 12, 31)), years);
}

// “十四五”末
Reading read_five_years_end(const Match& m, const PlanYears& years) {
  return not_before(dated(DeadlineKind::by_date, {}, iso_date(five_years(m).last, 12, 31)), years);
}

// 元旦前 · 国庆节前 · 五一前: the days of these feasts do not move
Reading read_by_feast(const Match& m, const PlanYears& years) {
  const int year = year_or(m, 1, years.first);
  if (m[2].starts_with("五一") || m[2].ends_with("劳动节"))
    return dated(DeadlineKind::by_date, {}, iso_date(year_or(m, 1, years.of_month(4)), 4, 30));
  if (m[2] == "十一" || m[2].starts_with("国庆")) return dated(DeadlineKind::by_date, {}, iso_date(year, 9, 30));
  return dated(DeadlineKind::by_date, {}, iso_date(m[1].empty() ? year : year - 1, 12, 31));
}

// 三季度前开工
Reading read_start_by_part(const Match& m, const PlanYears& years) {
  return dated(DeadlineKind::start_by, {}, part_end(m, years));
}

}  // namespace limpid::plan
