// SPDX-License-Identifier: Apache-2.0
// The short way to write a Chinese character in a pattern says what \p{Han} says.
#include "plan/reader/han.hpp"

#include <gmock/gmock.h>
#include <re2/re2.h>

#include "base/text.hpp"

namespace limpid::plan {
namespace {

TEST(Han, IsTheScriptOfEveryAssignedCharacter) {
  const RE2 ours(LIMPID_HAN), script("\\p{Han}"), assigned("[\\p{L}\\p{M}\\p{N}\\p{P}\\p{S}\\p{Z}\\p{C}]");
  ASSERT_TRUE(ours.ok() && script.ok() && assigned.ok());
  constexpr char32_t kLast = 0x40000, kMarkFrom = 0x16FF0, kMarkTo = 0x16FF1;  // marks of Vietnamese readings
  std::size_t seen = 0;
  for (char32_t c = ' '; c < kLast; ++c) {
    if ((c >= 0xD800 && c < 0xE000) || c == kMarkFrom || c == kMarkTo) continue;
    std::string one;
    text::append_char(one, c);
    const bool is = RE2::FullMatch(one, script);
    if (!is && !RE2::FullMatch(one, assigned)) continue;
    EXPECT_EQ(RE2::FullMatch(one, ours), is) << std::hex << std::uint32_t{c};
    seen += is;
  }
  EXPECT_GT(seen, 90'000U);
}

}  // namespace
}  // namespace limpid::plan
