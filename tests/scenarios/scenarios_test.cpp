// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>

#include "scenarios/stage_play.hpp"

namespace limpid {
namespace {

const std::filesystem::path kFolder = std::filesystem::path(LIMPID_SOURCE_DIR) / "tests/scenarios";

std::vector<std::string> stories() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(kFolder))
    if (entry.path().extension() == ".txt") names.push_back(entry.path().stem().string());
  std::sort(names.begin(), names.end());
  return names;
}

class Scenario : public ::testing::TestWithParam<std::string> {};

TEST_P(Scenario, Holds) {
  testing::StagePlay play(LIMPID_SOURCE_DIR);
  for (const auto& fault : play.play(kFolder / (GetParam() + ".txt"))) ADD_FAILURE() << fault;
}

INSTANTIATE_TEST_SUITE_P(Story, Scenario, ::testing::ValuesIn(stories()),
                         [](const auto& story) { return story.param; });

TEST(ScenarioRunner, SaysWhatItDoesNotUnderstandAndWhatDoesNotHold) {
  const auto file = std::filesystem::temp_directory_path() / ("limpid-scenario-" + std::to_string(::getpid()) + ".txt");
  std::ofstream(file) << "Given nonsense\nThen the case is open\nThen section/x has 2 episodes\n";
  testing::StagePlay play(LIMPID_SOURCE_DIR);
  EXPECT_EQ(play.play(file).size(), 3U);
  std::filesystem::remove(file);
}

}  // namespace
}  // namespace limpid
