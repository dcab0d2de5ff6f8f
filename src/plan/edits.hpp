// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "ledger/facts.hpp"
#include "plan/unit_synonyms.hpp"

namespace limpid::plan {

/// A person's correction of what was read in an item. Record kind `edit`, key `ITEM/eN`
/// (`zezhou-2022/water/m14/e1`), ITEM the one that it was made on. It hangs on words of the item, never on an offset,
/// and follows the item when a later version gives that another number.
struct Edit {
  std::string item;   ///< key of the item that it hangs on now
  std::string field;  ///< units, deadlines, quantities, names
  std::string quote;  ///< an entry of these words, or the only one that has them or that they have, is replaced
                      ///< (beside it stands the new one: then that is added); others are the place of a new entry
  Json value;         ///< an entry in the shape of schemas/plan.json; null: the entry is struck out. names: {text}
  Json before;        ///< the entry as it was read; null: there was none
  std::string reason;
  std::string by;                      ///< user:NAME, local:UID
  std::string at;                      ///< ISO time
  std::string state;                   ///< standing; withdrawn; unfit: the item has these words no longer
  std::string finding;                 ///< id of the finding that it mends, or empty
  std::string title = {}, words = {};  ///< of the item as it last fitted: by them a later version's is known
  NLOHMANN_DEFINE_TYPE_INTRUSIVE_WITH_DEFAULT(Edit, item, field, quote, value, before, reason, by, at, state, finding,
                                              title, words)
};

using KeyedEdits = std::vector<std::pair<std::string, Edit>>;

/// All edits that hang on an item by number, withdrawn and unfit ones too.
KeyedEdits edits_of(const std::string& item, const ledger::Facts& facts);
void sort_edits(KeyedEdits& edits);

/// Whether an item as read has the edit's quote and the entry that it replaces, whichever item it is.
bool says_what_hangs(const Json& item, const Edit& edit);
/// The edit keeps the item's title and words.
void remember_item(Edit& edit, const Json& item);

/// The item without what edits laid over it.
Json as_read(Json item);

/// Lays the edits that stand over an item as it was read: its units, deadlines, quantities and those of its promises.
/// What was read is kept in `as_read`, each entry laid bears the key of its edit in `edit`. An edit whose words the
/// item has no longer becomes `unfit`, one whose words are there again stands again. This is done once, where items go
/// into the ledger: pages, statuses, dispatch and exports read the item as it then is.
Json lay_over(Json item, KeyedEdits& edits);

/// The promise records of an item: {id, content}. An item without promises of its own is its only promise.
std::vector<std::pair<std::string, Json>> promises_of_item(const std::string& key, const Json& item);

/// Corrects an item: the edit, the item and its promises as they then are, and a unit that no register had.
/// `edit.value` may be words alone ({text} or {name}): then they are read as the reader would. Errors `plan.edit.item`
/// {item}, `plan.edit.field` {field}, `plan.edit.quote` {quote}, `plan.edit.value` {field},
/// `plan.edit.no_deadline` {text}: words that no rule reads as a time limit, `plan.edit.twice` {quote},
/// `plan.edit.several` {quote, entries}: the quote has several entries.
Result<ledger::Changes> add_edit(Edit edit, const ledger::Facts& facts, const UnitSynonyms& synonyms = {});

/// Takes an edit back; what was read shows again. Errors `plan.edit.none` {edit}, `plan.edit.withdrawn` {edit}.
Result<ledger::Changes> withdraw_edit(const std::string& key, const std::string& by, const std::string& at,
                                      const std::string& reason, const ledger::Facts& facts);

}  // namespace limpid::plan
