// SPDX-License-Identifier: Apache-2.0
#include "plan/similarity.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <random>

namespace limpid::plan {
namespace {

TEST(Similarity, CountsSharedPairsOfCharactersWithoutPunctuationAndWidths) {
  EXPECT_DOUBLE_EQ(Grams("完成排查").likeness(Grams("完成，排 查。")), 1.0);
  EXPECT_DOUBLE_EQ(Grams("３５蒸吨").likeness(Grams("35蒸吨")), 1.0);
  EXPECT_DOUBLE_EQ(Grams("完成排查").likeness(Grams("强化执法")), 0.0);
  // 完成 成排 排查 against 完成 成整 整治: one of three.
  EXPECT_DOUBLE_EQ(Grams("完成排查").likeness(Grams("完成整治")), 1.0 / 3);
  EXPECT_DOUBLE_EQ(Grams("").likeness(Grams("")), 1.0);
  EXPECT_DOUBLE_EQ(Grams("").likeness(Grams("完成")), 0.0);
}

TEST(Similarity, AShortTextInsideALongOneIsContained) {
  EXPECT_DOUBLE_EQ(Grams("投运人工湿地").containment(Grams("8月底投运人工湿地，改善水质")), 1.0);
  EXPECT_LT(Grams("投运人工湿地").likeness(Grams("8月底投运人工湿地，改善水质")), 0.7);
}

double total(const std::vector<Candidate>& pairs) {
  return std::accumulate(pairs.begin(), pairs.end(), 0.0, [](double sum, const Candidate& c) { return sum + c.worth; });
}

TEST(Assignment, TakesTheBestWholeNotTheBestPair) {
  // Best first would take (0,0) and leave 1 with nothing.
  const auto pairs = assign({{0, 0, 0.9}, {0, 1, 0.8}, {1, 0, 0.7}});
  ASSERT_EQ(pairs.size(), 2u);
  EXPECT_EQ(pairs[0].right, 1u);
  EXPECT_EQ(pairs[1].right, 0u);
}

TEST(Assignment, PairsAreOneToOneAndCandidatesOnly) {
  EXPECT_TRUE(assign({}).empty());
  EXPECT_TRUE(assign({{0, 0, 0.0}}).empty());
  const auto pairs = assign({{3, 7, 0.5}, {4, 7, 0.6}});
  ASSERT_EQ(pairs.size(), 1u);
  EXPECT_EQ(pairs[0].left, 4u);
}

TEST(Assignment, IsTheBestOfAllOrders) {
  std::mt19937 random(7);
  for (int round = 0; round < 50; ++round) {
    constexpr std::size_t kSide = 5;
    double worth[kSide][kSide];
    std::vector<Candidate> candidates;
    for (std::size_t i = 0; i < kSide; ++i)
      for (std::size_t j = 0; j < kSide; ++j) {
        worth[i][j] = random() % 3 == 0 ? 0 : static_cast<double>(1 + random() % 100) / 100;
        if (worth[i][j] > 0) candidates.push_back({i, j, worth[i][j]});
      }
    std::vector<std::size_t> order(kSide);
    std::iota(order.begin(), order.end(), 0);
    double best = 0;
    do {
      double sum = 0;
      for (std::size_t i = 0; i < kSide; ++i) sum += worth[i][order[i]];
      best = std::max(best, sum);
    } while (std::next_permutation(order.begin(), order.end()));
    EXPECT_NEAR(total(assign(candidates)), best, 1e-9);
  }
}

TEST(Assignment, ALargePartIsSolvedBestFirst) {
  std::vector<Candidate> candidates;
  for (std::size_t i = 0; i < 600; ++i) {
    candidates.push_back({i, i, 0.9});
    candidates.push_back({i, (i + 1) % 600, 0.5});
  }
  const auto pairs = assign(candidates);
  ASSERT_EQ(pairs.size(), 600u);
  for (const auto& p : pairs) EXPECT_EQ(p.left, p.right);
}

}  // namespace
}  // namespace limpid::plan
