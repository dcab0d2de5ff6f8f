// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "base/quantity.hpp"
#include "ledger/stage.hpp"
#include "standards/rules.hpp"

namespace limpid::standards {

/// Judges what came in by the rules in force at its date and keeps one verdict a window (derived rows of kind
/// `verdict`):
///
/// | subject | rule | window touched by |
/// |---|---|---|
/// | section | water-class/PT1H | an hourly mean in it |
/// | section | water-class/P1M | each closed day, a laboratory result, late data of a closed day |
/// | section | water-class/P1Y | each closed month, a laboratory result, late data of a closed month |
/// | air-station | aqi/PT1H | an hourly mean in it, or before it as far as running means reach |
/// | air-station | aqi/P1D | the closed day, late data of it |
/// | dust-site | dust/PT1H | an hourly mean in it |
/// | outfall, plant, enterprise | discharge/PT1H, discharge/P1M | an hourly mean, a laboratory result, where a limit is
/// on record |
///
/// A tick touches what becomes final with it, a changed object everything of it. A window without data has no verdict.
class StandardsStage : public ledger::Stage {
 public:
  /// Throws Failure `rule.unit` {rule, parameter} when a rule's unit is not the one in which the store keeps the
  /// parameter.
  StandardsStage(RuleBook rules, Catalog catalog);
  static std::unique_ptr<ledger::Stage> load(const std::filesystem::path& share_dir);

  std::string_view name() const override { return "standards"; }
  std::vector<std::string_view> derived_kinds() const override { return {"verdict"}; }
  std::vector<ledger::Window> touched(const ledger::Batch& batch, const ledger::Facts& facts) const override;
  ledger::Changes evaluate(std::span<const ledger::Window> windows, const ledger::Facts& facts) const override;

 private:
  RuleBook rules_;
  Catalog catalog_;
};

}  // namespace limpid::standards
