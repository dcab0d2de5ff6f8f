// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "sim/model/events.hpp"
#include "sim/model/noise.hpp"

namespace limpid::sim {

/// Monthly laboratory results of all sections and outfalls, and of the plants that are not on line, from January of the
/// year of `before` up to it: CSV `object,parameter,time,value,unit,source`. Values are the river's on that day, with
/// the scatter of sampling and the bad months of the settings; below 0.025 mg/L ammonia nitrogen is written `<0.025`.
std::string laboratory_csv(const Registers& registers, const Settings& settings, const Noise& noise, Instant before);

}  // namespace limpid::sim
