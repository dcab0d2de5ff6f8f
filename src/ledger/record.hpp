// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"

namespace limpid::ledger {

/// A row of the *acts*: something that a person or the system did once. Kinds: unit, object, device, document, plan,
/// item, promise, binding, episode, trace, case, task, evidence, account, secret, setting, rule-file. A change is a
/// further version; none is ever overwritten.
struct Record {
  std::int64_t id = 0;  ///< 64-bit ledger id, the same for all versions
  std::string kind;
  std::string key;  ///< unique in its kind; what comes from outside keeps its own key
  int version = 1;
  Instant at;      ///< clock time of this version
  int number = 0;  ///< running number in its kind and year, for short codes (案2022-0041)
  int year = 0;
  Json content;
  std::int64_t seq = 0;  ///< journal sequence of this version
};

/// A row that can be computed again: verdict, indicator, status. Keyed by (kind, subject, rule, start).
struct Derived {
  std::string kind;
  std::string subject;   ///< `section/xinbi-nanqiao`, or a promise key
  std::string rule;      ///< rule id and window: `gb3838-2002/PT1H`
  Instant start;         ///< window, start inclusive
  Instant end;           ///< exclusive
  Json content;          ///< null: nothing stands for this window any more
  std::int64_t id = 0;   ///< set when read
  std::int64_t seq = 0;  ///< journal sequence of the version read
  int version = 0;
};

/// A record to write. `act` names what was done (`episode.opened`); a content equal to what stands writes nothing.
struct Act {
  std::string act;
  std::string kind;
  std::string key;
  Json content;
};

/// What a stage, or a person's command, wants changed. Written in one ledger transaction with journal and audit rows.
struct Changes {
  std::vector<Derived> derived;
  std::vector<Act> acts;
};

struct DerivedQuery {
  std::string kind;
  std::optional<std::string> subject = {};
  std::optional<std::string> subject_prefix = {};  ///< `section/`
  std::optional<std::string> rule = {};
  std::optional<Instant> from = {};  ///< windows with start >= from
  std::optional<Instant> to = {};    ///< windows with start < to
  bool newest_first = false;
  std::size_t limit = 0;  ///< 0: all
};

/// One row of the journal, what stages, live pages and rebuild read on from.
struct JournalRow {
  std::int64_t seq = 0;
  Instant at;
  std::string stage;          ///< who wrote: a stage's name, `clock`, or `act`
  std::string kind;           ///< tick, or the kind of the record or derived row
  std::string key;            ///< record key; derived subject; for a tick its period (`PT1H`)
  std::string rule;           ///< derived rows: the rule; acts: the act's name
  Instant start;              ///< derived rows: the window's start; ticks: the closed period's start
  std::uint64_t obs_seq = 0;  ///< ticks: observation sequence that the tick saw
};

}  // namespace limpid::ledger
