// SPDX-License-Identifier: Apache-2.0
// Making a directory: what a killed init left behind, what is somebody else's, what fails on the way.
#include "app/county.hpp"

#include <gmock/gmock.h>

#include <fstream>

#include "store/temporary_folder.hpp"

namespace limpid::app {
namespace {

namespace fs = std::filesystem;

std::string refusal(const std::function<void()>& what) {
  try {
    what();
    return "";
  } catch (const Failure& e) {
    return e.error.code;
  }
}

std::vector<std::string> names(const fs::path& dir) {
  std::vector<std::string> out;
  for (const auto& entry : fs::directory_iterator(dir)) out.push_back(entry.path().filename());
  return out;
}

TEST(CreateCounty, TakesUpWhatAKilledOneLeftBehind) {
  const TemporaryFolder folder;
  const auto dir = folder.path();
  for (const auto* file : {"lock", "making", "ledger.sqlite", "ledger.sqlite-wal", "observations.duckdb"})
    std::ofstream(dir / file) << "cut off";
  fs::create_directories(dir / "keys");
  EXPECT_FALSE(is_county(dir));
  EXPECT_EQ(refusal([&] { need_county(dir); }), "county.half_made");
  EXPECT_TRUE(create_county(dir));
  EXPECT_EQ(refusal([&] { need_county(dir); }), "");
  EXPECT_FALSE(fs::exists(dir / "making"));
  EXPECT_TRUE(verify_audit(County(dir).ledger).faults.empty());
  EXPECT_FALSE(create_county(dir)) << "it is one already";
}

TEST(CreateCounty, LeavesOtherFilesAlone) {
  const TemporaryFolder folder;
  std::ofstream(folder.path() / "mine.txt") << "x";
  EXPECT_EQ(refusal([&] { create_county(folder.path()); }), "county.not_empty");
  std::ofstream(folder.path() / "making") << "";
  EXPECT_EQ(refusal([&] { create_county(folder.path()); }), "county.not_empty");
  EXPECT_TRUE(fs::exists(folder.path() / "mine.txt"));
}

TEST(CreateCounty, IsNoneBeforeItIsFilledAndGoesAwayWhenThatFails) {
  const TemporaryFolder folder;
  const auto dir = folder.path();
  const auto failing = [&](County& county) {
    EXPECT_FALSE(is_county(dir));
    EXPECT_TRUE(fs::exists(county.dir / "ledger.sqlite"));
    throw Failure("plan.none");
  };
  EXPECT_EQ(refusal([&] { create_county(dir, failing); }), "plan.none");
  EXPECT_THAT(names(dir), testing::IsEmpty());
  EXPECT_TRUE(create_county(dir, [](County&) {}));
}

}  // namespace
}  // namespace limpid::app
