// SPDX-License-Identifier: Apache-2.0
// What a plan is about, by its title, else by its other words.
#include "plan/reader/domains.hpp"

#include <gtest/gtest.h>

namespace limpid::plan {
namespace {

Domain by_title(std::string title) {
  Plan plan;
  plan.title = std::move(title);
  return find_domain(plan, true);
}

Domain by_words(std::string title, std::string words, bool titled = true) {
  Plan plan;
  plan.title = std::move(title);
  plan.measures.emplace_back();
  plan.measures.back().text = std::move(words);
  return find_domain(plan, titled);
}

TEST(Domains, AreThoseOfTheTitle) {
  EXPECT_EQ(by_title("清源市2023年餐饮企业油烟治理方案"), Domain::air);
  EXPECT_EQ(by_title("清源市关于春节期间限放烟花爆竹的通知"), Domain::air);
  EXPECT_EQ(by_title("清源县烟花爆竹禁放工作方案"), Domain::air);
  EXPECT_EQ(by_title("清源镇“清河行动”方案"), Domain::water);
  EXPECT_EQ(by_title("清源镇“清河”行动方案"), Domain::water);
  EXPECT_EQ(by_title("清河县行动方案"), Domain::other) << "a place";
}

TEST(Domains, GroundwaterIsWaterUnlessBesideTheSoil) {
  EXPECT_EQ(by_title("清源市地下水污染防治实施方案"), Domain::water);
  EXPECT_EQ(by_title("清源市地下水超采治理方案"), Domain::water);
  EXPECT_EQ(by_title("清源市土壤和地下水污染防治方案"), Domain::soil);
  EXPECT_EQ(by_title("清源市净土与地下水污染防治方案"), Domain::soil);
}

TEST(Domains, TidyingATownIsNoneOfTheThree) {
  const std::string words = "管好垃圾箱,保持水体清洁,治理污水乱流。";
  EXPECT_EQ(by_words("某镇水库环境综合整治方案", words), Domain::water);
  EXPECT_EQ(by_words("某镇环境综合整治专项方案", words), Domain::other);
  EXPECT_EQ(by_words("某镇北沟河环境综合整治方案", words), Domain::water);
  EXPECT_EQ(by_title("某镇水环境综合整治方案"), Domain::water);
}

TEST(Domains, AreThoseOfTheOtherWordsWhereNoTitleIsPrinted) {
  EXPECT_EQ(by_words("为建设美丽清源", "降低PM2.5浓度,整治扬尘。", false), Domain::air);
  EXPECT_EQ(by_words("为建设美丽清源", "降低PM2.5浓度,整治扬尘。"), Domain::other);
}

}  // namespace
}  // namespace limpid::plan
