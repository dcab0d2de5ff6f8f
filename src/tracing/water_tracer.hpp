// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tracing/settings.hpp"
#include "tracing/tracer.hpp"

namespace limpid::tracing {

/// Screening grade, for sections: the registered outfalls and plants upstream, each asked whether one release from it
/// explains the readings of this section and of all sections above it at once, and what its own records say.
class WaterTracer : public Tracer {
 public:
  explicit WaterTracer(WaterSettings settings) : settings_(std::move(settings)) {}
  std::string_view method() const override { return "river-travel-time"; }
  bool serves(const ledger::Episode& episode) const override;
  ledger::Trace trace(const Request& request, const ledger::Facts& facts) const override;

 private:
  WaterSettings settings_;
};

}  // namespace limpid::tracing
