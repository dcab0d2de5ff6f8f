// SPDX-License-Identifier: Apache-2.0
// Who sees what, on a real server: duty officers and auditors the county, a clerk the own unit and those below it.
#include "api/sight.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "api/call.hpp"
#include "api/county.hpp"
#include "ledger/ledger_facts.hpp"

namespace limpid::testing {
namespace {

Json page(const char* name, const std::string& target) {
  return Json::parse(county().get(county().open_session(name), "/api/v1" + target).body);
}

std::string case_path() {
  return "/cases/" + std::to_string(county().case_id());
}

std::set<std::string> refs(const Json& list) {
  std::set<std::string> out;
  for (const auto& object : list) out.insert(object.at("ref"));
  return out;
}

TEST(Sight, GoesDownTheTreeOfUnits) {
  const std::vector<ledger::Unit> units = {{.name = "县", .aliases = {}, .parent = "", .level = "county"},
                                           {.name = "局", .aliases = {"某局"}, .parent = "县", .level = "bureau"},
                                           {.name = "队", .aliases = {}, .parent = "局", .level = "bureau"},
                                           {.name = "镇", .aliases = {}, .parent = "县", .level = "township"}};
  const auto seen = [&](api::Role role, const std::string& unit) {
    return api::sight({.name = "x", .title = "", .role = role, .unit = unit}, units);
  };
  const auto bureau = seen(api::Role::unit_clerk, "局");
  EXPECT_THAT(bureau.units, ::testing::UnorderedElementsAre("局", "队"));
  EXPECT_TRUE(bureau.covers_place("某局"));
  EXPECT_FALSE(bureau.covers_unit("镇"));
  EXPECT_FALSE(bureau.covers_unit("县")) << "never upwards";
  EXPECT_EQ(seen(api::Role::unit_clerk, "县").units.size(), 4u);
  EXPECT_TRUE(seen(api::Role::auditor, "").covers_unit("镇"));
  EXPECT_TRUE(seen(api::Role::duty_officer, "局").covers_unit("镇"));
  const std::vector<ledger::Unit> ring = {{.name = "甲", .aliases = {}, .parent = "乙", .level = ""},
                                          {.name = "乙", .aliases = {}, .parent = "甲", .level = ""}};
  EXPECT_EQ(api::sight({.name = "x", .title = "", .role = api::Role::unit_clerk, .unit = "甲"}, ring).units.size(), 2u);
}

TEST(Sight, AClerkSeesTheOwnTownshipAndItsCasesOnly) {
  EXPECT_EQ(page("clerk", case_path())["case"]["object"]["ref"], County::kSection);
  const Json refused = page("other", case_path());
  EXPECT_EQ(refused["code"], "sight.other_unit");
  EXPECT_THAT(refused["text"]["zh"].get<std::string>(), ::testing::HasSubstr("山河镇"));
  for (const char* name : {"duty", "audit", "county"})
    EXPECT_EQ(page(name, case_path())["case"]["id"], county().case_id()) << name;
  for (const char* list : {"/cases", "/episodes", "/tasks"}) {
    const std::string what = std::string(list).substr(1);
    EXPECT_FALSE(page("clerk", list)[what].empty()) << list;
    EXPECT_TRUE(page("other", list)[what].empty()) << page("other", list).dump();
    EXPECT_EQ(page("county", list)[what].size(), page("duty", list)[what].size()) << list;
  }
}

TEST(Sight, ObjectsAndTheirReadings) {
  // 大东沟镇's outfall is not 山河镇's; a section is published.
  const auto other = county().open_session("other"), clerk = county().open_session("clerk");
  EXPECT_EQ(county().get(clerk, "/api/v1/objects/outfall/ch-07").status, 200);
  for (const std::string target :
       {"/objects/outfall/ch-07", "/series?object=outfall/ch-07&parameter=w21003",
        "/observations/1?object=outfall/ch-07&parameter=w21003&statistic=avg&period=PT1H&time=2022-09-12"})
    EXPECT_EQ(county().get(other, "/api/v1" + target).status, 403) << target;
  EXPECT_EQ(county().get(other, "/api/v1/objects/section/xinbi-nanqiao").status, 200);
  EXPECT_GT(page("duty", "/objects?kind=outfall")["objects"].size(), 30u);
  EXPECT_GT(page("county", "/objects?kind=outfall")["objects"].size(), 30u) << "all townships are below it";
  const auto outfalls = page("other", "/objects?kind=outfall")["objects"];
  for (const auto& object : outfalls) EXPECT_EQ(object["township"], "山河镇") << object.dump();
  EXPECT_TRUE(refs(page("clerk", "/objects?kind=outfall")["objects"]).contains("outfall/ch-07"));
  EXPECT_EQ(page("other", "/objects?kind=section")["objects"].size(), 14u);
}

/// What a clerk must not meet on any page: names and references of things that are neither published nor the own
/// unit's nor named by the own cases. The brief is not among them: it is the county's one sheet, the same for
/// everybody.
std::vector<std::string> hidden_from(const std::string& unit) {
  return county().read([&](const ledger::Ledger& ledger) {
    const ledger::LedgerFacts all(ledger, county().store(), county().now());
    const api::SightFacts narrowed(
        all, api::sight({.name = "x", .title = "", .role = api::Role::unit_clerk, .unit = unit}, api::all_units(all)));
    std::vector<std::string> out;
    for (const auto& r : all.records("object"))
      if (!narrowed.sees_object(r.key)) out.push_back(r.content.at("name"));
    for (const auto& r : all.records("device"))
      if (!narrowed.sees(r)) out.push_back(r.key);
    return out;
  });
}

TEST(Sight, NoPageNamesWhatIsHidden) {
  const auto other = county().open_session("other");
  const auto hidden = hidden_from("山河镇人民政府");
  ASSERT_GT(hidden.size(), 60u);
  std::vector<std::string> targets = {"/duty",
                                      "/map",
                                      "/objects",
                                      "/cases",
                                      "/episodes",
                                      "/tasks",
                                      "/data/devices",
                                      "/data/revisions",
                                      "/session",
                                      "/plans",
                                      "/data/quarantine",
                                      "/summary",
                                      "/plans/zezhou-2022/items"};
  county().read([&](const ledger::Ledger& ledger) {
    for (const auto& r : ledger.records("binding"))
      if (r.key.ends_with("#1")) targets.push_back("/items/" + r.key.substr(0, r.key.find('#')));
    for (const auto& r : ledger.records("object"))
      if (r.key.starts_with("section/") || r.key.starts_with("plant/")) targets.push_back("/objects/" + r.key);
  });
  for (const auto& target : targets) {
    const std::string body = county().get(other, "/api/v1" + target).body;
    for (const auto& name : hidden) EXPECT_EQ(body.find(name), std::string::npos) << target << " names " << name;
  }
}

TEST(Sight, AnAuditorReadsEverythingAndActsOnNothing) {
  const auto audit = county().open_session("audit");
  EXPECT_TRUE(page("audit", case_path())["actions"].empty());
  for (const char* act : {"/accept", "/act", "/evidence", "/close"}) {
    const auto answer = county().post(audit, "/api/v1" + case_path() + act, {{"note", "x"}});
    EXPECT_EQ(answer.status, 403);
    EXPECT_EQ(Json::parse(answer.body)["code"], "sight.auditor_reads");
  }
  const auto tasks = page("audit", "/tasks")["tasks"];
  for (const auto& task : tasks) EXPECT_TRUE(task["actions"].empty());
  EXPECT_TRUE(page("audit", "/audit/verify")["ok"].get<bool>());
}

TEST(Sight, ActionsFollowTheUnit) {
  EXPECT_THAT(page("duty", case_path())["actions"].get<std::set<std::string>>(),
              ::testing::UnorderedElementsAre("accept", "act", "evidence", "close"));
  const auto clerk = page("clerk", case_path())["actions"].get<std::set<std::string>>();
  EXPECT_TRUE(clerk.contains("act"));
  const auto other = county().open_session("other");
  for (const char* act : {"/accept", "/act", "/evidence", "/close"})
    EXPECT_EQ(Json::parse(county().post(other, "/api/v1" + case_path() + act, {{"note", "x"}}).body)["code"],
              "sight.other_unit");
}

}  // namespace
}  // namespace limpid::testing
