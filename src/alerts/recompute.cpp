// SPDX-License-Identifier: Apache-2.0
#include "alerts/recompute.hpp"

#include <algorithm>
#include <set>

#include "alerts/fold.hpp"
#include "alerts/standing.hpp"

namespace limpid::alerts {
namespace {

using ledger::Act;
using ledger::Episode;

struct Range {
  Instant from, to;
};

Instant plus(Instant t, Millis d) {
  return t >= kEver ? kEver : t + d;
}

/// Widens the range by every episode near it, until its edges lie in a quiet time.
Range widen(Range r, const std::vector<Standing>& standing, Millis reach) {
  for (bool again = true; again;) {
    again = false;
    for (const auto& s : standing) {
      if (s.episode.state == "withdrawn") continue;
      if (s.episode.opened > plus(r.to, reach) || plus(s.end(), reach) < r.from) continue;
      if (s.episode.opened < r.from || s.end() > r.to) again = true;
      r = {std::min(r.from, s.episode.opened), std::max(r.to, s.end())};
    }
  }
  return r;
}

struct Folded {
  std::vector<Span> spans;
  bool restless = false;
};

std::vector<ledger::Derived> verdicts(const std::string& object, const ConditionRule& rule, Range r,
                                      const ledger::Facts& facts) {
  ledger::DerivedQuery query{.kind = "verdict", .subject = object, .rule = rule.verdict_rule};
  query.from = r.from;
  if (r.to < kEver) query.to = r.to;
  auto rows = facts.derived(query);
  std::sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.start < b.start; });
  return rows;
}

/// Before the range lies a quiet time: only a comparison with it, or a run that has not opened anything yet, needs it
/// read.
Folded fold(const std::string& object, const ConditionRule& rule, Range r, const ledger::Facts& facts) {
  const Millis reach = reach_of(rule);
  const bool context = rule.origin == Origin::class_fall || rule.open_after > 1;
  Fold f(rule, r.from);
  for (const auto& row : verdicts(object, rule, {context ? r.from - reach : r.from, plus(r.to, reach)}, facts))
    f.step(mark_of(row, rule));
  return {f.spans(), f.restless()};
}

/// Good hours in a quiet time, which is nearly all there is: nothing opens, and nothing near is to be closed.
bool nothing_to_do(const std::string& object, const ConditionRule& rule, Range r, const std::vector<Standing>& standing,
                   const ledger::Facts& facts) {
  if (rule.open_after > 1) return false;
  const Millis reach = reach_of(rule);
  for (const auto& s : standing)
    if (s.episode.opened <= plus(r.to, reach) && plus(s.end(), reach) >= r.from) return false;
  for (const auto& row : verdicts(object, rule, r, facts)) {
    const auto judgement = mark_of(row, rule).judgement;
    // For a class fall even a good hour may be one, and moves what later ones are compared with.
    if (judgement == Judgement::bad || (judgement == Judgement::good && rule.origin == Origin::class_fall))
      return false;
  }
  return true;
}

/// A class is a word of its own in each language; other grades are figures.
Json grade_words(const std::string& grade) {
  if (class_rank(grade) == 0) return grade;
  return {{"code", "standards.class." + grade}};
}

Json what_args(const Span& s, const std::string& object, const ledger::Facts& facts) {
  return {{"object", object},
          {"place", place_of(facts, object)},
          {"parameter", {{"code", "parameter." + s.worst.figure.name}}},
          {"value", s.worst.figure.value},
          {"unit", s.worst.figure.unit},
          {"limit", s.worst.limit},
          {"grade", grade_words(s.worst.grade)},
          {"target", grade_words(s.worst.target)},
          {"time", s.worst.figure.at}};
}

/// The record's content for a span. `standing` is the episode it continues.
Episode content_of(const Span& s, const std::string& object, const ConditionRule& rule, const Episode* standing,
                   const ledger::Facts& facts) {
  Episode e;
  e.object = object;
  e.condition = rule.condition;
  e.state = s.closed ? "closed" : "open";
  e.level = s.serious ? "serious" : rule.level;
  e.opened = s.opened;
  e.closed = s.closed;
  e.last_bad = s.last_bad;
  e.what = {"alerts.what." + rule.condition, what_args(s, object, facts), ""};
  e.figure = s.worst.figure;
  e.limit = s.worst.limit;
  e.parameters = s.parameters;
  e.items = standing && !standing->items.empty() ? standing->items : concerned_items(facts, object);
  e.close_reason = s.closed ? "data" : "";
  e.laps = s.laps;
  e.verdict_rule = rule.verdict_rule;
  return e;
}

