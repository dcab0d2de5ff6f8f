// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "sim/model/air.hpp"
#include "sim/model/water.hpp"

namespace limpid::sim {

/// What the county's devices have to say of one hour, and what is true of it.
struct CountyHour {
  Instant start;
  std::vector<Report> reports;      // of the devices that send; flags set where a device is faulty
  std::vector<Effect> effects;      // which event shows at which object
  std::vector<std::string> silent;  // objects whose device an event keeps quiet
};

/// The whole simulated county. The same seed, start and events give the same bytes.
class County {
 public:
  County(const Registers& registers, const Settings& settings, std::uint64_t seed, Instant start,
         std::vector<Event> events);

  CountyHour next_hour();
  Instant now() const { return water_.now(); }
  const Water& water() const { return water_; }

 private:
  /// False: the device sends nothing this hour. May set the flags of the report.
  bool survives_faults(Report& report) const;

  Settings settings_;
  Noise noise_;
  std::vector<Event> events_;
  std::vector<std::string> with_device_;  // sorted
  Water water_;
  Air air_;
};

}  // namespace limpid::sim
