// SPDX-License-Identifier: Apache-2.0
#include "tracing/river_model.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>

#include "tracing/trial.hpp"

namespace limpid::tracing {
namespace {

constexpr double kHourSeconds = 3600;

double seconds(Millis span) {
  return static_cast<double>(span.count()) / 1000;
}

/// Integral of the normal distribution function from minus infinity to z.
double integral_of_phi(double z) {
  if (z < -8) return 0;
  if (z > 8) return z;
  const double cumulative = 0.5 * std::erfc(-z / std::numbers::sqrt2);
  const double density = std::exp(-z * z / 2) / std::sqrt(2 * std::numbers::pi);
  return z * cumulative + density;
}

/// Mean over the hour of the share that has arrived since `arrival`.
double arrived(double arrival, double sigma) {
  return sigma / kHourSeconds * (integral_of_phi((kHourSeconds - arrival) / sigma) - integral_of_phi(-arrival / sigma));
}

/// Blur of the front: dispersion, and ten minutes for the outfall's own ditch and the sampling.
double blur(const registry::Leg& way, double speed) {
  return std::sqrt(way.spread_s2 * speed * speed + 600.0 * 600.0);
}

/// The readings must have met at least this share of the full front for its load to follow from them.
constexpr double kLeastMet = 0.1;

bool met(const Release& release, const registry::Leg& way, const Station& station) {
  const double sigma = blur(way, release.speed);
  for (auto it = station.hours.lower_bound(station.from); it != station.hours.end(); ++it) {
    const double arrival = seconds(release.start - it->first) + way.travel_time_s * release.speed;
    if (hour_response(arrival, release.duration_s, sigma) >= kLeastMet) return true;
  }
  return false;
}

Trial compare(const Release& release, const std::vector<Station>& stations, const Ways& ways, double decay_per_s,
              double model_error) {
  Trial fit(model_error);
  for (std::size_t j = 0; j < stations.size(); ++j) {
    const auto& station = stations[j];
    if (!station.known()) continue;
    for (auto it = station.hours.lower_bound(station.from); it != station.hours.end(); ++it) {
      const double response = ways[j] ? predicted(release, *ways[j], station, decay_per_s, it->first) : 0;
      fit.add(station.excess(it->second), station.noise, response);
    }
  }
  return fit;
}

struct Tried {
  double load, log;
};

LoadRange load_of(std::vector<Tried> tried) {
  std::sort(tried.begin(), tried.end(), [](const Tried& a, const Tried& b) { return a.load < b.load; });
  double top = -std::numeric_limits<double>::infinity(), all = 0, sum = 0;
  for (const auto& t : tried) top = std::max(top, t.log);
  for (const auto& t : tried) all += std::exp(t.log - top);
  LoadRange out;
  for (const auto& t : tried) {
    const double before = sum / all;
    sum += std::exp(t.log - top);
    const auto passes = [&](double share) { return before < share && sum / all >= share; };
    if (passes(0.05)) out.low = t.load;
    if (passes(0.5)) out.middle = t.load;
    if (passes(0.95)) out.high = t.load;
  }
  return out;
}

}  // namespace

std::optional<double> Station::peak(Instant a, Instant b) const {
  std::optional<double> best;
  for (auto it = hours.lower_bound(a); it != hours.end() && it->first < b; ++it)
    best = std::max(best.value_or(-std::numeric_limits<double>::infinity()), excess(it->second));
  return best;
}

double hour_response(double arrival, double duration, double sigma) {
  return arrived(arrival, sigma) - arrived(arrival + duration, sigma);
}

double predicted(const Release& release, const registry::Leg& way, const Station& station, double decay_per_s,
                 Instant hour) {
  const double travel = way.travel_time_s * release.speed;
  const double arrival = seconds(release.start - hour) + travel;
  const double dilution = station.discharge_m3_s > 0 ? station.discharge_m3_s : 1;
  return std::exp(-decay_per_s * travel) / dilution *
         hour_response(arrival, release.duration_s, blur(way, release.speed));
}

Release fit_release(const std::vector<Station>& stations, const Ways& ways, Instant onset, double decay_per_s,
                    const WaterSettings& settings) {
  // A release that is still going on is one of a length beyond all readings.
  static constexpr std::array kDurations = {1800.0, 3600.0, 7200.0, 14400.0, 28800.0, 1e6};
  static constexpr std::array kSpeeds = {0.65, 0.8, 1.0, 1.25, 1.5};
  Release best;
  double best_log = -std::numeric_limits<double>::infinity();
  std::vector<Tried> tried;
  for (const double speed : kSpeeds) {
    const double off = std::log(speed) / settings.velocity_cv;
    for (int quarter = -8; quarter <= 6; ++quarter) {
      const double arrival = quarter * 900.0;
      for (const double duration : kDurations) {
        Release trial{.start = onset + millis(arrival - ways.front()->travel_time_s * speed),
                      .duration_s = duration,
                      .speed = speed};
        if (!met(trial, *ways.front(), stations.front())) continue;
        const Trial fit = compare(trial, stations, ways, decay_per_s, settings.model_error);
        trial.load_g_s = fit.strength();
        const double log = fit.log_likelihood(trial.load_g_s) - off * off / 2;
        // Of a shorter release what counts is its hour: the ordinary load is known by the hour too.
        tried.push_back({.load = trial.load_g_s * std::min(1.0, duration / kHourSeconds), .log = log});
        if (log > best_log) {
          best_log = log;
          best = trial;
        }
      }
    }
  }
  if (tried.empty()) return best;
  std::vector<double> logs;
  logs.reserve(tried.size());
  for (const auto& t : tried) logs.push_back(t.log);
  best.load = load_of(std::move(tried));
  best.log_evidence = log_mean_exp(logs);
  return best;
}

}  // namespace limpid::tracing
