// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/views/view.hpp"

namespace limpid::api {

/// The episode as its verdicts in [from, to) have it: the worst of these, not of its whole life.
ledger::Episode episode_within(const View& v, ledger::Episode e, Instant from, Instant to);

/// The facts of another view as a day left them: `now` is its end, statuses are those that stood then, episodes and
/// cases have not seen what came later. Readings and verdicts of the day are the latest known ones, late data included.
class PastFacts : public ledger::Facts {
 public:
  /// `present` outlives it.
  PastFacts(const View& present, Instant until) : present_(present), until_(until) {}

  Instant now() const override { return until_; }
  std::vector<store::Observation> observations(const store::Selector& what, Instant from, Instant to) const override {
    return present_.facts.observations(what, from, to);
  }
  std::vector<store::Observation> latest(const store::Selector& what) const override {
    return present_.facts.latest(what);
  }
  std::vector<ledger::Derived> derived(const ledger::DerivedQuery& query) const override;
  std::vector<ledger::Record> records(std::string_view kind, std::string_view prefix = {}) const override;
  std::optional<ledger::Record> record(std::string_view kind, std::string_view key) const override;

 private:
  /// False: not yet begun then.
  bool cut(ledger::Record& record) const;

  const View& present_;
  Instant until_;
};

/// A view of such facts.
View past_view(const View& present, const PastFacts& past);

}  // namespace limpid::api
