// SPDX-License-Identifier: Apache-2.0
#include "base/decimal.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <random>

namespace limpid {
namespace {

std::string round(std::string_view text, int scale) {
  return Decimal::of(text).rounded(scale).to_string();
}

TEST(Decimal, KeepsTheDigitsAsWritten) {
  for (const char* text : {"0.20", "0", "-12.50", "0.00005", "40000", "-0.1"})
    EXPECT_EQ(Decimal::of(text).to_string(), text);
  EXPECT_EQ(Decimal::of("+.5").to_string(), "0.5");
  EXPECT_EQ(Decimal::of("6.").to_string(), "6");
  EXPECT_EQ(Decimal::of("1e-05").to_string(), "0.00001");
  EXPECT_EQ(Decimal::of("1.5E+3").to_string(), "1500");
  EXPECT_EQ(Decimal::of("-0.0").to_string(), "0.0");
}

TEST(Decimal, RefusesWhatIsNoNumber) {
  for (const char* text : {"", "-", ".", "1.2.3", "1,5", "0x1", " 1", "1 ", "1e", "1e999999", "NaN", "<0.025"}) {
    const auto d = Decimal::parse(text);
    ASSERT_FALSE(d) << text;
    EXPECT_EQ(d.error().code, "decimal.invalid") << text;
  }
  EXPECT_EQ(Decimal::parse("1e-40").error().code, "decimal.overflow");
  EXPECT_EQ(Decimal::parse(std::string(60, '9')).error().code, "decimal.overflow");
  EXPECT_THROW(Decimal::of("x"), Failure);
}

// GB/T 8170-2008 3.2 and 3.3: its own examples.
TEST(Decimal, RoundsAsGbT8170Prints) {
  EXPECT_EQ(round("12.1498", 0), "12");
  EXPECT_EQ(round("12.1498", 1), "12.1");
  EXPECT_EQ(round("1268", -2), "1300");
  EXPECT_EQ(round("10.5002", 0), "11");  // 5 followed by digits that are not all zero
  EXPECT_EQ(round("1.050", 1), "1.0");
  EXPECT_EQ(round("0.35", 1), "0.4");
  EXPECT_EQ(round("2500", -3), "2000");
  EXPECT_EQ(round("3500", -3), "4000");
  EXPECT_EQ(round("0.0325", 3), "0.032");
  EXPECT_EQ(round("32500", -3), "32000");
  EXPECT_EQ(round("-355", -1), "-360");
  EXPECT_EQ(round("-325", -1), "-320");
  EXPECT_EQ(round("-365", -1), "-360");
  EXPECT_EQ(round("-0.0365", 3), "-0.036");
  EXPECT_EQ(round("97.46", 0), "97");    // once from all digits, not 97.5 -> 98
  EXPECT_EQ(round("15.4546", 0), "15");  // not 15.455 -> 15.46 -> 15.5 -> 16
}

TEST(Decimal, RoundsUpAndDownOnRequest) {
  EXPECT_EQ(Decimal::of("100.0000000001").rounded(0, Rounding::up).to_string(), "101");
  EXPECT_EQ(Decimal::of("100.000").rounded(0, Rounding::up).to_string(), "100");
  EXPECT_EQ(Decimal::of("-1.5").rounded(0, Rounding::up).to_string(), "-1");
  EXPECT_EQ(Decimal::of("-1.9").rounded(0, Rounding::down).to_string(), "-1");
}

TEST(Decimal, ComparesByValue) {
  EXPECT_EQ(Decimal::of("0.20"), Decimal::of("0.2"));
  EXPECT_LT(Decimal::of("-0.3"), Decimal::of("-0.29"));
  EXPECT_LT(Decimal::of("1.0000000000000000000000000000000001"), Decimal::of("1.1"));
  EXPECT_GT(Decimal::of("99999999999999999999999999999999999999"),
            Decimal::of("0.000000000000000000000000000000000001"));
}

TEST(Decimal, ArithmeticIsExact) {
  EXPECT_EQ((Decimal::of("0.1") + Decimal::of("0.20")).to_string(), "0.30");
  EXPECT_EQ((Decimal::of("1") - Decimal::of("0.9")).to_string(), "0.1");
  EXPECT_EQ((Decimal::of("-1.5") * Decimal::of("0.25")).to_string(), "-0.375");
  EXPECT_THROW(Decimal::of("1e38") * Decimal::of("10"), Failure);
}

TEST(Decimal, DividesWithOneRounding) {
  EXPECT_EQ(divide(Decimal::of("9.31"), 8, 2).to_string(), "1.16");
  EXPECT_EQ(divide(1, 3, 4).to_string(), "0.3333");
  EXPECT_EQ(divide(1, 8, 2).to_string(), "0.12");  // a tie goes to the even digit
  EXPECT_EQ(divide(3, -8, 2).to_string(), "-0.38");
  EXPECT_EQ(divide(2501, 1000, 0).to_string(), "3");
  EXPECT_EQ(divide(1, 3, 0, Rounding::up).to_string(), "1");
  EXPECT_EQ(divide(-1, 3, 0, Rounding::up).to_string(), "0");
  EXPECT_EQ(divide(1250, 1, -2).to_string(), "1200");
  try {
    divide(1, 0, 2);
    FAIL();
  } catch (const Failure& f) {
    EXPECT_EQ(f.error.code, "decimal.division_by_zero");
  }
}

TEST(Decimal, ShortestOfADouble) {
  EXPECT_EQ(Decimal::from_double_shortest(0.1)->to_string(), "0.1");
  EXPECT_EQ(Decimal::from_double_shortest(0.1 + 0.2)->to_string(), "0.30000000000000004");
  EXPECT_EQ(Decimal::from_double_shortest(1e22)->to_string(), "10000000000000000000000");
  EXPECT_EQ(Decimal::from_double_shortest(0.00001)->to_string(), "0.00001");
  EXPECT_FALSE(Decimal::from_double_shortest(std::numeric_limits<double>::infinity()));
  EXPECT_FALSE(Decimal::from_double_shortest(std::numeric_limits<double>::quiet_NaN()));
  EXPECT_FALSE(Decimal::from_double_shortest(5e-324));
}

// What a device wrote with up to six decimals is read back digit for digit.
TEST(Decimal, DoublesComeBackAsWritten) {
  std::mt19937 random(20260301);
  for (int i = 0; i < 20'000; ++i) {
    const Decimal written(std::uniform_int_distribution<std::int64_t>(-9'999'999'999, 9'999'999'999)(random),
                          std::uniform_int_distribution<int>(0, 6)(random));
    const double stored = written.to_double();
    EXPECT_EQ(*Decimal::from_double_shortest(stored), written);
  }
}

TEST(Decimal, RoundingIsIdempotentAndKeepsOrder) {
  std::mt19937 random(8170);
  std::uniform_int_distribution<std::int64_t> any(-5'000'000, 5'000'000);
  for (int i = 0; i < 20'000; ++i) {
    const Decimal a(any(random), 4), b(any(random), 4);
    const Decimal ra = a.rounded(2), rb = b.rounded(2);
    EXPECT_EQ(ra.rounded(2), ra);
    EXPECT_TRUE(a > b || ra <= rb);
    const Decimal error = a < ra ? ra - a : a - ra;
    EXPECT_LE(error, Decimal(5, 3));
    EXPECT_EQ((-a).rounded(2), -ra);
  }
}

}  // namespace
}  // namespace limpid
