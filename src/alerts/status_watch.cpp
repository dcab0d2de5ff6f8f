// SPDX-License-Identifier: Apache-2.0
#include "alerts/status_watch.hpp"

#include <algorithm>

#include "alerts/standing.hpp"
#include "ledger/records/status.hpp"

namespace limpid::alerts {
namespace {

using ledger::Episode;
using ledger::Status;

void describe(Episode& e, const Status& status) {
  e.what = status.sentence;
  e.figure = status.figures.empty() ? ledger::Figure{} : status.figures.front();
}

Episode opened(const std::string& promise, const ConditionRule& rule, Instant at) {
  Episode e;
  e.object = promise;
  e.condition = rule.condition;
  e.level = rule.level;
  e.opened = at;
  e.items = {promise.substr(0, promise.find('#'))};
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

  const bool known = !standing.empty() && (open || at - standing.back().end() <= rule.relapse_within);
  const auto before = known ? std::optional(standing.back().episode) : std::nullopt;
  Episode e = before ? *before : opened(promise, rule, at);
  const auto key = known ? standing.back().key : episode_key(promise, rule.condition, at);
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
