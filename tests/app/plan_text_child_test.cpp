// SPDX-License-Identifier: Apache-2.0
// The process that reads a document: its end on a stop, after its last word, and by itself.
#include "app/plan_text_child.hpp"

#include <gmock/gmock.h>
#include <signal.h>

#include <cerrno>
#include <fstream>
#include <string>
#include <thread>

#include "store/temporary_folder.hpp"

namespace limpid::app {
namespace {

using namespace std::chrono_literals;
using Steady = std::chrono::steady_clock;

/// Plain text is not read in a child.
constexpr const char* kHtml = "<html><body><h1>2022年水污染防治行动计划</h1><p>第一条</p></body></html>";

/// A program that notes its number and then does what the words say.
std::filesystem::path child_script(const TemporaryFolder& folder, const std::string& words) {
  auto file = folder.path() / "reader";
  std::ofstream(file) << "#!/bin/sh\necho $$ > " << (folder.path() / "pid").string() << "\n" << words << "\n";
  std::filesystem::permissions(file, std::filesystem::perms::owner_all);
  return file;
}

/// Waits until the program has noted its number.
pid_t noted(const TemporaryFolder& folder) {
  pid_t pid = 0;
  for (const auto until = Steady::now() + 20s; pid == 0 && Steady::now() < until; std::this_thread::sleep_for(10ms))
    std::ifstream(folder.path() / "pid") >> pid;
  return pid;
}

/// Neither running nor a zombie.
bool gone(pid_t pid) {
  return ::kill(pid, 0) != 0 && errno == ESRCH;
}

TEST(PlanTextChild, TheRealOneReadsAndLeavesNothing) {
  const Cancellation cancellation;
  const auto read = extract_in_child(kHtml, {}, {}, &cancellation);
  ASSERT_TRUE(read) << read.error().code << read.error().args.dump();
  EXPECT_EQ(read->format, "html");
  EXPECT_THAT(read->text, testing::HasSubstr("2022年水污染防治行动计划"));
}

TEST(PlanTextChild, AStopEndsItAtOnce) {
  const TemporaryFolder folder;
  const auto program = child_script(folder, "sleep 100");
  const Cancellation cancellation;
  pid_t pid = 0;
  Steady::time_point stopped;
  std::thread other([&] {
    pid = noted(folder);
    stopped = Steady::now();
    cancellation.cancel();
  });
  const auto read = extract_in_child(kHtml, {}, program, &cancellation);
  const auto back = Steady::now();
  other.join();
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, "command.stopped");
  EXPECT_LT(back - stopped, 2s);
  ASSERT_GT(pid, 0);
  EXPECT_TRUE(gone(pid));
}

TEST(PlanTextChild, AStopEndsTheRealOneBeforeItsFirstWord) {
  const Cancellation cancellation;
  cancellation.cancel();
  const auto read = extract_in_child(kHtml, {}, {}, &cancellation);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, "command.stopped");
}

/// One page with millions of operators: nothing in poppler bounds them.
std::string page_of(const std::string& operators, int times) {
  std::string page = "BT /F1 12 Tf 1 0 0 1 20 700 Tm ";
  for (int i = 0; i < times; ++i) page += operators;
  page += "ET";
  return "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
         "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 "
         "R/Resources<</Font<</F1 5 0 R>>>>>>endobj\n"
         "4 0 obj<</Length " +
         std::to_string(page.size()) + ">>stream\n" + page +
         "\nendstream endobj\n5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\ntrailer<</Root 1 0 R>>\n";
}

TEST(PlanTextChild, APageWithoutEndIsGivenUp) {
  ChildLimits limits;
  limits.cpu = 1s;
  const auto read = extract_in_child(page_of("(a) Tj ", 6'000'000), limits);
  ASSERT_FALSE(read);
  ASSERT_EQ(read.error().code, "plan_input.child_timeout") << read.error().args.dump();
  EXPECT_EQ(read.error().args["seconds"], 1);
}

#ifndef __SANITIZE_ADDRESS__  // there is no limit then
TEST(PlanTextChild, WantOfMemoryIsToldInWords) {
  ChildLimits limits;
  limits.memory = std::size_t{256} << 20U;
  const auto read = extract_in_child(page_of("ET BT /F1 9 Tf 10 10 Td (xyz) Tj ", 600'000), limits);
  ASSERT_FALSE(read);
  ASSERT_EQ(read.error().code, "plan_input.child_memory") << read.error().args.dump();
  EXPECT_EQ(read.error().args["megabytes"], 256);
}

TEST(PlanTextChild, AnEndByAnotherFaultIsNotWantOfMemory) {
  const TemporaryFolder folder;
  const auto read = extract_in_child(kHtml, {}, child_script(folder, "kill -ABRT $$"));
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().args["reason"], "signal 6");
}
#endif

TEST(PlanTextChild, OneThatLingersBehindItsLastWordIsKilled) {
  const TemporaryFolder folder;
  const auto program = child_script(folder, "exec >&-\nsleep 100");
  ChildLimits limits;
  limits.goodbye = 1s;
  const auto start = Steady::now();
  const auto read = extract_in_child(kHtml, limits, program);
  EXPECT_LT(Steady::now() - start, 10s);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, "plan_input.child_died");
  EXPECT_EQ(read.error().args["reason"], "signal 9");
  EXPECT_TRUE(gone(noted(folder)));
}

}  // namespace
}  // namespace limpid::app
