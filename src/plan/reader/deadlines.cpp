// SPDX-License-Identifier: Apache-2.0
#include "plan/reader/deadlines.hpp"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <memory>

namespace limpid::plan {
namespace {

/// One match of a pattern: group(0) is the whole, group(n) empty where it took no part.
struct Match {
  std::array<std::string_view, 8> groups;
  std::string_view operator[](std::size_t i) const { return groups[i]; }
  int number(std::size_t i) const {
    int value = 0;
    for (char c : groups[i]) value = value * 10 + (c - '0');  // the patterns allow at most four digits
    return value;
  }
};

using Reading = std::optional<Deadline>;

int year_or(const Match& m, std::size_t group, int otherwise) {
  return m[group].size() == 4 ? m.number(group) : otherwise;
}

Reading dated(DeadlineKind kind, std::optional<std::string> start, std::optional<std::string> end) {
  return Deadline{{}, kind, std::move(start), std::move(end)};
}

/// A deadline whose month does not exist is no deadline; one whose year is unknown has no dates.
bool months_exist(std::initializer_list<int> months) {
  return std::all_of(months.begin(), months.end(), [](int m) { return m >= 1 && m <= 12; });
}

// 2021年10月1日至2022年3月31日 · 2021年10月至2022年3月
Reading read_date_range(const Match& m, const PlanYears&) {
  if (!months_exist({m.number(2), m.number(5)})) return std::nullopt;
  const int y1 = m.number(1), y2 = year_or(m, 4, y1);
  const auto start = iso_date(y1, m.number(2), m[3].empty() ? 1 : m.number(3));
  const auto end = m[6].empty() ? iso_month_end(y2, m.number(5)) : iso_date(y2, m.number(5), m.number(6));
  return dated(m[3].empty() ? DeadlineKind::month_range : DeadlineKind::date_range, start, end);
}

// 6月-9月 · 2022年6-9月份 · 11月至次年3月
Reading read_month_range(const Match& m, const PlanYears& years) {
  const int from = m.number(2), to = m.number(4);
  if (!months_exist({from, to})) return std::nullopt;
  const int y1 = year_or(m, 1, years.of_month(from));
  const int y2 = y1 && (!m[3].empty() || to < from) ? y1 + 1 : y1;
  return dated(DeadlineKind::month_range, iso_date(y1, from, 1), iso_month_end(y2, to));
}

// 每日10时-16时
Reading read_daily_hours(const Match& m, const PlanYears&) {
  const int from = m.number(1), to = m.number(2);
  if (from > 24 || to > 24) return std::nullopt;
  return dated(DeadlineKind::daily_hours, fmt::format("T{:02}:00", from), fmt::format("T{:02}:00", to));
}

Reading read_recurring(const Match&, const PlanYears&) {
  return dated(DeadlineKind::recurring, {}, {});
}
Reading read_external(const Match&, const PlanYears&) {
  return dated(DeadlineKind::external, {}, {});
}
Reading read_continuous(const Match&, const PlanYears&) {
  return dated(DeadlineKind::continuous, {}, {});
}
Reading read_season(const Match&, const PlanYears&) {
  return dated(DeadlineKind::season, {}, {});
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
  if (m[2].empty()) return dated(DeadlineKind::start_by, {}, iso_date(m.number(1), 12, 31));
  const int month = m.number(2);
  if (!months_exist({month})) return std::nullopt;
  return dated(DeadlineKind::start_by, {}, iso_month_end(year_or(m, 1, years.of_month(month)), month));
}

// 2022年8月底前 · 8月底 · 12月15日前 · 9月中旬前
Reading read_by_month(const Match& m, const PlanYears& years) {
  const int month = m.number(2);
  if (!months_exist({month})) return std::nullopt;
  const int year = year_or(m, 1, years.of_month(month));
  std::optional<std::string> end;
  if (!m[3].empty()) {
    end = iso_date(year, month, m.number(3));
    if (year && !end) return std::nullopt;
  } else if (m[4] == "上旬") {
    end = iso_date(year, month, 10);
  } else if (m[4] == "中旬") {
    end = iso_date(year, month, 20);
  } else {
    end = iso_month_end(year, month);
  }
  return dated(DeadlineKind::by_date, {}, end);
}

// 2022年底前 · 年底前 · 今年底
Reading read_by_year(const Match& m, const PlanYears& years) {
  return dated(DeadlineKind::by_date, {}, iso_date(year_or(m, 1, years.last), 12, 31));
}

// 上半年 · 2022年三季度前
Reading read_by_part(const Match& m, const PlanYears& years) {
  constexpr std::array<std::string_view, 4> quarters{"一", "二", "三", "四"};
  int month = 6;
  for (std::size_t i = 0; i < quarters.size(); ++i)
    if (m[2] == quarters[i] || m[2] == std::to_string(i + 1)) month = 3 * (static_cast<int>(i) + 1);
  return dated(DeadlineKind::by_date, {}, iso_month_end(year_or(m, 1, years.first), month));
}

struct Rule {
  std::unique_ptr<RE2> pattern;
  Reading (*read)(const Match&, const PlanYears&);
  bool clause_start = false;  ///< only at the start of a clause
  bool clause_whole = false;  ///< only as a whole clause
};

#define YEAR_MONTH "(?:(\\d{4})年|今年|当年)?(\\d{1,2})月"
#define TO "[-—–~至到]+"
#define BEFORE "(?:之前|以前|前)"

/// From the most particular to the most general: what one rule has taken is not read again.
const std::vector<Rule>& text_rules() {
  static const std::vector<Rule> rules = [] {
    std::vector<Rule> r;
    const auto add = [&](const char* pattern, Reading (*read)(const Match&, const PlanYears&), bool start = false,
                         bool whole = false) {
      r.push_back({std::make_unique<RE2>(pattern), read, start, whole});
    };
    add("自?(\\d{4})年(\\d{1,2})月(?:(\\d{1,2})日)?" TO "(?:(\\d{4})年)?(\\d{1,2})月(?:(\\d{1,2})日|底|份)?",
        read_date_range);
    add("(?:(\\d{4})年)?(\\d{1,2})月?" TO "(次年|翌年)?(\\d{1,2})月份?", read_month_range);
    add("(?:每[日天])?(\\d{1,2})(?:[时点]|:00)" TO "(\\d{1,2})(?:[时点]|:00)", read_daily_hours);
    add("每(?:半年|两个?月|年|季度|季|月|两周|周|旬|日|天)(?:\\d{1,2}月(?:\\d{1,2}日|底|末)?" BEFORE
        "?)?(?:[^,。;、\\d]{0,4}?[一二两三四五\\d]+次)?",
        read_recurring);
    add("按照?[^,。;()]{0,16}(?:要求|规定)的?时限(?:要求)?内?(?:完成)?|按照?[^,。;()]{0,12}时限要求(?:完成)?",
        read_external);
    add("自?" YEAR_MONTH "(?:(\\d{1,2})日|份)?开?始?起", read_from);
    add(YEAR_MONTH "[底份]?" BEFORE "?(?:开工|动工)", read_start_by);
    add("(\\d{4})年()(?:底" BEFORE "?)?(?:开工|动工)", read_start_by);
    add(YEAR_MONTH "(?:(\\d{1,2})日|(上旬|中旬|下旬)|[底末份])?" BEFORE, read_by_month);
    add(YEAR_MONTH "()()[底末]", read_by_month);
    add("(?:(\\d{4})年?|今年?|当年?)?年[底末内]" BEFORE "?", read_by_year);
    add("(?:(\\d{4})年|今年)?(?:上半年|第?([一二三四1-4])季度)[底末]?" BEFORE, read_by_part);
    add("(?:秋冬季|采暖季|供暖季|采暖期|供暖期|汛期)(?:期间)?", read_season, true);
    add("长期坚持|常年坚持|持续推进|长期|常年|持续", read_continuous, false, true);
    return r;
  }();
  return rules;
}

/// A table's cell names a month or a year without saying 前.
const std::vector<Rule>& cell_rules() {
  static const std::vector<Rule> rules = [] {
    std::vector<Rule> r;
    r.push_back(
        {std::make_unique<RE2>(YEAR_MONTH "(?:(\\d{1,2})日|(上旬|中旬|下旬)|[底末份])?(?:完成)?"), read_by_month});
    r.push_back({std::make_unique<RE2>("(\\d{4})年(?:完成)?"), read_by_year});
    return r;
  }();
  return rules;
}

bool clause_boundary(std::string_view text, std::size_t at) {
  if (at == 0 || at == text.size()) return true;
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

bool allowed(const Rule& rule, std::string_view text, std::size_t begin, std::size_t end) {
  if ((rule.clause_start || rule.clause_whole) && !clause_boundary(text, begin)) return false;
  return !rule.clause_whole || clause_boundary(text, end);
}

void apply(const Rule& rule, std::string_view text, const PlanYears& years, std::vector<bool>& taken,
           std::vector<FoundDeadline>& found) {
  std::array<re2::StringPiece, 8> groups;
  const int count = std::min(8, rule.pattern->NumberOfCapturingGroups() + 1);
  for (std::size_t at = 0; at < text.size();) {
    if (!rule.pattern->Match(text, at, text.size(), RE2::UNANCHORED, groups.data(), count)) return;
    const auto begin = static_cast<std::size_t>(groups[0].data() - text.data());
    const std::size_t end = begin + groups[0].size();
    at = end;
    const bool free = std::none_of(taken.begin() + static_cast<std::ptrdiff_t>(begin),
                                   taken.begin() + static_cast<std::ptrdiff_t>(end), [](bool t) { return t; });
    if (!free || counts_before(text, begin) || !allowed(rule, text, begin, end)) continue;
    Match match;
    for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i)
      if (groups[i].data()) match.groups[i] = {groups[i].data(), groups[i].size()};
    auto deadline = rule.read(match, years);
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
  for (const auto& rule : first) apply(rule, text, years, taken, found);
  for (const auto& rule : then) apply(rule, text, years, taken, found);
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.begin < b.begin; });
  return found;
}

}  // namespace

std::vector<FoundDeadline> find_deadlines(std::string_view text, const PlanYears& years) {
  return find_by(text_rules(), {}, text, years);
}

std::vector<Deadline> read_deadline_cell(std::string_view cell, const PlanYears& years) {
  std::vector<Deadline> out;
  for (auto& found : find_by(text_rules(), cell_rules(), cell, years)) out.push_back(std::move(found.deadline));
  if (out.empty() && !cell.empty()) out.push_back({std::string(cell), DeadlineKind::other, {}, {}});
  return out;
}

}  // namespace limpid::plan
