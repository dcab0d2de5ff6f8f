// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "ledger/records/registry.hpp"

namespace limpid::plan {

struct Bindings {
  std::vector<ledger::Binding>
      all;  ///< one for each promise, in the given order; not bound: archetype empty, needs say why
  std::vector<Error> warnings;
};

/// The bindings that the file gives to these promises (`zezhou-2022/water/m9#1`). An entry names a promise, or an item
/// that has only one; `needs` name a promise or all of an item's. What the file does not mention needs a register of
/// its own, in general words.
Bindings bind_promises(const std::vector<std::string>& promises, const std::string& key, const Json& file);

}  // namespace limpid::plan
