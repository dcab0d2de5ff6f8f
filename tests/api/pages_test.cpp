// SPDX-License-Identifier: Apache-2.0
// What the pages say of a real county, and what leaves it as a file.
#include "api/views/pages.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "api/county.hpp"
#include "plan/import.hpp"
#include "plan/read.hpp"
#include "support/memory_facts.hpp"

namespace limpid::testing {
namespace {

Json page(const char* name, const std::string& target) {
  return Json::parse(county().get(county().open_session(name), "/api/v1" + target).body);
}

/// The objects whose marks bear the number.
std::vector<std::string> on_map(const Json& duty, int number) {
  std::vector<std::string> out;
  for (const auto& mark : duty["marks"])
    for (const auto& n : mark.value("problems", Json::array()))
      if (n == number) out.push_back(mark["object"]["ref"]);
  return out;
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
  EXPECT_THAT(on_map(duty, (*spill)["number"]), ::testing::ElementsAre(County::kSection))
      << "the row's number stands on the map";
}

TEST(Duty, EveryRowIsOnTheMapWhereItsPlaceIsRegisteredAndSaysSoWhereNot) {
  const Json duty = page("duty", "/duty");
  int items = 0, placed = 0;
  for (const auto& row : duty["problems"]) {
    const auto where = on_map(duty, row["number"]);
    EXPECT_EQ(row["places"], where.size()) << row;
    if (!row.contains("item")) continue;
    ++items;
    placed += where.empty() ? 0 : 1;
    const std::string item = row["item"];
    if (item.find("/g") == std::string::npos) continue;
    ASSERT_EQ(where.size(), 1u) << "a target is where its section is: " << row;
    EXPECT_EQ(where.front(), row["object"]["ref"]);
  }
  EXPECT_GT(placed, 0);
  EXPECT_GT(items, placed) << "works have no coordinates in their register";
  const Json map = page("duty", "/map");
  for (const auto& mark : map["marks"]) EXPECT_FALSE(mark.contains("problems"));
}

TEST(Duty, TheTileOfTheSoilGoesByRegistersInBothLanguages) {
  const Json soil = page("duty", "/duty")["tiles"][2];
  EXPECT_EQ(soil["domain"], "soil");
  EXPECT_EQ(soil["standard_text"]["zh"], "登记册");
  EXPECT_EQ(soil["standard_text"]["en"], "Registers");
}

TEST(Object, TheTwoRowsOfOzoneAreToldApart) {
  std::vector<std::string> names;
  const Json station = page("duty", "/objects/air-station/bagong");
  for (const auto& factor : station["verdict"]["factors"])
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

TEST(Duty, TheMomentOfAnEpisodeIsTheSameOnEveryPage) {
  const Json duty = page("duty", "/duty");
  const Json of_case = page("duty", "/cases/" + std::to_string(county().case_id()));
  // The hour from 12:00 is the first bad one; it is known when it has ended.
  const std::string noticed = "2022-09-13T13:00:00+08:00";
  EXPECT_EQ(of_case["case"]["opened"], noticed);
  bool row = false, mark = false;
  for (const auto& problem : duty["problems"])
    row = row ||
          (problem.contains("object") && problem["object"]["ref"] == County::kSection && problem["since"] == noticed);
  for (const auto& alert : duty["day"]["alerts"])
    mark = mark || (alert["text"]["args"]["object"] == County::kSection && alert["time"] == noticed);
  EXPECT_TRUE(row);
  EXPECT_TRUE(mark);
  const Json episodes = page("duty", "/episodes?object=section/xinbi-nanqiao");
  EXPECT_EQ(episodes["episodes"][0]["detected"], noticed);
}

TEST(Items, OnePastItsDateHasBeenBreachedSinceThen) {
  for (const char* who : {"duty", "clerk"}) {
    const Json status = page(who, "/items/zezhou-2022/water/p3").at("item").at("status");
    EXPECT_EQ(status.at("state"), "breached") << who;
    EXPECT_EQ(status.at("since"), "2022-09-01T00:00:00+08:00") << who;
  }
}

TEST(Duty, SaysWhoseProblemsTheTableLists) {
  EXPECT_FALSE(page("duty", "/duty").contains("scope"));
  EXPECT_EQ(page("clerk", "/duty")["scope"]["args"]["unit"], "大东沟镇人民政府");
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
  EXPECT_EQ(held["fields"], 0);
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

/// A view over facts by hand, without a server.
struct ByHand {
  MemoryFacts facts;
  std::unique_ptr<store::Store> store = store::open_memory();
  Messages messages = Messages::load(LIMPID_SOURCE_DIR);
  api::Words words{messages, LIMPID_SOURCE_DIR};
  api::View view{facts, *store, words};
};

TEST(Data, OneRowADeviceAndReasonAndFieldsAreNoPackets) {
  ByHand by;
  const auto rejected = [&](const char* mn, const char* code) {
    store::Packet p{.mn = mn, .raw = "x", .source = "hj212", .received = {}, .readings = {}, .rejected = {}};
    p.rejected = Error{code, Json::object(), ""};
    return p;
  };
  store::Packet taken{.mn = "A", .raw = "y", .source = "hj212", .received = {}, .readings = {}, .rejected = {}};
  taken.readings.push_back(
      {.series = {"outfall/a", "w21003", "avg", Period::hour, "device:A"}, .start = {}, .value = 1});
  for (const char* field : {"w00001", "w00002"})
    taken.faults.push_back({"hj212.unknown_factor", {{"field", field}}, ""});
  by.store->commit(std::vector{rejected("A", "hj212.wrong_password"), rejected("A", "hj212.wrong_password"),
                               rejected("B", "hj212.crc"), taken},
                   from_civil(2022, 9, 12));
  const Json held = api::quarantine_page(by.view, 100, true);
  EXPECT_EQ(held["total"], 3);
  EXPECT_EQ(held["fields"], 2);
  ASSERT_EQ(held["packets"].size(), 3u);
  int packets = 0, fields = 0;
  for (const auto& row : held["packets"]) (row["field"].get<bool>() ? fields : packets) += row["count"].get<int>();
  EXPECT_EQ(packets, 3) << "the rows sum to the head";
  EXPECT_EQ(fields, 2);
}

TEST(Words, TimesOfTwoYearsSayWhich) {
  const ByHand by;
  const auto said = [&](const char* time) {
    return by.words.text("hj212.future", {{"time", time}, {"clock", "2022-09-12T08:01:00+08:00"}})["zh"]
        .get<std::string>();
  };
  EXPECT_EQ(said("2028-09-12T09:00:00+08:00"), "数据时间 2028-9-12 09:00 比时钟 2022-9-12 08:01 超前一小时以上");
  EXPECT_EQ(said("2022-09-12T12:00:00+08:00"), "数据时间 9-12 12:00 比时钟 9-12 08:01 超前一小时以上");
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

TEST(Plan, OfAnotherCountyTakesNeitherTheNameNorTheNumbersOfTheFirst) {
  County own;
  const auto duty = own.open_session("duty");
  const auto get = [&](const char* target) { return Json::parse(own.get(duty, target).body); };
  const Json session = get("/api/v1/session"), plans = get("/api/v1/plans")["plans"];
  // 安 comes before 泽 in every order but that of the imports.
  const std::string text =
      "安县大气污染防治2023年行动计划\n一、重点任务\n1.淘汰燃煤锅炉。2023年10月底前，淘汰燃煤锅炉18台。\n";
  const std::string id = own.upload(duty, "a.txt", text);
  const auto taken = own.post(duty, "/api/v1/readings/" + id + "/import", Json::object());
  ASSERT_EQ(taken.status, 200) << taken.body;
  const std::string key = Json::parse(taken.body)["key"];
  ASSERT_LT(key, "zezhou-2022");
  const Json after = get("/api/v1/session");
  EXPECT_EQ(after["county"], session["county"]);
  EXPECT_EQ(after["county"]["name"]["zh"], "泽州县");
  EXPECT_EQ(after["plan"], "zezhou-2022");
  EXPECT_EQ(after["document"], session["document"]);
  EXPECT_FALSE(get("/api/v1/map")["boundary"]["features"].empty());
  Json rest = get("/api/v1/plans")["plans"];
  ASSERT_EQ(rest.size(), 4u);
  EXPECT_EQ(rest.back()["key"], key + "/air");
  EXPECT_EQ(rest.back()["numbers"]["measures"], 1);
  rest.erase(3);
  EXPECT_EQ(rest, plans);
}

TEST(Plan, TheFirstDocumentThatNamesACountyNamesIt) {
  ByHand by;
  EXPECT_EQ(api::county_of_plans(by.view, LIMPID_SOURCE_DIR).name, "");
  const auto take = [&](const char* key, const std::string& title) {
    const std::string text = title + "\n一、重点任务\n1.淘汰燃煤锅炉。2023年10月底前，淘汰燃煤锅炉18台。\n";
    by.facts.apply(plan::import_document(plan::read_document(text).value(), text, key, nullptr, by.facts).changes);
    return api::View(by.facts, *by.store, by.words);
  };
  EXPECT_EQ(api::county_of_plans(take("c", "大气污染防治2023年行动计划"), LIMPID_SOURCE_DIR).name, "") << "nor does it";
  EXPECT_EQ(api::county_of_plans(take("b", "乙县大气污染防治2023年行动计划"), LIMPID_SOURCE_DIR).name, "乙县");
  const auto county = api::county_of_plans(take("a", "甲县大气污染防治2023年行动计划"), LIMPID_SOURCE_DIR);
  EXPECT_EQ(county.name, "乙县");
  EXPECT_EQ(county.family, "b");
  EXPECT_TRUE(county.file.empty());
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

TEST(Export, LedgerLetterAndCalendarOfThePlan) {
  const auto who = county().open_session("clerk");
  const auto ledger = county().get(who, "/api/v1/plans/zezhou-2022/ledger.xlsx");
  EXPECT_EQ(ledger.status, 200);
  EXPECT_EQ(ledger.body.substr(0, 2), "PK");
  const auto letter = county().get(who, "/api/v1/plans/zezhou-2022/letters/%E5%8E%BF%E6%B0%B4%E5%8A%A1%E5%B1%80.docx");
  EXPECT_EQ(letter.status, 200);
  EXPECT_THAT(letter.header("content-disposition"),
              ::testing::HasSubstr("filename*=UTF-8''%E5%8E%BF%E6%B0%B4%E5%8A%A1%E5%B1%80.docx"));
  const auto all = county().get(who, "/api/v1/plans/zezhou-2022/deadlines.ics");
  EXPECT_EQ(all.header("content-type"), "text/calendar; charset=utf-8");
  EXPECT_THAT(all.body, ::testing::StartsWith("BEGIN:VCALENDAR\r\n"));
  const auto own =
      county().get(who, "/api/v1/plans/zezhou-2022/deadlines.ics?unit=%E5%8E%BF%E6%B0%B4%E5%8A%A1%E5%B1%80");
  EXPECT_LT(own.body.size(), all.body.size());
  EXPECT_THAT(own.body, ::testing::HasSubstr("BEGIN:VEVENT"));
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

TEST(Brief, TilesAndTablesAreOfTheSameDay) {
  const Json brief = page("duty", "/brief/2022-09-12");
  int breached = 0, judged = 0;
  for (const auto& section : brief["sections"]) {
    breached += section["state"] == "breached" ? 1 : 0;
    judged += section["state"] == "breached" || section["state"] == "met" ? 1 : 0;
  }
  const Json& args = brief["tiles"][1]["lines"][0]["args"];
  EXPECT_EQ(args["breached"], breached);
  EXPECT_EQ(args["met"], judged - breached);
  EXPECT_EQ(breached, 0) << "the spill came on the 13th";
  EXPECT_TRUE(brief["problems"].empty() || brief["problems"][0]["condition"] == "status");
  const bool index = std::any_of(brief["stations"].begin(), brief["stations"].end(),
                                 [](const Json& station) { return station.contains("aqi"); });
  EXPECT_EQ(brief["tiles"][0].contains("aqi_level"), index);
  // 24 hours of three devices, the last hour's packets of the day come at its end.
  EXPECT_EQ(brief["balance"]["received"], 23 * 3);
}

TEST(Brief, OfADayBeforeAnythingWasKnownSaysSo) {
  const Json brief = page("duty", "/brief/2022-09-11");
  EXPECT_EQ(brief["balance"]["received"], 0);
  EXPECT_EQ(brief["tiles"][3]["word"]["code"], "page.tile.no_status");
  EXPECT_TRUE(brief["due"].empty());
  EXPECT_TRUE(brief["problems"].empty());
}

TEST(Objects, AProjectIsWhatThePlanSaysOfIt) {
  const Json listed = page("duty", "/objects?kind=project");
  for (const auto& project : listed["objects"]) {
    const std::string number = std::to_string(std::stoi(project["key"].get<std::string>().substr(1)));
    const Json item = page("duty", "/items/zezhou-2022/water/p" + number).at("item");
    EXPECT_EQ(project.at("state"), item.at("status").at("state")) << project["key"];
  }
  const Json one = page("duty", "/objects/project/p03");
  EXPECT_NE(one["sentence"]["code"], "page.object.no_data");
  for (const auto& item : one["items"])
    EXPECT_TRUE(item["kind"] != "project" || item["number"] == 3) << item["key"] << " is another project";
}

}  // namespace
}  // namespace limpid::testing
