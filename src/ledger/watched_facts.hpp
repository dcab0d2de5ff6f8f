// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>

#include "ledger/ledger_facts.hpp"
#include "ledger/stage.hpp"

/// Helpers of the runner's own .cpp files.
namespace limpid::ledger {

/// Facts that call `check` before each read: a stage is given up from there, and knows nothing of it.
class WatchedFacts : public LedgerFacts {
 public:
  WatchedFacts(const Ledger& ledger, const store::Store& store, Instant now, const std::function<void()>& check)
      : LedgerFacts(ledger, store, now), check_(check) {}

  std::vector<store::Observation> observations(const store::Selector& what, Instant from, Instant to) const override {
    check_();
    return LedgerFacts::observations(what, from, to);
  }
  std::vector<store::Observation> latest(const store::Selector& what) const override {
    check_();
    return LedgerFacts::latest(what);
  }
  std::vector<Derived> derived(const DerivedQuery& query) const override {
    check_();
    return LedgerFacts::derived(query);
  }
  std::vector<Record> records(std::string_view kind, std::string_view prefix = {}) const override {
    check_();
    return LedgerFacts::records(kind, prefix);
  }
  std::optional<Record> record(std::string_view kind, std::string_view key) const override {
    check_();
    return LedgerFacts::record(kind, key);
  }

 private:
  const std::function<void()>& check_;
};

inline void sort_unique(std::vector<Window>& windows) {
  std::sort(windows.begin(), windows.end());
  windows.erase(std::unique(windows.begin(), windows.end()), windows.end());
}

}  // namespace limpid::ledger
