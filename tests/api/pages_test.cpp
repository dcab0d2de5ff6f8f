// SPDX-License-Identifier: Apache-2.0
// What the pages say of a real county, and what leaves it as a file.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "api/county.hpp"

namespace limpid::testing {
namespace {

Json page(const char* name, const std::string& target) {
  return Json::parse(county().get(county().open_session(name), "/api/v1" + target).body);
}

TEST(Duty, SaysWhatIsWrongWhereAndWhoHasIt) {
  const Json duty = page("duty", "/duty");
  ASSERT_EQ(duty["tiles"].size(), 4u);
  EXPECT_EQ(duty["tiles"][0]["domain"], "air");
  EXPECT_EQ(duty["tiles"][1]["state"], "breached");
  EXPECT_EQ(duty["day"]["hours"].size(), 24u);
  int number = 0;
  const Json* spill = nullptr;
  for (const auto& row : duty["problems"]) {
    EXPECT_EQ(row["number"], ++number);
    if (row.contains("object") && row["object"]["ref"] == County::kSection) spill = &row;
  }
  ASSERT_NE(spill, nullptr);
  EXPECT_EQ((*spill)["figure"]["value"], 2.36);
  EXPECT_EQ((*spill)["figure"]["limit_text"], "≤ 1.5");
  EXPECT_TRUE(spill->contains("unit"));
  EXPECT_EQ((*spill)["case"], county().case_id());
  bool marked = false;
  for (const auto& mark : duty["marks"])
    marked = marked || (mark["object"]["ref"] == County::kSection && mark.value("problem", 0) == (*spill)["number"]);
  EXPECT_TRUE(marked) << "the row's number stands on the map";
}

TEST(Duty, TheTileOfTheSoilGoesByRegistersInBothLanguages) {
  const Json soil = page("duty", "/duty")["tiles"][2];
  EXPECT_EQ(soil["domain"], "soil");
  EXPECT_EQ(soil["standard_text"]["zh"], "登记册");
  EXPECT_EQ(soil["standard_text"]["en"], "Registers");
}

TEST(Object, TheTwoRowsOfOzoneAreToldApart) {
  std::vector<std::string> names;
  for (const auto& factor : page("duty", "/objects/air-station/bagong")["verdict"]["factors"])
    if (factor["parameter"] == "a05024") names.push_back(factor["name"]["zh"]);
  ASSERT_EQ(names.size(), 2u);
  EXPECT_THAT(names[0], ::testing::HasSubstr("1 小时"));
  EXPECT_THAT(names[1], ::testing::HasSubstr("8 小时"));
}

TEST(Case, SaysHowFarAndHowOftenTheLimitWasExceeded) {
  const Json exceedance = page("duty", "/cases/" + std::to_string(county().case_id()))["exceedance"];
  EXPECT_EQ(exceedance["multiple"], "0.57") << "2.36 against 1.5";
  EXPECT_EQ(exceedance["count"], 4);
  EXPECT_EQ(exceedance["period"], "PT1H");
}

TEST(Series, PointsCarryLimitFlagsAndLeadToTheRawRow) {
  const Json series = page("duty",
                           "/series?object=section/xinbi-nanqiao&parameter=w21003&from=2022-09-12T00:00%2B08:00"
                           "&to=2022-09-13T16:00%2B08:00");
  ASSERT_EQ(series["points"].size(), 40u);
  EXPECT_EQ(series["points"][39]["text"], "2.36");
  EXPECT_TRUE(series["points"][39]["over"].get<bool>());
  EXPECT_FALSE(series["points"][0]["over"].get<bool>());
  EXPECT_TRUE(series["points"][30]["revised"].get<bool>());
  EXPECT_EQ(series["points"][30]["text"], "0.95") << "the latest value of a key";
  ASSERT_EQ(series["limits"].size(), 1u);
  EXPECT_EQ(series["limits"][0]["value"], 1.5);
  const Json point = page("duty", "/observations/" + series["points"][30]["seq"].dump() +
                                      "?object=section/xinbi-nanqiao&parameter=w21003&statistic=avg&period=PT1H"
                                      "&time=2022-09-13T06:00%2B08:00");
  ASSERT_EQ(point["versions"].size(), 2u);
  EXPECT_EQ(point["versions"][0]["text"], "0.95");
  EXPECT_EQ(point["versions"][1]["text"], "0.92");
  EXPECT_THAT(point["packet"]["raw"].get<std::string>(), ::testing::HasSubstr("w21003-Avg"));
  EXPECT_THAT(point["packet"].dump(), ::testing::Not(::testing::HasSubstr("202647"))) << "no password is ever shown";
}

TEST(Data, BalanceQuarantineAndRevisionsAreThoseOfTheStore) {
  const Json balance = page("duty", "/data/balance");
  EXPECT_EQ(balance["received"], 40 * 3 + 3);
  EXPECT_EQ(balance["quarantined"], 2);
  EXPECT_EQ(balance["difference"], 0);
  const Json held = page("duty", "/data/quarantine");
  EXPECT_EQ(held["total"], 2);
  ASSERT_EQ(held["packets"].size(), 2u);
  EXPECT_EQ(held["packets"][0]["object"]["ref"], "outfall/ch-07");
  EXPECT_EQ(held["packets"][1]["reason"]["code"], "hj212.crc");
  EXPECT_THAT(held["packets"][1]["packet"]["raw"].get<std::string>(), ::testing::HasSubstr("broken"));
  EXPECT_EQ(page("duty", "/data/quarantine?limit=1")["packets"].size(), 1u);
  EXPECT_EQ(page("clerk", "/data/quarantine")["packets"].size(), 1u) << "of devices in sight";
  EXPECT_EQ(page("other", "/data/quarantine")["total"], 0);
  const Json revisions = page("duty", "/data/revisions");
  ASSERT_EQ(revisions["revisions"].size(), 1u);
  EXPECT_EQ(revisions["revisions"][0]["old"], "0.92");
  EXPECT_EQ(revisions["revisions"][0]["new"], "0.95");
}

TEST(Plan, NumbersOfTheRealDocument) {
  const Json plans = page("clerk", "/plans")["plans"];
  ASSERT_EQ(plans.size(), 3u);
  const std::vector<std::pair<int, int>> measures = {{30, 42}, {27, 30}, {20, 0}};
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(plans[i]["numbers"]["measures"], measures[i].first);
    EXPECT_EQ(plans[i]["numbers"]["tasks"], measures[i].second);
  }
  EXPECT_EQ(page("clerk", "/plans/zezhou-2022/items?domain=water&kind=target")["items"].size(), 14u);
  const Json w9 = page("clerk", "/items/zezhou-2022/water/m9");
  EXPECT_EQ(w9["item"]["system"], "W04");
  EXPECT_TRUE(w9["item"]["bound"].get<bool>());
}

TEST(Export, AWorkbookOfThePlan) {
  const auto who = county().open_session("clerk");
  const auto answer = county().get(who, "/api/v1/plans/zezhou-2022/export.xlsx");
  ASSERT_EQ(answer.status, 200);
  EXPECT_EQ(answer.header("content-type"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
  EXPECT_THAT(answer.header("content-disposition"), ::testing::HasSubstr("zezhou-2022.xlsx"));
  EXPECT_EQ(answer.body.substr(0, 2), "PK");
  for (const char* sheet : {"sheet1", "sheet2", "sheet3"})
    EXPECT_THAT(answer.body, ::testing::HasSubstr(std::string("xl/worksheets/") + sheet + ".xml"));
  EXPECT_THAT(answer.body, ::testing::Not(::testing::HasSubstr("xl/worksheets/sheet4.xml")));
}

TEST(Brief, CarriesTheHeadOfTheChain) {
  County own;
  const auto audit = own.open_session("audit");
  const Json brief = Json::parse(own.get(audit, "/api/v1/brief/2022-09-13").body);
  const Json check = Json::parse(own.get(audit, "/api/v1/audit/verify").body);
  EXPECT_EQ(brief["head"]["hash"], check["head"]["hash"]);
  EXPECT_EQ(brief["head"]["row"], check["rows"]);
  EXPECT_EQ(brief["window"]["from"], "2022-09-13T00:00:00+08:00");
  bool found = false;
  for (const auto& section : brief["sections"]) found = found || section["ref"] == County::kSection;
  EXPECT_TRUE(found);
  EXPECT_FALSE(brief["problems"].empty());
  EXPECT_FALSE(brief["cases"].empty());
}

}  // namespace
}  // namespace limpid::testing
