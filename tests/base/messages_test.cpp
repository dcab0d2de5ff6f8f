// SPDX-License-Identifier: Apache-2.0
#include "base/messages.hpp"

#include <gtest/gtest.h>

namespace limpid {
namespace {

TEST(Messages, UnitsOfAirAreWrittenWithTheirPowerAndKeysStay) {
  const auto messages = Messages::load(LIMPID_SOURCE_DIR);
  EXPECT_EQ(messages.render("zh", "plain", {{"text", "312 μg/m3，限值 250 μg/m3"}}), "312 μg/m³，限值 250 μg/m³");
  EXPECT_EQ(messages.render("en", "plain", {{"text", "zezhou-2022/water/m3"}}), "zezhou-2022/water/m3");
  EXPECT_EQ(messages.render("en", "plain", {{"text", "mg/m3x"}}), "mg/m3x");
}

}  // namespace
}  // namespace limpid
