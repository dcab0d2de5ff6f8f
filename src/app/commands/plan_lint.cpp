// SPDX-License-Identifier: Apache-2.0
#include "app/command.hpp"
#include "app/decided_plan.hpp"
#include "app/read_plan.hpp"
#include "base/data_file.hpp"
#include "ledger/ledger_facts.hpp"
#include "plan/file_spans.hpp"
#include "plan/lint/lint.hpp"

namespace limpid::app {
namespace {

std::string quote_at(const Session& s, const plan::Place& place) {
  const auto words = place.quote.empty() ? s.text("plan_lint.lacks") : "“" + place.quote + "”";
  return place.item.empty() ? words : place.item + " " + words;
}

/// One finding: what is wrong, the places side by side, what to do.
void print_finding(Session& s, const plan::Finding& f) {
  s.print("{} {}  [{}] {}\n", f.id, s.text("plan_lint.severity." + std::string(to_string(f.severity))), f.kind,
          s.text(f.code, f.args));
  constexpr std::size_t kShown = 4;
  for (std::size_t i = 0; i < f.places.size() && i < kShown; ++i)
    s.print("    {}  ({}-{})\n", quote_at(s, f.places[i]), f.places[i].span.start, f.places[i].span.end);
  if (f.places.size() > kShown) s.print("    … {}\n", f.places.size());
  if (!f.suggestion.empty()) s.print("    → {}", s.text(f.suggestion, f.suggestion_args));
  s.print("{}\n", f.replacement.empty() ? "" : " (" + f.replacement + ")");
}

/// What stands about a finding: `decided by user:duty: rejected (reason)`.
void print_decision(Session& s, const plan::Decision& d) {
  Json args{{"decision", s.text("plan.decision." + d.decision)}, {"by", d.by}, {"at", d.at}};
  s.print("    = {}", s.text("plan_lint.decided", args));
  const std::string& words = d.value.empty() ? d.reason : d.value;
  s.print("{}\n", words.empty() ? "" : " (" + words + ")");
}

/// A file has no decisions, whatever the ledger knows of another text.
DecidedPlan plan_to_lint(const Session& s, const std::string& file, const std::string& key) {
  if (!file.empty()) {
    DecidedPlan plan;
    const auto document = read_plan(s.file(file), file);
    const plan::FileSpans in_file(s.file(file), document);
    plan.findings = plan::lint(document, plan::LintRules::load(share_dir()));
    for (auto& finding : plan.findings)
      for (auto& place : finding.places) place.span = in_file(place.span);
    return plan;
  }
  if (s.county == nullptr) throw Failure("plan.no_source");
  return decided_plan(s, ledger::LedgerFacts(*s.ledger, *s.county->store, s.county->clock.now()), key);
}

Json findings_with_decisions(const Session& s, const DecidedPlan& plan) {
  Json rows = plan::findings_json(plan.findings, *s.messages, s.lang);
  for (auto& row : rows)
    if (const auto* d = plan.decision(row.at("id").get<std::string>()))
      row["decision"] = {
          {"decision", d->decision}, {"value", d->value}, {"reason", d->reason}, {"by", d->by}, {"at", d->at}};
  return rows;
}

Body plan_lint(Words& words) {
  struct Options {
    std::string file, key;
  };
  auto o = std::make_shared<Options>();
  words.file("FILE", o->file, "The plan document; without it the ledger's, with --data", false);
  words.option("--key", o->key, "Key of the ledger's document; without it the first");
  return [o](Session& s) {
    const auto plan = plan_to_lint(s, o->file, o->key);
    if (s.json) return s.print_json(findings_with_decisions(s, plan)), 0;
    Json counts{{"all", plan.findings.size()}, {"high", 0}, {"medium", 0}, {"low", 0}};
    for (const auto& f : plan.findings) {
      auto& count = counts[std::string(to_string(f.severity))];
      count = count.get<int>() + 1;
      print_finding(s, f);
      if (const auto* decision = plan.decision(f.id)) print_decision(s, *decision);
    }
    s.print("{}\n", s.text("plan_lint.counts", counts));
    return 0;
  };
}

}  // namespace

void add_plan_lint_command(CommandSet& set) {
  set.push_back({"plan", "lint", "Hold a plan document against itself: what disagrees, is left out or garbled",
                 Needs::either, plan_lint});
}

}  // namespace limpid::app
