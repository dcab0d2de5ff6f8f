// SPDX-License-Identifier: Apache-2.0
#include "casework/casework_stage.hpp"

#include "casework/acts.hpp"
#include "casework/case_fold.hpp"
#include "casework/dispatch.hpp"

namespace limpid::casework {

std::vector<ledger::Window> CaseworkStage::touched(const ledger::Batch& batch, const ledger::Facts&) const {
  std::vector<ledger::Window> windows;
  for (const auto& row : batch.rows) {
    if (row.kind == "episode") windows.push_back({row.key, "case", {}, {}});
    // The key of a trace is EPISODE/RUN; an episode's key has slashes of its own.
    if (row.kind == "trace") windows.push_back({row.key.substr(0, row.key.rfind('/')), "case", {}, {}});
  }
  return windows;
}

ledger::Changes CaseworkStage::evaluate(std::span<const ledger::Window> windows, const ledger::Facts& facts) const {
  ledger::Changes changes;
  for (const auto& w : windows) {
    const auto record = facts.record("episode", w.subject);
    if (!record) continue;
    const auto episode = record->content.get<ledger::Episode>();
    const auto file = load_case(facts, w.subject);
    const auto before = file ? std::optional(file->content) : std::nullopt;
    CaseFile after;
    after.key = w.subject;
    after.content = case_of(w.subject, episode, record->at, before, rules_, facts);
    after.tasks = file ? file->tasks : new_tasks(after, episode, dispatch(episode, rules_, facts).tasks, rules_);
    settle_tasks(after);
    append_changes(changes, file, after);
  }
  return changes;
}

}  // namespace limpid::casework
