// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/quantity.hpp"
#include "ledger/records/registry.hpp"
#include "ledger/records/verdict.hpp"
#include "ledger/stage.hpp"
#include "standards/rules.hpp"
#include "standards/sample.hpp"

/// Reads the facts of touched windows and judges them. Only the stage includes this.
namespace limpid::standards {

class Evaluation {
 public:
  Evaluation(const RuleBook& rules, const Catalog& catalog, const ledger::Facts& facts)
      : rules_(rules), catalog_(catalog), facts_(facts) {}

  /// `windows` are of one subject and one rule, ascending and near each other: their data are read at once.
  void run(std::span<const ledger::Window> windows);
  ledger::Changes take() { return std::move(changes_); }

 private:
  using Window = ledger::Window;
  void water_hours(std::span<const Window> windows);
  void water_month(const Window& window);
  void water_year(const Window& window);
  void aqi(std::span<const Window> windows, bool daily);
  void dust(std::span<const Window> windows);
  void discharge(std::span<const Window> windows, bool laboratory);

  /// Hourly means of the subject, one each; laboratory results, one each.
  std::vector<Sample> hourly(const std::string& subject, Instant from, Instant to) const;
  std::vector<Sample> laboratory(const std::string& subject, Instant from, Instant to) const;
  ledger::Object object(const std::string& subject) const;
  void write(const Window& window, ledger::Verdict verdict);

  const RuleBook& rules_;
  const Catalog& catalog_;
  const ledger::Facts& facts_;
  ledger::Changes changes_;
};

}  // namespace limpid::standards
