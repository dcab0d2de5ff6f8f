// SPDX-License-Identifier: Apache-2.0
// Plans written by somebody who knew neither the reader nor the other plans: the bars for documents in forms that it
// has not seen. What the reader made of them at first sight is in docs/plan-annotation.md.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "base/data_file.hpp"
#include "plan/read.hpp"
#include "plan/score.hpp"

namespace limpid::plan {
namespace {

const std::filesystem::path kUnseenRoot = LIMPID_SOURCE_DIR;

class UnseenPlan : public ::testing::TestWithParam<std::string> {};

TEST_P(UnseenPlan, ReachesTheBars) {
  const auto folder = kUnseenRoot / "tests/plan/unseen" / GetParam();
  const auto document = read_document(read_file(folder / "plan.txt"));
  ASSERT_TRUE(document) << document.error().code;
  const auto s = score(*document, load_data_file(folder / "gold.yaml", kUnseenRoot / "schemas/plan-gold.json"));
  for (const auto& [field, tally] : s.fields) {
    std::string differences;
    for (const auto& d : s.differences)
      if (d.field == field) differences += (d.missed ? "\n- " : "\n+ ") + d.at + " " + d.value;
    EXPECT_GE(tally.f1(), field == "quantities" ? 0.85 : 0.90) << field << differences;
  }
}

std::vector<std::string> unseen_plans() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(kUnseenRoot / "tests/plan/unseen"))
    if (entry.is_directory()) names.push_back(entry.path().filename().string());
  std::sort(names.begin(), names.end());
  return names;
}

INSTANTIATE_TEST_SUITE_P(Documents, UnseenPlan, ::testing::ValuesIn(unseen_plans()), [](const auto& one) {
  std::string name = one.param;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
});

}  // namespace
}  // namespace limpid::plan
