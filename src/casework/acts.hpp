// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "casework/case_rules.hpp"
#include "ledger/facts.hpp"
#include "ledger/records/loop.hpp"

/// What people do about a case: pure functions from the case as it stands to the changes of one act, or a clear
/// refusal. Used by the command line and the API, which write them in one transaction.
namespace limpid::casework {

/// Who acts. `units`: the units that he answers for (his own and those below it); the duty officer and the local
/// operator act for any.
struct Actor {
  std::string name;  ///< user:NAME or local:UID
  std::vector<std::string> units;
  bool any_unit = false;
};

/// A case with its tasks, by unit.
struct CaseFile {
  std::string key;
  ledger::Case content;
  std::vector<ledger::Task> tasks;
};

std::optional<CaseFile> load_case(const ledger::Facts& facts, const std::string& key);

/// A file that is attached: its bytes are kept by content before the act is written.
struct Attachment {
  std::string hash, name, media_type;
};

// Refusals: casework.closed {case}, casework.not_your_unit {units}, casework.accepted_already, casework.no_reason,
// casework.no_evidence.

/// The unit has seen it and takes it on: the case is accepted, and the actor's own task with it.
Result<ledger::Changes> accept(const CaseFile& file, const Actor& actor, Instant at, const CaseRules& rules,
                               const std::string& text = {});
/// What is being done, in the actor's words. Acting without having accepted does both.
Result<ledger::Changes> act(const CaseFile& file, const Actor& actor, Instant at, const std::string& text,
                            const CaseRules& rules);
/// Something that shows: a text, a file, or both. Changes no state: evidence speaks, data close. `number` of the
/// evidence within its case.
Result<ledger::Changes> attach(const CaseFile& file, const Actor& actor, Instant at, int number,
                               const std::string& text, const std::optional<Attachment>& attachment,
                               const CaseRules& rules);
/// Closes by a person's word, before data do: only the unit that has the case, or the duty officer, and only with a
/// reason.
Result<ledger::Changes> close(const CaseFile& file, const Actor& actor, Instant at, const std::string& reason,
                              const CaseRules& rules);

/// Number of the next piece of evidence of a case.
int next_evidence(const ledger::Facts& facts, const std::string& key);

// Shared with the stage.

std::vector<ledger::Task> new_tasks(const CaseFile& file, const ledger::Episode& episode,
                                    const std::vector<std::string>& units, const CaseRules& rules);
/// Tasks follow their case: done when it is closed, cancelled when its data were taken back, open again in a further
/// lap.
void settle_tasks(CaseFile& file);
/// The acts that bring the records from `before` to `after`; nothing for what is equal.
void append_changes(ledger::Changes& changes, const std::optional<CaseFile>& before, const CaseFile& after);

}  // namespace limpid::casework
