// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "ledger/facts.hpp"

namespace limpid::ledger {

/// A piece of work for a stage: one subject under one rule over one window. The stage chooses the meaning of `rule`.
struct Window {
  std::string subject;
  std::string rule;
  Instant start;
  Instant end;
  auto operator<=>(const Window&) const = default;
};

/// What came in since the stage's cursor: observations in commit order and journal rows of other stages, acts and
/// ticks.
struct Batch {
  std::span<const store::Observation> observations;
  std::span<const JournalRow> rows;
};

/// One step of the chain as a pure function: no SQL, no clock, no thread. The runner calls `touched`, removes double
/// windows, calls `evaluate` on them in ascending order, compares with what stands, and writes results and cursor in
/// one transaction. Both must be deterministic in the facts: any split of the input into batches and any re-run ends in
/// the same rows.
class Stage {
 public:
  virtual ~Stage() = default;
  virtual std::string_view name() const = 0;
  virtual std::vector<Window> touched(const Batch& batch, const Facts& facts) const = 0;
  virtual Changes evaluate(std::span<const Window> windows, const Facts& facts) const = 0;
  /// False for a stage that reads rows and ticks only; it is then spared the observations.
  virtual bool wants_observations() const { return true; }
  /// True when its derived rows may be computed again by `limpid rebuild` (a stage that writes acts only is not
  /// rebuilt).
  bool rebuildable() const { return !derived_kinds().empty(); }
  /// Kinds of derived rows that this stage alone writes.
  virtual std::vector<std::string_view> derived_kinds() const { return {}; }
};

}  // namespace limpid::ledger
