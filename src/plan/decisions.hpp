// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "ledger/facts.hpp"
#include "plan/lint/finding.hpp"
#include "plan/unit_synonyms.hpp"

namespace limpid::plan {

/// What a person decided about a finding. Record kind `finding`, key `DOC/ID`. The finding itself is kept with it, so
/// that what was decided can still be read when the document gives it no longer.
struct Decision {
  std::string decision;  ///< accepted, changed, rejected, sent, withdrawn
  std::string value;     ///< with `changed`: the words that are right
  std::string reason;
  std::string by;                  ///< user:NAME, local:UID
  std::string at;                  ///< ISO time
  std::vector<std::string> edits;  ///< keys of the edits that it laid
  Json finding = Json::object();   ///< as it was then (finding_record)
  NLOHMANN_DEFINE_TYPE_INTRUSIVE_WITH_DEFAULT(Decision, decision, value, reason, by, at, edits, finding)
};

/// A finding as a record keeps it: {id, kind, severity, places:[{item, quote}], code, args, suggestion,
/// suggestion_args, replacement}; and back, without spans.
Json finding_record(const Finding& finding);
Finding finding_of(const Json& record);

/// Which field of an item a finding of this kind concerns: units, deadlines, quantities, names; empty: none that an
/// edit could mend.
std::string field_of(const std::string& kind);

/// Decides. Accepting what has a replacement, and changing, lays edits over the items whose words differ from it, where
/// the finding concerns a field. Errors `plan.decision.unknown` {decision}, `plan.decision.reason` (rejecting needs
/// one), `plan.decision.value` (changing needs one), `plan.decision.twice` {finding}: decided and not withdrawn.
Result<ledger::Changes> decide(const std::string& document, const Finding& finding, Decision decision,
                               const ledger::Facts& facts, const UnitSynonyms& synonyms = {});

/// Takes a decision back, and the edits that it laid. Errors `plan.decision.none` {finding}.
Result<ledger::Changes> withdraw_decision(const std::string& document, const std::string& finding,
                                          const std::string& by, const std::string& at, const std::string& reason,
                                          const ledger::Facts& facts);

}  // namespace limpid::plan
