// SPDX-License-Identifier: Apache-2.0
#include "tracing/series.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace limpid::tracing {
namespace {

double counted(const store::Observation& row) {
  return row.qualifier == store::Qualifier::less ? row.value / 2 : row.value;
}

bool valid(const store::Observation& row) {
  return row.flag.empty() || row.flag == "N";
}

}  // namespace

Hours read_hours(const ledger::Facts& facts, const std::string& object, const std::string& parameter, Instant from,
                 Instant to) {
  std::map<Instant, std::pair<double, int>> sums;
  const store::Selector what{.object = object, .parameter = parameter, .statistic = "avg", .period = Period::hour};
  for (const auto& row : facts.observations(what, from, to)) {
    if (!valid(row)) continue;
    auto& [sum, count] = sums[row.start];
    sum += counted(row);
    ++count;
  }
  Hours out;
  for (const auto& [start, sum] : sums) out[start] = sum.first / sum.second;
  return out;
}

double median(std::vector<double> values) {
  if (values.empty()) return 0;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  if (values.size() % 2 == 1) return *middle;
  return (*middle + *std::max_element(values.begin(), middle)) / 2;
}

std::optional<Baseline> baseline(const Hours& hours, Instant from, Instant to, std::size_t least) {
  std::vector<double> values;
  for (auto it = hours.lower_bound(from); it != hours.end() && it->first < to; ++it) values.push_back(it->second);
  return baseline(std::move(values), least);
}

std::optional<Baseline> baseline(std::vector<double> values, std::size_t least) {
  if (values.size() < least) return std::nullopt;
  Baseline out{.level = median(values), .noise = 0, .count = values.size()};
  for (auto& value : values) value = std::abs(value - out.level);
  out.noise = 1.48 * median(std::move(values));
  return out;
}

std::vector<Sample> read_samples(const ledger::Facts& facts, const std::string& object, const std::string& parameter,
                                 Instant from, Instant to) {
  std::vector<Sample> out;
  for (const char* source : {"lab", "manual"}) {
    const store::Selector what{.object = object, .parameter = parameter, .source = source};
    for (const auto& row : facts.observations(what, from, to))
      if (valid(row)) out.push_back({.at = row.start, .value = counted(row)});
  }
  std::stable_sort(out.begin(), out.end(), [](const Sample& a, const Sample& b) { return a.at < b.at; });
  return out;
}

Json parameter_name(const std::string& code) {
  return {{"code", "parameter." + code}, {"args", Json::object()}};
}

std::string figure(double value) {
  if (value == 0 || !std::isfinite(value)) return "0";
  const int decimals = std::clamp(2 - static_cast<int>(std::floor(std::log10(std::abs(value)))), 0, 6);
  return fmt::format("{:.{}f}", value, decimals);
}

std::string hours_text(double seconds) {
  return fmt::format("{:.1f}", seconds / 3600);
}

}  // namespace limpid::tracing
