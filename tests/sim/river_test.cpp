// SPDX-License-Identifier: Apache-2.0
#include "sim/model/river.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "base/result.hpp"

namespace limpid::sim {
namespace {

/// 18 km at 0.5 m/s: ten hours; 1 m3/s everywhere, clean water entering.
River one_reach(double dispersion_m2_s = 0) {
  return River({{"r", "a", "b", 18'000, 0.5, 1.0, 10, dispersion_m2_s}}, {});
}

/// A Y: 1 and 2 m3/s meet, 0.5 m3/s more enter on the way down.
River confluence() {
  return River({{"low", "m", "z", 5'000, 0.6, 3.5, 12, 5},
                {"left", "a", "m", 4'000, 0.5, 1.0, 8, 5},
                {"right", "b", "m", 6'000, 0.7, 2.0, 10, 5}},
               {{"left", {4, 0, 0, 0}}, {"right", {1, 0, 0, 0}}, {"low", {2, 0, 0, 0}}});
}

TEST(River, MassIsConserved) {
  River river = confluence();
  const std::size_t source = river.add_source("left", 1.0);
  river.settle();
  const River::Balance before = river.balance();
  for (int minute = 0; minute < 24 * 60; ++minute) {
    river.set_load(source, minute < 60 ? Carried{30, 2, 40, 100} : Carried{});
    if (minute % 60 == 0) river.set_conditions(1 + 0.05 * std::sin(minute / 200.0), 20);
    river.step(60);
  }
  const River::Balance after = river.balance();
  EXPECT_GT(after.entered[kTp], 2 * 3600 * 0.999);
  EXPECT_GT(after.decayed[kNh3n], 0);
  for (std::size_t s = 0; s < kSpecies; ++s) {
    const double expected = before.stored[s] + after.entered[s] - after.left[s] - after.decayed[s];
    EXPECT_NEAR(after.stored[s], expected, 1e-9 * (after.entered[s] + 1)) << "species " << s;
  }
}

TEST(River, FrontArrivesAfterLengthOverVelocity) {
  River river = one_reach();
  const std::size_t source = river.add_source("r", 0);
  river.set_load(source, {0, 0, 10, 0});
  int minute = 0;
  while (river.at("r", 18)[kTn] < 5 && minute < 24 * 60) {
    river.step(60);
    ++minute;
  }
  EXPECT_NEAR(minute, 600, 6);  // half height after 18 km / 0.5 m/s
  EXPECT_NEAR(river.travel_seconds("r", 0, "r", 18), 36'000, 1e-6);
}

TEST(River, FollowsTheFlow) {
  River river = one_reach();
  river.set_conditions(2, 20);
  EXPECT_NEAR(river.travel_seconds("r", 0, "r", 18), 36'000 / std::pow(2, 0.4), 1e-6);
  EXPECT_DOUBLE_EQ(river.discharge("r"), 2);
}

TEST(River, MixesAtTheConfluence) {
  River river = confluence();
  river.set_conditions(1, -200);  // so cold that nothing decays
  river.settle();
  EXPECT_NEAR(river.at("low", 0)[kNh3n], (1.0 * 4 + 2.0 * 1) / 3.0, 0.01);
  EXPECT_NEAR(river.at("low", 5)[kNh3n], (1.0 * 4 + 2.0 * 1 + 0.5 * 2) / 3.5, 0.001);
}

TEST(River, DecaysByTravelTimeAndTemperature) {
  River river({{"r", "a", "b", 43'200, 0.5, 1.0, 10, 0}}, {{"r", {1, 0, 1, 0}}});
  for (const double celsius : {20.0, 10.0}) {
    river.set_conditions(1, celsius);
    river.settle();
    const double k = 0.15 * std::pow(1.047, celsius - 20);
    EXPECT_NEAR(river.at("r", 43.2)[kNh3n], std::exp(-k * 1.0), 1e-3) << celsius;  // a day of travel
    EXPECT_NEAR(river.at("r", 43.2)[kTn], 1, 1e-9);                                // total nitrogen stays
  }
}

TEST(River, PulseSpreadsAsDispersionSays) {
  // 60 g/s for 10 minutes; after t its variance in space is that of the pulse plus 2 K t.
  constexpr double kDispersion = 20;
  River river = one_reach(kDispersion);
  const std::size_t source = river.add_source("r", 0.55);
  for (int minute = 0; minute < 240; ++minute) {
    river.set_load(source, minute < 10 ? Carried{0, 0, 60, 0} : Carried{});
    river.step(60);
  }
  double mass = 0, first = 0, second = 0;
  for (double km = 0.05; km < 18; km += 0.1) {
    const double c = river.at("r", km)[kTn];
    mass += c;
    first += c * km * 1000;
    second += c * km * km * 1e6;
  }
  const double mean = first / mass, variance = second / mass - mean * mean;
  EXPECT_NEAR(mean, 550 + 0.5 * (240 - 5) * 60, 60);
  EXPECT_NEAR(variance, 2 * kDispersion * 235 * 60 + std::pow(0.5 * 600, 2) / 12, 0.06 * variance);
}

TEST(River, NoOvershootAndNothingNegative) {
  River river = one_reach();
  const std::size_t source = river.add_source("r", 0.05);
  for (int minute = 0; minute < 300; ++minute) {
    river.set_load(source, minute < 60 ? Carried{0, 0, 8, 0} : Carried{});
    river.step(60);
    for (double km = 0.05; km < 18; km += 0.1) {
      EXPECT_GE(river.at("r", km)[kTn], -1e-12);
      EXPECT_LE(river.at("r", km)[kTn], 8 * 1.001);
    }
  }
}

TEST(River, ACircleIsNoNetwork) {
  EXPECT_THROW(River({{"r", "a", "b", 1000, 1, 1, 1, 0}, {"s", "b", "a", 1000, 1, 1, 1, 0}}, {}), Failure);
}

TEST(River, DispersionOfZengAndHuai) {
  // H = 0.92/(0.5*10) = 0.184; 5.4 (54.348)^0.7 10^0.13 0.184 0.5 = 5.4*16.39*1.349*0.092
  EXPECT_NEAR(dispersion(10, 0.5, 0.92), 10.98, 0.03);
}

}  // namespace
}  // namespace limpid::sim
