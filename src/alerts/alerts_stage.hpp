// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "alerts/alert_rules.hpp"
#include "ledger/stage.hpp"

namespace limpid::alerts {

/// Notices: turns verdicts, ticks and statuses into episodes (record kind `episode`). An episode belongs to (object,
/// condition) and is matched by overlap: late data extend it and leave its key, corrected data may leave nothing of it
/// (`withdrawn`), a relapse is a further lap. Writes acts only, so it is not rebuilt.
class AlertsStage : public ledger::Stage {
 public:
  explicit AlertsStage(AlertRules rules) : rules_(std::move(rules)) {}

  std::string_view name() const override { return "alerts"; }
  bool wants_observations() const override { return false; }
  std::vector<ledger::Window> touched(const ledger::Batch& batch, const ledger::Facts& facts) const override;
  ledger::Changes evaluate(std::span<const ledger::Window> windows, const ledger::Facts& facts) const override;

 private:
  AlertRules rules_;
};

}  // namespace limpid::alerts