bool overlap(const Span& a, const Standing& b) {
  return a.opened < b.end() && b.episode.opened < a.closed.value_or(kEver);
}

/// The episode on record that a span continues: the first that overlaps it and is not yet taken, one in force before a
/// withdrawn one.
const Standing* match(const Span& span, const std::vector<Standing>& standing, const std::set<std::string>& taken) {
  const Standing* withdrawn = nullptr;
  for (const auto& s : standing) {
    if (taken.contains(s.key) || !overlap(span, s)) continue;
    if (s.episode.state != "withdrawn") return &s;
    if (!withdrawn) withdrawn = &s;
  }
  return withdrawn;
}

std::string free_key(const std::string& object, const ConditionRule& rule, Instant opened,
                     const std::vector<Standing>& standing) {
  auto key = episode_key(object, rule.condition, opened);
  const auto used = [&](const std::string& k) {
    return std::any_of(standing.begin(), standing.end(), [&](const auto& s) { return s.key == k; });
  };
  if (!used(key)) return key;
  // The start of an episode moved away from the time in its key, and a new one begins there.
  for (int n = 2;; ++n)
    if (auto next = key + "~" + std::to_string(n); !used(next)) return next;
}

Episode withdrawn(Episode e, bool merged) {
  e.state = "withdrawn";
  e.close_reason = merged ? "merged" : "corrected";
  if (!e.closed) e.closed = e.last_bad;
  if (!e.laps.empty() && !e.laps.back().closed) e.laps.back().closed = e.closed;
  return e;
}

}  // namespace

Millis reach_of(const ConditionRule& rule) {
  return std::max({rule.relapse_within, rule.reference, kDay});
}

namespace {

/// Recomputes one range whose edges lie in a quiet time; gives how far it was read.
Instant recompute_range(const std::string& object, const ConditionRule& rule, Range range,
                        const std::vector<Standing>& standing, const ledger::Facts& facts, std::vector<Act>& acts) {
  const Millis reach = reach_of(rule);
  Folded folded = fold(object, rule, range, facts);
  if (folded.restless && range.to < kEver) {
    // Late data opened something that reaches beyond what was read: read on to the newest verdict.
    range = widen({range.from, kEver}, standing, reach);
    folded = fold(object, rule, range, facts);
  }
  std::set<std::string> taken;
  for (const auto& span : folded.spans) {
    const Standing* old = match(span, standing, taken);
    const auto key = old ? old->key : free_key(object, rule, span.opened, standing);
    taken.insert(key);
    const auto after = content_of(span, object, rule, old ? &old->episode : nullptr, facts);
    if (auto act = episode_act(key, old ? std::optional(old->episode) : std::nullopt, after))
      acts.push_back(std::move(*act));
  }
  for (const auto& s : standing) {
    const bool inside = s.episode.opened <= range.to && s.end() >= range.from;
    if (!inside || taken.contains(s.key) || s.episode.state == "withdrawn") continue;
    const bool merged =
        std::any_of(folded.spans.begin(), folded.spans.end(), [&](const auto& x) { return overlap(x, s); });
    if (auto act = episode_act(s.key, s.episode, withdrawn(s.episode, merged))) acts.push_back(std::move(*act));
  }
  return range.to;
}

}  // namespace

std::vector<Act> recompute_episodes(const std::string& object, const ConditionRule& rule,
                                    std::span<const ledger::Window> touched, const ledger::Facts& facts) {
  const Millis reach = reach_of(rule);
  const auto standing = standing_episodes(facts, object, rule.condition);
  std::vector<Act> acts;
  for (std::size_t i = 0; i < touched.size();) {
    Range range = widen({touched[i].start, touched[i].end}, standing, reach);
    // Windows whose neighbourhoods meet are one piece of work.
    for (++i; i < touched.size() && touched[i].start <= plus(range.to, reach + reach); ++i)
      range = widen({range.from, std::max(range.to, touched[i].end)}, standing, reach);
    if (nothing_to_do(object, rule, range, standing, facts)) continue;
    const Instant upto = recompute_range(object, rule, range, standing, facts, acts);
    while (i < touched.size() && touched[i].start <= upto) ++i;
  }
  return acts;
}

}  // namespace limpid::alerts
