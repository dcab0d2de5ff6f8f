// SPDX-License-Identifier: Apache-2.0
#include "standards/touch.hpp"

#include <algorithm>
#include <array>

#include "registry/object.hpp"
#include "standards/sample.hpp"

namespace limpid::standards {
namespace {

constexpr std::array kHourRules{kWaterHour, kAqiHour, kDustHour, kDischargeHour};
constexpr Instant kFarBack{Millis{-4'000'000'000'000}}, kFarAhead{Millis{8'000'000'000'000}};

bool is_hourly_mean(const store::SeriesKey& s) {
  return s.period == Period::hour && s.statistic == "avg" && is_automatic(s.source);
}

/// Hours that a running mean of this rule reaches back.
int reach(const AqiRule& rule) {
  int hours = 0;
  for (const auto& term : rule.hourly) {
    const bool hands_over = rule.rows.at(term.row).beyond_use.has_value();
    if (term.statistic == AirStatistic::running_24h || hands_over) hours = std::max(hours, 23);
    if (term.statistic == AirStatistic::running_8h) hours = std::max(hours, 7);
  }
  return hours;
}

bool in_rows(const AqiRule& rule, const std::string& parameter) {
  return std::any_of(rule.rows.begin(), rule.rows.end(),
                     [&](const auto& r) { return r.second.parameter == parameter; });
}

}  // namespace

Period period_of(std::string_view rule) {
  return parse_period(rule.substr(rule.rfind('/') + 1)).value_or(Period::hour);
}

void Touched::add(const std::string& subject, std::string_view rule, Instant inside) {
  const Period period = period_of(rule);
  const Instant start = period_start(period, inside);
  windows_.insert({subject, std::string(rule), start, period_end(period, start)});
}

void Touched::observation(const store::SeriesKey& series, Instant start) {
  const bool hourly = is_hourly_mean(series), laboratory = is_laboratory(series.source);
  if (!hourly && !laboratory) return;
  const std::string_view kind = registry::kind_of(series.object);
  if (kind == "section")
    section(series, start, laboratory);
  else if (kind == "air-station" && hourly)
    air_station(series, start);
  else if (kind == "dust-site" && hourly)
    add(series.object, kDustHour, start);
  else if (kind == "outfall" || kind == "plant" || kind == "enterprise")
    add(series.object, laboratory ? kDischargeMonth : kDischargeHour, start);
}

void Touched::section(const store::SeriesKey& series, Instant start, bool laboratory) {
  const WaterRule* rule = rules_.water.at(start);
  if (!rule || !rule->item(series.parameter)) return;
  if (!laboratory) add(series.object, kWaterHour, start);
  // Days and months that are still open are touched by the tick that closes them.
  const Instant now = facts_.now();
  const bool day_closed = period_end(Period::day, period_start(Period::day, start)) <= now;
  const bool month_closed = period_end(Period::month, period_start(Period::month, start)) <= now;
  if (laboratory || day_closed) add(series.object, kWaterMonth, start);
  if (laboratory || month_closed) add(series.object, kWaterYear, start);
}

void Touched::air_station(const store::SeriesKey& series, Instant start) {
  const AqiRule* rule = rules_.aqi.at(start);
  if (!rule || !in_rows(*rule, series.parameter)) return;
  for (int later = 0; later <= reach(*rule); ++later) add(series.object, kAqiHour, start + later * kHour);
  if (period_end(Period::day, period_start(Period::day, start)) <= facts_.now()) add(series.object, kAqiDay, start);
}

void Touched::object(const std::string& ref) {
  for (const store::Selector& what :
       {store::Selector{.object = ref, .statistic = "avg", .period = Period::hour},
        store::Selector{.object = ref, .source = "lab"}, store::Selector{.object = ref, .source = "manual"}})
    for (const auto& o : facts_.observations(what, kFarBack, kFarAhead)) observation(*o.series, o.start);
}

void Touched::day_closed(Instant day) {
  const Instant year = period_start(Period::year, day);
  std::set<std::string> judged;
  for (const auto& row :
       facts_.derived({.kind = "verdict", .rule = std::string(kWaterYear), .from = year, .to = year + kDay}))
    judged.insert(row.subject);
  for (const auto& record : facts_.records("object", "section/")) {
    add(record.key, kWaterMonth, day);
    // Results that came in before the clock was set count once it shows that their months are over.
    if (!judged.contains(record.key)) add(record.key, kWaterYear, day);
  }
  for (const auto& record : facts_.records("object", "air-station/")) add(record.key, kAqiDay, day);
}

void Touched::month_closed(Instant month) {
  for (const auto& record : facts_.records("object", "section/")) add(record.key, kWaterYear, month);
}

void Touched::finals(std::string_view rule, Instant from, Instant to) {
  const WaitingRule* waiting = rules_.waiting.at(to - kHour);
  if (!waiting) return;
  const Period period = period_of(rule);
  const Millis wait = waiting->hours.at(std::string(to_string(period))) * kHour;
  // Windows whose end plus the waiting time falls in (from, to].
  const Instant first = period_start(period, from - wait);
  for (const auto& row :
       facts_.derived({.kind = "verdict", .rule = std::string(rule), .from = first, .to = to - wait})) {
    if (row.end + wait <= to && !row.content.value("final", false))
      windows_.insert({row.subject, row.rule, row.start, row.end});
  }
}

void Touched::rows(std::span<const ledger::JournalRow> rows) {
  std::optional<Instant> first_hour, last_hour, first_day, last_day;
  std::set<std::string> objects;
  for (const auto& row : rows) {
    if (row.kind == "object") objects.insert(row.key);
    if (row.kind != "tick") continue;
    if (row.key == to_string(Period::hour)) {
      if (!first_hour) first_hour = row.start;
      last_hour = row.start + kHour;
    } else if (row.key == to_string(Period::day)) {
      if (!first_day) first_day = row.start;
      last_day = row.start + kDay;
      day_closed(row.start);
    } else if (row.key == to_string(Period::month)) {
      month_closed(row.start);
    }
  }
  for (const auto& ref : objects) object(ref);
  if (first_hour) {
    for (const auto rule : kHourRules) finals(rule, *first_hour, *last_hour);
    finals(kAqiDay, *first_hour, *last_hour);
  }
  if (first_day)
    for (const auto rule : {kWaterMonth, kWaterYear, kDischargeMonth}) finals(rule, *first_day, *last_day);
}

}  // namespace limpid::standards
