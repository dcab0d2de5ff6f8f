// SPDX-License-Identifier: Apache-2.0
#include "standards/statistics.hpp"

#include <gtest/gtest.h>

namespace limpid::standards {
namespace {

std::vector<Decimal> decimals(std::initializer_list<const char*> texts) {
  std::vector<Decimal> values;
  for (const char* t : texts) values.push_back(Decimal::of(t));
  return values;
}

TEST(Statistics, TheMeanIsRoundedOnceAndLate) {
  const auto months = decimals({"1.31", "1.38", "1.62", "1.24", ".92", "1.08", ".86", ".90"});
  EXPECT_EQ(sum(months).to_string(), "9.31");
  EXPECT_EQ(mean(months).rounded(2).to_string(), "1.16");
}

// The case of the public implementation of 环办监测函〔2020〕82号.
TEST(Statistics, PhIsAveragedAsHydrogenIons) {
  EXPECT_EQ(mean_ph(decimals({"6.5", "7.9", "8.8", "9", "6.78", "8.87"})).rounded(2).to_string(), "7.08");
  EXPECT_EQ(mean_ph(decimals({"7", "7", "7"})).rounded(2).to_string(), "7.00");
}

TEST(Statistics, ASmallValueKeepsItsFirstDigit) {
  EXPECT_EQ(round_concentration(Decimal::of("0.0034"), 3).to_string(), "0.003");
  EXPECT_EQ(round_concentration(Decimal::of("0.0035"), 3).to_string(), "0.004");
  EXPECT_EQ(round_concentration(Decimal::of("0.0045"), 3).to_string(), "0.004");
  EXPECT_EQ(round_concentration(Decimal::of("0.00005"), 3).to_string(), "0.00005");
  EXPECT_EQ(round_concentration(Decimal::of("0"), 3).to_string(), "0.000");
}

TEST(Statistics, BelowTheDetectionLimitHalfOfItCounts) {
  const Decimal half = Decimal::of("0.5");
  EXPECT_EQ(effective(Decimal::of("0.025"), store::Qualifier::less, half), Decimal::of("0.0125"));
  EXPECT_EQ(effective(Decimal::of("0.025"), store::Qualifier::equal, half), Decimal::of("0.025"));
}

}  // namespace
}  // namespace limpid::standards
