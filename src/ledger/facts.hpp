// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>

#include "ledger/record.hpp"
#include "store/store.hpp"

namespace limpid::ledger {

/// Everything a stage may know, read-only. Implemented over the ledger and the store; a test fills an in-memory pair of
/// both.
class Facts {
 public:
  virtual ~Facts() = default;

  /// Clock time at this point of the journal: the end of the newest tick seen, never the system's clock.
  virtual Instant now() const = 0;

  /// Latest row of each key with from <= start < to, ascending.
  virtual std::vector<store::Observation> observations(const store::Selector& what, Instant from, Instant to) const = 0;
  virtual std::vector<store::Observation> latest(const store::Selector& what) const = 0;

  virtual std::vector<Derived> derived(const DerivedQuery& query) const = 0;

  /// Current versions of all records of a kind, by id. `prefix` narrows by key.
  virtual std::vector<Record> records(std::string_view kind, std::string_view prefix = {}) const = 0;
  virtual std::optional<Record> record(std::string_view kind, std::string_view key) const = 0;
};

}  // namespace limpid::ledger
