// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "casework/case_rules.hpp"
#include "ledger/stage.hpp"

namespace limpid::casework {

/// Gives out and closes: for each episode a case (record kind `case`, same key) with a task for who has to act. Reads
/// episodes and traces, and keeps what people did (casework/acts.hpp). Writes acts only, so it is not rebuilt.
class CaseworkStage : public ledger::Stage {
 public:
  explicit CaseworkStage(CaseRules rules) : rules_(std::move(rules)) {}

  std::string_view name() const override { return "casework"; }
  bool wants_observations() const override { return false; }
  std::vector<ledger::Window> touched(const ledger::Batch& batch, const ledger::Facts& facts) const override;
  ledger::Changes evaluate(std::span<const ledger::Window> windows, const ledger::Facts& facts) const override;

 private:
  CaseRules rules_;
};

}  // namespace limpid::casework
