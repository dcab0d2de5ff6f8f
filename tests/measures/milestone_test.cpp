// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "measures/county.hpp"

/// Annex 2: key projects by their dates.
namespace limpid {
namespace {

Json by(const std::string& date, std::vector<std::string> projects = {"project/p01"}) {
  return {{"kind", "project"},
          {"objects", projects},
          {"reached", {{{"attribute", "status"}, {"op", "="}, {"value", "complete"}}}},
          {"reached_on", "completed_on"},
          {"by", date}};
}

class KeyProjects : public ::testing::Test {
 protected:
  KeyProjects() {
    county.it_is("2022-09-13T17:20+08:00");
    county.promised("p/water/p1", "milestone", by("2022-08-31"));
  }
  testing::County county;
};

TEST_F(KeyProjects, DoneInTimeIsMet) {
  county.registered("project", "p01", {{"status", "complete"}, {"completed_on", "2022-08-26"}}, "石淙头人工湿地");
  const auto status = county.status("p/water/p1");
  EXPECT_EQ(status.state, "met");
  EXPECT_EQ(county.zh(status.sentence), "石淙头人工湿地：2022-08-26 完成，时限 2022-08-31");
}

TEST_F(KeyProjects, DoneLateIsMetAndSaysSo) {
  county.registered("project", "p01", {{"status", "complete"}, {"completed_on", "2022-09-05"}}, "石淙头人工湿地");
  const auto status = county.status("p/water/p1");
  EXPECT_EQ(status.state, "met");
  EXPECT_EQ(county.zh(status.sentence), "石淙头人工湿地：2022-09-05 完成，比时限 2022-08-31 晚 5 天");
}

TEST_F(KeyProjects, UnderWayAfterTheDateIsBreached) {
  county.registered("project", "p01", {{"status", "under_way"}, {"status_on", "2022-09-05"}}, "石淙头人工湿地");
  const auto status = county.status("p/water/p1");
  EXPECT_EQ(status.state, "breached");
  EXPECT_EQ(county.zh(status.sentence), "石淙头人工湿地：在建（2022-09-05），时限 2022-08-31 已过 13 天");
}

TEST_F(KeyProjects, WithMonthsLeftItIsOnTrackAndNearTheEndAtRisk) {
  county.promised("p/water/p2", "milestone", by("2022-12-31"));
  county.registered("project", "p01", {{"status", "under_way"}});
  EXPECT_EQ(county.status("p/water/p2").state, "on_track");
  county.it_is("2022-12-20T08:00+08:00");
  EXPECT_EQ(county.status("p/water/p2").state, "at_risk");
  county.it_is("2022-12-31T23:00+08:00");
  EXPECT_EQ(county.status("p/water/p2").state, "at_risk") << "the deadline is the end of the day";
  county.it_is("2023-01-01T00:00+08:00");
  EXPECT_EQ(county.status("p/water/p2").state, "breached");
}

TEST_F(KeyProjects, WithoutARecordNobodyKnows) {
  EXPECT_EQ(county.status("p/water/p1").state, "unknown");
  county.registered("project", "p01", Json::object(), "石淙头人工湿地");
  const auto status = county.status("p/water/p1");
  EXPECT_EQ(status.state, "unknown");
  EXPECT_EQ(county.zh(status.sentence), "石淙头人工湿地：没有进展记录");
}

TEST_F(KeyProjects, SeveralProjectsAreAsGoodAsTheWorst) {
  county.promised("p/water/m10", "milestone", by("2022-12-31", {"project/p04", "project/p05"}));
  county.registered("project", "p04", {{"status", "complete"}});
  county.registered("project", "p05", {{"status", "under_way"}});
  const auto status = county.status("p/water/m10");
  EXPECT_EQ(status.state, "on_track");
  EXPECT_EQ(status.done, 1);
  EXPECT_EQ(status.of, 2);
}

}  // namespace
}  // namespace limpid
