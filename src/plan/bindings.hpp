// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "ledger/facts.hpp"
#include "ledger/records/registry.hpp"
#include "plan/anchor.hpp"

namespace limpid::plan {

struct Bindings {
  std::vector<ledger::Binding>
      all;  ///< one for each promise, in the given order; not bound: archetype empty, needs say why
  std::vector<Error> warnings;
};

/// Checked content of a bindings.yaml (schemas/plan-bindings.json). Failure `yaml.invalid`, `schema.mismatch`.
Json parse_bindings(std::string_view bytes, const std::string& place, const std::filesystem::path& share);
/// What the product ships for a document of this key (plans/KEY/bindings.yaml below `share`); null when nothing.
Json shipped_bindings(const std::filesystem::path& share, const std::string& key);

/// The bindings that the file gives to these promises (`zezhou-2022/water/m9#1`). An entry names a promise, or an item
/// that has only one, or one of an item's by the `words` that
/// it alone holds; `needs` name a promise or all of an item's. What the file does not mention needs a register of
/// its own, in general words.
Bindings bind_promises(const std::vector<KeyedWords>& promises, const std::string& key, const Json& file);

/// Bindings of the file whose object is not registered, led to the one of its kind that bears the name that the plan
/// prints in the item: a section may be registered under another key than the file's. Left alone where no object or
/// several bear the name, and what a person bound. Acts `binding.met`; to be asked whenever objects were registered.
ledger::Changes bind_by_name(const ledger::Facts& facts);

/// The same for one binding: true when its object was changed.
bool meet_by_name(ledger::Binding& binding, const Json& item, const ledger::Facts& facts);

}  // namespace limpid::plan
