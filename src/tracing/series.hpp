// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "ledger/facts.hpp"

namespace limpid::tracing {

/// A model's seconds as the clock's milliseconds, rounded.
inline Millis millis(double seconds) {
  return Millis{static_cast<std::int64_t>(std::llround(seconds * 1000))};
}

/// Valid hourly means of one parameter at one place, by start of the hour.
using Hours = std::map<Instant, double>;

/// Hours in [from, to); where several devices measure, the mean of them. A value below a detection limit counts as half
/// of it.
Hours read_hours(const ledger::Facts& facts, const std::string& object, const std::string& parameter, Instant from,
                 Instant to);

/// The ordinary level of a series and how much it wavers (1.48 x median absolute deviation).
struct Baseline {
  double level = 0;
  double noise = 0;
  std::size_t count = 0;
};

/// Of the hours in [from, to). Empty with fewer than `least` of them.
std::optional<Baseline> baseline(const Hours& hours, Instant from, Instant to, std::size_t least = 6);
std::optional<Baseline> baseline(std::vector<double> values, std::size_t least);

double median(std::vector<double> values);

/// Laboratory or manual results of a parameter before `to`, oldest first.
struct Sample {
  Instant at;
  double value = 0;
};
std::vector<Sample> read_samples(const ledger::Facts& facts, const std::string& object, const std::string& parameter,
                                 Instant from, Instant to);

/// The name of a parameter inside the arguments of a text.
Json parameter_name(const std::string& code);

/// `2.36`: three significant figures, for the arguments of texts.
std::string figure(double value);
/// `2.6`, hours with one decimal.
std::string hours_text(double seconds);

}  // namespace limpid::tracing
