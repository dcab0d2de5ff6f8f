// SPDX-License-Identifier: Apache-2.0
#include "base/csv.hpp"

#include <gtest/gtest.h>

namespace limpid {
namespace {

TEST(Csv, ReadsQuotesLineBreaksAndBothLineEnds) {
  const auto table = parse_csv("\xEF\xBB\xBFkey, name\r\na,\"x, \"\"y\"\"\nz\"\r\n\r\nb,\n", "f.csv");
  ASSERT_TRUE(table);
  EXPECT_EQ(table->header, (std::vector<std::string>{"key", "name"}));
  ASSERT_EQ(table->rows.size(), 2u);
  EXPECT_EQ(table->rows[0].fields[1], "x, \"y\"\nz");
  EXPECT_EQ(table->rows[1].fields, (std::vector<std::string>{"b", ""}));
  EXPECT_EQ(table->rows[1].line, 5u) << "a line break inside quotes and an empty line count as lines of the file";
}

TEST(Csv, LeavesOutARowOfAnotherWidthAndSaysWhich) {
  const auto table = parse_csv("a,b\n1,2\n1,2,3\n4,5", "f.csv");
  ASSERT_TRUE(table);
  EXPECT_EQ(table->rows.size(), 2u);
  ASSERT_EQ(table->problems.size(), 1u);
  EXPECT_EQ(table->problems[0].code, "csv.width");
  EXPECT_EQ(table->problems[0].place, "f.csv:3");
}

TEST(Csv, AnUnclosedQuoteLeavesOutItsRowAndWhatFollows) {
  const auto table = parse_csv("a,b\n1,2\n3,\"4\n5,6\n", "f");
  ASSERT_TRUE(table);
  ASSERT_EQ(table->rows.size(), 1u);
  EXPECT_EQ(table->rows[0].fields[1], "2");
  ASSERT_EQ(table->problems.size(), 1u);
  EXPECT_EQ(table->problems[0].code, "csv.quote_open");
  EXPECT_EQ(table->problems[0].place, "f:3");
  EXPECT_EQ(table->left_out.at(0), "3,\"4\n5,6");
}

TEST(Csv, NamesWhatIsWrongWithAFile) {
  EXPECT_EQ(parse_csv("", "f").error().code, "csv.empty");
  EXPECT_EQ(parse_csv("\n \n", "f").error().code, "csv.empty");
  EXPECT_EQ(parse_csv("a,\"b\n1,2\n", "f").error().code, "csv.quote_open");
  EXPECT_EQ(parse_csv("a,\"b\n1,2\n", "f").error().place, "f:1");
  EXPECT_EQ(parse_csv("a,a\n", "f").error().code, "csv.column_twice");
}

TEST(Csv, AFieldReadsBackAsWritten) {
  for (const std::string field : {"plain", "a,b", "say \"so\"", "two\nlines", ""}) {
    const auto table = parse_csv("x,y\n" + csv_field(field) + ",1\n", "f");
    ASSERT_TRUE(table);
    ASSERT_EQ(table->rows.size(), 1u);
    EXPECT_EQ(table->rows[0].fields[0], field);
  }
}

}  // namespace
}  // namespace limpid
