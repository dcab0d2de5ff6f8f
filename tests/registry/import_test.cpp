// SPDX-License-Identifier: Apache-2.0
#include "registry/import.hpp"

#include <gtest/gtest.h>

#include "base/data_file.hpp"
#include "registry/object.hpp"
#include "support/memory_facts.hpp"

namespace limpid::registry {
namespace {

Kinds catalogue() {
  return Kinds::from_json(parse_yaml(R"(
common:
  - {key: demo, name: {zh: d, en: d}, type: boolean}
kinds:
  - key: outfall
    name: {zh: o, en: o}
    located: true
    attributes:
      - {key: reach, name: {zh: r, en: r}, type: ref, kind: reach}
      - {key: flow_m3_s, name: {zh: f, en: f}, type: number, unit: m3/s}
      - {key: pollutants, name: {zh: p, en: p}, type: list}
  - key: project
    name: {zh: p, en: p}
    located: false
    attributes:
      - {key: status, name: {zh: s, en: s}, type: enum, values: [under_way, complete], required: true}
      - {key: due, name: {zh: s, en: s}, type: date}
devices:
  attributes:
    - {key: mn, name: {zh: m, en: m}, type: text, required: true}
    - {key: object, name: {zh: o, en: o}, type: object, required: true}
    - {key: st, name: {zh: s, en: s}, type: text}
    - {key: protocol, name: {zh: p, en: p}, type: enum, values: [hj212-2017]}
)",
                                     "catalogue"));
}

class RegisterImport : public ::testing::Test {
 protected:
  Result<Import> import(std::string_view kind, std::string_view csv) {
    return import_register(**kinds_.find(kind), csv, "f.csv", facts_);
  }
  Import taken(std::string_view kind, std::string_view csv) {
    auto result = import(kind, csv);
    EXPECT_TRUE(result) << (result ? "" : result.error().code);
    facts_.apply(result->changes);
    return std::move(*result);
  }
  Kinds kinds_ = catalogue();
  testing::MemoryFacts facts_;
};

TEST_F(RegisterImport, AnOutfallNeedsNoMoreThanKeyNameAndPlace) {
  taken("outfall", "key,name,lon,lat\nch-07,七号排口,112.75,35.61\n");
  const auto outfall = object(facts_, "outfall/ch-07");
  ASSERT_TRUE(outfall);
  EXPECT_EQ(outfall->name, "七号排口");
  EXPECT_DOUBLE_EQ(*outfall->lon, 112.75);
  EXPECT_EQ(list_row(*outfall).at("lat"), 35.61);
}

TEST_F(RegisterImport, CellsAreReadByTypeAndUnknownColumnsKeptAsText) {
  taken("outfall",
        "key,name,lon,lat,reach,flow_m3_s,pollutants,demo,remark\n"
        "a,A,112,35,ch-2,0.20,w21003; w01018,是,\"see, note\"\n");
  const auto a = object(facts_, "outfall/a");
  ASSERT_TRUE(a);
  EXPECT_EQ(text(*a, "reach"), "reach/ch-2") << "a bare key of the named kind is completed";
  EXPECT_EQ(number(*a, "flow_m3_s"), 0.2);
  EXPECT_EQ(a->attributes.at("pollutants"), Json::parse(R"(["w21003","w01018"])"));
  EXPECT_TRUE(a->demo);
  EXPECT_EQ(text(*a, "remark"), "see, note");
}

TEST_F(RegisterImport, ABadRowNeverStopsTheRest) {
  const auto result = taken("outfall",
                            "key,name,lon,lat,flow_m3_s\n"
                            "a,A,112,35,\"12,5\"\n"
                            "b,B,112,95,1\n"
                            "c,C,112,35,1\n"
                            "c,C,112,35,2\n"
                            "d/e,D,112,35,1\n"
                            "f,,112,35,1\n"
                            "g,G,112,35,1\n");
  EXPECT_EQ(result.rows, 7u);
  ASSERT_EQ(result.changes.acts.size(), 2u);
  std::vector<std::string> codes, places;
  for (const auto& problem : result.problems) {
    codes.push_back(problem.code);
    places.push_back(problem.place);
  }
  EXPECT_EQ(codes, (std::vector<std::string>{"registry.not_a_number", "registry.out_of_range", "registry.key_twice",
                                             "registry.key_invalid", "registry.cell_empty"}));
  EXPECT_EQ(places, (std::vector<std::string>{"f.csv:2", "f.csv:3", "f.csv:5", "f.csv:6", "f.csv:7"}));
  EXPECT_EQ(result.problems[0].args.at("column"), "flow_m3_s");
  EXPECT_EQ(result.problems[0].args.at("value"), "12,5");
}

TEST_F(RegisterImport, AMissingColumnOrAnUnknownKindEndsTheImport) {
  const auto missing = import("outfall", "key,name,lon\na,A,112\n");
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, "registry.column_missing");
  EXPECT_EQ(missing.error().args.at("column"), "lat");
  EXPECT_EQ(kinds_.find("volcano").error().code, "registry.kind_unknown");
}

