// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ledger/facts.hpp"
#include "ledger/ledger.hpp"

namespace limpid::ledger {

/// Facts over a ledger connection and a store; used by the thread that owns the connection. `now` is fixed when it is
/// made.
class LedgerFacts : public Facts {
 public:
  LedgerFacts(const Ledger& ledger, const store::Store& store, Instant now)
      : ledger_(ledger), store_(store), now_(now) {}

  Instant now() const override { return now_; }
  std::vector<store::Observation> observations(const store::Selector& what, Instant from, Instant to) const override {
    return store_.read(what, from, to);
  }
  std::vector<store::Observation> latest(const store::Selector& what) const override { return store_.latest(what); }
  std::vector<Derived> derived(const DerivedQuery& query) const override { return ledger_.derived(query); }
  std::vector<Record> records(std::string_view kind, std::string_view prefix = {}) const override {
    return ledger_.records(kind, prefix);
  }
  std::optional<Record> record(std::string_view kind, std::string_view key) const override {
    return ledger_.record(kind, key);
  }

 private:
  const Ledger& ledger_;
  const store::Store& store_;
  Instant now_;
};

}  // namespace limpid::ledger
