// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "ledger/facts.hpp"
#include "ledger/records/loop.hpp"
#include "ledger/records/registry.hpp"
#include "ledger/records/verdict.hpp"

namespace limpid::measures {

/// The facts as the evaluators ask for them, read once for all promises of a batch.
class Knowledge {
 public:
  explicit Knowledge(const ledger::Facts& facts) : facts_(facts) {}

  const ledger::Facts& facts() const { return facts_; }
  Instant now() const { return facts_.now(); }

  const std::vector<ledger::Object>& objects(const std::string& kind);
  const ledger::Object* object(const std::string& ref);

  /// Bindings by promise key, or by item key where they only say what is missing.
  const std::map<std::string, ledger::Binding>& bindings();

  /// End of the newest valid reading that a device sent from an object; empty when none ever did.
  std::optional<Instant> last_reading(const std::string& object);

  /// Newest verdict of a rule (`water-class/PT1H`) on an object that began before now.
  std::optional<std::pair<ledger::Derived, ledger::Verdict>> newest_verdict(const std::string& object,
                                                                            const std::string& rule);
  std::optional<std::pair<ledger::Derived, ledger::Verdict>> verdict_at(const std::string& object,
                                                                        const std::string& rule, Instant start);

  struct CaseOf {
    std::string key;
    ledger::Case content;
  };
  struct EpisodeOf {
    std::string key;
    ledger::Episode content;
  };
  /// Episodes of a condition at objects of a kind, oldest first.
  std::vector<EpisodeOf> episodes(const std::string& kind, const std::string& condition) const;
  std::optional<ledger::Case> case_of(const std::string& episode) const;

 private:
  const ledger::Facts& facts_;
  std::map<std::string, std::vector<ledger::Object>> objects_;
  std::optional<std::map<std::string, ledger::Binding>> bindings_;
  std::optional<std::map<std::string, Instant>> last_;
};

}  // namespace limpid::measures
