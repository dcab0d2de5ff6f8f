// SPDX-License-Identifier: Apache-2.0
#include "registry/network.hpp"

#include <gtest/gtest.h>

#include "registry/geo.hpp"

namespace limpid::registry {
namespace {

ledger::Object object(const std::string& kind, const std::string& key, Json attributes) {
  ledger::Object object;
  object.kind = kind;
  object.key = key;
  object.attributes = std::move(attributes);
  return object;
}

ledger::Object reach(const std::string& key, const std::string& from, const std::string& to, double km,
                     double velocity) {
  return object("reach", key,
                {{"from", from}, {"to", to}, {"length_km", km}, {"velocity_m_s", velocity}, {"discharge_m3_s", 2.0}});
}

ledger::Object placed(const std::string& kind, const std::string& key, const std::string& on, double km) {
  return object(kind, key, {{"reach", "reach/" + on}, {"km", km}});
}

/// Two headwaters a and b meet in n1; c leads on to n2.
std::vector<ledger::Object> rivers() {
  return {reach("a", "node/h1", "node/n1", 10, 0.5), reach("b", "node/h2", "node/n1", 6, 0.5),
          reach("c", "node/n1", "node/n2", 4, 1.0)};
}

TEST(RiverNetwork, UpstreamReachesBothBranchesWithDistanceAndTime) {
  const auto network = RiverNetwork::build(
      rivers(), {placed("section", "s", "c", 3), placed("outfall", "near", "c", 1), placed("outfall", "left", "a", 8),
                 placed("outfall", "right", "b", 1), placed("outfall", "below", "c", 3.5)});
  const auto legs = network.upstream("section/s");
  ASSERT_EQ(legs.size(), 3u);
  EXPECT_EQ(legs[0].object, "outfall/near");
  EXPECT_DOUBLE_EQ(legs[0].distance_m, 2000);
  EXPECT_DOUBLE_EQ(legs[0].travel_time_s, 2000);
  EXPECT_EQ(legs[1].object, "outfall/left");
  EXPECT_DOUBLE_EQ(legs[1].distance_m, 5000);
  EXPECT_DOUBLE_EQ(legs[1].travel_time_s, 3000 / 1.0 + 2000 / 0.5);
  EXPECT_EQ(legs[2].object, "outfall/right");
  EXPECT_GT(legs[2].spread_s2, legs[0].spread_s2);
}

TEST(RiverNetwork, DownstreamIsTheSameWayTheOtherWayRound) {
  const auto network =
      RiverNetwork::build(rivers(), {placed("section", "s", "c", 3), placed("outfall", "left", "a", 8)});
  const auto down = network.downstream("outfall/left");
  ASSERT_EQ(down.size(), 1u);
  EXPECT_EQ(down[0].object, "section/s");
  const auto up = network.between("outfall/left", "section/s");
  ASSERT_TRUE(up);
  EXPECT_DOUBLE_EQ(up->travel_time_s, down[0].travel_time_s);
  EXPECT_FALSE(network.between("section/s", "outfall/left")) << "water does not flow back";
}

TEST(RiverNetwork, OfTwoWaysTheFasterCounts) {
  auto reaches = rivers();
  reaches.push_back(reach("canal", "node/h1", "node/n1", 2, 1.0));
  const auto network =
      RiverNetwork::build(reaches, {placed("section", "s", "c", 3), placed("section", "up", "head", 0)});
  reaches.push_back(reach("head", "node/h0", "node/h1", 1, 1.0));
  const auto with_head =
      RiverNetwork::build(reaches, {placed("section", "s", "c", 3), placed("section", "up", "head", 0)});
  EXPECT_EQ(network.problems().size(), 1u)
      << "a place on a reach that nobody registered is named, not dropped silently";
  const auto leg = with_head.between("section/up", "section/s");
  ASSERT_TRUE(leg);
  EXPECT_DOUBLE_EQ(leg->travel_time_s, 1000 + 2000 + 3000);
}

TEST(RiverNetwork, TheVersionFollowsTheRegister) {
  const auto before = RiverNetwork::build(rivers(), {placed("section", "s", "c", 3)});
  const auto same = RiverNetwork::build(rivers(), {placed("section", "s", "c", 3)});
  const auto moved = RiverNetwork::build(rivers(), {placed("section", "s", "c", 2)});
  EXPECT_EQ(before.version(), same.version());
  EXPECT_NE(before.version(), moved.version());
}

TEST(RiverNetwork, AReachWithoutVelocityIsAProblem) {
  auto reaches = rivers();
  reaches[0].attributes.erase("velocity_m_s");
  const auto network = RiverNetwork::build(reaches, {});
  ASSERT_EQ(network.problems().size(), 1u);
  EXPECT_EQ(network.problems()[0].code, "registry.reach_invalid");
}

TEST(Geo, OneDegreeAtTheCountysLatitude) {
  const auto east = offset(112.0, 35.5, 113.0, 35.5);
  EXPECT_NEAR(east.east, 90'700, 100);
  EXPECT_DOUBLE_EQ(east.north, 0);
  EXPECT_NEAR(offset(112.0, 35.0, 112.0, 36.0).north, 110'950, 50);
}

}  // namespace
}  // namespace limpid::registry
