// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

namespace limpid::tracing {

/// One hypothesis against readings. The model is linear in the strength of the source, so the strength is solved for,
/// not searched.
class Trial {
 public:
  explicit Trial(double model_error) : model_error_(model_error) {}

  /// `response`: what a source of strength 1 would add to the reading. A model is right to a share of the reading at
  /// best.
  void add(double observed, double noise, double response);
  /// The strength that fits best, never negative.
  double strength() const;
  /// Up to a constant. A reading that is off by many deviations speaks for a broken sensor as much as against the
  /// hypothesis: it counts a limited amount.
  double log_likelihood(double strength) const;

 private:
  struct Row {
    double observed, response;
  };
  double model_error_;
  std::vector<Row> rows_;
  double xg_ = 0, gg_ = 0;
};

double log_mean_exp(const std::vector<double>& logs);

}  // namespace limpid::tracing
