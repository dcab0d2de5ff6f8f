// SPDX-License-Identifier: Apache-2.0
#include "base/messages.hpp"

#include <gtest/gtest.h>

#include <regex>
#include <set>

#include "base/data_file.hpp"
#include "base/quantity.hpp"

namespace limpid {
namespace {

std::set<std::string> matches(const std::string& text, const char* pattern) {
  const std::regex regex(pattern);
  std::set<std::string> found;
  for (std::sregex_iterator it(text.begin(), text.end(), regex), end; it != end; ++it) found.insert((*it)[1]);
  return found;
}

TEST(StandardsMessages, EveryCodeThatTheSourcesNameHasATextInBothLanguages) {
  const Messages messages = Messages::load(LIMPID_SOURCE_DIR);
  std::size_t seen = 0;
  for (const auto& file :
       std::filesystem::directory_iterator(std::filesystem::path(LIMPID_SOURCE_DIR) / "src" / "standards")) {
    if (file.path().extension() != ".cpp") continue;
    // A code that ends in a dot is the head of a family; its members are checked below.
    for (const auto& code : matches(read_file(file.path()), "\"((?:standards|rule)\\.[a-z_0-9.]*[a-z0-9])\"")) {
      ++seen;
      EXPECT_TRUE(messages.has("zh", code)) << code;
      EXPECT_TRUE(messages.has("en", code)) << code;
    }
  }
  EXPECT_GT(seen, 30U);
}

TEST(StandardsMessages, BothLanguagesHaveTheSameCodesAndPlaceholders) {
  const auto root = std::filesystem::path(LIMPID_SOURCE_DIR) / "messages";
  const Json zh = read_yaml(root / "zh" / "standards.yaml"), en = read_yaml(root / "en" / "standards.yaml");
  EXPECT_EQ(zh.size(), en.size());
  for (const auto& [code, text] : zh.items()) {
    ASSERT_TRUE(en.contains(code)) << code;
    EXPECT_EQ(matches(text, "\\{([a-z_0-9]+)\\}"), matches(en.at(code), "\\{([a-z_0-9]+)\\}")) << code;
  }
}

TEST(StandardsMessages, ParametersAreNamedAsInTheCatalogue) {
  const Messages messages = Messages::load(LIMPID_SOURCE_DIR);
  const Catalog catalog = Catalog::load(LIMPID_SOURCE_DIR);
  for (const Parameter& p : catalog.parameters()) {
    EXPECT_EQ(messages.render("zh", "parameter." + p.code), p.name_zh);
    EXPECT_EQ(messages.render("en", "parameter." + p.code), p.name_en);
  }
}

}  // namespace
}  // namespace limpid
