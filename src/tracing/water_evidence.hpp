// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>

#include "registry/object.hpp"
#include "tracing/river_model.hpp"
#include "tracing/tracer.hpp"

namespace limpid::tracing {

/// What is known of the wave at the section, beside its course in time.
struct Wave {
  std::string parameter;                 ///< the one whose course is fitted
  std::map<std::string, double> raised;  ///< peak excess of each raised parameter, mg/L
};

/// Findings about one outfall or plant that its own records give: readings on line, laboratory history, permit, the
/// mass it would have had to discharge, the mixture of pollutants. Each adds to the candidate's log-weight and says so.
class SourceEvidence {
 public:
  SourceEvidence(const ledger::Facts& facts, const WaterSettings& settings, const Request& request, const Wave& wave)
      : facts_(facts), settings_(settings), request_(request), wave_(wave) {}

  void weigh(const ledger::Object& source, const Release& release, double travel_s, Weighed& into) const;

 private:
  struct History {
    std::vector<Sample> samples;
    double mean = 0;
    std::optional<double> limit;
  };
  History history(const ledger::Object& source, const std::string& parameter) const;
  /// Whether they were raised.
  bool own_readings(const ledger::Object& source, const Release& release, Weighed& into) const;
  void permit(const ledger::Object& source, const History& history, Weighed& into) const;
  void mass(const ledger::Object& source, const Release& release, const History& history, Weighed& into) const;
  void mixture(const ledger::Object& source, double travel_s, Weighed& into) const;

  const ledger::Facts& facts_;
  const WaterSettings& settings_;
  const Request& request_;
  const Wave& wave_;
};

}  // namespace limpid::tracing
