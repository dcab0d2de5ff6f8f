// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tracing/tracer.hpp"

namespace limpid::tracing {

/// For a source that is itself over its limit: nothing is searched for upstream of it; what remains open is whether its
/// device is right.
class DischargeTracer : public Tracer {
 public:
  std::string_view method() const override { return "own-discharge"; }
  bool serves(const ledger::Episode& episode) const override { return episode.condition == "discharge"; }
  ledger::Trace trace(const Request& request, const ledger::Facts& facts) const override;
};

}  // namespace limpid::tracing
