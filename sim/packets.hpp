// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "sim/model/county.hpp"
#include "sim/uplink.hpp"

namespace limpid::sim {

/// The hour's reports as CN 2061 packets of HJ 212-2017, one a device (more when it does not fit), sent at `sent`
/// and later by the devices' clocks. Minimum, mean and maximum, flows with their total.
std::vector<Outgoing> hour_packets(const CountyHour& hour, const Table& devices, Instant sent);

}  // namespace limpid::sim
