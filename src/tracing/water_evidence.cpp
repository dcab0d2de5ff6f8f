// SPDX-License-Identifier: Apache-2.0
#include "tracing/water_evidence.hpp"

#include <algorithm>
#include <cmath>

namespace limpid::tracing {
namespace {

constexpr Millis kYear = kDay * 365;
/// Loads that differ so many times and fit the readings alike: no load is known.
constexpr double kUndecided = 5;

ledger::Text finding(std::string code, Json args, std::string source = {}) {
  return {.code = std::move(code), .args = std::move(args), .source = std::move(source)};
}

}  // namespace

void SourceEvidence::weigh(const ledger::Object& source, const Release& release, double travel_s, Weighed& into) const {
  const auto* carried = settings_.parameter(wave_.parameter);
  const auto past = history(source, carried->source);
  const bool raised = own_readings(source, release, into);
  permit(source, past, into);
  // What its own device has measured need not be inferred.
  if (!raised) mass(source, release, past, into);
  mixture(source, travel_s, into);
}

SourceEvidence::History SourceEvidence::history(const ledger::Object& source, const std::string& parameter) const {
  History out{.samples = read_samples(facts_, source.ref(), parameter, request_.from - kYear, request_.others_cutoff),
              .limit = registry::number(source, "limit_" + parameter)};
  for (const auto& sample : out.samples) out.mean += sample.value / static_cast<double>(out.samples.size());
  if (out.samples.empty()) {
    // An outfall on line has no monthly samples: its own last week stands for them.
    const auto week = read_hours(facts_, source.ref(), parameter, request_.from - kDay * 7, request_.from - kDay);
    for (const auto& [_, value] : week) out.mean += value / static_cast<double>(week.size());
  }
  return out;
}

bool SourceEvidence::own_readings(const ledger::Object& source, const Release& release, Weighed& into) const {
  const auto& parameter = settings_.parameter(wave_.parameter)->source;
  const auto hours = read_hours(facts_, source.ref(), parameter, request_.from - kDay * 8, request_.others_cutoff);
  if (hours.empty()) {
    const auto samples = read_samples(facts_, source.ref(), parameter, request_.from - kYear, request_.others_cutoff);
    into.candidate.unknown.push_back(
        samples.empty()
            ? finding("tracing.unknown.never_measured", {{"parameter", parameter_name(parameter)}}, source.ref())
            : finding("tracing.unknown.laboratory_only",
                      {{"parameter", parameter_name(parameter)}, {"date", format_date(samples.back().at)}},
                      source.ref()));
    return false;
  }
  // The time of release is known to about an hour and a fifth of the travel time.
  const Millis slack = kHour + millis(into.candidate.travel_time_s * settings_.velocity_cv);
  const Instant from = period_start(Period::hour, release.start - slack);
  const Instant to =
      std::min(release.start + slack + millis(std::min(release.duration_s, 4 * 3600.0)), request_.others_cutoff);
  auto ordinary = baseline(hours, request_.from - kDay * 8, from);
  if (!ordinary) {
    // A device that began only hours ago is compared with its hours outside the time of release.
    Hours others = hours;
    others.erase(others.lower_bound(from), others.lower_bound(std::max(from, to)));
    ordinary = baseline(others, Instant::min(), Instant::max(), 1);
    if (const auto limit = registry::number(source, "limit_" + parameter); !ordinary && limit)
      ordinary = Baseline{.level = *limit / 2, .noise = *limit / 10, .count = 0};
  }
  std::vector<std::pair<Instant, double>> window(hours.lower_bound(from), hours.lower_bound(std::max(from, to)));
  if (window.empty() || !ordinary) {
    into.log_weight += settings_.own_missing;
    into.candidate.unknown.push_back(finding(
        "tracing.unknown.own_missing",
        {{"from", format_instant(from)}, {"last", format_instant(hours.rbegin()->first + kHour)}}, source.ref()));
    return false;
  }
  const auto peak =
      *std::max_element(window.begin(), window.end(), [](auto& a, auto& b) { return a.second < b.second; });
  const double raised = std::max(5 * ordinary->noise, 0.5 * ordinary->level);
  Json args = {{"parameter", parameter_name(parameter)},
               {"value", figure(peak.second)},
               {"ordinary", figure(ordinary->level)},
               {"unit", "mg/L"},
               {"at", format_instant(peak.first + kHour)}};
  if (peak.second - ordinary->level > raised) {
    into.log_weight += settings_.own_raised;
    into.candidate.supports.push_back(finding("tracing.support.own_raised", std::move(args), source.ref()));
    return true;
  }
  const double share = static_cast<double>(window.size()) / std::max(1.0, static_cast<double>((to - from) / kHour));
  into.log_weight += settings_.own_normal * std::min(1.0, share);
  into.candidate.against.push_back(finding("tracing.against.own_normal", std::move(args), source.ref()));
  return false;
}

void SourceEvidence::permit(const ledger::Object& source, const History& history, Weighed& into) const {
  const auto& parameter = settings_.parameter(wave_.parameter)->source;
  const auto permitted = source.attributes.find("pollutants");
  if (permitted != source.attributes.end() && permitted->is_array() &&
      std::find(permitted->begin(), permitted->end(), parameter) == permitted->end() && !history.limit &&
      history.samples.empty()) {
    into.log_weight += settings_.not_permitted;
    into.candidate.against.push_back(
        finding("tracing.against.not_permitted", {{"parameter", parameter_name(parameter)}}, source.ref()));
  }
  if (!history.limit || history.samples.empty()) return;
  const auto worst = std::max_element(history.samples.begin(), history.samples.end(),
                                      [](const Sample& a, const Sample& b) { return a.value < b.value; });
  if (worst->value < 0.8 * *history.limit) return;
  into.log_weight += settings_.near_limit;
  into.candidate.supports.push_back(finding("tracing.support.near_limit",
                                            {{"parameter", parameter_name(parameter)},
                                             {"value", figure(worst->value)},
                                             {"limit", figure(*history.limit)},
                                             {"unit", "mg/L"},
                                             {"date", format_date(worst->at)}},
                                            source.ref()));
}

void SourceEvidence::mass(const ledger::Object& source, const Release& release, const History& history,
                          Weighed& into) const {
  const auto flow = registry::number(source, "flow_m3_s");
  const auto& load = release.load;
  if (!flow || *flow <= 0 || load.middle <= 0) return;
  // g/m3 = mg/L on top of the ordinary
  const auto on_top = [&](double g_s) { return g_s / settings_.parameter(wave_.parameter)->per_source / *flow; };
  if (load.high > kUndecided * load.low) {
    into.candidate.unknown.push_back(finding(
        "tracing.unknown.load",
        {{"low", figure(on_top(load.low))}, {"high", figure(on_top(load.high))}, {"unit", "mg/L"}}, source.ref()));
    return;
  }
  const double needed = on_top(load.middle);
  Json args = {{"needed", figure(needed)}, {"unit", "mg/L"}, {"load", figure(load.middle)}, {"flow", figure(*flow)}};
  if (history.mean <= 0) {
    into.candidate.unknown.push_back(finding("tracing.unknown.mass", std::move(args), source.ref()));
    return;
  }
  const double times = needed / history.mean;
  args["ordinary"] = figure(history.mean);
  args["times"] = figure(times);
  if (times <= settings_.mass_ordinary) {
    into.candidate.supports.push_back(finding("tracing.support.mass", std::move(args), source.ref()));
    return;
  }
  const double off = std::log(times / settings_.mass_ordinary) / settings_.mass_spread;
  into.log_weight += std::max(settings_.mass_floor, -off * off / 2);
  into.candidate.against.push_back(finding("tracing.against.mass", std::move(args), source.ref()));
}

void SourceEvidence::mixture(const ledger::Object& source, double travel_s, Weighed& into) const {
  if (wave_.raised.size() < 2) return;
  std::vector<double> ratios;
  Json compared = Json::array();
  for (const auto& [parameter, excess] : wave_.raised) {
    const auto* carried = settings_.parameter(parameter);
    const double mean = history(source, carried->source).mean;
    if (mean <= 0) continue;
    ratios.push_back(std::log(excess * std::exp(carried->decay_per_s * travel_s) / (mean * carried->per_source)));
    compared.push_back(parameter_name(parameter));
  }
  if (ratios.size() < 2) return;
  const double middle = median(ratios);
  double off2 = 0;
  for (const double ratio : ratios) off2 += std::pow((ratio - middle) / settings_.fingerprint_spread, 2);
  const double log = std::max(settings_.fingerprint_floor, -off2 / 2);
  into.log_weight += log;
  const Json args = {{"parameters", compared},
                     {"spread", figure(std::exp(std::sqrt(off2 / static_cast<double>(ratios.size())) *
                                                settings_.fingerprint_spread))}};
  auto& list = log > -0.5 ? into.candidate.supports : into.candidate.against;
  list.push_back(finding(log > -0.5 ? "tracing.support.mixture" : "tracing.against.mixture", args, source.ref()));
}

}  // namespace limpid::tracing
