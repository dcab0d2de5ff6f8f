// SPDX-License-Identifier: Apache-2.0
#include "api/views/past.hpp"

#include <algorithm>

#include "casework/case_fold.hpp"
#include "ledger/records/verdict_order.hpp"

namespace limpid::api {
namespace {

Json grade_words(const View& v, const std::string& grade) {
  const std::string code = "standards.class." + grade;
  return v.words.has(code) ? Json{{"code", code}} : Json(grade);
}

/// A case as its timeline had it by then.
void cut_case(ledger::Case& c, Instant until) {
  std::erase_if(c.timeline, [&](const auto& entry) { return entry.at > until; });
  std::string state = "open";
  std::optional<ledger::TimelineEntry> closing;
  int laps = 1;
  for (const auto& entry : c.timeline) {
    const auto next = casework::state_after(state, entry.stage);
    if (entry.stage == "reopened" && next != state) ++laps;
    if (next == "closed" && state != "closed") closing = entry;
    if (next != "closed") closing.reset();
    state = next;
  }
  if (state != c.state) c.due.reset();
  c.state = state;
  c.laps = laps;
  c.closed = closing ? std::optional(closing->at) : std::nullopt;
  c.closed_by = closing ? closing->actor : "";
  c.close_reason = closing ? closing->what.args.value("reason", "") : "";
}

}  // namespace

ledger::Episode episode_within(const View& v, ledger::Episode e, Instant from, Instant to) {
  if (e.verdict_rule.find('/') == std::string::npos || e.figure.name == e.condition) return e;
  std::optional<ledger::Verdict> worst;
  Instant end;
  for (const auto& row :
       v.facts.derived({.kind = "verdict", .subject = e.object, .rule = e.verdict_rule, .from = from, .to = to})) {
    if (row.content.is_null() || row.end > to) continue;
    auto verdict = row.content.get<ledger::Verdict>();
    if (worst && !ledger::worse(verdict, *worst)) continue;
    worst = std::move(verdict);
    end = row.end;
  }
  const auto* input = worst ? ledger::deciding_input(*worst) : nullptr;
  if (!input) return e;
  e.figure = {input->parameter, input->value, input->unit, at(end)};
  e.limit = input->limit;
  if (!e.what.args.is_object() || !e.what.args.contains("value")) return e;
  e.what.args.update({{"parameter", {{"code", "parameter." + input->parameter}}},
                      {"value", input->value},
                      {"unit", input->unit},
                      {"limit", input->limit},
                      {"time", at(end)}});
  // Of a fall the target is the class before it, which the verdict does not know.
  e.what.args["grade"] = grade_words(v, worst->value);
  if (e.condition != "class-fall") e.what.args["target"] = grade_words(v, worst->target);
  return e;
}

std::vector<ledger::Derived> PastFacts::derived(const ledger::DerivedQuery& query) const {
  auto rows = present_.facts.derived(query);
  if (!present_.history) return rows;
  std::vector<ledger::Derived> out;
  for (auto& row : rows) {
    if (row.kind != "status") {
      out.push_back(std::move(row));
      continue;
    }
    std::optional<ledger::Derived> then;
    for (auto& version : present_.history(row))
      if (version.at < until_) then = std::move(version.row);
    if (then) out.push_back(std::move(*then));
  }
  return out;
}

bool PastFacts::cut(ledger::Record& record) const {
  if (record.content.is_null()) return true;
  if (record.kind == "episode") {
    auto e = record.content.get<ledger::Episode>();
    if (e.state == "withdrawn") return true;
    if (e.opened >= until_) return false;
    const bool later = e.last_bad > until_ || e.state == "open" || (e.closed && *e.closed > until_);
    if (e.closed && *e.closed > until_) {
      e.closed.reset();
      e.state = "open";
    }
    const Instant opened = e.opened;
    record.content = later ? episode_within(present_, std::move(e), opened, until_) : std::move(e);
  } else if (record.kind == "case") {
    auto c = record.content.get<ledger::Case>();
    if (c.opened > until_) return false;
    cut_case(c, until_);
    record.content = std::move(c);
  }
  return true;
}

std::vector<ledger::Record> PastFacts::records(std::string_view kind, std::string_view prefix) const {
  std::vector<ledger::Record> out;
  for (auto& record : present_.facts.records(kind, prefix))
    if (cut(record)) out.push_back(std::move(record));
  return out;
}

std::optional<ledger::Record> PastFacts::record(std::string_view kind, std::string_view key) const {
  auto found = present_.facts.record(kind, key);
  if (found && !cut(*found)) return std::nullopt;
  return found;
}

View past_view(const View& present, const PastFacts& past) {
  View out(past, present.store, present.words);
  out.rail = present.rail;
  if (present.history)
    out.history = [&present, until = past.now()](const ledger::Derived& row) {
      auto versions = present.history(row);
      std::erase_if(versions, [&](const Past& version) { return version.at >= until; });
      return versions;
    };
  return out;
}

}  // namespace limpid::api
