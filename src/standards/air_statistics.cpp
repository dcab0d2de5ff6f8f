// SPDX-License-Identifier: Apache-2.0
#include "standards/air_statistics.hpp"

#include "standards/statistics.hpp"
#include "standards/verdict_text.hpp"

namespace limpid::standards {
namespace {

struct Span {
  std::vector<Decimal> values;
  int invalid = 0;
};

Span valid_between(const AirSeries& series, Instant from, Instant to) {
  Span span;
  for (auto it = series.lower_bound(from); it != series.end() && it->first < to; ++it) {
    if (it->second.valid)
      span.values.push_back(it->second.value);
    else
      ++span.invalid;
  }
  return span;
}

struct Subject {
  const AirRule& rule;
  const std::string& parameter;
  const std::string& unit;
  int decimals;
};

AirValue not_enough(AirValue v, const Span& span, int needed, const Subject& s) {
  v.reason = span.values.empty() ? (span.invalid > 0 ? "invalid" : "no_data") : "too_few";
  v.steps.push_back({"standards.air.not_valid",
                     {{"parameter", parameter_name(s.parameter)}, {"n", v.n}, {"of", v.of}, {"needed", needed}},
                     s.rule.ref.id + "#validity"});
  return v;
}

AirValue mean_over(const AirSeries& series, Instant from, Instant to, int needed, const char* code, const Subject& s) {
  const Span span = valid_between(series, from, to);
  AirValue v;
  v.n = static_cast<int>(span.values.size());
  v.of = static_cast<int>((to - from) / kHour);
  if (v.n < needed || v.n == 0) return not_enough(std::move(v), span, needed, s);
  const Decimal exact = mean(span.values);
  v.value = exact.rounded(s.decimals);
  v.steps.push_back({code,
                     {{"parameter", parameter_name(s.parameter)},
                      {"n", v.n},
                      {"of", v.of},
                      {"sum", sum(span.values).to_string()},
                      {"value", v.value->to_string()},
                      {"unit", s.unit}},
                     s.rule.ref.id + "#validity"});
  return v;
}

AirValue single_hour(const AirSeries& series, Instant start, const Subject& s) {
  AirValue v;
  v.of = 1;
  const auto it = series.find(start);
  if (it == series.end() || !it->second.valid) {
    v.reason = it == series.end() ? "no_data" : "invalid";
    v.steps.push_back({"standards.air.no_hour", {{"parameter", parameter_name(s.parameter)}}, ""});
    return v;
  }
  v.n = 1;
  v.value = it->second.value.rounded(s.decimals);
  v.steps.push_back({"standards.air.hour",
                     {{"parameter", parameter_name(s.parameter)}, {"value", v.value->to_string()}, {"unit", s.unit}},
                     ""});
  return v;
}

AirValue largest_hour(const AirSeries& series, Instant day, const Subject& s) {
  const Span span = valid_between(series, day, day + kDay);
  AirValue v;
  v.n = static_cast<int>(span.values.size());
  v.of = 24;
  if (v.n < s.rule.max_1h_min_hours) return not_enough(std::move(v), span, s.rule.max_1h_min_hours, s);
  Decimal largest = span.values.front();
  for (const Decimal& x : span.values) largest = std::max(largest, x);
  v.value = largest.rounded(s.decimals);
  v.steps.push_back(
      {"standards.air.max_1h",
       {{"parameter", parameter_name(s.parameter)}, {"n", v.n}, {"value", v.value->to_string()}, {"unit", s.unit}},
       ""});
  return v;
}

/// The greatest of the 8 h means that end at first_end_hour … 24 of the day. With too few of them the day counts only
/// when that greatest one is over the limit anyway.
AirValue largest_8h(const AirSeries& series, Instant day, const std::string& pollutant, const Subject& s) {
  AirValue v;
  v.of = 24 - s.rule.max_8h_first_end_hour + 1;
  std::optional<Decimal> largest;
  for (int end = s.rule.max_8h_first_end_hour; end <= 24; ++end) {
    const Span span = valid_between(series, day + (end - 8) * kHour, day + end * kHour);
    if (static_cast<int>(span.values.size()) < s.rule.running_8h_min_hours) continue;
    ++v.n;
    const Decimal m = mean(span.values);
    if (!largest || m > *largest) largest = m;
  }
  const auto limit = s.rule.limits.find(pollutant);
  const bool over = largest && s.rule.max_8h_valid_when_over_limit && limit != s.rule.limits.end() &&
                    limit->second.h8max && largest->rounded(s.decimals) > *limit->second.h8max;
  if (!largest || (v.n < s.rule.max_8h_min_values && !over))
    return not_enough(std::move(v), valid_between(series, day, day + kDay), s.rule.max_8h_min_values, s);
  v.value = largest->rounded(s.decimals);
  v.steps.push_back({v.n < s.rule.max_8h_min_values ? "standards.air.max_8h_over_limit" : "standards.air.max_8h",
                     {{"parameter", parameter_name(s.parameter)},
                      {"n", v.n},
                      {"of", v.of},
                      {"needed", s.rule.max_8h_min_values},
                      {"value", v.value->to_string()},
                      {"unit", s.unit}},
                     s.rule.ref.id + "#validity"});
  return v;
}

}  // namespace

AirValue air_statistic(const AirSeries& series, AirStatistic statistic, Instant start, const AirRule& rule,
                       const std::string& pollutant, const std::string& parameter, const std::string& unit,
                       int decimals) {
  const Subject s{rule, parameter, unit, decimals};
  const Instant hour_end = start + kHour;
  switch (statistic) {
    case AirStatistic::hour: return single_hour(series, start, s);
    case AirStatistic::running_8h:
      return mean_over(series, hour_end - 8 * kHour, hour_end, rule.running_8h_min_hours, "standards.air.running_8h",
                       s);
    case AirStatistic::running_24h:
      return mean_over(series, hour_end - kDay, hour_end, rule.running_24h_min_hours, "standards.air.running_24h", s);
    case AirStatistic::day: return mean_over(series, start, start + kDay, rule.daily_min_hours, "standards.air.day", s);
    case AirStatistic::day_max_1h: return largest_hour(series, start, s);
    case AirStatistic::day_max_8h: return largest_8h(series, start, pollutant, s);
  }
  return {};
}

}  // namespace limpid::standards
