// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace limpid::registry {

struct Metres {
  double east = 0, north = 0;
};

/// Where (lon, lat) lies seen from (lon0, lat0), on the tangent plane: within 0.1 % over a county.
Metres offset(double lon0, double lat0, double lon, double lat);

}  // namespace limpid::registry
