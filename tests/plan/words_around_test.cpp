// SPDX-License-Identifier: Apache-2.0
#include "plan/words_around.hpp"

#include <gtest/gtest.h>

namespace limpid::plan {
namespace {

std::string before(const std::string& source, const std::string& quote) {
  return words_before(source, source.find(quote));
}

std::string after(const std::string& source, const std::string& quote) {
  return words_after(source, source.find(quote) + quote.size());
}

TEST(WordsAround, AreThoseOfTheLine) {
  const std::string text = "一、任务\n　　1.清淤沟渠3公里，6月底前完成。\n二、保障\n";
  EXPECT_EQ(before(text, "3公里"), "1.清淤沟渠");
  EXPECT_EQ(after(text, "3公里"), "，6月底前完成。");
  EXPECT_EQ(before(text, "一、任务"), "");
  EXPECT_EQ(after(text, "二、保障"), "");
  EXPECT_EQ(words_after(text, text.size()), "");
}

TEST(WordsAround, TellWhereTheyAreCut) {
  const std::string text =
      "建设截污管道并整治沿线排污口和养殖场污染问题的同时改造泵站两座，按月调度各项工程的进度并且向社会公开相关工作进展"
      "情况。";
  EXPECT_EQ(before(text, "泵站两座"), "…污管道并整治沿线排污口和养殖场污染问题的同时改造");
  EXPECT_EQ(after(text, "泵站两座"), "，按月调度各项工程的进度并且向社会公开相关工作进…");
}

TEST(WordsAround, CellsOfARowAreReadWithoutTheirMarks) {
  const std::string text = "| 序号 | 任务 |\n|3|甲河清淤|完成清淤3公里|  | 6月底前 |县水利局|\n";
  EXPECT_EQ(before(text, "3公里"), "3　甲河清淤　完成清淤");
  EXPECT_EQ(after(text, "3公里"), "　6月底前　县水利局");
  EXPECT_EQ(before(text, "甲河清淤"), "3　");
  EXPECT_EQ(after(text, "甲河"), "清淤　完成清淤3公里　6月底前　县水利局");
  EXPECT_EQ(before(text, "3|甲"), "");
  EXPECT_EQ(after(text, "县水利局"), "");
  EXPECT_EQ(after("流量Q|T为3。", "流量"), "Q|T为3。") << "no row";
}

}  // namespace
}  // namespace limpid::plan
