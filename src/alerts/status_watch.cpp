// SPDX-License-Identifier: Apache-2.0
#include "alerts/status_watch.hpp"

#include <algorithm>

#include "alerts/standing.hpp"
#include "ledger/records/registry.hpp"
#include "ledger/records/status.hpp"

namespace limpid::alerts {
namespace {

using ledger::Episode;
using ledger::Status;

void describe(Episode& e, const Status& status) {
  e.what = status.sentence;
  e.figure = status.figures.empty() ? ledger::Figure{} : status.figures.front();
}

/// Promises that the same data judge in the same way: a measure and its row of the ledger. In order of their keys;
/// `promise` alone when unbound.
std::vector<std::string> same_duty(const std::string& promise, const ledger::Facts& facts) {
  const auto own = facts.record("binding", promise);
  if (!own || own->content.is_null()) return {promise};
  const auto mine = own->content.get<ledger::Binding>();
  std::vector<std::string> out;
  for (const auto& r : facts.records("binding", promise.substr(0, promise.find('/') + 1))) {
    if (r.content.is_null()) continue;
    const auto other = r.content.get<ledger::Binding>();
    if (other.archetype == mine.archetype && other.params == mine.params) out.push_back(r.key);
  }
  return out;
}

std::vector<std::string> items_of(const std::vector<std::string>& promises) {
  std::vector<std::string> out;
  for (const auto& p : promises) {
    auto item = p.substr(0, p.find('#'));
    if (std::find(out.begin(), out.end(), item) == out.end()) out.push_back(std::move(item));
  }
  return out;
}

Episode opened(const std::string& promise, const ConditionRule& rule, Instant at) {
  Episode e;
  e.object = promise;
  e.condition = rule.condition;
  e.level = rule.level;
  e.opened = at;
  e.verdict_rule = rule.verdict_rule;
  return e;
}

}  // namespace

std::optional<ledger::Act> status_episode(const std::string& promise, const ConditionRule& rule, Instant at,
                                          const ledger::Facts& facts) {
  const auto rows = facts.derived({.kind = "status", .subject = promise, .rule = rule.verdict_rule});
  if (rows.empty() || rows.front().content.is_null()) return std::nullopt;
  const auto status = rows.front().content.get<Status>();
  if (status.state == "unknown") return std::nullopt;
  const auto standing = standing_episodes(facts, promise, rule.condition);
  const bool open = !standing.empty() && standing.back().episode.state == "open";
  const auto& covered = rule.covered_archetypes;
  const bool bad =
      status.state == "breached" && std::find(covered.begin(), covered.end(), status.archetype) == covered.end();
  if (!bad && !open) return std::nullopt;
  const auto duty = same_duty(promise, facts);
  if (!open && promise != duty.front()) return std::nullopt;  // one duty, one case: it names every item

  const bool known = !standing.empty() && (open || at - standing.back().end() <= rule.relapse_within);
  const auto before = known ? std::optional(standing.back().episode) : std::nullopt;
  Episode e = before ? *before : opened(promise, rule, at);
  const auto key = known ? standing.back().key : episode_key(promise, rule.condition, at);
  e.items = items_of(duty);
  if (bad) {
    if (!open) e.laps.push_back({at, std::nullopt, std::nullopt});
    e.state = "open";
    e.closed.reset();
    e.close_reason.clear();
    if (!open) e.last_bad = at;
    describe(e, status);
  } else {
    e.state = "closed";
    e.closed = at;
    e.close_reason = "data";
    e.last_bad = at;
    e.laps.back().closed = at;
    e.laps.back().recovered = at;
  }
  return episode_act(key, before, e);
}

}  // namespace limpid::alerts
