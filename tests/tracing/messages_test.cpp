// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "base/data_file.hpp"

namespace limpid {
namespace {

const std::filesystem::path kRoot = LIMPID_SOURCE_DIR;

std::set<std::string> codes_in(const std::string& folder, const std::string& prefix) {
  std::set<std::string> out;
  const std::regex code("\"(" + prefix + "\\.[a-z_.0-9]+)\"");
  for (const auto& entry : std::filesystem::directory_iterator(kRoot / "src" / folder)) {
    if (entry.path().extension() != ".cpp") continue;
    const auto text = read_file(entry.path());
    for (auto it = std::sregex_iterator(text.begin(), text.end(), code); it != std::sregex_iterator(); ++it) {
      const std::string found = (*it)[1];
      if (!found.ends_with(".json") && !found.ends_with(".yaml")) out.insert(found);  // names of data files
    }
  }
  return out;
}

TEST(TracingMessages, EveryCodeThatIsWrittenHasItsWords) {
  for (const auto* folder : {"tracing", "registry"}) {
    for (const auto* lang : {"zh", "en"}) {
      const auto texts = read_yaml(kRoot / "messages" / lang / (std::string(folder) + ".yaml"));
      for (const auto& code : codes_in(folder, folder)) EXPECT_TRUE(texts.contains(code)) << lang << " lacks " << code;
    }
  }
}

}  // namespace
}  // namespace limpid
