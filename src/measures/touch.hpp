// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>
#include <string>

#include "ledger/stage.hpp"
#include "measures/knowledge.hpp"

namespace limpid::measures {

/// What came in, gathered once for all bindings.
class News {
 public:
  explicit News(const ledger::Batch& batch);

  /// Items whose own records changed.
  const std::set<std::string>& items() const { return items_; }
  /// True when the answer to a bound promise may have changed.
  bool concerns(const ledger::Binding& binding) const;

 private:
  bool touches_kind(const std::string& kind) const;

  std::set<std::string> items_;
  std::set<std::string> objects_;                           ///< KIND/KEY whose register entry or device changed
  std::set<std::pair<std::string, std::string>> verdicts_;  ///< object, rule
  std::set<std::string> cases_;                             ///< objects with a changed episode or case
  std::set<std::string> measured_;                          ///< objects with new readings
  bool hour_ = false, day_ = false;
};

std::string item_of(const std::string& promise);

}  // namespace limpid::measures
