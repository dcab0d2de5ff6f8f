// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/facts.hpp"
#include "plan/document.hpp"
#include "plan/unit_synonyms.hpp"

namespace limpid::plan {

/// What an import says that is not in the ledger yet, by item key. A mere move in the text (other spans) is no change.
struct Differences {
  std::vector<std::string> added, dropped, changed;
  bool empty() const { return added.empty() && dropped.empty() && changed.empty(); }
};

/// Records of an import, all under the document's key:
/// document `zezhou-2022` {document, hash, bytes, plans:[segment]}, a version for each text; plan `zezhou-2022/water`
/// {domain, title, goals, groups, faults}; item `zezhou-2022/water/m9` (m measure, s safeguard, t task of the ledger, g
/// target, p project) as it stands in schemas/plan.json; promise `zezhou-2022/water/m9#1` {item, text, span, deadlines,
/// quantities}, at least one an item; unit; binding, one a promise. An item or promise that the text has no longer
/// becomes a version without content (null), so that its history stays.
struct Import {
  std::string key;
  std::string hash;  ///< of the bytes as they came in
  ledger::Changes changes;
  Differences items;
  std::vector<Error> warnings;  ///< bindings that name no promise of the document
};

/// `bindings`: the content of bindings.yaml (schemas/plan-bindings.json), or null: then bindings on record stay. So
/// does one that a person confirmed in the ledger. Pure; importing twice gives changes that change nothing.
Import import_document(const Document& document, std::string_view bytes, const std::string& key, const Json& bindings,
                       const ledger::Facts& facts, const UnitSynonyms& synonyms = {});

/// The key under which these bytes are in the ledger already.
std::optional<std::string> key_of(std::string_view bytes, const ledger::Facts& facts);

/// The document as it stands in the ledger, in the shape of schemas/plan.json; without a key the first one. null when
/// there is none.
Json stored_document(const ledger::Facts& facts, const std::string& key = {});

/// Clock time of the newest version of what the ledger holds of this document: its text, heads and items. 1970 when
/// there is none.
Instant last_revised(const ledger::Facts& facts, const std::string& key);

}  // namespace limpid::plan
