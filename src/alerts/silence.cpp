// SPDX-License-Identifier: Apache-2.0
#include "alerts/silence.hpp"

#include <algorithm>
#include <map>

#include "alerts/standing.hpp"
#include "ledger/records/registry.hpp"

namespace limpid::alerts {
namespace {

using ledger::Episode;
constexpr std::string_view kDevice = "device:";

/// What is known of one device: its newest data and the period in which it reports.
struct Sender {
  std::string mn;
  std::string source;
  Millis period = kDay;  ///< the shortest of hour and day that it sends; an hour when only shorter ones are
  bool statistics = false;
  Instant last_end = Instant::min();
  std::uint64_t seq = 0;                                ///< newest commit among its series' latest rows
  std::vector<std::pair<Instant, std::uint64_t>> ends;  ///< (end, seq) of recent rows, when ticks of the past need them
};

Millis length(Period p) {
  switch (p) {
    case Period::minute: return kMinute;
    case Period::hour: return kHour;
    case Period::day: return kDay;
    default: return Millis{0};
  }
}

void note(Sender& s, const store::Observation& o) {
  const Period p = o.series->period;
  if (p == Period::month || p == Period::year) return;
  const Millis statistic = p == Period::day ? kDay : kHour;
  s.period = s.statistics ? std::min(s.period, statistic) : statistic;
  s.statistics = true;
  s.last_end = std::max(s.last_end, o.start + length(p));
  s.seq = std::max(s.seq, o.seq);
}

/// Devices by object that stand there now; one that was moved or taken off the register is missed by nobody.
std::map<std::string, std::map<std::string, Sender>> senders(const ledger::Facts& facts) {
  std::map<std::string, std::string> placed;
  for (const auto& r : facts.records("device"))
    if (r.content.is_object()) placed[r.key] = r.content.value("object", "");
  std::map<std::string, std::map<std::string, Sender>> by_object;
  for (const auto& o : facts.latest({})) {
    const auto& series = *o.series;
    if (!series.source.starts_with(kDevice)) continue;
    const auto mn = series.source.substr(kDevice.size());
    const auto place = placed.find(mn);
    if (place == placed.end() || place->second != series.object) continue;
    Sender& s = by_object[series.object][mn];
    s.mn = mn;
    s.source = series.source;
    note(s, o);
  }
  return by_object;
}

/// End of the newest data that had come in by the tick; none when nothing had, or not for so long that an episode
/// stands already.
std::optional<Instant> last_end_at(Sender& s, const std::string& object, const TickSeen& tick, Instant read_from,
                                   const ledger::Facts& facts) {
  if (s.seq <= tick.obs_seq) return s.last_end;
  if (s.ends.empty())
    for (const auto& o : facts.observations({.object = object, .source = s.source}, read_from, kEver))
      if (length(o.series->period) <= kDay) s.ends.emplace_back(o.start + length(o.series->period), o.seq);
  std::optional<Instant> newest;
  for (const auto& [end, seq] : s.ends)
    if (seq <= tick.obs_seq && (!newest || end > *newest)) newest = end;
  return newest;
}

/// The episode as it changes from tick to tick.
struct Running {
  std::string key;
  std::optional<Episode> before;
  std::optional<Episode> now;
  bool open() const { return now && now->state == "open"; }
  /// Ticks up to the one that decided the present state change nothing when they are seen again.
  bool decided(Instant tick, Millis patience) const {
    if (!now) return false;
    return open() ? tick < now->laps.back().opened + patience : tick <= *now->closed;
  }
};

void fall_silent(Running& r, const std::string& object, const Sender& s, Instant since, const ConditionRule& rule,
                 const ledger::Facts& facts) {
  const bool relapse = r.now && r.now->closed && since - *r.now->closed <= rule.relapse_within;
  if (!relapse) {
    r = {episode_key(object, rule.condition, since), std::nullopt, Episode{}};
    r.now->object = object;
    r.now->condition = rule.condition;
    r.now->level = rule.level;
    r.now->opened = since;
    r.now->items = concerned_items(facts, object);
  }
  Episode& e = *r.now;
  e.state = "open";
  e.closed.reset();
  e.close_reason.clear();
  e.last_bad = since;
  e.what = {"alerts.what.silent",
            {{"object", object},
             {"place", place_of(facts, object)},
             {"mn", s.mn},
             {"since", format_instant(since)},
             {"missed", rule.missed_periods}},
            ""};
  e.figure = {"silent", s.mn, "", format_instant(since)};
  e.laps.push_back({since, std::nullopt, std::nullopt});
}

void speak_again(Episode& e, Instant at) {
  e.state = "closed";
  e.closed = at;
  e.close_reason = "data";
  e.last_bad = at;
  e.laps.back().closed = at;
  e.laps.back().recovered = at;
}

void save(std::vector<ledger::Act>& acts, const Running& r) {
  if (!r.now) return;
  if (auto act = episode_act(r.key, r.before, *r.now)) acts.push_back(std::move(*act));
}

}  // namespace

std::vector<ledger::Act> silence_episodes(const ConditionRule& rule, std::span<const TickSeen> ticks,
                                          const ledger::Facts& facts) {
  std::vector<ledger::Act> acts;
  if (ticks.empty()) return acts;
  for (auto& [object, devices] : senders(facts)) {
    const auto standing = standing_episodes(facts, object, rule.condition);
    Running r;
    if (!standing.empty()) r = {standing.back().key, standing.back().episode, standing.back().episode};
    Millis shortest = kDay;
    for (const auto& [mn, s] : devices) shortest = std::min(shortest, s.period);
    for (const auto& tick : ticks) {
      if (r.decided(tick.end, shortest * rule.missed_periods + rule.grace)) continue;
      const Sender* silent = nullptr;
      Instant since = kEver;
      bool heard = false;
      for (auto& [mn, s] : devices) {
        const Millis patience = s.period * rule.missed_periods + rule.grace;
        const auto last = last_end_at(s, object, tick, ticks.front().end - 2 * patience, facts);
        if (!last) continue;
        heard = true;
        if (tick.end - *last >= patience && *last < since) {
          silent = &s;
          since = *last;
        }
      }
      if (silent && !r.open()) {
        const auto written = r;
        fall_silent(r, object, *silent, since, rule, facts);
        if (written.key != r.key) save(acts, written);
      } else if (!silent && heard && r.open()) {
        speak_again(*r.now, tick.end);
      }
    }
    save(acts, r);
  }
  return acts;
}

}  // namespace limpid::alerts
