// SPDX-License-Identifier: Apache-2.0
#include "alerts/alerts_stage.hpp"

#include <algorithm>
#include <charconv>

#include "alerts/recompute.hpp"
#include "alerts/silence.hpp"
#include "alerts/status_watch.hpp"

namespace limpid::alerts {
namespace {

using ledger::JournalRow;
using ledger::Window;

/// A window's rule is the condition; a tick's carries the observation sequence that it saw: `silent@1234`.
std::string tick_rule(const ConditionRule& rule, std::uint64_t obs_seq) {
  return rule.condition + "@" + std::to_string(obs_seq);
}

std::optional<TickSeen> tick_of(const Window& w) {
  const auto at = w.rule.rfind('@');
  if (at == std::string::npos) return std::nullopt;
  TickSeen tick{w.end, 0};
  std::from_chars(w.rule.data() + at + 1, w.rule.data() + w.rule.size(), tick.obs_seq);
  return tick;
}

std::optional<Window> window_of(const JournalRow& row, const ConditionRule& rule) {
  switch (rule.origin) {
    case Origin::verdict:
    case Origin::class_fall:
      if (row.kind != "verdict" || row.rule != rule.verdict_rule) return std::nullopt;
      return Window{row.key, rule.condition, row.start, row.start + kHour};
    case Origin::silence: {
      // One minute an hour, a while after its start: the data of the hour before have had time to come.
      if (row.kind != "tick" || row.key != to_string(Period::minute)) return std::nullopt;
      const Instant end = row.start + kMinute;
      if (end - period_start(Period::hour, end) != rule.grace) return std::nullopt;
      return Window{"", tick_rule(rule, row.obs_seq), end, end};
    }
    case Origin::status:
      if (row.kind != "status" || row.rule != rule.verdict_rule) return std::nullopt;
      return Window{row.key, rule.condition, row.at, row.at};
  }
  return std::nullopt;
}

void append(std::vector<ledger::Act>& to, std::vector<ledger::Act> from) {
  for (auto& act : from) to.push_back(std::move(act));
}

}  // namespace

std::vector<Window> AlertsStage::touched(const ledger::Batch& batch, const ledger::Facts&) const {
  std::vector<Window> windows;
  for (const auto& row : batch.rows)
    for (const auto& rule : rules_.conditions)
      if (auto w = window_of(row, rule)) windows.push_back(std::move(*w));
  return windows;
}

ledger::Changes AlertsStage::evaluate(std::span<const Window> windows, const ledger::Facts& facts) const {
  ledger::Changes changes;
  std::vector<TickSeen> ticks;
  for (std::size_t i = 0; i < windows.size();) {
    if (const auto tick = tick_of(windows[i])) {
      ticks.push_back(*tick);
      ++i;
      continue;
    }
    // Ascending by subject and rule: the windows of one (object, condition) lie together.
    std::size_t end = i + 1;
    while (end < windows.size() && windows[end].subject == windows[i].subject && windows[end].rule == windows[i].rule)
      ++end;
    const ConditionRule* rule = rules_.find(windows[i].rule);
    if (rule && rule->origin == Origin::status) {
      if (auto act = status_episode(windows[i].subject, *rule, windows[i].start, facts))
        changes.acts.push_back(std::move(*act));
    } else if (rule) {
      append(changes.acts, recompute_episodes(windows[i].subject, *rule, windows.subspan(i, end - i), facts));
    }
    i = end;
  }
  std::sort(ticks.begin(), ticks.end(), [](const auto& a, const auto& b) { return a.end < b.end; });
  if (const auto* rule = rules_.of_origin(Origin::silence)) append(changes.acts, silence_episodes(*rule, ticks, facts));
  return changes;
}

}  // namespace limpid::alerts
