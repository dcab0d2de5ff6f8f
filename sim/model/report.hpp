// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/time.hpp"

namespace limpid::sim {

/// One parameter over one hour, as the instrument gives it (before rounding to `decimals`).
struct Reading {
  std::string parameter;  // HJ 212 factor code
  double avg = 0, min = 0, max = 0;
  int decimals = 2;
  std::optional<double> total{};  // -Cou
  char flag = 'N';
};

/// What one object's instrument measured in the hour that starts at `hour`.
struct Report {
  std::string object;  // KIND/KEY
  Instant hour;
  std::vector<Reading> readings;
};

/// Grows a Reading over the steps of an hour.
class Mean {
 public:
  void add(double x) {
    sum_ += x;
    min_ = count_ == 0 || x < min_ ? x : min_;
    max_ = count_ == 0 || x > max_ ? x : max_;
    ++count_;
  }
  Reading reading(std::string parameter, int decimals, double factor = 1) const {
    return {std::move(parameter), sum_ / count_ * factor, min_ * factor, max_ * factor, decimals, {}, 'N'};
  }
  double value() const { return sum_ / count_; }

 private:
  double sum_ = 0, min_ = 0, max_ = 0;
  int count_ = 0;
};

}  // namespace limpid::sim
