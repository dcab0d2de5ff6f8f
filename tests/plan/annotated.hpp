// SPDX-License-Identifier: Apache-2.0
// The plans of the repository that somebody annotated by reading.
#pragma once

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

namespace limpid::plan {

/// Their folders below the source tree: `plans/zezhou-2022`, `tests/plan/unseen/01-winter-2023` …
inline std::vector<std::string> annotated_plans() {
  const std::filesystem::path tree = LIMPID_SOURCE_DIR;
  std::vector<std::string> out;
  for (const char* root : {"plans", "tests/plan"})
    for (const auto& entry : std::filesystem::recursive_directory_iterator(tree / root))
      if (entry.path().filename() == "plan.txt")  // each has its gold.yaml beside it
        out.push_back(std::filesystem::relative(entry.path().parent_path(), tree).string());
  std::sort(out.begin(), out.end());
  return out;
}

/// As GoogleTest takes it for the name of a test.
inline std::string plan_test_name(std::string name) {
  std::replace_if(
      name.begin(), name.end(), [](char c) { return c == '-' || c == '/'; }, '_');
  return name;
}

}  // namespace limpid::plan
