// SPDX-License-Identifier: Apache-2.0
#include "standards/evaluation.hpp"

#include <algorithm>
#include <set>

#include "registry/object.hpp"
#include "standards/aqi.hpp"
#include "standards/limits.hpp"
#include "standards/period_values.hpp"
#include "standards/touch.hpp"
#include "standards/water.hpp"

namespace limpid::standards {
namespace {

using ledger::Verdict;
using ledger::Window;

constexpr Millis kReach = 23 * kHour;  ///< how far back of its hour a 24 h running mean takes values
constexpr Millis kPrefetchAtMost = 4 * kDay;

/// The samples that start in the window, of a list that ascends by parameter and start.
std::vector<Sample> within(std::span<const Sample> samples, const Window& w) {
  std::vector<Sample> inside;
  std::copy_if(samples.begin(), samples.end(), std::back_inserter(inside),
               [&](const Sample& s) { return w.start <= s.start && s.start < w.end; });
  return inside;
}

WaterValue to_value(const Sample& s) {
  return {s.parameter, s.value, s.qualifier, s.flag, s.source, s.start, s.seq, s.valid};
}

WaterContext water_context(const ledger::Object& section, bool hourly) {
  WaterContext context;
  context.hourly = hourly;
  context.target_text = section.attributes.is_object() ? section.attributes.value("target", "") : "";
  context.target = parse_class(context.target_text);
  return context;
}

/// The arithmetic that formed the values goes before the judging, the rest of the year before the conclusion.
void insert_steps(Verdict& v, const FormedValues& formed, const std::vector<ledger::Text>& before_conclusion) {
  v.steps.insert(v.steps.end() - 1, before_conclusion.begin(), before_conclusion.end());
  if (formed.invalid > 0) v.steps.insert(v.steps.begin(), {"standards.invalid_left_out", {{"n", formed.invalid}}, ""});
  v.steps.insert(v.steps.begin(), formed.steps.begin(), formed.steps.end());
}

}  // namespace

void Evaluation::prefetch(std::span<const Window> windows) {
  std::optional<Instant> from, to;
  std::set<std::string_view> subjects;
  for (const Window& w : windows) {
    const Period period = period_of(w.rule);
    if (period != Period::hour && period != Period::day) continue;
    const Instant first = w.rule == kAqiHour ? w.start - kReach : w.start;
    from = from ? std::min(*from, first) : first;
    to = to ? std::max(*to, w.end) : w.end;
    subjects.insert(w.subject);
  }
  if (!from || subjects.size() < 3 || *to - *from > kPrefetchAtMost) return;
  fetched_from_ = *from;
  fetched_to_ = *to;
  for (auto& o : facts_.observations({.statistic = "avg", .period = Period::hour}, *from, *to))
    fetched_[o.series->object].push_back(std::move(o));
}

std::vector<Sample> Evaluation::hourly(const std::string& subject, Instant from, Instant to) const {
  std::vector<store::Observation> rows;
  if (fetched_from_ <= from && to <= fetched_to_) {
    if (const auto found = fetched_.find(subject); found != fetched_.end())
      std::copy_if(found->second.begin(), found->second.end(), std::back_inserter(rows),
                   [&](const auto& o) { return from <= o.start && o.start < to; });
  } else {
    rows = facts_.observations({.object = subject, .statistic = "avg", .period = Period::hour}, from, to);
  }
  std::erase_if(rows, [](const auto& o) { return !is_automatic(o.series->source); });
  return one_each(rows);
}

std::vector<Sample> Evaluation::laboratory(const std::string& subject, Instant from, Instant to) const {
  auto rows = facts_.observations({.object = subject, .source = "lab"}, from, to);
  const auto manual = facts_.observations({.object = subject, .source = "manual"}, from, to);
  rows.insert(rows.end(), manual.begin(), manual.end());
  return one_each(rows);
}

ledger::Object Evaluation::object(const std::string& subject) const {
  const auto record = facts_.record("object", subject);
  return record ? record->content.get<ledger::Object>() : ledger::Object{};
}

void Evaluation::write(const Window& window, Verdict verdict) {
  if (verdict.inputs.empty() && verdict.reason == "no_data") {  // a limit may have gone from the register
    changes_.derived.push_back({"verdict", window.subject, window.rule, window.start, window.end, nullptr});
    return;
  }
  const WaitingRule* waiting = rules_.waiting.at(window.start);
  const int hours = waiting ? waiting->hours.at(std::string(to_string(period_of(window.rule)))) : 0;
  verdict.final = window.end + hours * kHour <= facts_.now();
  changes_.derived.push_back({"verdict", window.subject, window.rule, window.start, window.end, Json(verdict)});
}

void Evaluation::run(std::span<const Window> windows) {
  const std::string& rule = windows.front().rule;
  if (rule == kWaterHour)
    water_hours(windows);
  else if (rule == kWaterMonth)
    std::for_each(windows.begin(), windows.end(), [&](const auto& w) { water_month(w); });
  else if (rule == kWaterYear)
    std::for_each(windows.begin(), windows.end(), [&](const auto& w) { water_year(w); });
  else if (rule == kAqiHour || rule == kAqiDay)
    aqi(windows, rule == kAqiDay);
  else if (rule == kDustHour)
    dust(windows);
  else
    discharge(windows, rule == kDischargeMonth);
}

void Evaluation::water_hours(std::span<const Window> windows) {
  const auto samples = hourly(windows.front().subject, windows.front().start, windows.back().end);
  const auto context = water_context(object(windows.front().subject), true);
  for (const Window& w : windows) {
    const WaterRule* rule = rules_.water.at(w.start);
    const AssessmentRule* assessment = rules_.assessment.at(w.start);
    if (!rule || !assessment) continue;
    std::vector<WaterValue> values;
    for (const Sample& s : within(samples, w))
      if (rule->item(s.parameter)) values.push_back(to_value(s));
    if (!values.empty()) write(w, judge_water(*rule, *assessment, values, context));
  }
}

void Evaluation::water_month(const Window& w) {
  const WaterRule* rule = rules_.water.at(w.start);
  const AssessmentRule* assessment = rules_.assessment.at(w.start);
  const MonthValueRule* convention = rules_.month_value.at(w.start);
  if (!rule || !assessment || !convention) return;
  const Instant closed = std::min(w.end, period_start(Period::day, facts_.now()));
  const auto automatic = closed > w.start ? hourly(w.subject, w.start, closed) : std::vector<Sample>{};
  const auto results = laboratory(w.subject, w.start, w.end);
  const int expected = closed > w.start ? static_cast<int>((closed - w.start) / kHour) : 0;
  const auto formed = month_values(*rule, *assessment, *convention, automatic, results, expected, w.start);
  if (formed.values.empty() && formed.invalid == 0) return;
  Verdict v = judge_water(*rule, *assessment, formed.values, water_context(object(w.subject), false));
  if (formed.values.empty()) {
    v.reason = "invalid";
    v.steps.back().code = "standards.not_judged.invalid";
  }
  insert_steps(v, formed, {});
  write(w, std::move(v));
}

void Evaluation::water_year(const Window& w) {
  const WaterRule* rule = rules_.water.at(w.start);
  const AssessmentRule* assessment = rules_.assessment.at(w.start);
  const MonthValueRule* convention = rules_.month_value.at(w.start);
  if (!rule || !assessment || !convention) return;
  const Instant closed = std::min(w.end, period_start(Period::month, facts_.now()));
  if (closed <= w.start) return;
  const auto automatic = hourly(w.subject, w.start, closed);
  const auto results = laboratory(w.subject, w.start, closed);
  std::vector<FormedValues> months;
  for (Instant m = w.start; m < closed; m = period_end(Period::month, m)) {
    const Window month{w.subject, w.rule, m, period_end(Period::month, m)};
    months.push_back(month_values(*rule, *assessment, *convention, within(automatic, month), within(results, month),
                                  static_cast<int>((month.end - m) / kHour), m));
  }
  const auto formed = year_values(*rule, *assessment, *convention, months, w.start);
  if (formed.values.empty()) return;
  const auto context = water_context(object(w.subject), false);
  Verdict v = judge_water(*rule, *assessment, formed.values, context);
  std::vector<ledger::Text> remaining;
  if (context.target) remaining = remaining_steps(*rule, *assessment, months, v.deciding, *context.target);
  insert_steps(v, formed, remaining);
  write(w, std::move(v));
}

void Evaluation::aqi(std::span<const Window> windows, bool daily) {
  const Instant from = windows.front().start - (daily ? Millis{0} : kReach);
  AirHours hours;
  for (const Sample& s : hourly(windows.front().subject, from, windows.back().end))
    hours[s.parameter][s.start] = {s.value, s.flag, s.source, s.seq, s.valid};
  for (const Window& w : windows) {
    const AqiRule* rule = rules_.aqi.at(w.start);
    const AirRule* air = rules_.air.at(w.start);
    if (!rule || !air) continue;
    const bool any = std::any_of(rule->rows.begin(), rule->rows.end(), [&](const auto& row) {
      const auto series = hours.find(row.second.parameter);
      if (series == hours.end()) return false;
      const auto first = series->second.lower_bound(w.start);
      return first != series->second.end() && first->first < w.end;
    });
    if (!any) continue;
    AqiContext context;
    if (const AqiTargetRule* target = rules_.aqi_target.at(w.start)) {
      context.target = target->above;
      context.target_source = target->ref.id;
    }
    write(w,
          daily ? daily_aqi(*rule, *air, hours, w.start, context) : hourly_aqi(*rule, *air, hours, w.start, context));
  }
}

void Evaluation::dust(std::span<const Window> windows) {
  const auto samples = hourly(windows.front().subject, windows.front().start, windows.back().end);
  const auto own = limits_on_record(object(windows.front().subject).attributes, "threshold_");
  for (const Window& w : windows) {
    const DustRule* rule = rules_.dust.at(w.start);
    if (!rule) continue;
    write(w, judge_dust(*rule, own, within(samples, w)));
  }
}

void Evaluation::discharge(std::span<const Window> windows, bool from_laboratory) {
  const std::string& subject = windows.front().subject;
  const Instant from = windows.front().start, to = windows.back().end;
  const auto samples = from_laboratory ? laboratory(subject, from, to) : hourly(subject, from, to);
  const Json attributes = object(subject).attributes;
  for (const Window& w : windows) {
    const DischargeRule* rule = rules_.discharge.at(w.start);
    if (!rule) continue;
    auto limits = limits_on_record(attributes, rule->attribute_prefix);
    for (Limit& l : limits) l.unit = catalog_.stored_unit(l.parameter, registry::kind_of(subject));
    write(w, judge_discharge(*rule, limits, within(samples, w), from_laboratory));
  }
}

}  // namespace limpid::standards
