// SPDX-License-Identifier: Apache-2.0
#include "casework/case_fold.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "casework/dispatch.hpp"
#include "ledger/records/verdict.hpp"

namespace limpid::casework {
namespace {

using ledger::Case;
using ledger::Episode;
using ledger::Text;
using ledger::TimelineEntry;

constexpr const char* kCorrected = "casework.timeline.corrected";
constexpr const char* kMerged = "casework.timeline.merged";
constexpr const char* kReinstated = "casework.timeline.reinstated";

bool is_revision(const TimelineEntry& e) {
  return e.what.code == kCorrected || e.what.code == kMerged || e.what.code == kReinstated;
}

/// Entries that cannot be made again from the facts: what people did, and when data were taken back.
std::vector<TimelineEntry> kept(const std::optional<Case>& before) {
  std::vector<TimelineEntry> all;
  if (!before) return all;
  for (const auto& e : before->timeline)
    if ((e.actor != "data" && e.actor != "system") || is_revision(e)) all.push_back(e);
  return all;
}

const Text* text_of(const std::optional<Case>& before, std::string_view stage) {
  if (!before) return nullptr;
  for (const auto& entry : before->timeline)
    if (entry.stage == stage) return &entry.what;
  return nullptr;
}

/// The first reading, as the verdict of its window has it; without that the episode's own sentence as it was then.
Text found_text(const Episode& e, const std::optional<Case>& before, const ledger::Facts& facts) {
  const auto rows = facts.derived(
      {.kind = "verdict", .subject = e.object, .rule = e.verdict_rule, .from = e.opened, .to = e.opened + Millis{1}});
  const Text* then = text_of(before, "found");
  const Text& otherwise = then ? *then : e.what;
  if (rows.empty() || rows.front().content.is_null()) return otherwise;
  const auto v = rows.front().content.get<ledger::Verdict>();
  for (const auto& input : v.inputs) {
    if (v.deciding.empty() || input.parameter != v.deciding.front()) continue;
    return {"casework.timeline.found",
            {{"parameter", {{"code", "parameter." + input.parameter}}},
             {"value", input.value},
             {"unit", input.unit},
             {"limit", input.limit},
             {"time", format_instant(rows.front().end)}},
            "verdict|" + e.object + "|" + e.verdict_rule + "|" + format_instant(e.opened)};
  }
  return otherwise;
}

Text traced_text(const ledger::Trace& t, const ledger::Facts& facts) {
  Json first = Json::array();
  for (const auto& c : t.candidates) {
    const auto percent = std::lround(c.weight * 100);
    if (first.size() == 3 || percent == 0) break;
    const auto record = facts.record("object", c.object);
    const auto name = record ? record->content.value("name", c.object) : c.object;
    first.push_back({{"code", "casework.timeline.candidate"}, {"args", {{"name", name}, {"percent", percent}}}});
  }
  return {first.empty() ? "casework.timeline.traced_none" : "casework.timeline.traced",
          {{"run", t.run}, {"candidates", first}},
          ""};
}

Text dispatched_text(const Dispatch& given) {
  return {given.last_resort ? "casework.timeline.dispatched_last_resort" : "casework.timeline.dispatched",
          {{"unit", given.unit}, {"tasks", given.tasks}},
          ""};
}

/// An entry with the lap it belongs to.
struct Placed {
  int lap = 1;
  TimelineEntry entry;
};

void beginning(std::vector<Placed>& all, const std::string& key, const Episode& e, const Text& given,
               const std::optional<Case>& before, const ledger::Facts& facts) {
  const Instant at = noticed(e, e.opened);
  all.push_back({1, {at, "data", "found", found_text(e, before, facts), key}});
  const Text alerted{"casework.timeline.alerted", {{"level", {{"code", "alerts.level." + e.level}}}}, ""};
  all.push_back({1, {at, "system", "alerted", alerted, key}});
  all.push_back({1, {at, "system", "dispatched", given, ""}});
}

void laps(std::vector<Placed>& all, const Episode& e, const CaseRules& rules) {
  const auto after = rules.closes_after.find(e.condition);
  const Json windows = {{"windows", after == rules.closes_after.end() ? 1 : after->second}};
  for (std::size_t i = 0; i < e.laps.size(); ++i) {
    const auto& lap = e.laps[i];
    const auto add = [&](Instant at, const char* actor, const char* stage, const Text& what) {
      all.push_back({static_cast<int>(i) + 1, {at, actor, stage, what, ""}});
    };
    if (i > 0) {
      const Instant at = std::max(noticed(e, lap.opened), e.laps[i - 1].closed.value_or(lap.opened));
      add(at, "data", "reopened", {"casework.timeline.reopened", {{"lap", i + 1}}, ""});
    }
    if (lap.recovered) add(*lap.recovered, "data", "recovered", {"casework.timeline.recovered", Json::object(), ""});
    if (!lap.closed || e.state == "withdrawn") continue;
    add(*lap.closed, "system", "review", {"casework.timeline.review", windows, ""});
    add(*lap.closed, "data", "closed", {"casework.timeline.closed", {{"reason", "recovered"}}, ""});
  }
}

/// Notes once that data were taken back, or came back.
void revisions(std::vector<TimelineEntry>& keep, const Episode& e, Instant at) {
  const auto last = std::find_if(keep.rbegin(), keep.rend(), is_revision);
  const bool gone = last != keep.rend() && last->what.code != kReinstated;
  if (e.state == "withdrawn" && !gone) {
    const bool merged = e.close_reason == "merged";
    keep.push_back(
        {at, "data", "closed", {merged ? kMerged : kCorrected, {{"reason", merged ? "merged" : "corrected"}}, ""}, ""});
  } else if (e.state != "withdrawn" && gone) {
    keep.push_back({at, "data", "reopened", {kReinstated, Json::object(), ""}, ""});
  }
}

int order_of(const std::string& stage) {
  constexpr std::array<const char*, 11> kOrder{"found",    "alerted",   "traced", "dispatched", "accepted", "acting",
                                               "evidence", "recovered", "review", "closed",     "reopened"};
  return static_cast<int>(std::find(kOrder.begin(), kOrder.end(), stage) - kOrder.begin());
}

/// What people did, and what corrections did, belongs to the lap that began before it.
std::vector<Placed> placed(std::vector<TimelineEntry> keep, const std::vector<Placed>& by_data) {
  std::vector<Placed> all;
  for (auto& entry : keep) {
    const auto begun = std::count_if(by_data.begin(), by_data.end(), [&](const Placed& p) {
      return p.entry.stage == "reopened" && p.entry.at < entry.at;
    });
    all.push_back({static_cast<int>(begun) + 1, std::move(entry)});
  }
  return all;
}

/// By time; at one time by the lap, and in it in the order of the stages, but what happened to a closed case stays
/// behind its closing.
std::vector<TimelineEntry> sorted(std::vector<Placed> all) {
  const auto rank = [](const Placed& p) {
    const bool begins = p.lap > 1 && p.entry.stage == "reopened" && p.entry.what.code != kReinstated;
    return std::tuple(p.entry.at, p.lap, begins ? -1 : order_of(p.entry.stage));
  };
  std::stable_sort(all.begin(), all.end(), [&](const Placed& a, const Placed& b) { return rank(a) < rank(b); });
  std::vector<TimelineEntry> timeline;
  timeline.reserve(all.size());
  for (auto& p : all) timeline.push_back(std::move(p.entry));
  return timeline;
}

/// The facts' last word: an episode that is over leaves no case open behind a late re-opening.
void close_behind(Case& c, const Episode& e) {
  std::string state = "open";
  for (const auto& entry : c.timeline) state = state_after(state, entry.stage);
  if (e.state == "open" || state == "closed") return;
  const Instant at = std::max(e.closed.value_or(c.timeline.back().at), c.timeline.back().at);
  c.timeline.push_back({at, "data", "closed", {"casework.timeline.closed", {{"reason", "recovered"}}, ""}, ""});
}

}  // namespace

Instant noticed(const Episode& e, Instant opened) {
  const bool windowed = e.verdict_rule.find('/') != std::string::npos;
  return windowed ? opened + kHour : opened;
}

std::string state_after(std::string_view state, std::string_view stage) {
  const auto rank = [](std::string_view s) {
    constexpr std::array<std::string_view, 6> kStates{"open", "accepted", "acting", "recovering", "review", "closed"};
    return std::find(kStates.begin(), kStates.end(), s) - kStates.begin();
  };
  if (stage == "reopened") return state == "closed" ? "open" : std::string(state);
  const std::string next = stage == "recovered" ? "recovering" : std::string(stage);
  if (stage == "review" && state != "recovering") return std::string(state);
  const bool moves =
      stage == "accepted" || stage == "acting" || stage == "recovered" || stage == "review" || stage == "closed";
  return moves && rank(next) > rank(state) ? next : std::string(state);
}

void settle(Case& c, const CaseRules& rules, Instant limit_from) {
  const auto was = std::tuple(c.state, c.laps, c.due);
  std::string state = "open";
  Instant since = c.timeline.empty() ? limit_from : c.timeline.front().at;
  c.closed.reset();
  c.closed_by.clear();
  c.close_reason.clear();
  c.laps = 1;
  for (const auto& e : c.timeline) {
    const auto next = state_after(state, e.stage);
    if (next == state) continue;
    if (e.stage == "reopened") ++c.laps;
    const bool closes = next == "closed";
    c.closed = closes ? std::optional(e.at) : std::nullopt;
    c.closed_by = closes ? e.actor : "";
    c.close_reason = closes ? e.what.args.value("reason", "") : "";
    state = next;
    since = e.at;
  }
  c.state = state;
  const auto limit = rules.limit_of(state);
  if (!limit) {
    c.due.reset();
  } else if (std::get<0>(was) == c.state && std::get<1>(was) == c.laps && std::get<2>(was)) {
    c.due = std::get<2>(was);
  } else {
    c.due = std::max(since, limit_from) + *limit;
  }
}

Case case_of(const std::string& key, const Episode& episode, Instant record_at, const std::optional<Case>& before,
             const CaseRules& rules, const ledger::Facts& facts) {
  Case c = before.value_or(Case{});
  Text given;
  if (before) {
    // Given out once: a binding that changes later does not move a case from one desk to another.
    if (const Text* then = text_of(before, "dispatched")) given = *then;
  } else {
    const auto to = dispatch(episode, rules, facts);
    given = dispatched_text(to);
    c.episode = key;
    c.object = episode.object;
    c.item = to.item;
    c.unit = to.unit;
    c.cooperating = to.cooperating;
  }
  c.what = episode.what;
  c.opened = noticed(episode, episode.opened);
  auto keep = kept(before);
  revisions(keep, episode, record_at);
  std::vector<Placed> all;
  beginning(all, key, episode, given, before, facts);
  for (const auto& r : facts.records("trace", key + "/")) {
    const auto trace = r.content.get<ledger::Trace>();
    all.push_back({trace.lap, {trace.frozen_at, "system", "traced", traced_text(trace, facts), r.key}});
  }
  laps(all, episode, rules);
  for (auto& entry : placed(std::move(keep), all)) all.push_back(std::move(entry));
  c.timeline = sorted(std::move(all));
  close_behind(c, episode);
  const bool late = facts.now() - c.timeline.back().at > rules.late_after;
  settle(c, rules, late ? facts.now() : c.opened);
  return c;
}

}  // namespace limpid::casework
