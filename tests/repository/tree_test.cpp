// SPDX-License-Identifier: Apache-2.0
// What must hold of the source tree: includes follow the arrows, domain code asks no system clock, texts exist in both
// languages.
#include <gmock/gmock.h>

#include <fstream>
#include <map>
#include <regex>
#include <set>

#include "base/data_file.hpp"
#include "base/messages.hpp"

namespace limpid {
namespace {

namespace fs = std::filesystem;

const fs::path kRoot = LIMPID_SOURCE_DIR;

// What each folder of src/ may include besides itself (docs/architecture.md).
const std::map<std::string, std::set<std::string>> kArrows = {
    {"base", {}},
    {"store", {"base"}},
    {"ledger", {"base", "store"}},
    {"registry", {"base", "store", "ledger"}},
    {"plan", {"base", "store", "ledger", "registry"}},
    {"telemetry", {"base", "store", "ledger", "registry"}},
    {"standards", {"base", "store", "ledger", "registry"}},
    {"alerts", {"base", "store", "ledger", "registry"}},
    {"tracing", {"base", "store", "ledger", "registry"}},
    {"casework", {"base", "store", "ledger", "registry"}},
    {"measures", {"base", "store", "ledger", "registry"}},
    {"reports", {"base", "store", "ledger", "registry"}},
    {"api",
     {"base", "store", "ledger", "registry", "plan", "telemetry", "standards", "alerts", "tracing", "casework",
      "measures", "reports"}},
    {"app",
     {"base", "store", "ledger", "registry", "plan", "telemetry", "standards", "alerts", "tracing", "casework",
      "measures", "reports", "api"}},
};

std::vector<fs::path> sources(const fs::path& below) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(below))
    if (entry.path().extension() == ".cpp" || entry.path().extension() == ".hpp") files.push_back(entry.path());
  return files;
}

std::vector<std::string> includes(const fs::path& file) {
  static const std::regex line("\\s*#\\s*include \"([^\"]+)\".*");
  std::vector<std::string> found;
  std::ifstream in(file);
  for (std::string text; std::getline(in, text);) {
    std::smatch match;
    if (std::regex_match(text, match, line)) found.push_back(match[1]);
  }
  return found;
}

TEST(Tree, EveryFolderOfSrcHasItsArrows) {
  for (const auto& entry : fs::directory_iterator(kRoot / "src")) {
    if (!entry.is_directory()) continue;
    EXPECT_TRUE(kArrows.contains(entry.path().filename().string())) << entry.path();
  }
}

TEST(Tree, IncludesFollowTheArrows) {
  for (const auto& [folder, allowed] : kArrows) {
    for (const auto& file : sources(kRoot / "src" / folder)) {
      for (const auto& include : includes(file)) {
        const auto slash = include.find('/');
        if (slash == std::string::npos) continue;
        const auto target = include.substr(0, slash);
        if (!kArrows.contains(target) || target == folder) continue;
        EXPECT_TRUE(allowed.contains(target)) << file << " includes " << include;
      }
    }
  }
}

TEST(Tree, TheSimulatorUsesOnlyTheCodec) {
  for (const auto& file : sources(kRoot / "sim")) {
    for (const auto& include : includes(file)) {
      if (!kArrows.contains(include.substr(0, include.find('/')))) continue;
      EXPECT_TRUE(include.starts_with("telemetry/hj212/") || include.starts_with("base/"))
          << file << " includes " << include;
    }
  }
}

TEST(Tree, EveryFolderSaysWhatItIsFor) {
  for (const auto& [folder, allowed] : kArrows) EXPECT_TRUE(fs::exists(kRoot / "src" / folder / "README.md")) << folder;
}

TEST(Tree, DomainCodeAsksNoSystemClock) {
  static const std::regex clock("system_clock::now|std::time\\(|::time\\(nullptr|gettimeofday|clock_gettime");
  for (const auto& [folder, allowed] : kArrows) {
    if (folder == "app") continue;  // app/county.cpp reads the system's time once for all
    for (const auto& file : sources(kRoot / "src" / folder))
      EXPECT_FALSE(std::regex_search(read_file(file), clock)) << file;
  }
}

TEST(Tree, OnlyTheHttpFolderSeesRestinio) {
  for (const auto& file : sources(kRoot / "src")) {
    if (file.string().find("/src/api/http/") != std::string::npos) continue;
    EXPECT_EQ(read_file(file).find("<restinio/"), std::string::npos) << file;
  }
}

std::set<std::string> placeholders(const std::string& text) {
  static const std::regex name("\\{([a-z0-9_]+)\\}");
  return {std::sregex_token_iterator(text.begin(), text.end(), name, 1), std::sregex_token_iterator()};
}

TEST(Texts, BothLanguagesHaveTheSameCodesAndArguments) {
  const auto messages = Messages::load(kRoot);
  for (const auto& [code, text] : messages.all("zh")) {
    ASSERT_TRUE(messages.has("en", code)) << code << " has no English text";
    EXPECT_EQ(placeholders(text), placeholders(messages.all("en").at(code))) << code;
  }
  for (const auto& [code, text] : messages.all("en"))
    EXPECT_TRUE(messages.has("zh", code)) << code << " has no Chinese text";
}

// A code written in the sources as a literal must have its text: what a person would see otherwise is the code.
TEST(Texts, EveryFailureHasAText) {
  static const std::regex use("(?:fail|Failure|Error)[({]+\\s*\"([a-z0-9_]+\\.[a-z0-9_.]+)\"");
  const auto messages = Messages::load(kRoot);
  for (const auto& file : sources(kRoot / "src")) {
    const auto text = read_file(file);
    for (std::sregex_iterator it(text.begin(), text.end(), use), end; it != end; ++it)
      EXPECT_TRUE(messages.has("zh", (*it)[1].str())) << file << ": " << (*it)[1];
  }
}

}  // namespace
}  // namespace limpid
