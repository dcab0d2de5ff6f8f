// SPDX-License-Identifier: Apache-2.0
#include "measures/section_year.hpp"

#include <algorithm>
#include <map>

namespace limpid::measures {
namespace {

constexpr std::size_t kMonthsOfYear = 12;

std::optional<Decimal> decimal(const std::string& text) {
  const auto parsed = Decimal::parse(text);
  return parsed ? std::optional(*parsed) : std::nullopt;
}

/// Dissolved oxygen is better when it is more; a range (`6~9`) has no upper limit to average against.
bool has_upper_limit(const ledger::VerdictInput& input) {
  return input.judged && input.parameter != "w01009" && decimal(input.limit).has_value();
}

double ratio(const ledger::VerdictInput& input) {
  const auto value = decimal(input.value), limit = decimal(input.limit);
  if (!value || !limit || limit->is_zero()) return 0;
  if (input.parameter == "w01009") return value->is_zero() ? 9 : limit->to_double() / value->to_double();
  return value->to_double() / limit->to_double();
}

/// One judged period as a clock of the page.
Json clock(const std::string& period, const ledger::Derived& row, const ledger::Verdict& verdict) {
  Json out = {{"period", period},         {"start", format_instant(row.start)}, {"end", format_instant(row.end)},
              {"state", verdict.state},   {"reason", verdict.reason},           {"class", verdict.value},
              {"target", verdict.target}, {"deciding", verdict.deciding},       {"final", verdict.final}};
  if (const auto* input = leading_input(verdict)) {
    out["parameter"] = input->parameter;
    out["value"] = input->value;
    out["unit"] = input->unit;
    out["limit"] = input->limit;
    out["grade"] = input->grade;
  }
  return out;
}

}  // namespace

Instant deciding_year(const Json& params, Instant now) {
  const auto end = end_of_day(params.value("by", ""));
  return period_start(Period::year, end ? *end - kDay : now);
}

Json target_clocks(Knowledge& knowledge, const Json& params) {
  const auto object = params.at("object").get<std::string>();
  const auto rule = params.at("rule").get<std::string>();
  Json clocks = {{"now", nullptr}, {"month", nullptr}, {"year", nullptr}};
  if (const auto hour = knowledge.newest_verdict(object, rule + "/PT1H"))
    clocks["now"] = clock("PT1H", hour->first, hour->second);
  const Instant month = period_start(Period::month, knowledge.now());
  if (const auto running = knowledge.verdict_at(object, rule + "/P1M", month))
    clocks["month"] = clock("P1M", running->first, running->second);
  if (const auto year = knowledge.verdict_at(object, rule + "/P1Y", deciding_year(params, knowledge.now())))
    clocks["year"] = clock("P1Y", year->first, year->second);
  return clocks;
}

std::vector<MonthRow> months_of(Knowledge& knowledge, const std::string& object, const std::string& rule,
                                Instant year) {
  std::vector<MonthRow> out;
  const Instant end = period_end(Period::year, year);
  const auto rows =
      knowledge.facts().derived({.kind = "verdict", .subject = object, .rule = rule + "/P1M", .from = year, .to = end});
  for (Instant month = year; month < end; month = period_end(Period::month, month)) {
    MonthRow row{.start = month, .closed = period_end(Period::month, month) <= knowledge.now(), .verdict = {}};
    for (const auto& derived : rows)
      if (derived.start == month && !derived.content.is_null()) row.verdict = derived.content.get<ledger::Verdict>();
    out.push_back(std::move(row));
  }
  return out;
}

std::optional<Decimal> YearOfItem::mean() const {
  if (months == 0) return std::nullopt;
  return divide(sum, Decimal(static_cast<std::int64_t>(months)), std::max(2, sum.scale()));
}

std::optional<Decimal> YearOfItem::must() const {
  if (left == 0) return std::nullopt;
  const auto total = limit * Decimal(static_cast<std::int64_t>(months + left));
  return divide(total - sum, Decimal(static_cast<std::int64_t>(left)), std::max(2, sum.scale()), Rounding::down);
}

std::optional<Decimal> YearOfItem::recent() const {
  if (values.empty()) return std::nullopt;
  const auto count = std::min<std::size_t>(3, values.size());
  Decimal total;
  for (auto it = values.end() - static_cast<std::ptrdiff_t>(count); it != values.end(); ++it) total = total + *it;
  return divide(total, Decimal(static_cast<std::int64_t>(count)), std::max(2, total.scale()));
}

double YearOfItem::used() const {
  const auto m = mean();
  return m && !limit.is_zero() ? m->to_double() / limit.to_double() : 0;
}

std::vector<YearOfItem> year_of_items(const std::vector<MonthRow>& months) {
  std::map<std::string, YearOfItem> items;
  std::size_t left = 0;
  for (const auto& month : months) {
    if (!month.closed) ++left;
    if (!month.closed || !month.verdict) continue;
    for (const auto& input : month.verdict->inputs) {
      const auto value = decimal(input.value);
      if (!value || !has_upper_limit(input)) continue;
      auto& item = items[input.parameter];
      item.parameter = input.parameter;
      item.unit = input.unit;
      item.limit = *decimal(input.limit);
      item.sum = item.sum + *value;
      item.values.push_back(*value);
      ++item.months;
    }
  }
  std::vector<YearOfItem> out;
  for (auto& [_, item] : items) {
    item.left = std::min(left, kMonthsOfYear - item.months);
    out.push_back(std::move(item));
  }
  std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.used() > b.used(); });
  return out;
}

const ledger::VerdictInput* input_of(const ledger::Verdict& verdict, const std::string& parameter) {
  const auto found = std::find_if(verdict.inputs.begin(), verdict.inputs.end(),
                                  [&](const auto& i) { return i.parameter == parameter; });
  return found == verdict.inputs.end() ? nullptr : &*found;
}

Json class_name(const std::string& value) {
  return value.empty() ? Json("—") : nested("standards.class." + value);
}

const ledger::VerdictInput* leading_input(const ledger::Verdict& verdict) {
  const auto& deciding = verdict.deciding;
  const ledger::VerdictInput* best = nullptr;
  for (const auto& input : verdict.inputs) {
    const bool decides =
        deciding.empty() || std::find(deciding.begin(), deciding.end(), input.parameter) != deciding.end();
    if (input.judged && decides && (best == nullptr || ratio(input) > ratio(*best))) best = &input;
  }
  return best;
}

}  // namespace limpid::measures
