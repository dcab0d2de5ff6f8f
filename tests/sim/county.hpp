// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "sim/model/register.hpp"
#include "sim/model/settings.hpp"

namespace limpid::sim {

inline std::filesystem::path plan_dir() {
  return std::filesystem::path(LIMPID_SOURCE_DIR) / "plans/zezhou-2022";
}

inline const Registers& county_registers() {
  static const Registers registers = read_registers(plan_dir() / "registers");
  return registers;
}

inline const Settings& county_settings() {
  static const Settings settings = read_settings(plan_dir() / "simulation.yaml",
                                                 std::filesystem::path(LIMPID_SOURCE_DIR) / "schemas/simulation.json");
  return settings;
}

}  // namespace limpid::sim
