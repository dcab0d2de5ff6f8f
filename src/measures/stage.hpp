// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "ledger/stage.hpp"
#include "measures/archetypes.hpp"

namespace limpid::measures {

/// What the facts say of every promise and item: derived rows of kind `status`, one a subject (rule `promise` or
/// `item`), from 1970 and without end; their versions are the history. Touched by registers, bindings, verdicts,
/// episodes, cases, readings and the hourly and daily ticks; never by a status.
class MeasuresStage : public ledger::Stage {
 public:
  explicit MeasuresStage(std::unique_ptr<Archetypes> archetypes) : archetypes_(std::move(archetypes)) {}
  static std::unique_ptr<ledger::Stage> load(const std::filesystem::path& share);

  std::string_view name() const override { return "measures"; }
  std::vector<std::string_view> derived_kinds() const override { return {"status"}; }
  std::vector<ledger::Window> touched(const ledger::Batch& batch, const ledger::Facts& facts) const override;
  ledger::Changes evaluate(std::span<const ledger::Window> windows, const ledger::Facts& facts) const override;

 private:
  std::unique_ptr<Archetypes> archetypes_;
};

/// The one window of a status row.
ledger::Window status_window(const std::string& subject, const std::string& rule);

}  // namespace limpid::measures
