// SPDX-License-Identifier: Apache-2.0
#include "sim/model/plume.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "county.hpp"

namespace limpid::sim {
namespace {

constexpr Weather kNeutral{5.0, 270, 15, 800, 400, 'D'};  // 5 m/s from the west

TEST(Plume, BriggsOpenCountry) {
  EXPECT_NEAR(sigma_y('D', 1000), 0.08 * 1000 / std::sqrt(1.1), 1e-9);  // 76.28
  EXPECT_NEAR(sigma_z('D', 1000), 0.06 * 1000 / std::sqrt(2.5), 1e-9);  // 37.95
  EXPECT_NEAR(sigma_z('F', 2000), 0.016 * 2000 / 1.6, 1e-9);            // 20
  EXPECT_NEAR(sigma_z('A', 500), 100, 1e-9);
}

TEST(Plume, HandWorkedGroundSource) {
  // Class D, 1 km downwind of a ground source, 10 m wind 5 m/s: sy 76.276, sz 37.947,
  // 1/(pi u sy sz) = 1/(3.14159 * 5 * 76.276 * 37.947) = 2.1995e-5 g/m3 per g/s.
  const Source ground{{0, 0}};
  EXPECT_NEAR(plume(ground, kNeutral, {1000, 0}, 0), 2.1995e-5, 2e-9);
  // 100 m off the axis: times exp(-0.5 (100/76.276)^2) = 0.42340
  EXPECT_NEAR(plume(ground, kNeutral, {1000, 100}, 0), 2.1995e-5 * 0.4234, 2e-9);
  EXPECT_EQ(plume(ground, kNeutral, {-1000, 0}, 0), 0);
}

TEST(Plume, HandWorkedStack) {
  // A cold 50 m stack: wind at 50 m 5 (50/10)^0.15 = 6.3653; times exp(-0.5 (50/37.947)^2) = 0.41977:
  // 0.41977 / (pi 6.3653 76.276 37.947) = 7.2526e-6.
  const Source stack{{0, 0}, 50, 1, 10, 15};
  EXPECT_NEAR(plume(stack, kNeutral, {1000, 0}, 0), 7.2526e-6, 2e-9);
}

TEST(Plume, RisesAsBriggsSays) {
  // d 2 m, v 15 m/s, 150 degC into 15 degC: F = 9.81*15*4*(423.15-288.15)/(4*423.15) = 46.946; below 55, so the rise is
  // complete at 49 F^0.625 = 543.2 m: 1.6 * 46.946^(1/3) * 543.2^(2/3) / 6.3653 = 60.36 m.
  const Source hot{{0, 0}, 50, 2, 15, 150};
  EXPECT_NEAR(plume_height(hot, kNeutral, 5000), 110.36, 0.15);
  EXPECT_LT(plume_height(hot, kNeutral, 100), 75);
}

TEST(Plume, WellMixedUnderTheLid) {
  // sz far above the mixing height: the vertical is even, C = 1/(sqrt(2 pi) u sy zi).
  EXPECT_NEAR(gaussian(3, 1e4, 0, 0, 20, 800, 2000, 300), 1 / (std::sqrt(2 * std::numbers::pi) * 3 * 800 * 300), 1e-12);
}

TEST(Plume, NothingIsLostBetweenGroundAndLid) {
  // The flux through a plane downwind is the emission: integrate u C over y and z.
  const double u = 4, sy = 120, sz = 180, lid = 400;
  double flux = 0;
  for (double y = -600; y < 600; y += 10)
    for (double z = 5; z < lid; z += 10) flux += u * gaussian(u, 3000, y, z, 60, sy, sz, lid) * 100;
  EXPECT_NEAR(flux, 1, 0.01);
}

TEST(Weather, TurnersTable) {
  EXPECT_EQ(stability(700, 2.5, false), 'B');
  EXPECT_EQ(stability(950, 1.5, false), 'A');
  EXPECT_EQ(stability(100, 4, false), 'D');
  EXPECT_EQ(stability(0, 1.5, false), 'F');
  EXPECT_EQ(stability(0, 2.2, false), 'E');
  EXPECT_EQ(stability(0, 6, false), 'D');
}

TEST(Weather, SunAtNoonAndMidnight) {
  // 2022-09-12: declination 3.7 degrees; at solar noon the sun stands 90 - 35.5 + 3.7 = 58.2 degrees high.
  EXPECT_NEAR(sun_elevation(from_civil(2022, 9, 12, 12, 28)), 58.2, 0.8);
  EXPECT_LT(sun_elevation(from_civil(2022, 9, 12, 0, 30)), -40);
}

TEST(Weather, IsAFunctionOfSeedAndHour) {
  const auto& air = county_settings().air;
  const Instant hour = from_civil(2022, 9, 13, 14);
  EXPECT_EQ(weather_at(air, Noise(5), hour).wind_from_deg, weather_at(air, Noise(5), hour).wind_from_deg);
  EXPECT_NE(weather_at(air, Noise(5), hour).wind_from_deg, weather_at(air, Noise(6), hour).wind_from_deg);
  EXPECT_GT(weather_at(air, Noise(5), hour).radiation, 100);
}

}  // namespace
}  // namespace limpid::sim
