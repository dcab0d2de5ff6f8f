// SPDX-License-Identifier: Apache-2.0
#include "standards/aqi.hpp"

#include <algorithm>

#include "standards/verdict_text.hpp"

namespace limpid::standards {
namespace {

using ledger::Verdict;
using ledger::VerdictInput;

const AirSeries kNoHours;

/// Index of the segment that holds the concentration: values[i] < c <= values[i + 1]; the first one also holds 0 and
/// below.
std::size_t segment(const AqiRule::Row& row, const Decimal& c) {
  std::size_t i = 0;
  while (i + 2 < row.values.size() && c > row.values[i + 1]) ++i;
  return i;
}

struct Computation {
  const AqiRule& rule;
  const AirRule& air;
  const AirHours& hours;
  Instant start;
  bool daily;
  const AqiContext& context;
};

struct Part {
  std::string parameter, pollutant;
  std::optional<int> iaqi;
};

std::optional<Decimal> limit_of(const Computation& c, const std::string& pollutant, AirStatistic statistic) {
  const auto found = c.air.limits.find(pollutant);
  if (found == c.air.limits.end()) return {};
  switch (statistic) {
    case AirStatistic::hour: return found->second.h1;
    case AirStatistic::day: return found->second.d;
    case AirStatistic::day_max_8h: return found->second.h8max;
    default: return {};
  }
}

ledger::Text index_step(const AqiRule& rule, const AqiRule::Row& row, const Decimal& c, std::optional<int> iaqi) {
  Json args{{"parameter", parameter_name(row.parameter)}, {"value", c.to_string()}, {"unit", row.unit}};
  if (!iaqi) return {"standards.aqi.row_ends", args, rule.ref.id + "#table1"};
  args["iaqi"] = *iaqi;
  if (c > row.values.back()) return {"standards.aqi.beyond_table", args, rule.ref.id + "#table1"};
  const std::size_t i = segment(row, c);
  args["bp_low"] = row.values[i].to_string();
  args["bp_high"] = row.values[i + 1].to_string();
  args["iaqi_low"] = rule.iaqi[i];
  args["iaqi_high"] = rule.iaqi[i + 1];
  return {"standards.aqi.formula", args, rule.ref.id + "#table1"};
}

void note_exceedance(Verdict& v, const Computation& c, const AqiRule::Row& row, const Decimal& value,
                     const Decimal& limit) {
  if (value <= limit || !c.daily) return;
  v.steps.push_back({"standards.air.exceeds_daily",
                     {{"parameter", parameter_name(row.parameter)},
                      {"value", value.to_string()},
                      {"unit", row.unit},
                      {"limit", limit.to_string()},
                      {"multiple", divide(value - limit, limit, 2).to_string()}},
                     c.air.ref.id});
}

Part compute_term(Verdict& v, const Computation& c, const AqiRule::Term& term) {
  const AqiRule::Row& row = c.rule.rows.at(term.row);
  const auto found = c.hours.find(row.parameter);
  const AirSeries& series = found == c.hours.end() ? kNoHours : found->second;
  const AirValue value = air_statistic(series, term.statistic, c.start, c.air, row.pollutant, row.parameter, row.unit,
                                       c.rule.decimals.at(row.pollutant));
  v.steps.insert(v.steps.end(), value.steps.begin(), value.steps.end());
  Part part{row.parameter, row.pollutant, {}};
  VerdictInput input;
  input.parameter = row.parameter;
  input.unit = row.unit;
  input.start = c.start;
  input.source = "derived:" + to_string(term.statistic);
  input.judged = value.value.has_value();
  if (term.statistic == AirStatistic::hour) {
    if (const auto hour = series.find(c.start); hour != series.end()) {
      input.source = hour->second.source;
      input.flag = hour->second.flag;
      input.seq = hour->second.seq;
    }
  }
  if (value.value) {
    part.iaqi = individual_aqi(c.rule, row, *value.value);
    input.value = value.value->to_string();
    input.grade = part.iaqi ? std::to_string(*part.iaqi) : "";
    v.steps.push_back(index_step(c.rule, row, *value.value, part.iaqi));
    if (const auto limit = limit_of(c, row.pollutant, term.statistic)) {
      input.limit = limit->to_string();
      note_exceedance(v, c, row, *value.value, *limit);
    }
  } else {
    input.flag = input.flag.empty() ? value.reason : input.flag;
  }
  v.inputs.push_back(std::move(input));
  return part;
}

/// All terms; a row that hands over to one that is not among them has that one computed beside it, from its 24 h mean.
std::vector<Part> compute_terms(Verdict& v, const Computation& c) {
  const auto& terms = c.daily ? c.rule.daily : c.rule.hourly;
  std::vector<Part> parts;
  for (const auto& term : terms) {
    parts.push_back(compute_term(v, c, term));
    const auto& other = c.rule.rows.at(term.row).beyond_use;
    const bool handed_over = !parts.back().iaqi && !v.inputs.back().value.empty();
    if (!handed_over || !other) continue;
    if (std::any_of(terms.begin(), terms.end(), [&](const auto& t) { return t.row == *other; })) continue;
    parts.push_back(compute_term(v, c, {*other, c.daily ? AirStatistic::day : AirStatistic::running_24h}));
  }
  return parts;
}

void conclude_target(Verdict& v, const Computation& c, int aqi) {
  if (!c.context.target) {
    v.state = "none";
    v.reason = "target_missing";
    return;
  }
  v.target = std::to_string(*c.context.target);
  v.state = aqi > *c.context.target ? "breached" : "met";
  v.steps.push_back({v.state == "met" ? "standards.aqi.met" : "standards.aqi.breached",
                     {{"aqi", aqi}, {"target", *c.context.target}},
                     c.context.target_source});
}

void conclude(Verdict& v, const Computation& c, int aqi, const std::vector<Part>& parts) {
  v.value = std::to_string(aqi);
  v.rank = aqi;
  const auto& category = c.rule.category(aqi);
  v.category = category.code;
  if (aqi > c.rule.primary_above)
    for (const Part& part : parts)
      if (part.iaqi && std::clamp(*part.iaqi, c.rule.min, c.rule.max) == aqi &&
          std::find(v.deciding.begin(), v.deciding.end(), part.parameter) == v.deciding.end())
        v.deciding.push_back(part.parameter);
  Json args{{"aqi", aqi}, {"category", word("standards.aqi.category." + category.code)}};
  if (!v.deciding.empty()) args["parameters"] = parameter_names(v.deciding);
  v.steps.push_back({v.deciding.empty() ? "standards.aqi.max" : "standards.aqi.max_primary", args, c.rule.ref.id});
  conclude_target(v, c, aqi);
}

Verdict compute(const Computation& c) {
  Verdict v = verdict_of(c.rule.ref);
  v.unit = "AQI";
  const std::vector<Part> parts = compute_terms(v, c);
  std::optional<int> largest;
  std::set<std::string> known, all;
  for (const Part& part : parts) {
    all.insert(part.parameter);
    if (!part.iaqi) continue;
    known.insert(part.parameter);
    largest = std::max(largest.value_or(0), *part.iaqi);
  }
  bool incomplete = false;
  for (const auto& parameter : all) {
    if (known.contains(parameter)) continue;
    v.absent.push_back(parameter);
    incomplete = incomplete || !c.context.not_monitored.contains(parameter);
  }
  if (!largest) {
    v.state = "unknown";
    v.reason = std::any_of(v.inputs.begin(), v.inputs.end(), [](const auto& i) { return i.flag == "too_few"; })
                   ? "too_few"
                   : "no_data";
    v.steps.push_back({"standards.not_judged." + v.reason, Json::object(), ""});
    return v;
  }
  const int aqi = std::clamp(*largest, c.rule.min, c.rule.max);
  if (incomplete)
    v.steps.push_back({"standards.aqi.missing", {{"parameters", parameter_names(v.absent)}}, c.rule.ref.id});
  if (incomplete && c.rule.publish_incomplete_above > 0 && aqi <= c.rule.publish_incomplete_above) {
    v.state = "unknown";
    v.reason = "incomplete";
    v.steps.push_back(
        {"standards.aqi.not_published", {{"limit", c.rule.publish_incomplete_above}}, c.rule.ref.id + "#5.3.1"});
    return v;
  }
  conclude(v, c, aqi, parts);
  return v;
}

}  // namespace

std::optional<int> individual_aqi(const AqiRule& rule, const AqiRule::Row& row, const Decimal& c) {
  if (c > row.values.back()) {
    if (row.beyond_use) return {};
    return row.beyond_iaqi.value_or(rule.max);
  }
  if (c <= row.values.front()) return rule.iaqi.front();
  const std::size_t i = segment(row, c);
  const Decimal width = row.values[i + 1] - row.values[i];
  const Decimal low(rule.iaqi[i]), step(rule.iaqi[i + 1] - rule.iaqi[i]);
  const Decimal up = divide(step * (c - row.values[i]) + low * width, width, 0, Rounding::up);
  return static_cast<int>(up.coefficient());
}

Verdict hourly_aqi(const AqiRule& rule, const AirRule& air, const AirHours& hours, Instant start,
                   const AqiContext& context) {
  return compute({rule, air, hours, start, false, context});
}

Verdict daily_aqi(const AqiRule& rule, const AirRule& air, const AirHours& hours, Instant start,
                  const AqiContext& context) {
  return compute({rule, air, hours, start, true, context});
}

}  // namespace limpid::standards
