// SPDX-License-Identifier: Apache-2.0
// What the short way to write a Chinese character in a pattern holds.
#include "plan/reader/han.hpp"

#include <gmock/gmock.h>
#include <re2/re2.h>
#include <unicode/uchar.h>

#include "base/text.hpp"

namespace limpid::plan {
namespace {

TEST(Han, HoldsEveryIdeographAndOfOtherSignsOnlyThoseOfItsBlocks) {
  const RE2 ours(LIMPID_HAN), script("\\p{Han}"), assigned("[\\p{L}\\p{M}\\p{N}\\p{P}\\p{S}\\p{Z}\\p{C}]");
  // The mark 〆, how characters are composed, the hexagrams of the Book of Changes.
  const RE2 beside("[〆⿰-\\x{2FFF}\\x{4DC0}-\\x{4DFF}]");
  ASSERT_TRUE(ours.ok() && script.ok() && assigned.ok() && beside.ok());
  constexpr char32_t kLast = 0x40000;
  std::size_t seen = 0;
  for (char32_t c = ' '; c < kLast; ++c) {
    if (c >= 0xD800 && c < 0xE000) continue;
    std::string one;
    text::append_char(one, c);
    const bool ideograph =
        u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_UNIFIED_IDEOGRAPH) != 0 || c == U'々' || c == U'〇';
    const bool held = RE2::FullMatch(one, ours);
    EXPECT_TRUE(held || !ideograph) << std::hex << std::uint32_t{c};
    const bool allowed = RE2::FullMatch(one, script) || RE2::FullMatch(one, beside) || !RE2::FullMatch(one, assigned);
    EXPECT_TRUE(allowed || !held) << std::hex << std::uint32_t{c};
    seen += ideograph;
  }
  EXPECT_GT(seen, 90'000U);
}

}  // namespace
}  // namespace limpid::plan
