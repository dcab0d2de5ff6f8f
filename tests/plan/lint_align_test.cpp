// SPDX-License-Identifier: Apache-2.0
// Who carries out what in plans of very many items: the work is bounded for each row, and the answer stays right.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "plan/lint/lint.hpp"
#include "plan/lint/pair_index.hpp"
#include "plan/read.hpp"

namespace limpid::plan {
namespace {

constexpr int kItemsOfGroup = 100;

/// `count` measures in groups of a hundred and a row for each; with `numbered` each speaks of a reach of its own.
Document many_items(int count, bool numbered) {
  const char* const groups[] = {"一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"};
  std::string text = "柳河县2023年水污染防治工作方案\n一、重点任务\n", rows;
  for (int i = 0; i < count; ++i) {
    const auto reach = numbered ? "第" + std::to_string(i + 1) + "处" : std::string();
    if (i % kItemsOfGroup == 0) text += std::string("（") + groups[i / kItemsOfGroup] + "）治理河段\n";
    text += std::to_string(i % kItemsOfGroup + 1) + ".治理河段。8月底前，完成" + reach +
            "河段清淤，设立标志牌，修复岸线。（责任单位：县水务局）\n";
    rows += "\t" + std::to_string(i + 1) + "\t完成" + reach + "河段清淤，设立标志牌，修复岸线。\t8月底前\t县水务局\n";
  }
  return read_document(text + "附件\n任务台账\n类别\t序号\t任务内容\t完成时限\t责任单位\n" + rows).value();
}

const LintRules& align_rules() {
  static const LintRules rules = LintRules::load(LIMPID_SOURCE_DIR);
  return rules;
}

TEST(LintAlign, OfAThousandLikeMeasuresARowIsWeighedAgainstThoseNearIt) {
  constexpr std::size_t kNear = 500;
  const auto document = many_items(1000, false);
  const linting::Source source(document.source);
  const auto items = linting::items_of(document.plans.front(), "water", source);
  ASSERT_EQ(items.measures.size(), 1000u);
  ASSERT_EQ(items.tasks.size(), 1000u);
  const auto shares = linting::PairIndex(items.measures).shares(items.tasks[kNear], 0.3, kNear);
  ASSERT_EQ(shares.size(), linting::PairIndex::kMost);
  EXPECT_LE(shares.front().item, kNear);
  EXPECT_GE(shares.back().item, kNear);
  EXPECT_EQ(shares.back().item - shares.front().item, linting::PairIndex::kMost - 1);
}

TEST(LintAlign, EachOfAThousandRowsFindsItsMeasure) {
  const auto document = many_items(1200, true);
  const auto rows = rows_of_measures(document, align_rules());
  ASSERT_EQ(rows.size(), 1200u);
  const auto& plan = document.plans.front();
  for (std::size_t i = 0; i < rows.size(); ++i) {
    EXPECT_TRUE(rows[i].row.ends_with("/t" + std::to_string(i + 1)));
    EXPECT_TRUE(rows[i].measure.ends_with("/m" + plan.measures[i].number)) << rows[i].row << " " << rows[i].measure;
  }
  EXPECT_TRUE(lint(document, align_rules()).empty());
}

/// A row stands where most of its words do, whatever the rows around it, when it is another's by far.
TEST(LintAlign, ARowOutOfOrderIsFoundToo) {
  auto document = many_items(200, true);
  auto& tasks = document.plans.front().tasks;
  std::rotate(tasks.begin(), tasks.begin() + 1, tasks.end());  // the first row stands last
  const auto rows = rows_of_measures(document, align_rules());
  ASSERT_EQ(rows.size(), 200u);
  EXPECT_TRUE(rows.back().measure.ends_with("/m" + document.plans.front().measures.front().number))
      << rows.back().measure;
}

}  // namespace
}  // namespace limpid::plan
