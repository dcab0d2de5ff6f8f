// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "base/result.hpp"

namespace limpid::api {

/// `LINESTRING(lon lat, …)` as [[lon, lat], …]; empty when it is no line.
Json wkt_line(const std::string& wkt);

}  // namespace limpid::api
