// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/views/view.hpp"

namespace limpid::api {

/// A device's 24 hours: `ok`, `late`, `gap`, `none` (not due) or a flag letter.
struct DeviceArrival {
  ledger::Device device;
  std::vector<std::string> cells;
  int due = 0, arrived = 0;
};

struct Arrivals {
  Instant from, to;
  std::vector<DeviceArrival> devices;
};

/// The 24 hours that ended at `to`, by the devices' hourly means.
Arrivals arrivals(const View& v, Instant to);

}  // namespace limpid::api
