// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ledger/records/loop.hpp"
#include "measures/county.hpp"

/// A11, air 11: a site whose hourly PM10 is over its threshold stops work; data open and release the order.
namespace limpid {
namespace {

class DustStopsWork : public ::testing::Test {
 protected:
  DustStopsWork() {
    county.it_is("2022-09-13T17:20+08:00");
    county.promised("p/air/m11", "threshold_response",
                    {{"kind", "dust-site"},
                     {"rule", "dust/PT1H"},
                     {"condition", "dust"},
                     {"act", "stop_work"},
                     {"within_minutes", 60}});
    county.registered("dust-site", "s1", {{"township", "金村镇"}}, "演示工地01");
    county.registered("dust-site", "s2", {{"township", "金村镇"}}, "演示工地02");
    reads("s1", "164");
    reads("s2", "151");
  }
  void reads(const std::string& site, const std::string& value) {
    ledger::Verdict verdict;
    verdict.state = Decimal::of(value) > Decimal::of("250") ? "breached" : "met";
    verdict.value = value;
    verdict.unit = "μg/m3";
    verdict.target = "250";
    county.judged("dust-site/" + site, "dust/PT1H", "2022-09-13T16:00+08:00", verdict);
  }
  void episode(const std::string& key, const std::string& opened, const std::string& order,
               std::optional<std::string> released = {}) {
    ledger::Episode episode;
    episode.object = "dust-site/s1";
    episode.condition = "dust";
    episode.state = released ? "closed" : "open";
    episode.opened = parse_instant(opened).value();
    episode.figure = {"a34002", "312", "μg/m3", ""};
    county.facts.put("episode", key, episode);
    if (order.empty()) return;
    ledger::Case order_case;
    order_case.episode = key;
    order_case.object = episode.object;
    order_case.opened = parse_instant(order).value();
    order_case.state = released ? "closed" : "open";
    if (released) order_case.closed = parse_instant(*released).value();
    order_case.closed_by = released ? "data" : "";
    county.facts.put("case", key, order_case);
  }
  testing::County county;
};

TEST_F(DustStopsWork, AllBelowTheThresholdIsMet) {
  const auto status = county.status("p/air/m11");
  EXPECT_EQ(status.state, "met");
  EXPECT_EQ(county.zh(status.sentence), "已达成。2 个扬尘监测工地当前都低于阈值；今年启动响应 0 次，执行中 0 次");
}

TEST_F(DustStopsWork, APartThatIsBoundIsNotTheWhole) {
  auto binding = county.facts.record("binding", "p/air/m11#1")->content.get<ledger::Binding>();
  binding.needs = {
      "plan.needs", {{"what", Json::array({{{"code", "plan.register.site_checks"}, {"args", Json::object()}}})}}, {}};
  county.facts.put("binding", "p/air/m11#1", binding);
  const auto status = county.status("p/air/m11");
  EXPECT_EQ(status.state, "unknown");
  EXPECT_EQ(status.reason, "partly_bound");
  EXPECT_THAT(county.zh(status.sentence), ::testing::HasSubstr("工地“六个百分之百”检查记录"));
  reads("s1", "300");
  EXPECT_EQ(county.status("p/air/m11").state, "breached");
}

TEST_F(DustStopsWork, OneSiteOverItIsBreachedWhileTheOrderIsInForce) {
  reads("s1", "312");
  episode("dust-site/s1|dust|1", "2022-09-13T15:00+08:00", "2022-09-13T16:05+08:00");
  const auto status = county.status("p/air/m11");
  EXPECT_EQ(status.state, "breached");
  EXPECT_EQ(county.zh(status.sentence), "未达标。2 个扬尘监测工地中 1 个超过阈值，响应执行中 1 次");
  EXPECT_EQ(status.detail.at("sites")[0].at("object"), "dust-site/s1") << "what needs attention stands first";
  EXPECT_EQ(status.detail.at("sites")[0].at("order"), "dust-site/s1|dust|1");
  EXPECT_EQ(status.detail.at("orders")[0].at("state"), "in_force");
}

TEST_F(DustStopsWork, DataReleaseTheOrderAndThePromiseIsKeptAgain) {
  episode("dust-site/s1|dust|1", "2022-09-13T12:00+08:00", "2022-09-13T13:05+08:00", "2022-09-13T15:05+08:00");
  const auto status = county.status("p/air/m11");
  EXPECT_EQ(status.state, "met");
  EXPECT_EQ(status.detail.at("orders")[0].at("closed_by"), "data");
}

TEST_F(DustStopsWork, AnExceedanceWithoutAnOrderBreaksThePromise) {
  episode("dust-site/s1|dust|1", "2022-09-13T14:00+08:00", "");
  const auto status = county.status("p/air/m11");
  EXPECT_EQ(status.state, "breached");
  EXPECT_EQ(status.sentence.code, "measures.threshold.missing");
  county.it_is("2022-09-13T15:30+08:00");
  EXPECT_NE(county.status("p/air/m11").sentence.code, "measures.threshold.missing")
      << "the order has an hour from the hour's end";
}

TEST_F(DustStopsWork, NearTheThresholdIsARisk) {
  reads("s2", "205");
  EXPECT_EQ(county.status("p/air/m11").state, "at_risk");
}

TEST_F(DustStopsWork, ASilentSiteIsUnknownNotFine) {
  county.it_is("2022-09-13T22:00+08:00");
  const auto status = county.status("p/air/m11");
  EXPECT_EQ(status.state, "unknown");
  EXPECT_EQ(status.reason, "no_data");
}

}  // namespace
}  // namespace limpid
