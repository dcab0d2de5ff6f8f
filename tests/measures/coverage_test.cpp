// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "measures/county.hpp"

/// W04, water 9: every plant of at least 300 t/d is on line and sends data by the end of August.
namespace limpid {
namespace {

class PlantsOnline : public ::testing::Test {
 protected:
  PlantsOnline() {
    county.promised("p/water/m9", "coverage",
                    {{"kind", "plant"},
                     {"where", {{{"attribute", "capacity_t_d"}, {"op", ">="}, {"value", 300}, {"unit", "t/d"}}}},
                     {"property", {{{"attribute", "online"}, {"op", "="}, {"value", true}}}},
                     {"reporting", {{"within_hours", 24}}},
                     {"target", {{"op", ">="}, {"value", 100}, {"unit", "%"}}},
                     {"by", "2022-08-31"}});
    plant("a", 2400, true);
    plant("b", 600, true);
    plant("c", 300, false);
    plant("small", 200, false);
    county.device_sent("plant/a", "2022-09-13T15:00+08:00");
    county.device_sent("plant/b", "2022-09-13T15:00+08:00");
    county.it_is("2022-09-13T17:00+08:00");
  }
  void plant(const std::string& key, int capacity, bool online) {
    county.registered("plant", key, {{"capacity_t_d", capacity}, {"online", online}});
  }
  testing::County county;
};

TEST_F(PlantsOnline, AfterTheDeadlineAMissingPlantBreaksThePromise) {
  const auto status = county.status("p/water/m9");
  EXPECT_EQ(status.state, "breached");
  EXPECT_EQ(status.done, 2);
  EXPECT_EQ(status.of, 3) << "the plant of 200 t/d is outside";
  EXPECT_EQ(county.zh(status.sentence), "未达标。应有 3，现有 2（66.7 %），缺 1；时限 2022-08-31 已过 13 天");
  ASSERT_FALSE(status.evidence.empty());
  EXPECT_EQ(status.evidence.front().ref, "plant/c") << "exceptions stand first";
  EXPECT_EQ(status.due, "2022-08-31");
}

TEST_F(PlantsOnline, BeforeTheDeadlineTheSameIsARisk) {
  county.it_is("2022-08-20T17:00+08:00");
  county.device_sent("plant/a", "2022-08-20T15:00+08:00");
  EXPECT_EQ(county.status("p/water/m9").state, "at_risk");
  county.it_is("2022-07-01T17:00+08:00");
  EXPECT_EQ(county.status("p/water/m9").state, "on_track");
}

TEST_F(PlantsOnline, AllOnLineAndSendingIsMet) {
  plant("c", 300, true);
  county.device_sent("plant/c", "2022-09-13T14:00+08:00");
  const auto status = county.status("p/water/m9");
  EXPECT_EQ(status.state, "met");
  EXPECT_EQ(county.zh(status.sentence), "已达成。应有 3，已有 3（100.0 %）");
}

TEST_F(PlantsOnline, APlantThatFellSilentCountsNoLonger) {
  plant("c", 300, true);
  county.device_sent("plant/c", "2022-09-11T07:00+08:00");
  const auto status = county.status("p/water/m9");
  EXPECT_EQ(status.state, "breached");
  EXPECT_EQ(county.zh(status.evidence.front().what), "c：最近的有效读数到 2022-09-11T08:00:00+08:00");
}

TEST_F(PlantsOnline, APlantOfUnknownCapacityIsNotAssumedSmall) {
  plant("c", 300, true);
  county.device_sent("plant/c", "2022-09-13T14:00+08:00");
  county.registered("plant", "d", {{"online", false}});
  const auto status = county.status("p/water/m9");
  EXPECT_EQ(status.state, "unknown");
  EXPECT_EQ(status.reason, "no_data");
}

TEST_F(PlantsOnline, WithoutARegisterOrAnyReadingNobodyKnows) {
  testing::County fresh;
  fresh.it_is("2022-09-13T17:00+08:00");
  fresh.promised("p/water/m9", "coverage",
                 {{"kind", "plant"},
                  {"property", Json::array()},
                  {"target", {{"op", ">="}, {"value", 100}, {"unit", "%"}}},
                  {"reporting", {{"within_hours", 24}}},
                  {"by", "2022-08-31"}});
  EXPECT_EQ(fresh.status("p/water/m9").reason, "no_register");
  fresh.registered("plant", "a", {{"online", true}});
  EXPECT_EQ(fresh.status("p/water/m9").reason, "no_data");
}

TEST_F(PlantsOnline, EliminationAsksThatNoneIsLeft) {
  county.promised("p/air/m21", "elimination",
                  {{"kind", "plant"},
                   {"where", {{{"attribute", "capacity_t_d"}, {"op", "<"}, {"value", "0.3"}, {"unit", "t/d"}}}},
                   {"by", "2022-08-31"}});
  EXPECT_EQ(county.status("p/air/m21").state, "met");
  plant("tiny", 0, false);
  EXPECT_EQ(county.status("p/air/m21").state, "breached");
}

}  // namespace
}  // namespace limpid
