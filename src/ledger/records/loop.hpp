// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "ledger/records/common.hpp"

/// Records of the closed loop: episode, trace, case, task, evidence.
namespace limpid::ledger {

struct Lap {
  Instant opened;
  std::optional<Instant> closed;
  std::optional<Instant> recovered;  ///< end of the first of the good windows at its end, before they suffice to close
  Instant last_bad{};                ///< end of its newest bad window
  NLOHMANN_DEFINE_TYPE_INTRUSIVE_WITH_DEFAULT(Lap, opened, closed, recovered, last_bad)
};

/// Record kind `episode`; key `OBJECT|CONDITION|OPENED` of its first opening, kept when late data move the start.
/// Belongs to (object, condition); matched by overlap. Times are data time (start of the first bad window, end of the
/// last window that closed it), silence in clock time.
struct Episode {
  std::string object;
  std::string condition;  ///< water-class, class-fall, dust, aqi, discharge, silent, status
  std::string state;      ///< open, closed, withdrawn
  std::string level;      ///< notice, serious
  Instant opened;
  std::optional<Instant> closed;
  Instant last_bad;  ///< end of the newest bad window
  Text what;         ///< place, parameter, value with unit, limit, time
  Figure figure;     ///< newest (or worst) figure of the deciding parameter
  std::string limit;
  std::vector<std::string> parameters;  ///< deciding parameters over its life
  std::vector<std::string> items;       ///< plan items that it concerns (binding of the object)
  std::string close_reason;             ///< data; withdrawn: corrected, merged (late data joined it to an earlier)
  std::vector<Lap> laps;                ///< a relapse within the rule's time opens a further lap
  std::string verdict_rule;             ///< `water-class/PT1H`: verdicts of (object, this) are its evidence
  NLOHMANN_DEFINE_TYPE_INTRUSIVE_WITH_DEFAULT(Episode, object, condition, state, level, opened, closed, last_bad, what,
                                              figure, limit, parameters, items, close_reason, laps, verdict_rule)
};

struct Candidate {
  std::string object;
  double weight = 0;  ///< share of suspicion, all candidates and `unexplained` sum to 1
  double distance_m = 0;
  double travel_time_s = 0;
  std::string state;  ///< suspected, cannot_exclude, not_testable
  std::vector<Text> supports, against, unknown;
  NLOHMANN_DEFINE_TYPE_INTRUSIVE_WITH_DEFAULT(Candidate, object, weight, distance_m, travel_time_s, state, supports,
                                              against, unknown)
};

/// Record kind `trace`, key `EPISODE-KEY/RUN`. One frozen run; suspicion is not a verdict. Runs are numbered through
/// the laps, so that the greatest number is the newest lap's newest run.
struct Trace {
  std::string episode;  ///< episode key
  std::string object;
  int run = 1;
  int lap = 1;
  std::string occasion = {};  ///< opening, second_window or close of the lap
  Instant frozen_at;
  std::string method;  ///< river-travel-time, wind-footprint
  std::vector<std::string> parameters;
  Instant from, to;                   ///< window of the bad readings
  std::vector<Text> limits;           ///< what the method cannot know
  Json inputs = Json::object();       ///< frozen: baseline, peak, wind rose, network version …
  std::vector<Candidate> candidates;  ///< best first
  double unexplained = 0;
  NLOHMANN_DEFINE_TYPE_INTRUSIVE_WITH_DEFAULT(Trace, episode, object, run, lap, occasion, frozen_at, method, parameters,
                                              from, to, limits, inputs, candidates, unexplained)
};

struct TimelineEntry {
  Instant at;
  std::string actor;  ///< data, system, user:NAME, local:UID
  std::string
      stage;  ///< found, alerted, traced, dispatched, accepted, acting, evidence, recovered, review, closed, reopened
  Text what;
  std::string ref;  ///< evidence key, trace key …
  NLOHMANN_DEFINE_TYPE_INTRUSIVE_WITH_DEFAULT(TimelineEntry, at, actor, stage, what, ref)
};

/// Record kind `case`, key = episode key.
struct Case {
  std::string episode;
  std::string object;
  std::string item;  ///< plan item it serves, empty when none
  std::string unit;  ///< who has it: lead unit, else first responsible
  std::vector<std::string> cooperating;
  std::string state;  ///< open, accepted, acting, recovering, review, closed
  Text what;
  Instant opened;
  std::optional<Instant> closed;
  std::string closed_by;     ///< data or user:NAME
  std::string close_reason;  ///< recovered, corrected, or the person's words
  int laps = 1;
  std::optional<Instant> due;  ///< limit of the present step
  std::vector<TimelineEntry> timeline;
  NLOHMANN_DEFINE_TYPE_INTRUSIVE_WITH_DEFAULT(Case, episode, object, item, unit, cooperating, state, what, opened,
                                              closed, closed_by, close_reason, laps, due, timeline)
};

/// Record kind `task`, key `CASE-KEY#UNIT`.
struct Task {
  std::string case_key;
  std::string unit;
  std::string state;  ///< open, accepted, done, lapsed (its case closed before the unit took it), cancelled
  Text what;
  Text done_when;  ///< what will count as done
  Instant opened;
  std::optional<Instant> due;
  NLOHMANN_DEFINE_TYPE_INTRUSIVE_WITH_DEFAULT(Task, case_key, unit, state, what, done_when, opened, due)
};

/// Record kind `evidence`, key `CASE-KEY!N`.
struct Evidence {
  std::string case_key;
  std::string kind;  ///< text, file
  std::string text;
  std::string file;  ///< content hash below files/, empty for text
  std::string name;  ///< the file's own name
  std::string media_type;
  std::string by;  ///< user:NAME
  Instant at;
  NLOHMANN_DEFINE_TYPE_INTRUSIVE_WITH_DEFAULT(Evidence, case_key, kind, text, file, name, media_type, by, at)
};

}  // namespace limpid::ledger
