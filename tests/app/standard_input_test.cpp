// SPDX-License-Identifier: Apache-2.0
// A file named "-" is standard input, read up to the limit that files have; with the real program.
#include <gmock/gmock.h>
#include <sys/wait.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <string>

namespace limpid::app {
namespace {

struct Ran {
  int exit = 0;
  std::string out;  ///< standard error too
};

/// `before | limpid words`, in English.
Ran run_piped(const std::string& before, const std::string& words) {
  const auto program = std::filesystem::read_symlink("/proc/self/exe").parent_path() / "limpid";
  const std::string line =
      before + " | LIMPID_LANG=en LIMPID_SHARE='" LIMPID_SOURCE_DIR "' '" + program.string() + "' " + words + " 2>&1";
  Ran ran;
  auto* pipe = ::popen(line.c_str(), "r");
  if (pipe == nullptr) return {-1, "popen"};
  std::array<char, 4096> buffer{};
  for (std::size_t n = 0; (n = std::fread(buffer.data(), 1, buffer.size(), pipe)) > 0;)
    ran.out.append(buffer.data(), n);
  ran.exit = WEXITSTATUS(::pclose(pipe));
  return ran;
}

TEST(StandardInput, ReadsAPlan) {
  const std::string plan = "'" LIMPID_SOURCE_DIR "/plans/zezhou-2022/plan.txt'";
  const auto piped = run_piped("cat " + plan, "plan parse - --json");
  const auto named = run_piped("true", "plan parse " + plan + " --json");
  EXPECT_EQ(piped.exit, 0);
  EXPECT_EQ(piped.out, named.out);
  EXPECT_GT(piped.out.size(), 10'000U);
}

TEST(PlanSuggest, WorksOnAFileAlone) {
  const auto ran = run_piped(
      "true", "plan suggest '" LIMPID_SOURCE_DIR "/plans/zezhou-2022/plan.txt' --under zezhou-2022/water/m14");
  EXPECT_EQ(ran.exit, 0) << ran.out;
  EXPECT_THAT(ran.out, testing::HasSubstr("zezhou-2022/water/m14#1\t"));
  const auto nothing = run_piped("true", "plan suggest");
  EXPECT_EQ(nothing.exit, 1);
  EXPECT_THAT(nothing.out, testing::HasSubstr("--data"));
}

TEST(StandardInput, HasTheLimitOfFiles) {
  const auto ran = run_piped("head -c 270M /dev/zero", "plan parse -");
  EXPECT_EQ(ran.exit, 1);
  EXPECT_THAT(ran.out, testing::HasSubstr("268435456"));
}

}  // namespace
}  // namespace limpid::app
