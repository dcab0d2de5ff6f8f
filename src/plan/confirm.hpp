// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "ledger/facts.hpp"
#include "plan/suggest.hpp"

namespace limpid::plan {

/// A person says how a promise is checked.
struct Confirmation {
  std::string promise;    ///< key
  std::string archetype;  ///< empty: the first suggestion
  Json params = nullptr;  ///< null with an empty archetype: those of the suggestion
  std::string reason;
  std::string by;  ///< user:NAME, local:UID
  std::string at;  ///< ISO time
};

/// The binding, act `binding.confirmed`. It outranks bindings.yaml and follows the promise's words through later
/// imports; `quote` keeps them. Its parameters are those of the archetype's tree in schemas/plan-bindings.json; the
/// status of an archetype without evaluator stays unknown. Errors `plan.confirm.promise` {promise},
/// `plan.confirm.archetype` {archetype}, `plan.confirm.params` {archetype, what: what is missing, unknown or wrong, in
/// words}. A suggestion that is taken as it stands, by name or with its very parameters, is refused for all that it
/// says to be missing.
Result<ledger::Changes> confirm(const Confirmation& confirmation, const SuggestRules& rules,
                                const std::filesystem::path& share, const ledger::Facts& facts);

}  // namespace limpid::plan
