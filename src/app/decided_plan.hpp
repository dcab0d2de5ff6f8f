// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "app/command.hpp"
#include "plan/decisions.hpp"

namespace limpid::app {

/// A plan of the ledger held against itself, with what people decided about that.
struct DecidedPlan {
  std::string key;
  Json head;                                        ///< `document` of schemas/plan.json
  std::string source;                               ///< the text; empty where it is not kept
  std::vector<plan::Finding> findings;              ///< by the rules in force; none where the text is not kept
  std::map<std::string, plan::Decision> decisions;  ///< standing ones by the finding's id

  /// What stands about a finding, or null.
  const plan::Decision* decision(const std::string& id) const {
    const auto found = decisions.find(id);
    return found == decisions.end() ? nullptr : &found->second;
  }
};

/// The document of this key, or the ledger's first for an empty one. Failure `plan.none` {key}.
DecidedPlan decided_plan(const Session& s, const ledger::Facts& facts, const std::string& key);

}  // namespace limpid::app
