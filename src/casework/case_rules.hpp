// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"

namespace limpid::casework {

/// rules/casework.yaml, and from rules/county-conventions.yaml how many good windows close an episode (for the words of
/// a task).
struct CaseRules {
  std::map<std::string, Millis> step_limits;         ///< state -> limit
  std::vector<std::pair<std::string, Millis>> rail;  ///< stage -> limit, as shown
  Millis late_after{};
  std::map<std::string, std::vector<std::string>> assign;  ///< condition or `default` -> sources in order
  std::string township_attribute, township_suffix;
  std::vector<std::string>
      last_resort;  ///< words in the name of the bureau; the first stands for it where none is registered
  std::vector<std::string> placeholders;
  std::map<std::string, int> closes_after;  ///< condition -> good windows

  std::optional<Millis> limit_of(const std::string& state) const;
  const std::vector<std::string>& sources_for(const std::string& condition) const;
};

/// Throws Failure (file, schema).
CaseRules load_case_rules(const std::filesystem::path& share);

}  // namespace limpid::casework
