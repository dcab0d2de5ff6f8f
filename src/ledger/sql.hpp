// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <soci/soci.h>

#include "base/result.hpp"

/// Helpers of the ledger's own .cpp files.
namespace limpid::ledger {

/// Runs `f`; an error of the database becomes Failure `ledger.sql`.
template <class F>
auto guard(F&& f) -> decltype(f()) {
  try {
    return f();
  } catch (const soci::soci_error& e) {
    throw Failure("ledger.sql", {{"reason", e.what()}});
  }
}

}  // namespace limpid::ledger

// SOCI binds one variable at a time; these name the columns once per table.
#define SOCI_INTO_RECORD(f)                                                                                   \
  soci::into((f).id), soci::into((f).kind), soci::into((f).key), soci::into((f).version), soci::into((f).at), \
      soci::into((f).number), soci::into((f).year), soci::into((f).content), soci::into((f).seq)
#define SOCI_INTO_DERIVED(f)                                                                                      \
  soci::into((f).id), soci::into((f).kind), soci::into((f).subject), soci::into((f).rule), soci::into((f).start), \
      soci::into((f).finish), soci::into((f).version), soci::into((f).content), soci::into((f).seq)
#define SOCI_INTO_JOURNAL(f)                                                                                 \
  soci::into((f).seq), soci::into((f).at), soci::into((f).stage), soci::into((f).kind), soci::into((f).key), \
      soci::into((f).rule), soci::into((f).start), soci::into((f).obs_seq)
