// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "plan/json.hpp"

namespace limpid::plan {

/// `lead 县住建局`, as tests compare units.
inline std::vector<std::string> said(const std::vector<Unit>& units) {
  std::vector<std::string> out;
  out.reserve(units.size());
  for (const auto& unit : units) out.push_back(std::string(to_string(unit.role)) + " " + unit.name);
  return out;
}

}  // namespace limpid::plan
