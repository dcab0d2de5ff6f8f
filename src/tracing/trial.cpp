// SPDX-License-Identifier: Apache-2.0
#include "tracing/trial.hpp"

#include <algorithm>
#include <cmath>

namespace limpid::tracing {
namespace {

constexpr double kMostPerReading = 12;

}  // namespace

void Trial::add(double observed, double noise, double response) {
  const double error = std::hypot(noise, model_error_ * observed);
  rows_.push_back({observed / error, response / error});
  xg_ += rows_.back().observed * rows_.back().response;
  gg_ += rows_.back().response * rows_.back().response;
}

double Trial::strength() const {
  return gg_ > 0 ? std::max(0.0, xg_ / gg_) : 0;
}

double Trial::log_likelihood(double strength) const {
  double sum = 0;
  for (const auto& row : rows_) {
    const double r2 = std::pow(row.observed - strength * row.response, 2) / 2;
    sum -= r2 / (1 + r2 / kMostPerReading);
  }
  return sum;
}

double log_mean_exp(const std::vector<double>& logs) {
  const double top = *std::max_element(logs.begin(), logs.end());
  double sum = 0;
  for (const double value : logs) sum += std::exp(value - top);
  return top + std::log(sum / static_cast<double>(logs.size()));
}

}  // namespace limpid::tracing
