// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "alerts/alert_rules.hpp"
#include "ledger/facts.hpp"
#include "ledger/records/loop.hpp"

namespace limpid::alerts {

/// Later than any data: the end of what is still open.
inline constexpr Instant kEver = Instant{Millis{std::numeric_limits<std::int64_t>::max() / 4}};

/// An episode on record.
struct Standing {
  std::string key;
  ledger::Episode episode;
  Instant end() const { return episode.closed.value_or(kEver); }
};

/// `OBJECT|CONDITION|`: what the keys of its episodes begin with.
std::string episode_prefix(const std::string& object, const std::string& condition);
std::string episode_key(const std::string& object, const std::string& condition, Instant opened);

/// All episodes of (object, condition), ascending by opening.
std::vector<Standing> standing_episodes(const ledger::Facts& facts, const std::string& object,
                                        const std::string& condition);

/// The act that brings the record from `before` (none: a new episode) to `after`; nothing when they are equal.
std::optional<ledger::Act> episode_act(const std::string& key, const std::optional<ledger::Episode>& before,
                                       const ledger::Episode& after);

/// Plan items that an object concerns: those whose bindings name it or whose `kind` and `where` it fits, the most
/// specific first.
std::vector<std::string> concerned_items(const ledger::Facts& facts, const std::string& object);

/// The object's name, or its reference when the register has none.
std::string place_of(const ledger::Facts& facts, const std::string& object);

}  // namespace limpid::alerts
