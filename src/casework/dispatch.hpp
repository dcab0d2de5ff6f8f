// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "casework/case_rules.hpp"
#include "ledger/facts.hpp"
#include "ledger/records/loop.hpp"

namespace limpid::casework {

/// Who has a case and who gets a task of it.
struct Dispatch {
  std::string item;  ///< plan item that the case serves; empty when none
  std::string unit;  ///< lead unit, without one the first responsible, at last the bureau of the rules' last resort
  bool last_resort = false;
  std::vector<std::string> cooperating;
  std::vector<std::string>
      tasks;  ///< units that get a task: the township where the plan says 有关乡镇, else the unit itself
};

Dispatch dispatch(const ledger::Episode& episode, const CaseRules& rules, const ledger::Facts& facts);

/// The unit register's own name for a unit as printed, by name or alias; as printed when the register does not know it.
std::string canonical_unit(const std::string& printed, const ledger::Facts& facts);

}  // namespace limpid::casework
