// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>

#include "plan/edits.hpp"
#include "plan/item_trail.hpp"

namespace limpid::plan {

/// The edits of a document, by the items of its new version that they hang on; those that hang on none any more.
struct EditHomes {
  std::map<std::string, KeyedEdits> of_item;
  KeyedEdits unfit;
};

/// Each edit goes where its item went (`trail`); where that is not known, to the item that is like the words that it
/// was made on; else to the only one that took over the part with its quote. It must still say what the edit hangs on.
/// `document`: its key. `now`: the items as read, by key.
EditHomes find_edit_homes(const std::string& document, const std::map<std::string, Json>& now, const ItemTrail& trail,
                          const ledger::Facts& facts);

}  // namespace limpid::plan
