// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"

#include <gtest/gtest.h>

namespace limpid::text {
namespace {

using namespace std::string_view_literals;

// 泽州县人民政府办公室关于印发行动计划的通知
constexpr std::string_view kGb18030 =
    "\xD4\xF3\xD6\xDD\xCF\xD8\xC8\xCB\xC3\xF1\xD5\xFE\xB8\xAE\xB0\xEC\xB9\xAB\xCA\xD2\xB9\xD8\xD3\xDA\xD3\xA1\xB7\xA2"
    "\xD0\xD0"
    "\xB6\xAF\xBC\xC6\xBB\xAE\xB5\xC4\xCD\xA8\xD6\xAA"sv;

TEST(Text, FindsTheFirstByteThatIsNotUtf8) {
  EXPECT_TRUE(is_valid_utf8("水环境 Ⅲ类 🌊"));
  EXPECT_EQ(first_invalid_utf8("ab\xFFz"), 2u);
  EXPECT_EQ(first_invalid_utf8("水\xE6\xB0"), 3u);    // cut off
  EXPECT_EQ(first_invalid_utf8("\xC0\xAF"), 0u);      // overlong
  EXPECT_EQ(first_invalid_utf8("\xED\xA0\x80"), 0u);  // surrogate
  EXPECT_EQ(first_invalid_utf8(""), std::nullopt);
}

TEST(Text, NormalisesWidthsAndRomanNumerals) {
  EXPECT_EQ(nfkc("（ＨＪ）：Ⅲ类，PM₁₀ ５０％"), "(HJ):III类,PM10 50%");
  EXPECT_EQ(nfkc("〔2022〕“一厂一策”。"), "〔2022〕“一厂一策”。");
  EXPECT_EQ(nfkc(char32_t{0x2165}), "VI");
  EXPECT_EQ(nfkc(U'水'), "水");
}

TEST(Text, KeepsUtf8ByteForByte) {
  const auto bom = to_utf8("\xEF\xBB\xBF水");
  ASSERT_TRUE(bom);
  EXPECT_EQ(bom->utf8, "\xEF\xBB\xBF水");
  EXPECT_EQ(bom->encoding, Encoding::utf8);
}

TEST(Text, ConvertsGb18030) {
  const auto text = to_utf8(kGb18030);
  ASSERT_TRUE(text) << text.error().code;
  EXPECT_EQ(text->utf8, "泽州县人民政府办公室关于印发行动计划的通知");
  EXPECT_EQ(text->encoding, Encoding::gb18030);
}

TEST(Text, RefusesWhatIsNoText) {
  EXPECT_EQ(to_utf8("").error().code, "text.empty");
  EXPECT_EQ(to_utf8("\xEF\xBB\xBF \r\n\xE3\x80\x80").error().code, "text.empty");
  EXPECT_EQ(to_utf8("PK\x03\x04\x14\x00"sv).error().code, "text.binary");
  EXPECT_EQ(to_utf8("%PDF-1.7\n").error().args.at("format"), "PDF");
  EXPECT_EQ(to_utf8("a\0b"sv).error().args.at("format"), "NUL");
  EXPECT_EQ(to_utf8("\xFF\xFE\x34\x6C"sv).error().args.at("format"), "UTF-16");
}

TEST(Text, RefusesOtherEncodingsAndNamesTheByte) {
  // 空氣品質改善計畫 in Big5: decodes as GB18030, but not to common characters.
  const auto big5 = to_utf8("plan \xAA\xC5\xAE\xF0\xAB\x7E\xBD\xE8\xA7\xEF\xB5\xBD\xAD\x70\xB5\x65"sv);
  ASSERT_FALSE(big5);
  EXPECT_EQ(big5.error().code, "text.encoding");
  EXPECT_EQ(big5.error().args.at("byte"), 5);
  const auto latin1 = to_utf8("r\xE9sum\xE9 du plan"sv);
  ASSERT_FALSE(latin1);
  EXPECT_EQ(latin1.error().args.at("byte"), 1);
  // UTF-8 with one broken byte is not taken for GB18030.
  const auto broken = to_utf8("泽州县人民政府办公室关于印发\xFF行动计划的通知");
  ASSERT_FALSE(broken);
  EXPECT_EQ(broken.error().code, "text.encoding");
  EXPECT_EQ(broken.error().place, "byte 42");
}

TEST(Text, StepsThroughCharacters) {
  constexpr std::string_view text = "a水\xFF";
  std::size_t pos = 0;
  EXPECT_EQ(next_char(text, pos), U'a');
  EXPECT_EQ(next_char(text, pos), U'水');
  EXPECT_EQ(next_char(text, pos), U'\uFFFD');
  EXPECT_EQ(pos, text.size());
  std::string out;
  append_char(out, U'Ⅲ');
  append_char(out, U'a');
  EXPECT_EQ(out, "Ⅲa");
  EXPECT_EQ(count_chars("a水Ⅲ"), 3u);
}

}  // namespace
}  // namespace limpid::text
