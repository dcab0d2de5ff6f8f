// SPDX-License-Identifier: Apache-2.0
#include "plan/addressee.hpp"

#include <gmock/gmock.h>

#include "plan/import.hpp"
#include "plan/json.hpp"
#include "plan/key.hpp"
#include "plan/seed.hpp"
#include "support/memory_facts.hpp"

namespace limpid::plan {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;

const Json& seed_json() {
  static const Json json = to_json(seed(), default_key(seed()));
  return json;
}

TEST(Addressees, AUnitIsMetByItsSpellings) {
  const Addressees units(seed_json(), {});
  const auto housing = units.unit_of("县住建局");
  ASSERT_TRUE(housing);
  EXPECT_EQ(housing, units.unit_of("住房和城乡建设管理局"));
  EXPECT_TRUE(units.concerns(*housing, {{"name", "县住房和城乡建设管理局"}}, ""));
  EXPECT_FALSE(units.concerns(*housing, {{"name", "县水务局"}}, ""));
  EXPECT_FALSE(units.unit_of("没有这个单位"));
  EXPECT_FALSE(units.unit_of("各乡镇人民政府"));
}

TEST(Addressees, AllTownshipsMeansEachAndSomeThoseThatTheWordsName) {
  const Addressees units(seed_json(), {});
  const auto township = units.unit_of("周村镇人民政府");
  ASSERT_TRUE(township);
  EXPECT_TRUE(units.concerns(*township, {{"name", "各乡镇人民政府"}}, ""));
  EXPECT_TRUE(units.concerns(*township, {{"name", "有关乡镇人民政府"}}, "完成周村镇污水处理厂建设"));
  EXPECT_FALSE(units.concerns(*township, {{"name", "有关乡镇人民政府"}}, "完成污水处理厂建设"));
  EXPECT_FALSE(units.concerns(*units.unit_of("县水务局"), {{"name", "各乡镇人民政府"}}, ""));
}

TEST(Addressees, TownshipsOfTheRegisterAreNamedTooWhereTheDocumentSpeaksOfAll) {
  const ledger::Unit known{"某某镇人民政府", {"某某镇"}, "", "township"};
  EXPECT_THAT(Addressees(seed_json(), {{known}, {}, {}, {}}).names(), Contains(known.name));
  EXPECT_THAT(Addressees(seed_json(), {}).names(), Not(Contains(HasSubstr("各乡镇"))));
}

TEST(Addressees, TownshipsOfTheObjectsAreThoseOfAllAndOfWhatNamesTheObjects) {
  const Json json = to_json(read_document("丙县2022年水污染防治行动计划\n一、重点任务\n"
                                          "1.治理。治理河道，改造丁河南部污水处理厂。〔责任单位：各乡镇人民政府〕\n"
                                          "2.监测。李村断面达到Ⅲ类。〔责任单位：有关乡镇、甲镇人民政府〕\n")
                                .value(),
                            "plan-2022");
  EXPECT_EQ(Addressees(json, {}).townships_from(), "document");
  const ledger::Unit known{"戊乡人民政府", {"戊乡"}, "", "township"};
  EXPECT_EQ(Addressees(json, {{known}, {}, {}, {}}).townships_from(), "ledger");
  EXPECT_THAT(Addressees(json, {}).members_of("有关乡镇"), ::testing::ElementsAre("甲镇人民政府"));
  testing::MemoryFacts facts;
  const auto object = [&](const std::string& key, const std::string& name, const Json& township) {
    facts.put("object", key,
              {{"kind", "plant"}, {"key", key}, {"name", name}, {"attributes", {{"township", township}}}});
  };
  object("section/1", "李村", "乙乡");
  object("plant/1", "丁河南部污水处理厂", "丁镇");
  object("plant/2", "园区污水处理厂", "丙县开发区");
  object("plant/3", "无主污水处理厂", nullptr);
  const Addressees units(json, registered_units(facts));
  EXPECT_EQ(units.townships_from(), "registry");
  EXPECT_THAT(units.members_of("各乡镇"),
              ::testing::UnorderedElementsAre("甲镇人民政府", "乙乡人民政府", "丁镇人民政府"));
  EXPECT_THAT(units.names(), ::testing::UnorderedElementsAre("甲镇人民政府", "乙乡人民政府", "丁镇人民政府"));
  EXPECT_TRUE(units.concerns("丁镇人民政府", {{"name", "各乡镇人民政府"}}, ""));
  const Json some = {{"name", "有关乡镇"}};
  EXPECT_TRUE(units.concerns("乙乡人民政府", some, "李村断面达到Ⅲ类")) << "the section lies there";
  EXPECT_FALSE(units.concerns("乙乡人民政府", some, "小李村庄整治")) << "two characters are part of other words";
  EXPECT_TRUE(units.concerns("丁镇人民政府", some, "改造丁河南部污水处理厂"));
  EXPECT_FALSE(units.concerns("甲镇人民政府", some, "改造丁河南部污水处理厂"));
}

TEST(Addressees, WhomANameOfManyMeansFollowsFromTheWordsPerhapsNobody) {
  const Json json = to_json(read_document("丙县2022年水污染防治行动计划\n一、重点任务\n"
                                          "1.治理。治理河道。〔责任单位：甲镇人民政府、乙镇人民政府、县水利局〕\n")
                                .value(),
                            "plan-2022");
  const Addressees units(json, {});
  using ::testing::ElementsAre;
  using ::testing::IsEmpty;
  for (const char* some : {"有关乡镇", "有关乡镇人民政府", "相关镇", "各有关乡镇人民政府"}) {
    EXPECT_TRUE(is_of_many(some)) << some;
    EXPECT_THAT(units.meant_by(some, "甲镇完成河道治理").value(), ElementsAre("甲镇人民政府")) << some;
    EXPECT_THAT(units.meant_by(some, "完成河道治理").value(), IsEmpty()) << some;
  }
  EXPECT_EQ(units.meant_by("各乡镇人民政府", "完成河道治理"), std::nullopt) << "all of them";
  EXPECT_THAT(units.meant_by("各县区", "完成河道治理").value(), IsEmpty()) << "there is none";
  EXPECT_THAT(units.meant_by("有关部门", "由县水利局治理").value(), ElementsAre("县水利局"));
  EXPECT_EQ(units.meant_by("县水利局", "完成河道治理"), std::nullopt);
  EXPECT_FALSE(is_of_many("县水利局"));
}

TEST(Addressees, ManyAtOnceAreThoseOfTheRegister) {
  const Json json = to_json(read_document("丙市2022年水污染防治行动计划\n一、重点任务\n"
                                          "1.治理。治理河道。〔责任单位：各县（市、区）人民政府、相关部门〕\n"
                                          "2.监测。每月监测。〔责任单位：市水利局、甲县人民政府〕\n")
                                .value(),
                            "plan-2022");
  const ledger::Unit known{"乙区人民政府", {"乙区"}, "丙市人民政府", "county"};
  const Addressees units(json, {{known}, {}, {}, {}});
  EXPECT_THAT(units.names(), ::testing::UnorderedElementsAre("市水利局", "甲县人民政府", "乙区人民政府"));
  for (const char* printed : {"各县(市、区)人民政府", "各县区", "各县(市、区)"}) {
    EXPECT_TRUE(units.concerns("甲县人民政府", {{"name", printed}}, "")) << printed;
    EXPECT_TRUE(units.concerns("乙区人民政府", {{"name", printed}}, "")) << printed;
    EXPECT_FALSE(units.concerns("市水利局", {{"name", printed}}, "")) << printed;
  }
  EXPECT_TRUE(units.concerns("乙区人民政府", {{"name", "有关县区"}}, "乙区完成河道治理"));
  EXPECT_FALSE(units.concerns("甲县人民政府", {{"name", "有关县区"}}, "乙区完成河道治理"));
  EXPECT_TRUE(units.concerns("市水利局", {{"name", "各部门"}}, ""));
  EXPECT_TRUE(units.concerns("市水利局", {{"name", "相关部门"}}, "由市水利局开展"));
  EXPECT_FALSE(units.concerns("市水利局", {{"name", "相关部门"}}, "开展治理"));
  EXPECT_FALSE(units.unit_of("相关部门"));
}

Document plan_of(const std::string& county, const std::string& units) {
  return read_document(county + "2022年水污染防治行动计划\n一、重点任务\n1.治理。治理河道。〔责任单位：" + units +
                       "〕\n2.监测。每月监测断面。〔责任单位：各乡镇人民政府〕\n")
      .value();
}

/// A ledger with the plans of two counties, each of which has a 城关镇.
testing::MemoryFacts two_counties() {
  testing::MemoryFacts facts;
  for (const auto& [county, units] : {std::pair{"丙原县", "县水利局、城关镇、丙河镇人民政府"},
                                      std::pair{"丁山县", "丁山县水利局、城关镇、丁家乡人民政府"}}) {
    const auto document = plan_of(county, units);
    facts.apply(import_document(document, document.source, default_key(document), nullptr, facts).changes);
  }
  return facts;
}

TEST(Addressees, OfSeveralCountiesTheTownshipsAreThoseOfThePlansOwn) {
  using ::testing::UnorderedElementsAre;
  auto facts = two_counties();
  const auto townships = [&](const Json& document) {
    return Addressees(document, registered_units(facts)).members_of("各乡镇");
  };
  const auto first = stored_document(facts, "bingyuan-2022"), second = stored_document(facts, "dingshan-2022");
  EXPECT_THAT(townships(first), UnorderedElementsAre("城关镇人民政府", "丙河镇人民政府"));
  EXPECT_THAT(townships(second), UnorderedElementsAre("城关镇人民政府", "丁家乡人民政府"));
  EXPECT_THAT(Addressees(first, registered_units(facts)).unit_of("县水利局"),
              ::testing::Optional(std::string("县水利局")));
  const Json third = to_json(plan_of("戊川县", "县水利局"), "wuchuan-2022");
  EXPECT_THAT(townships(third), UnorderedElementsAre()) << "no plan of this county is there";
  const auto in_city = plan_of("甲安市丙原县", "县水利局");
  EXPECT_THAT(townships(to_json(in_city, "x")), UnorderedElementsAre("城关镇人民政府", "丙河镇人民政府"));
  const auto object = [&](const std::string& name, const std::string& township) {
    facts.put("object", "plant/" + name,
              {{"kind", "plant"}, {"key", name}, {"name", name}, {"attributes", {{"township", township}}}});
  };
  object("东厂", "丙河镇");
  object("西厂", "西沟乡");
  EXPECT_THAT(townships(first), UnorderedElementsAre("城关镇人民政府", "丙河镇人民政府", "西沟乡人民政府"))
      << "the registers hold a township that this county's plan names";
  EXPECT_THAT(townships(second), UnorderedElementsAre("城关镇人民政府", "丁家乡人民政府"));
}

TEST(Addressees, ThePlanOfAnotherCountyTakesNoTownshipsOfTheLedgers) {
  testing::MemoryFacts facts;
  const auto known = plan_of("丙原县", "县水利局、丙河镇人民政府");
  facts.apply(import_document(known, known.source, "bingyuan-2022", nullptr, facts).changes);
  const auto names = [&](const char* county) {
    return Addressees(to_json(plan_of(county, "县水利局、城关镇人民政府"), "x"), registered_units(facts)).names();
  };
  EXPECT_THAT(names("丁山县"), ::testing::UnorderedElementsAre("县水利局", "城关镇人民政府"));
  EXPECT_THAT(names("丙原县"), ::testing::UnorderedElementsAre("县水利局", "城关镇人民政府", "丙河镇人民政府"));
}

}  // namespace
}  // namespace limpid::plan