TEST_F(RegisterImport, AColumnThatTheFileLacksLeavesWhatStands) {
  taken("project", "key,name,status,due,note\np1,湿地,under_way,2022-08-31,x\n");
  taken("project", "key,name,status,note\np1,湿地,complete,\n");
  const auto project = object(facts_, "project/p1");
  EXPECT_EQ(text(*project, "status"), "complete");
  EXPECT_EQ(text(*project, "due"), "2022-08-31");
  EXPECT_FALSE(project->attributes.contains("note")) << "an empty cell takes the attribute away";
}

TEST_F(RegisterImport, AnEnumOutsideItsListIsNamed) {
  const auto result = taken("project", "key,name,status\np1,A,done\n");
  ASSERT_EQ(result.problems.size(), 1u);
  EXPECT_EQ(result.problems[0].args.at("known"), "under_way, complete");
}

TEST_F(RegisterImport, ADeviceThatMovesIsNamed) {
  taken("outfall", "key,name,lon,lat\na,A,112,35\nb,B,112,35\n");
  EXPECT_TRUE(taken("device", "mn,object,password,st\nMN-1,outfall/a,123456,32\n").warnings.empty());
  EXPECT_TRUE(taken("device", "mn,object,password,st\nMN-1,outfall/a,654321,32\n").warnings.empty()) << "same place";
  const auto moved = taken("device", "mn,object,password,st\nMN-1,outfall/b,123456,32\n");
  ASSERT_EQ(moved.warnings.size(), 1u);
  EXPECT_EQ(moved.warnings[0].code, "registry.device_moved");
  EXPECT_EQ(moved.warnings[0].args.at("from"), "outfall/a");
}

TEST_F(RegisterImport, DevicesArePlacedAtObjects) {
  taken("outfall", "key,name,lon,lat\na,A,112,35\n");
  const auto result = taken("device", "mn,object,password,st\nMN-1,outfall/a,123456,32\nMN-2,outfall/b,,\nMN-3,b,,\n");
  EXPECT_EQ(result.changes.acts.size(), 2u);
  ASSERT_EQ(result.warnings.size(), 1u);
  EXPECT_EQ(result.warnings[0].args.at("object"), "outfall/b");
  ASSERT_EQ(result.problems.size(), 1u);
  EXPECT_EQ(result.problems[0].code, "registry.not_a_ref");
  const auto all = devices(facts_);
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[0].password, "123456");
  EXPECT_EQ(list_row(all[0]).at("password"), true) << "a listing never prints a password";
}

TEST_F(RegisterImport, LetterCaseOfAListedWordDoesNotMatter) {
  taken("outfall", "key,name,lon,lat\na,A,112,35\n");
  taken("device", "mn,object,protocol\nMN-1,outfall/a,HJ212-2017\n");
  ASSERT_EQ(devices(facts_).size(), 1u);
  EXPECT_EQ(devices(facts_)[0].protocol, "hj212-2017");
}

TEST_F(RegisterImport, AnUnclosedQuoteRefusesFromItsRowOn) {
  const auto result = taken("outfall", "key,name,lon,lat\na,A,112,35\nb,\"B,112,35\nc,C,112,35\n");
  EXPECT_EQ(result.changes.acts.size(), 1u);
  ASSERT_EQ(result.problems.size(), 1u);
  EXPECT_EQ(result.problems[0].place, "f.csv:3");
}

TEST_F(RegisterImport, AnMnIsAnyTextUpTo25Characters) {
  const auto result =
      taken("device", "mn,object\n" + std::string(25, 'x') + ",outfall/a\n" + std::string(26, 'y') + ",outfall/a\n");
  EXPECT_EQ(result.changes.acts.size(), 1u);
  ASSERT_EQ(result.problems.size(), 1u);
  EXPECT_EQ(result.problems[0].code, "registry.mn_long");
}

TEST(KindsCatalogue, TheShippedCatalogueLoads) {
  const std::filesystem::path root = LIMPID_SOURCE_DIR;
  if (!std::filesystem::exists(root / "catalog" / "kinds.yaml")) GTEST_SKIP() << "catalog/kinds.yaml is not there yet";
  const auto kinds = Kinds::from_json(load_data_file(root / "catalog" / "kinds.yaml", root / "schemas" / "kinds.json"));
  for (const auto* kind :
       {"section", "outfall", "plant", "air-station", "dust-site", "enterprise", "reach", "project", "device"})
    EXPECT_TRUE(kinds.find(kind)) << kind;
}

}  // namespace
}  // namespace limpid::registry
