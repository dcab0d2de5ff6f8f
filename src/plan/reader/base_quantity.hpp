// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plan/document.hpp"

namespace limpid::plan {

/// Value and unit as printed (`1.096`, `亿立方米`; `一万二千`, `户`) in a unit that compares: lengths in m, areas in m2
/// (an 亩 is 10000/15 m2, GB 3100's note on 亩), volumes in m3, masses in t, times in h, shares in %, boilers in t/h of
/// steam, counts in 1; a water class is its number (III: 3) with unit class. Empty where the unit is none of these.
BaseQuantity to_base(const std::string& value, const std::string& unit);

}  // namespace limpid::plan
