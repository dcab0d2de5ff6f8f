// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plan/edits.hpp"

namespace limpid::plan {

/// The entry that an edit lays, in the shape of schemas/plan.json; null stays null. Of words alone the rest is read as
/// the reader reads it. Error `plan.edit.value` {field}.
Result<Json> complete_value(const Edit& edit, const ledger::Facts& facts, const UnitSynonyms& synonyms);

/// A unit that no register has yet is registered.
void put_unit(const Edit& edit, const ledger::Facts& facts, const UnitSynonyms& synonyms, ledger::Changes& changes);

}  // namespace limpid::plan
