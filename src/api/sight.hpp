// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <set>
#include <string>

#include "api/accounts.hpp"
#include "ledger/facts.hpp"
#include "ledger/records/registry.hpp"

/// Who sees what, in one place. Handlers and views never ask for a user: they read through SightFacts.
namespace limpid::api {

struct Sight {
  bool everything = false;
  std::set<std::string, std::less<>> units;   ///< canonical names
  std::set<std::string, std::less<>> places;  ///< names and aliases of these units: what registers print
  bool covers_unit(std::string_view name) const { return everything || units.contains(name); }
  /// A township or owner as a register prints it: `大东沟镇` is covered by 大东沟镇人民政府.
  bool covers_place(std::string_view printed) const;
};

/// Duty officers and auditors see the county; a unit clerk sees the own unit and all below it.
Sight sight(const User& user, const std::vector<ledger::Unit>& units);
std::vector<ledger::Unit> all_units(const ledger::Facts& facts);

/// Facts narrowed to a sight. Seen by everybody who is signed in: plan, items, bindings, units, statuses, and what is
/// published anyway (sections, air stations, the river network, key projects). Seen by those it concerns: other objects
/// in the own townships or of the own unit, their readings, verdicts and devices; cases in which the unit has a part,
/// with their episode, traces, tasks and evidence, and the objects these name. Accounts and settings are seen by
/// nobody.
class SightFacts : public ledger::Facts {
 public:
  SightFacts(const ledger::Facts& all, Sight sight);

  Instant now() const override { return all_.now(); }
  std::vector<store::Observation> observations(const store::Selector& what, Instant from, Instant to) const override;
  std::vector<store::Observation> latest(const store::Selector& what) const override;
  std::vector<ledger::Derived> derived(const ledger::DerivedQuery& query) const override;
  std::vector<ledger::Record> records(std::string_view kind, std::string_view prefix = {}) const override;
  std::optional<ledger::Record> record(std::string_view kind, std::string_view key) const override;

  bool sees(const ledger::Record& record) const;
  bool sees_object(std::string_view ref) const;
  const Sight& sight() const { return sight_; }

 private:
  bool owns_object(std::string_view ref) const;
  void note_cases();

  const ledger::Facts& all_;
  Sight sight_;
  std::set<std::string, std::less<>> cases_;         ///< keys of cases (and so of episodes) in sight
  std::set<std::string, std::less<>> case_objects_;  ///< what these cases and their traces name
  mutable std::map<std::string, bool, std::less<>> owned_;
};

}  // namespace limpid::api
