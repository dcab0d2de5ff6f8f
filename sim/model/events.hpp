// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"
#include "sim/model/register.hpp"
#include "sim/model/settings.hpp"

namespace limpid::sim {

enum class EventType { spill, upset, dust, silent };
std::string_view to_string(EventType type);

/// Something that is made to happen, in absolute time: start inclusive, end exclusive.
struct Event {
  EventType type;
  std::string object;  // KIND/KEY
  Instant start, end;
  bool covers(Instant t) const { return t >= start && t < end; }
};

/// That an event shows at an object: without it the object would read otherwise.
struct Effect {
  std::size_t event;  // its place in the list of events
  std::string object;
  auto operator<=>(const Effect&) const = default;
};

/// `spill:outfall/ch-07@2h`, `silent:section/beiyin@4h+6h`, `upset:enterprise/qy-03@90m`: hours (h) or minutes (m)
/// after `run_start`, then how long, else the setting's default. Errors: `sim.event.syntax`, `sim.event.kind` (a spill
/// needs an outfall, and so on), `sim.event.unknown` with the nearest keys in `near`.
Result<Event> parse_event(std::string_view text, Instant run_start, const Registers& registers,
                          const Settings& settings);

/// Up to three keys of `table` that look most like `key` (edit distance).
std::vector<std::string> near_keys(std::string_view key, const Table& table);

}  // namespace limpid::sim
