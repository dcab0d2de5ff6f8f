// SPDX-License-Identifier: Apache-2.0
// What is decided about the disagreements of a plan in the ledger, and the letter about them to who issued it.
#include <set>

#include "app/command.hpp"
#include "app/decided_plan.hpp"
#include "app/read_plan.hpp"
#include "app/report_language.hpp"
#include "base/data_file.hpp"
#include "base/file_store.hpp"
#include "ledger/ledger_facts.hpp"
#include "plan/decisions.hpp"
#include "plan/lint/lint.hpp"
#include "plan/words_around.hpp"
#include "reports/errata_letter.hpp"

namespace limpid::app {
namespace {

ledger::LedgerFacts ledger_facts(const Session& s) {
  return {*s.ledger, *s.county->store, s.county->clock.now()};
}

struct DecideOptions {
  std::string finding, key, value, reason, by;
  bool accept = false, reject = false, send = false, withdraw = false;

  /// The one that is asked for; Failure `plan.decision.which` for none or several.
  std::string decision() const {
    const std::vector<std::pair<bool, std::string>> asked = {{accept, "accepted"},
                                                             {!value.empty(), "changed"},
                                                             {reject, "rejected"},
                                                             {send, "sent"},
                                                             {withdraw, "withdrawn"}};
    std::string found;
    for (const auto& [on, name] : asked) {
      if (!on) continue;
      if (!found.empty()) throw Failure("plan.decision.which");
      found = name;
    }
    if (found.empty()) throw Failure("plan.decision.which");
    return found;
  }
};

/// The finding as the document gives it, else as it was decided.
plan::Finding finding_meant(const DecidedPlan& plan, const std::string& id) {
  for (const auto& f : plan.findings)
    if (f.id == id) return f;
  if (const auto decided = plan.decisions.find(id); decided != plan.decisions.end())
    return plan::finding_of(decided->second.finding);
  throw Failure("plan.decision.finding", {{"finding", id}});
}

std::string person_deciding(const Session& s, const ledger::Facts& facts, const std::string& by) {
  if (by.empty()) return s.actor;
  const auto account = facts.record("account", by);
  if (!account || account->content.is_null()) throw Failure("casework.unknown_person", {{"name", by}});
  return "user:" + by;
}

Body plan_decide(Words& words) {
  auto o = std::make_shared<DecideOptions>();
  words.positional("FINDING", o->finding, "Id of the disagreement, as plan lint prints it");
  words.option("--key", o->key, "Key of the document; without it the ledger's first");
  words.flag("--accept", o->accept, "It is one, and the suggestion holds");
  words.option("--change", o->value, "It is one, and these are the right words");
  words.flag("--reject", o->reject, "It is none; with --reason");
  words.flag("--send", o->send, "Ask who issued the document (plan letter)");
  words.flag("--withdraw", o->withdraw, "Take the decision back");
  words.option("--reason", o->reason, "Why; with --send a remark for the letter");
  words.option("--by", o->by, "Name of the account whose act this is");
  return [o](Session& s) {
    const std::string which = o->decision();
    const auto facts = ledger_facts(s);
    const auto plan = decided_plan(s, facts, o->key);
    const std::string by = person_deciding(s, facts, o->by);
    const std::string at = format_instant(s.county->clock.now());
    const auto changes =
        which == "withdrawn"
            ? plan::withdraw_decision(plan.key, o->finding, by, at, o->reason, facts)
            : plan::decide(plan.key, finding_meant(plan, o->finding),
                           {.decision = which, .value = o->value, .reason = o->reason, .by = by, .at = at, .edits = {}},
                           facts);
    if (!changes) throw Failure(changes.error());
    s.apply(*changes);
    const auto& act = changes->acts.front();
    if (s.json) return s.print_json({{"key", act.key}, {"finding", act.content}}), 0;
    s.print("{}\n",
            s.text("plan.decision.made", {{"finding", o->finding}, {"decision", s.text("plan.decision." + which)}}));
    for (const Json& edit : act.content.at("edits")) s.print("  {}\n", edit.get<std::string>());
    return 0;
  };
}

reports::ErrataContent::Entry entry_of(const reports::LetterText& text, const plan::Finding& f,
                                       const std::string& source, const std::string& remark) {
  reports::ErrataContent::Entry entry;
  entry.title = text("plan_lint.kind." + f.kind, Json::object());
  entry.message = text(f.code, f.args);
  if (!f.suggestion.empty()) entry.suggestion = text(f.suggestion, f.suggestion_args);
  entry.replacement = f.replacement;
  entry.remark = remark;
  for (const auto& place : f.places) {
    const auto label = plan::item_label(place.item);
    const bool there = place.span.end > place.span.start && place.span.end <= source.size();
    entry.sides.push_back({.label = label ? text(label->code, label->args) : text("reading.outside", Json::object()),
                           .before = there ? plan::words_before(source, place.span.start) : "",
                           .quote = place.quote,
                           .after = there ? plan::words_after(source, place.span.end) : ""});
  }
  return entry;
}

/// What is marked `sent`: in the document's order of findings, then what it gives no longer.
std::vector<reports::ErrataContent::Entry> entries_sent(const reports::LetterText& text, const DecidedPlan& plan) {
  std::vector<reports::ErrataContent::Entry> entries;
  std::set<std::string> given;
  for (const auto& f : plan.findings) {
    given.insert(f.id);
    const auto* decision = plan.decision(f.id);
    if (decision && decision->decision == "sent") entries.push_back(entry_of(text, f, plan.source, decision->reason));
  }
  for (const auto& [id, decision] : plan.decisions)
    if (decision.decision == "sent" && !given.contains(id))
      entries.push_back(entry_of(text, plan::finding_of(decision.finding), {}, decision.reason));
  return entries;
}

Body plan_letter(Words& words) {
  struct Options {
    std::string key, output, sender, date;
    ReportLanguage language;
  };
  auto o = std::make_shared<Options>();
  o->language.declare(words);
  words.option("--key", o->key, "Key of the document; without it the ledger's first");
  words.option("--sender", o->sender, "Who signs");
  words.option("--date", o->date, "Date of the letter: 2022-06-20, or as it is to stand there");
  words.output("--output", o->output, "The letter to write: letter.docx");
  return [o](Session& s) {
    const auto facts = ledger_facts(s);
    const auto plan = decided_plan(s, facts, o->key);
    const auto field = [&](const char* name) {
      return plan.head.at(name).is_string() ? plan.head.at(name).get<std::string>() : "";
    };
    const reports::LetterText text = [&](std::string_view code, const Json& args) {
      return o->language.text(s, code, args);
    };
    reports::ErrataContent content{.document = field("title"),
                                   .number = field("number"),
                                   .recipient = field("issuer"),
                                   .sender = o->sender,
                                   .date = o->language.date(s, o->date),
                                   .entries = entries_sent(text, plan),
                                   .text = text};
    if (content.entries.empty()) throw Failure("plan.letter.none");
    s.write(o->output, reports::errata_letter(content));
    if (s.json) return s.print_json({{"files", std::vector{o->output}}, {"entries", content.entries.size()}}), 0;
    s.print("{}\n", s.text("output.written", {{"path", o->output}}));
    return 0;
  };
}

}  // namespace

DecidedPlan decided_plan(const Session& s, const ledger::Facts& facts, const std::string& key) {
  DecidedPlan out;
  out.key = key;
  if (key.empty())
    for (const auto& record : facts.records("document"))
      if (out.key.empty() && record.content.is_object()) out.key = record.key;
  const auto record = facts.record("document", out.key);
  if (!record || !record->content.is_object()) throw Failure("plan.none", {{"key", out.key}});
  out.head = record->content.at("document");
  for (const auto& decided : facts.records("finding", out.key + "/")) {
    if (!decided.content.is_object() || decided.content.value("decision", "") == "withdrawn") continue;
    out.decisions.emplace(decided.key.substr(out.key.size() + 1), decided.content.get<plan::Decision>());
  }
  // What an earlier release imported has no text beside its file, which is the text then.
  const std::string hash = record->content.value("source", record->content.value("hash", ""));
  const auto file = kept_file(s.county->dir / "files", hash);
  if (hash.empty() || !std::filesystem::exists(file)) return out;
  const auto document = read_plan(read_file(file), out.key);
  out.findings = plan::lint(document, plan::LintRules::load(s.county->share));
  out.source = document.source;
  return out;
}

void add_plan_decide_commands(CommandSet& set) {
  set.push_back({"plan", "decide", "Accept, change, reject or send a disagreement of the plan, or take that back",
                 Needs::write, plan_decide});
  set.push_back(
      {"plan", "letter", "The disagreements to be sent as a letter to who issued the plan", Needs::read, plan_letter});
}

}  // namespace limpid::app
