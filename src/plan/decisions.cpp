// SPDX-License-Identifier: Apache-2.0
#include "plan/decisions.hpp"

#include <array>

#include "plan/edits.hpp"
#include "plan/suggest_rules.hpp"

namespace limpid::plan {
namespace {

Severity severity_of(const std::string& word) {
  return word == "high" ? Severity::high : word == "low" ? Severity::low : Severity::medium;
}

const char* severity_word(Severity severity) {
  return severity == Severity::high ? "high" : severity == Severity::low ? "low" : "medium";
}

/// Facts as they are after some changes to records: several edits of one act see each other.
class After : public ledger::Facts {
 public:
  explicit After(const ledger::Facts& before) : before_(before) {}
  void apply(const ledger::Changes& changes) {
    for (const auto& act : changes.acts) {
      ledger::Record record;
      record.kind = act.kind;
      record.key = act.key;
      record.content = act.content;
      records_[{act.kind, act.key}] = std::move(record);
    }
  }
  Instant now() const override { return before_.now(); }
  std::vector<store::Observation> observations(const store::Selector& what, Instant from, Instant to) const override {
    return before_.observations(what, from, to);
  }
  std::vector<store::Observation> latest(const store::Selector& what) const override { return before_.latest(what); }
  std::vector<ledger::Derived> derived(const ledger::DerivedQuery& query) const override {
    return before_.derived(query);
  }
  std::vector<ledger::Record> records(std::string_view kind, std::string_view prefix = {}) const override {
    auto out = before_.records(kind, prefix);
    std::erase_if(out, [&](const ledger::Record& r) { return records_.contains({r.kind, r.key}); });
    for (const auto& [at, record] : records_)
      if (at.first == kind && at.second.starts_with(prefix)) out.push_back(record);
    return out;
  }
  std::optional<ledger::Record> record(std::string_view kind, std::string_view key) const override {
    const auto found = records_.find({std::string(kind), std::string(key)});
    return found == records_.end() ? before_.record(kind, key) : std::optional(found->second);
  }

 private:
  const ledger::Facts& before_;
  std::map<std::pair<std::string, std::string>, ledger::Record> records_;
};

/// One edit for each place whose words are not the right ones already; a place that no edit fits is left.
void lay_edits(const std::string& document, const Finding& finding, Decision& decision, const ledger::Facts& facts,
               const UnitSynonyms& synonyms, ledger::Changes& changes) {
  const std::string right = decision.decision == "changed" ? decision.value : finding.replacement;
  const std::string field = field_of(finding.kind);
  if (right.empty() || field.empty()) return;
  After after(facts);
  for (const auto& place : finding.places) {
    if (place.item.empty() || place.quote.empty() || without_blanks(place.quote) == without_blanks(right)) continue;
    Edit edit{.item = document + "/" + place.item,
              .field = field,
              .quote = place.quote,
              .value = {{field == "units" ? "name" : "text", right}},
              .before = {},
              .reason = decision.reason,
              .by = decision.by,
              .at = decision.at,
              .state = "standing",
              .finding = finding.id};
    auto laid = add_edit(edit, after, synonyms);
    if (!laid) continue;
    after.apply(*laid);
    decision.edits.push_back(laid->acts.front().key);
    for (auto& act : laid->acts) changes.acts.push_back(std::move(act));
  }
}

}  // namespace

Json finding_record(const Finding& f) {
  Json places = Json::array();
  for (const auto& p : f.places) places.push_back({{"item", p.item}, {"quote", p.quote}});
  return {{"id", f.id},
          {"kind", f.kind},
          {"severity", severity_word(f.severity)},
          {"places", std::move(places)},
          {"code", f.code},
          {"args", f.args},
          {"suggestion", f.suggestion},
          {"suggestion_args", f.suggestion_args},
          {"replacement", f.replacement}};
}

Finding finding_of(const Json& record) {
  Finding f;
  f.id = record.value("id", "");
  f.kind = record.value("kind", "");
  f.severity = severity_of(record.value("severity", ""));
  for (const auto& p : record.value("places", Json::array()))
    f.places.push_back({p.value("item", ""), {}, p.value("quote", "")});
  f.code = record.value("code", "");
  f.args = record.value("args", Json::object());
  f.suggestion = record.value("suggestion", "");
  f.suggestion_args = record.value("suggestion_args", Json::object());
  f.replacement = record.value("replacement", "");
  return f;
}

std::string field_of(const std::string& kind) {
  if (kind.starts_with("deadline") || kind == "date_past") return "deadlines";
  if (kind.starts_with("unit")) return "units";
  if (kind.starts_with("figure") || kind == "sum_differs") return "quantities";
  if (kind == "name_differs") return "names";
  return {};
}

Result<ledger::Changes> decide(const std::string& document, const Finding& finding, Decision decision,
                               const ledger::Facts& facts, const UnitSynonyms& synonyms) {
  constexpr std::array kDecisions{"accepted", "changed", "rejected", "sent"};
  if (std::find(kDecisions.begin(), kDecisions.end(), decision.decision) == kDecisions.end())
    return fail("plan.decision.unknown", {{"decision", decision.decision}});
  if (decision.decision == "rejected" && without_blanks(decision.reason).empty()) return fail("plan.decision.reason");
  if (decision.decision == "changed" && without_blanks(decision.value).empty()) return fail("plan.decision.value");
  const std::string key = document + "/" + finding.id;
  if (const auto standing = facts.record("finding", key); standing && standing->content.is_object())
    if (standing->content.value("decision", "") != "withdrawn")
      return fail("plan.decision.twice", {{"finding", finding.id}});
  ledger::Changes changes;
  decision.edits.clear();
  if (decision.decision == "accepted" || decision.decision == "changed")
    lay_edits(document, finding, decision, facts, synonyms, changes);
  decision.finding = finding_record(finding);
  changes.acts.insert(changes.acts.begin(), {"finding." + decision.decision, "finding", key, decision});
  return changes;
}

Result<ledger::Changes> withdraw_decision(const std::string& document, const std::string& finding,
                                          const std::string& by, const std::string& at, const std::string& reason,
                                          const ledger::Facts& facts) {
  const std::string key = document + "/" + finding;
  const auto standing = facts.record("finding", key);
  if (!standing || !standing->content.is_object() || standing->content.value("decision", "") == "withdrawn")
    return fail("plan.decision.none", {{"finding", finding}});
  auto decision = standing->content.get<Decision>();
  decision.decision = "withdrawn";
  decision.by = by;
  decision.at = at;
  decision.reason = reason;
  ledger::Changes changes;
  After after(facts);
  for (const auto& edit : decision.edits) {
    // One that a person took back already stays so.
    auto taken = withdraw_edit(edit, by, at, reason, after);
    if (!taken) continue;
    after.apply(*taken);
    for (auto& act : taken->acts) changes.acts.push_back(std::move(act));
  }
  changes.acts.insert(changes.acts.begin(), {"finding.withdrawn", "finding", key, decision});
  return changes;
}

}  // namespace limpid::plan
