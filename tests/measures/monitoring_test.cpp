// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "measures/county.hpp"

/// W03, water 3: the outfalls on record are analysed every month.
namespace limpid {
namespace {

class MonthlyAnalyses : public ::testing::Test {
 protected:
  MonthlyAnalyses() {
    county.promised("p/water/m3", "monitoring_duty",
                    {{"kind", "outfall"},
                     {"count", 3},
                     {"every", "P1M"},
                     {"parameters", {"w21003", "w01018"}},
                     {"sources", {"lab", "device"}},
                     {"from", "2022-01-01"},
                     {"by", "2022-12-31"}});
    for (const char* key : {"a", "b", "c"})
      county.registered("outfall", key, Json::object(), std::string("排口") + key);
    county.it_is("2022-03-12T08:00+08:00");
    for (int month : {1, 2}) analysed("a", month), analysed("b", month), analysed("c", month);
  }
  void analysed(const std::string& key, int month, const std::string& parameter = {}) {
    for (const char* p : {"w21003", "w01018"})
      if (parameter.empty() || parameter == p)
        county.facts.observe("outfall/" + key, p, from_civil(2022, month, 15), 3, "lab", Period::instant);
  }
  testing::County county;
};

TEST_F(MonthlyAnalyses, EveryMonthCompleteIsOnTrackUntilTheYearEnds) {
  const auto status = county.status("p/water/m3");
  EXPECT_EQ(status.state, "on_track");
  EXPECT_EQ(county.zh(status.sentence), "正常推进。2022-02 监测 3 / 3；2 个月中 2 个月齐全");
}

TEST_F(MonthlyAnalyses, AMissingResultIsARiskWhileItMayStillComeAndThenABreach) {
  county.it_is("2022-04-05T08:00+08:00");
  analysed("a", 3), analysed("b", 3), analysed("c", 3, "w21003");
  EXPECT_EQ(county.status("p/water/m3").state, "at_risk");
  county.it_is("2022-04-11T08:00+08:00");
  const auto status = county.status("p/water/m3");
  EXPECT_EQ(status.state, "breached");
  EXPECT_EQ(status.done, 2);
  EXPECT_EQ(county.zh(status.evidence.front().what), "排口c：2022-03 缺 化学需氧量");
  analysed("c", 3);
  EXPECT_EQ(county.status("p/water/m3").state, "on_track") << "a late result repairs it";
}

TEST_F(MonthlyAnalyses, ReadingsOnLineCountAsResults) {
  county.it_is("2022-04-11T08:00+08:00");
  analysed("a", 3), analysed("b", 3);
  for (const char* p : {"w21003", "w01018"})
    county.facts.observe("outfall/c", p, from_civil(2022, 3, 2, 5), 3, "device:c");
  EXPECT_EQ(county.status("p/water/m3").state, "on_track");
}

TEST_F(MonthlyAnalyses, ARegisterShorterThanThePlanIsARisk) {
  county.promised("p/water/m4", "monitoring_duty",
                  {{"kind", "outfall"},
                   {"count", 4},
                   {"every", "P1M"},
                   {"parameters", {"w21003"}},
                   {"from", "2022-01-01"},
                   {"by", "2022-12-31"}});
  const auto status = county.status("p/water/m4");
  EXPECT_EQ(status.state, "at_risk");
  EXPECT_EQ(status.sentence.code, "measures.calendar.register_short");
}

TEST_F(MonthlyAnalyses, NobodyKnowsBeforeTheFirstMonthOrWithoutAnyResult) {
  county.it_is("2022-01-20T08:00+08:00");
  EXPECT_EQ(county.status("p/water/m3").reason, "not_due");
  testing::County fresh;
  fresh.it_is("2022-03-12T08:00+08:00");
  fresh.promised("p/water/m3", "monitoring_duty",
                 {{"kind", "outfall"},
                  {"count", 3},
                  {"every", "P1M"},
                  {"parameters", {"w21003"}},
                  {"from", "2022-01-01"},
                  {"by", "2022-12-31"}});
  fresh.registered("outfall", "a", Json::object());
  EXPECT_EQ(fresh.status("p/water/m3").reason, "no_data");
}

}  // namespace
}  // namespace limpid
