// SPDX-License-Identifier: Apache-2.0
// Departments by the names that every county's plans give them (rules/plan-unit-names.yaml).
#include "plan/unit_synonyms.hpp"

#include <gmock/gmock.h>

#include <fstream>
#include <set>

#include "base/messages.hpp"
#include "plan/lint/lint.hpp"
#include "plan/read.hpp"
#include "plan/unit_register.hpp"

namespace limpid::plan {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const UnitSynonyms& shipped_names() {
  static const UnitSynonyms names = UnitSynonyms::load(LIMPID_SOURCE_DIR);
  return names;
}

/// The keys of names that one document prints, whatever their order.
std::vector<std::string> keys_of(std::vector<std::string> names, const std::string& place = "甲县") {
  std::vector<std::string> out;
  for (const bool turned : {true, false}) {
    UnitRegister units(place, {}, shipped_names());
    units.add_all(turned ? std::vector(names.rbegin(), names.rend()) : names);
    std::vector<std::string> keys;
    for (const auto& name : names) keys.push_back(units.key_of(name));
    EXPECT_TRUE(turned || keys == out) << names.front();
    out = std::move(keys);
  }
  return out;
}

TEST(UnitSynonyms, NamesSideBySideInOneListAreTwoUnits) {
  const auto keys = [](const std::string& first, const std::string& second) {
    const auto document =
        read_document("甲市大气污染防治2023年行动计划\n一、重点任务\n1.治理扬尘。2023年6月底前，整治工地40个。" +
                          first + "\n2.治理油烟。2023年7月底前，整治餐馆30家。" + second + "\n",
                      shipped_names())
            .value();
    std::vector<std::string> out;
    for (const auto& m : document.plans.front().measures)
      for (const auto& unit : m.units) out.push_back(unit.name + "=" + unit.key);
    return out;
  };
  EXPECT_THAT(keys("（责任单位：市城市管理局、市住建局、市城市管理综合行政执法局）", "（责任单位：市城管局）"),
              ElementsAre("市城市管理局=城市管理局", "市住建局=住建局",
                          "市城市管理综合行政执法局=城市管理综合行政执法局", ::testing::_));
  EXPECT_THAT(keys("（责任单位：市城市管理局）", "（责任单位：市城市管理综合行政执法局）"),
              ElementsAre("市城市管理局=城市管理综合行政执法局", "市城市管理综合行政执法局=城市管理综合行政执法局"))
      << "in two lists they are one";
  EXPECT_THAT(keys("（责任单位：市住建局、市住房和城乡建设管理局）", "（责任单位：住房和城乡建设管理局）"),
              ElementsAre("市住建局=住房和城乡建设管理局", "市住房和城乡建设管理局=住房和城乡建设管理局",
                          "住房和城乡建设管理局=住房和城乡建设管理局"))
      << "an ordinary abbreviation beside its name is listed twice";
}

TEST(UnitSynonyms, ANameBesideItsAbbreviationIsToldAsListedTwice) {
  const auto document =
      read_document(
          "甲市大气污染防治2023年行动计划\n一、重点任务\n1."
          "治理扬尘。2023年6月底前，整治工地40个。（责任单位：市住建局、"
          "市公安局、市住房和城乡建设管理局）\n2.治理油烟。2023年7月底前，整治餐馆30家。（责任单位：市城市管理局、"
          "市城市管理综合行政执法局）\n",
          shipped_names())
          .value();
  std::vector<std::string> told;
  for (const auto& finding : lint(document, LintRules::load(LIMPID_SOURCE_DIR)))
    if (finding.kind == "unit_repeated") told.push_back(finding.places.front().item + " " + finding.places[1].quote);
  EXPECT_THAT(told, ElementsAre("air/m1 市住房和城乡建设管理局"));
}

TEST(UnitSynonyms, NamesOfOneDepartmentMeet) {
  const std::vector<std::vector<std::string>> departments{
      {"县资规局", "县自规局", "县自然资源和规划局", "甲县自然资源局", "规划和自然资源局"},
      {"县市监局", "县市场监管局", "县市场监督管理局", "市监局"},
      {"县交警大队", "县公安局交警大队", "县公安交警大队", "甲县公安局交通警察大队", "县交通警察大队"},
      {"县教体局", "县教科体局", "县教育局", "县教育科技和体育局"},
      {"县文旅局", "县文广旅局", "县文化广电和旅游局"},
      {"县审批局", "县行政审批服务管理局", "县行政审批局"},
      {"县城管局", "县城市管理局", "县城管执法局", "县城市管理综合行政执法局"},
      {"县政府办", "县政府办公室", "县人民政府办公室"},
      {"县经济开发区管委会", "县经开区管委会", "甲县经济开发区管理委员会", "经开区"},
      {"高新区", "高新区管委会", "甲县高新技术产业开发区管委会"},
      {"市资规局", "市自然资源和规划局"},
      {"市资规局甲县分局", "市自然资源和规划局甲县分局", "自规局甲县分局"},
  };
  for (const auto& names : departments)
    for (const auto& key : keys_of(names)) EXPECT_EQ(key, keys_of(names).front()) << names.front();
}

TEST(UnitSynonyms, SpellingsOfOneCollectiveMeet) {
  const std::vector<std::vector<std::string>> collectives{
      {"各乡镇人民政府", "各乡(镇)人民政府", "各乡镇", "各乡(镇)", "各乡、镇政府"},
      {"各镇(街道)", "各镇街", "各镇街道", "各镇人民政府(街道办事处)", "各镇、街道办"},
      {"各乡镇(街道)", "各乡镇街道", "各乡镇人民政府、街道办事处"},
      {"各县(市、区)", "各县(市、区)人民政府", "各县市区"},
      {"有关乡镇", "有关乡(镇)人民政府"},
  };
  std::set<std::string> all;
  for (const auto& names : collectives) {
    const auto keys = keys_of(names);
    for (std::size_t i = 0; i < names.size(); ++i) EXPECT_EQ(keys[i], keys.front()) << names[i];
    all.insert(keys.front());
  }
  EXPECT_EQ(all.size(), collectives.size()) << "no two of these are one";
  EXPECT_EQ(keys_of({"各乡镇"}).front(), "各乡镇人民政府");
}

TEST(UnitSynonyms, DifferentDepartmentsDoNot) {
  const std::vector<std::vector<std::string>> pairs{
      {"县水务局", "县水利局"},         {"县城管局", "县综合行政执法局"},   {"县城市管理局", "县综合执法局"},
      {"市城市管理局", "市城市更新局"}, {"市公安局", "市公安局交通管理局"}, {"县公安局", "县公安局交警大队"},
      {"县国资局", "县国土资源局"},     {"县林业局", "县园林局"},           {"县资规局", "市资规局"},
      {"县商务局", "县商工局"},         {"县教育局", "县体育局"},
  };
  for (const auto& pair : pairs) {
    const auto keys = keys_of(pair);
    EXPECT_NE(keys[0], keys[1]) << pair[0] << " " << pair[1];
  }
}

TEST(UnitSynonyms, AZoneMeetsItsNameWithThePlaces) {
  for (const auto& names : std::vector<std::vector<std::string>>{
           {"高新区", "丙原高新区", "丙原县高新区管委会"}, {"丙原经开区管委会", "县经济开发区", "经开区管委会"}}) {
    const auto keys = keys_of(names, "丙原县");
    EXPECT_EQ(std::set<std::string>(keys.begin(), keys.end()).size(), 1U) << names.front();
  }
  const auto apart = keys_of({"高新区", "甲安高新区"}, "丙原县");
  EXPECT_NE(apart[0], apart[1]) << "that of the city";
}

TEST(UnitSynonyms, WhatHasNoBureauBelongsToTheOwnCountysGovernment) {
  UnitRegister units("丙原县", {{"丁山县人民政府", {}, "", "county"}});
  units.add("县水利局");
  EXPECT_EQ(units.units().back().parent, "丙原县人民政府");
}

TEST(UnitSynonyms, ANameThatBeginsLikeItsOwnerKeepsItsFirstWord) {
  const auto keys = keys_of({"市监局", "市市监局", "市场监管局", "市市场监督管理局"}, "丙市");
  EXPECT_EQ(std::set<std::string>(keys.begin(), keys.end()).size(), 1U);
}

TEST(UnitSynonyms, ATeamBelongsToItsBureauByAnyName) {
  UnitRegister units("甲县", {}, shipped_names());
  units.add_all({"县公安局", "县交警大队"});
  EXPECT_EQ(units.units().back().name, "县交警大队");
  EXPECT_EQ(units.units().back().parent, "县公安局");
}

TEST(UnitSynonyms, UnitsThatStandKeepTheirNamesAndMeetTheShortOnes) {
  UnitRegister units("甲县", {{"县自然资源和规划局", {}, "甲县人民政府", "bureau"}}, shipped_names());
  units.add("县资规局");
  EXPECT_THAT(units.units().front().aliases, ElementsAre("县资规局"));
}

TEST(UnitSynonyms, OrdinaryAreAbbreviationsNotOtherForms) {
  const auto& names = shipped_names();
  EXPECT_TRUE(names.ordinary("资规局", "自然资源和规划局"));
  EXPECT_TRUE(names.ordinary("住房城乡建设局", "住房和城乡建设局"));
  EXPECT_TRUE(names.ordinary("交警大队", "公安局交通警察大队"));
  EXPECT_FALSE(names.ordinary("发改局", "发展和改革委员会")) << "a commission is another form";
  EXPECT_FALSE(names.ordinary("自然资源局", "自然资源和规划局")) << "two full names";
  EXPECT_FALSE(names.ordinary("水务局", "水利局"));
}

std::vector<std::string> aliases_told(const std::string& measures, const std::string& rows = {}) {
  const auto document =
      read_document("甲县大气污染防治2024年行动计划\n一、重点任务\n" + measures + rows, shipped_names());
  std::vector<std::string> out;
  for (const auto& f : lint(document.value(), LintRules::load(LIMPID_SOURCE_DIR)))
    if (f.kind == "unit_alias")
      for (const auto& p : f.places) out.push_back(p.item + " " + p.quote);
  return out;
}

TEST(UnitSynonyms, LintLeavesOrdinaryAbbreviationsOfTheTextAlone) {
  EXPECT_THAT(aliases_told("1.治理工地。6月底前完成治理。（责任单位：县资规局、县交警大队）\n"
                           "2.治理道路。6月底前完成治理。（责任单位：县自然资源和规划局、县公安局交警大队）\n"
                           "3.治理锅炉。6月底前完成治理。（责任单位：甲县自然资源和规划局）\n"),
              IsEmpty());
  EXPECT_THAT(aliases_told("1.治理工地。6月底前完成治理。（责任单位：县发改局）\n"
                           "2.治理道路。6月底前完成治理。（责任单位：县发展和改革委员会）\n"),
              ::testing::SizeIs(2))
      << "a bureau and a commission";
}

TEST(UnitSynonyms, LintTellsThatTheLedgerNamesAUnitInAnotherWay) {
  EXPECT_THAT(aliases_told("1.治理工地扬尘。6月底前完成12个工地扬尘治理。（责任单位：县自然资源和规划局）\n",
                           "附件\n任务台账\n任务类别\t序号\t具体措施\t完成时限\t责任单位\n"
                           "一、重点任务\t1\t完成12个工地扬尘治理。\t6月底前\t县资规局\n"),
              ElementsAre("air/m1 县自然资源和规划局", "air/t1 县资规局"));
}

TEST(UnitSynonyms, ANameOfTwoDepartmentsIsRefused) {
  const auto share = std::filesystem::path(::testing::TempDir()) / "unit-names";
  std::filesystem::remove_all(share);
  std::filesystem::create_directories(share / "rules");
  std::filesystem::create_directories(share / "schemas");
  std::filesystem::copy_file(std::filesystem::path(LIMPID_SOURCE_DIR) / "schemas/rule-plan-unit-names.json",
                             share / "schemas/rule-plan-unit-names.json");
  const auto code = [&](const std::string& bureaus) -> std::string {
    std::ofstream(share / "rules/plan-unit-names.yaml") << "bureaus:\n" << bureaus << "bodies: []\n";
    try {
      UnitSynonyms::load(share);
    } catch (const Failure& e) {
      return e.error.code;
    }
    return {};
  };
  EXPECT_EQ(code("  - { names: [水务], short: [] }\n"), "");
  EXPECT_EQ(code("  - { names: [水务], short: [] }\n  - { names: [水利], short: [水务] }\n"),
            "plan.unit_name.repeated");
  EXPECT_EQ(code("  - { names: [水务] }\n"), "schema.mismatch");
}

}  // namespace
}  // namespace limpid::plan
