// SPDX-License-Identifier: Apache-2.0
#include "base/picture.hpp"

#include <gtest/gtest.h>

namespace limpid {
namespace {

using namespace std::string_literals;

TEST(Picture, IsKnownByItsBytes) {
  EXPECT_EQ(picture_type("\xff\xd8\xff\xe0\0\x10JFIF"s), "image/jpeg");
  EXPECT_EQ(picture_type("\x89PNG\r\n\x1a\n\0\0"s), "image/png");
  EXPECT_EQ(picture_type("RIFF\x24\0\0\0WEBPVP8 "s), "image/webp");
  EXPECT_EQ(picture_type("\0\0\0\x18"
                         "ftypheic\0\0\0\0"s),
            "image/heic");
  EXPECT_EQ(picture_type("\0\0\0\x18"
                         "ftypisom\0\0\0\0"s),
            "")
      << "a film";
  EXPECT_EQ(picture_type("BM\x1a\0\0\0"s + std::string(20, '\0')), "image/bmp");
  EXPECT_EQ(picture_type("BM is a word, and this text goes on for a while"s), "");
  EXPECT_EQ(picture_type("<svg xmlns="s), "");
  EXPECT_EQ(picture_type(""), "");
}

TEST(Picture, WhatIsCalledOneMustBeOne) {
  const std::string jpeg = "\xff\xd8\xff\xe0\0\x10JFIF"s;
  EXPECT_EQ(checked_media_type("fake.jpg", "image/jpeg", "hello").error().code, "file.not_a_picture");
  EXPECT_EQ(checked_media_type("FAKE.JPG", "", "hello").error().code, "file.not_a_picture") << "by its name alone";
  EXPECT_EQ(checked_media_type("a", "image/svg+xml", "<svg>").error().code, "file.not_a_picture");
  EXPECT_EQ(checked_media_type("a.png", "image/png", jpeg), "image/jpeg") << "the bytes decide which";
  EXPECT_EQ(checked_media_type("a.csv", "text/csv", "1,2"), "text/csv");
  EXPECT_EQ(checked_media_type("jpg", "", "1,2"), "") << "no ending";
}

}  // namespace
}  // namespace limpid
