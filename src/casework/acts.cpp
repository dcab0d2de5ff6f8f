// SPDX-License-Identifier: Apache-2.0
#include "casework/acts.hpp"

#include <algorithm>

#include "casework/case_fold.hpp"

namespace limpid::casework {
namespace {

using ledger::Task;
using ledger::Text;

bool answers_for(const Actor& actor, const std::string& unit) {
  return actor.any_unit || std::find(actor.units.begin(), actor.units.end(), unit) != actor.units.end();
}

std::string trimmed(const std::string& text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

std::string task_key(const std::string& case_key, const std::string& unit) {
  return case_key + "#" + unit;
}

/// Open to the actor: not closed, and his unit has the case or a task of it.
std::optional<Error> refusal(const CaseFile& file, const Actor& actor) {
  if (file.content.state == "closed") return Error{"casework.closed", {{"case", file.key}}, ""};
  Json units = Json::array({file.content.unit});
  bool mine = answers_for(actor, file.content.unit);
  for (const auto& t : file.tasks) {
    mine = mine || answers_for(actor, t.unit);
    if (t.unit != file.content.unit) units.push_back(t.unit);
  }
  if (mine) return std::nullopt;
  return Error{"casework.not_your_unit", {{"units", units}}, ""};
}

void note(CaseFile& file, Instant at, const Actor& actor, const std::string& stage, Text what,
          const std::string& ref = {}) {
  // Readings may be stamped with the end of an hour that the clock has not closed yet; a person acts on what he has
  // seen.
  const auto& timeline = file.content.timeline;
  if (!timeline.empty()) at = std::max(at, timeline.back().at);
  file.content.timeline.push_back({at, actor.name, stage, std::move(what), ref});
}

bool take_tasks(CaseFile& file, const Actor& actor) {
  bool any = false;
  for (auto& t : file.tasks) {
    if (t.state != "open" || !answers_for(actor, t.unit)) continue;
    t.state = "accepted";
    any = true;
  }
  return any;
}

ledger::Changes changes_of(const CaseFile& before, CaseFile after, const CaseRules& rules, Instant at) {
  settle(after.content, rules, at);
  settle_tasks(after);
  ledger::Changes changes;
  append_changes(changes, before, after);
  return changes;
}

std::string act_name(const std::optional<CaseFile>& before, const CaseFile& after) {
  if (!before) return "case.opened";
  const auto& was = before->content;
  const auto& is = after.content;
  if (was.state == "closed" && is.state != "closed") return "case.reopened";
  return was.state == is.state ? "case.changed" : "case." + is.state;
}

}  // namespace

std::optional<CaseFile> load_case(const ledger::Facts& facts, const std::string& key) {
  const auto record = facts.record("case", key);
  if (!record) return std::nullopt;
  CaseFile file{key, record->content.get<ledger::Case>(), {}};
  for (const auto& r : facts.records("task", key + "#")) file.tasks.push_back(r.content.get<Task>());
  return file;
}

Result<ledger::Changes> accept(const CaseFile& file, const Actor& actor, Instant at, const CaseRules& rules,
                               const std::string& text) {
  if (auto error = refusal(file, actor)) return tl::unexpected(std::move(*error));
  CaseFile after = file;
  const bool took = take_tasks(after, actor);
  if (!took && file.content.state != "open") return fail("casework.accepted_already");
  const auto words = trimmed(text);
  note(after, at, actor, "accepted",
       words.empty() ? Text{"casework.timeline.accepted", Json::object(), ""}
                     : Text{"casework.timeline.accepted_words", {{"text", words}}, ""});
  return changes_of(file, std::move(after), rules, at);
}

Result<ledger::Changes> act(const CaseFile& file, const Actor& actor, Instant at, const std::string& text,
                            const CaseRules& rules) {
  if (auto error = refusal(file, actor)) return tl::unexpected(std::move(*error));
  const auto words = trimmed(text);
  if (words.empty()) return fail("casework.no_words");
  CaseFile after = file;
  if (take_tasks(after, actor) || file.content.state == "open")
    note(after, at, actor, "accepted", {"casework.timeline.accepted", Json::object(), ""});
  note(after, at, actor, "acting", {"casework.timeline.acting", {{"text", words}}, ""});
  return changes_of(file, std::move(after), rules, at);
}

Result<ledger::Changes> attach(const CaseFile& file, const Actor& actor, Instant at, int number,
                               const std::string& text, const std::optional<Attachment>& attachment,
                               const CaseRules& rules) {
  if (auto error = refusal(file, actor)) return tl::unexpected(std::move(*error));
  const auto words = trimmed(text);
  if (words.empty() && !attachment) return fail("casework.no_evidence");
  ledger::Evidence e;
  e.case_key = file.key;
  e.kind = attachment ? "file" : "text";
  e.text = words;
  e.by = actor.name;
  e.at = at;
  if (attachment) {
    e.file = attachment->hash;
    e.name = attachment->name;
    e.media_type = attachment->media_type;
  }
  const auto key = file.key + "!" + std::to_string(number);
  CaseFile after = file;
  if (take_tasks(after, actor) || file.content.state == "open")
    note(after, at, actor, "accepted", {"casework.timeline.accepted", Json::object(), ""});
  note(after, at, actor, "evidence", {"casework.timeline." + e.kind, {{"text", words}, {"name", e.name}}, ""}, key);
  auto changes = changes_of(file, std::move(after), rules, at);
  changes.acts.insert(changes.acts.begin(), {"evidence.attached", "evidence", key, e});
  return changes;
}

Result<ledger::Changes> close(const CaseFile& file, const Actor& actor, Instant at, const std::string& reason,
                              const CaseRules& rules) {
  if (auto error = refusal(file, actor)) return tl::unexpected(std::move(*error));
  if (!answers_for(actor, file.content.unit))
    return fail("casework.not_your_unit", {{"units", Json::array({file.content.unit})}});
  const auto words = trimmed(reason);
  if (words.empty()) return fail("casework.no_reason");
  CaseFile after = file;
  note(after, at, actor, "closed", {"casework.timeline.closed_by_person", {{"reason", words}}, ""});
  return changes_of(file, std::move(after), rules, at);
}

int next_evidence(const ledger::Facts& facts, const std::string& key) {
  return static_cast<int>(facts.records("evidence", key + "!").size()) + 1;
}

std::vector<Task> new_tasks(const CaseFile& file, const ledger::Episode& episode, const std::vector<std::string>& units,
                            const CaseRules& rules) {
  const auto after = rules.closes_after.find(episode.condition);
  const int windows = after == rules.closes_after.end() ? 1 : after->second;
  std::vector<Task> tasks;
  for (const auto& unit : units) {
    Task t;
    t.case_key = file.key;
    t.unit = unit;
    t.state = "open";
    t.what = episode.what;
    t.done_when = {"casework.done_when." + episode.condition, {{"windows", windows}}, ""};
    t.opened = file.content.opened;
    tasks.push_back(std::move(t));
  }
  return tasks;
}

void settle_tasks(CaseFile& file) {
  const auto& c = file.content;
  const bool over = c.state == "closed";
  const bool taken_back = over && (c.close_reason == "corrected" || c.close_reason == "merged");
  for (auto& t : file.tasks) {
    if (over) {
      // What nobody took ends with its case; it is no work of the unit's.
      if (t.state == "accepted") t.state = taken_back ? "cancelled" : "done";
      if (t.state == "open") t.state = taken_back ? "cancelled" : "lapsed";
    } else if (t.state == "done" || t.state == "lapsed" || t.state == "cancelled") {
      t.state = "open";
    }
    t.what = c.what;
    t.due = over ? std::nullopt : c.due;
  }
}

void append_changes(ledger::Changes& changes, const std::optional<CaseFile>& before, const CaseFile& after) {
  if (!before || Json(before->content) != Json(after.content))
    changes.acts.push_back({act_name(before, after), "case", after.key, after.content});
  for (const auto& t : after.tasks) {
    const Task* was = nullptr;
    if (before)
      for (const auto& b : before->tasks)
        if (b.unit == t.unit) was = &b;
    if (was && Json(*was) == Json(t)) continue;
    changes.acts.push_back({was ? "task." + t.state : "task.given", "task", task_key(after.key, t.unit), t});
  }
}

}  // namespace limpid::casework
