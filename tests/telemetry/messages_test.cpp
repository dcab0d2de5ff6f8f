// SPDX-License-Identifier: Apache-2.0
#include "base/messages.hpp"

#include <gtest/gtest.h>

#include <regex>
#include <set>

#include "base/data_file.hpp"

namespace limpid {
namespace {

std::set<std::string> placeholders(const std::string& text) {
  static const std::regex kName(R"(\{[a-z_]+\})");
  return {std::sregex_token_iterator(text.begin(), text.end(), kName), {}};
}

TEST(TelemetryMessages, BothLanguagesSayTheSame) {
  for (const auto* file : {"telemetry.yaml", "store.yaml"}) {
    const std::filesystem::path messages = std::filesystem::path(LIMPID_SOURCE_DIR) / "messages";
    const Json zh = read_yaml(messages / "zh" / file), en = read_yaml(messages / "en" / file);
    EXPECT_EQ(zh.size(), en.size());
    for (const auto& [code, text] : zh.items()) {
      ASSERT_TRUE(en.contains(code)) << code;
      EXPECT_EQ(placeholders(text), placeholders(en[code])) << code;
    }
  }
}

}  // namespace
}  // namespace limpid
