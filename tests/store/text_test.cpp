// SPDX-License-Identifier: Apache-2.0
#include "store/text.hpp"

#include <gtest/gtest.h>

namespace limpid::store {
namespace {

TEST(Text, CleanKeepsUtf8AndReplacesTheRest) {
  EXPECT_EQ(clean_utf8("泽州 a"), "泽州 a");
  EXPECT_EQ(clean_utf8("a\xFF\xE6\xB3"), "a???");
  EXPECT_EQ(clean_utf8("\xC0\xAF\xED\xA0\x80"), "?????") << "overlong forms and surrogates are no UTF-8";
  EXPECT_EQ(clean_utf8("\xF0\x9F\x8C\x8A\xF4\x90\x80\x80"), "\xF0\x9F\x8C\x8A????");
  EXPECT_EQ(clean_utf8(std::string_view("a\0b", 3)), "a?b");
}

TEST(Text, PrintableShowsEveryByte) {
  EXPECT_EQ(printable("MN=泽;\r\n"), "MN=泽;\\x0D\\x0A");
  EXPECT_EQ(printable(std::string_view("\0\xFF", 2)), "\\x00\\xFF");
}

}  // namespace
}  // namespace limpid::store
