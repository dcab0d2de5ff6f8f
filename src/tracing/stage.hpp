// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <vector>

#include "ledger/stage.hpp"
#include "tracing/tracer.hpp"

namespace limpid::tracing {

/// Episodes in, acts of kind `trace` out. Each lap of an episode gets at most three frozen runs: at its opening, after
/// its second bad window, at its close. Each looks only at what belongs to the time before its cutoff, so that a run is
/// the same however the input was split, and a run that exists is never written again.
class TracingStage : public ledger::Stage {
 public:
  explicit TracingStage(std::vector<std::unique_ptr<Tracer>> tracers) : tracers_(std::move(tracers)) {}
  /// The tracers of this release, with catalog/tracing.yaml.
  static std::unique_ptr<TracingStage> make();

  std::string_view name() const override { return "tracing"; }
  bool wants_observations() const override { return false; }
  std::vector<ledger::Window> touched(const ledger::Batch& batch, const ledger::Facts& facts) const override;
  ledger::Changes evaluate(std::span<const ledger::Window> windows, const ledger::Facts& facts) const override;

 private:
  std::vector<std::unique_ptr<Tracer>> tracers_;
};

}  // namespace limpid::tracing
