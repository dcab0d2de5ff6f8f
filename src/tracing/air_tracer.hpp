// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tracing/settings.hpp"
#include "tracing/tracer.hpp"

namespace limpid::tracing {

/// Screening grade, for air stations and sites with dust monitoring: enterprises and sites under the footprint against
/// the wind, each asked whether more emission from it explains the rise here without one at the stations where its
/// plume would have been.
class AirTracer : public Tracer {
 public:
  explicit AirTracer(AirSettings settings) : settings_(std::move(settings)) {}
  std::string_view method() const override { return "wind-footprint"; }
  bool serves(const ledger::Episode& episode) const override;
  ledger::Trace trace(const Request& request, const ledger::Facts& facts) const override;

 private:
  AirSettings settings_;
};

}  // namespace limpid::tracing
