// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <vector>

#include "base/result.hpp"
#include "sim/model/county.hpp"

namespace limpid::sim {

/// What really happened, for those who want to test what was found out. A further run reads the file of the run before
/// it and goes on with it, so that a spill under way is still in the river.
///
/// {"seed":7,"start":T,"end":T,"events":[{"type":"spill","object":"outfall/ch-07","start":T,"end":T,
///   "section":"section/xinbi-nanqiao","travel_hours":1.56,"affected":[{"object":O,"hours":[T,...]}]}]}
/// `affected`: objects at which the event shows, by the start of each hour. Times are ISO 8601 with +08:00.
class Truth {
 public:
  Truth(std::uint64_t seed, Instant start) : seed_(seed), start_(start), end_(start) {}

  /// Goes on from `earlier` when it is of the same seed and ends where this run starts; else it is left alone.
  void resume(const Json& earlier);
  void add_event(const Event& e) { events_.push_back(e); }
  const std::vector<Event>& events() const { return events_; }

  void note(const CountyHour& hour);
  Json to_json(const Water& water) const;

 private:
  std::uint64_t seed_;
  Instant start_, end_;
  std::vector<Event> events_;
  std::map<std::pair<std::size_t, std::string>, std::vector<Instant>> affected_;  // event, object
};

}  // namespace limpid::sim
