// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/time.hpp"

namespace limpid::hj212 {

/// DataTime: `YYYYMMDDhhmmss`, always UTC+8. Devices that add milliseconds are understood; nothing else is.
/// parse_stamp("20160801080000") is 2016-08-01T00:00Z.
std::optional<Instant> parse_stamp(std::string_view text);
std::string format_stamp(Instant t);

/// QN: the stamp with milliseconds, 17 digits.
std::string format_qn(Instant t);

}  // namespace limpid::hj212
