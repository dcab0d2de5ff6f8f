// SPDX-License-Identifier: Apache-2.0
// Who answers, as lists and clauses print it, one row each.
#include "plan/reader/units.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "plan/json.hpp"
#include "plan/read.hpp"
#include "plan/reader/unit_clauses.hpp"
#include "plan/unit_register.hpp"

namespace limpid::plan {
namespace {

struct UnitRow {
  std::string_view words, read;  ///< read: name role, several behind each other
};

std::string shown(const std::vector<Unit>& units) {
  std::string out;
  for (const auto& u : units) out += (out.empty() ? "" : " ") + u.name + " " + std::string(to_string(u.role));
  return out;
}

void expect_lists(const std::vector<UnitRow>& rows) {
  for (const auto& row : rows) EXPECT_EQ(shown(read_units(clean(row.words), Role::responsible)), row.read) << row.words;
}

void expect_clauses(const std::vector<UnitRow>& rows) {
  for (const auto& row : rows) {
    const SourceText text = clean(row.words);
    std::vector<Unit> units;
    for (const auto& clause : find_unit_clauses(text, {0})) merge_units(units, clause.units);
    EXPECT_EQ(shown(units), row.read) << row.words;
  }
}

TEST(UnitLists, Split) {
  expect_lists({
      {"县住建局", "县住建局 responsible"},
      {"县住建局、县水务局，县公安局；县交通局",
       "县住建局 responsible 县水务局 responsible 县公安局 responsible 县交通局 responsible"},
      {"县住建局 县水务局　县公安局", "县住建局 responsible 县水务局 responsible 县公安局 responsible"},
      {"县交通局 县公路段 县交警队", "县交通局 responsible 县公路段 responsible 县交警队 responsible"},
      {"县公路 管理段", "县公路管理段 responsible"},
      {"县住建局、县水务局和各乡镇人民政府", "县住建局 responsible 县水务局 responsible 各乡镇人民政府 responsible"},
      {"县住建局及各乡镇", "县住建局 responsible 各乡镇 responsible"},
      {"县住建局与县水务局", "县住建局 responsible 县水务局 responsible"},
      {"县住建局以及县水务局", "县住建局 responsible 县水务局 responsible"},
      {"县住建局会同县水务局", "县住建局 responsible 县水务局 responsible"},
      {"县住建局会同有关部门", "县住建局 responsible 有关部门 responsible"},
      {"东河区、西口市、高新技术开发区、槐县人民政府",
       "东河区 responsible 西口市 responsible 高新技术开发区 responsible 槐县人民政府 responsible"},
      {"东河区、西口市、槐县人民政府",
       "东河区人民政府 responsible 西口市人民政府 responsible 槐县人民政府 responsible"},
      {"甲镇、乙镇、丙乡人民政府", "甲镇人民政府 responsible 乙镇人民政府 responsible 丙乡人民政府 responsible"},
      {"某某集团、某某水泥有限公司", "某某集团 responsible 某某水泥有限公司 responsible"},
      {"县农业局（秸秆禁烧牵头）、县公安局（烟花爆竹牵头）、各镇", "县农业局 lead 县公安局 lead 各镇 responsible"},
      {"县住建局（建筑工地）、县交通局（国省道）", "县住建局 responsible 县交通局 responsible"},
      {"县住建局（县城管局）", "县住建局(县城管局) responsible"},
      {"县住建局、—", "县住建局 responsible"},
      {"无", ""},
  });
}

TEST(UnitLists, WithTheirRoles) {
  expect_lists({
      {"县住建局牵头，县水务局、县公安局配合", "县住建局 lead 县水务局 cooperating 县公安局 cooperating"},
      {"县住建局牵头，县水务局、县公安局落实", "县住建局 lead 县水务局 responsible 县公安局 responsible"},
      {"县住建局牵头、县水务局、县公安局落实", "县住建局 lead 县水务局 responsible 县公安局 responsible"},
      {"县住建局、县水务局牵头、县公安局配合、各乡镇落实",
       "县住建局 lead 县水务局 lead 县公安局 cooperating 各乡镇 responsible"},
      {"县住建局牵头负责，各乡镇人民政府配合落实", "县住建局 lead 各乡镇人民政府 cooperating"},
      {"县住建局、县水务局按职责分工负责", "县住建局 responsible 县水务局 responsible"},
      {"县住建局牵头，县水务局、县公安局按职责分工负责", "县住建局 lead 县水务局 responsible 县公安局 responsible"},
      {"县住建局主办，县水务局协办", "县住建局 lead 县水务局 cooperating"},
      {"县住建局（牵头）、县水务局", "县住建局 lead 县水务局 responsible"},
      {"县住建局（牵头单位）、县水务局（配合单位）", "县住建局 lead 县水务局 cooperating"},
      {"由县住建局负责", "县住建局 responsible"},
      {"县住建局等部门按职责负责", "县住建局 responsible"},
      {"县农业局、湖荡镇和蒲塘镇人民政府",
       "县农业局 responsible 湖荡镇人民政府 responsible 蒲塘镇人民政府 responsible"},
      {"县住建局、各行业主管部门负责", "县住建局 responsible 各行业主管部门 responsible"},
      {"县住建局负责督导", "县住建局 responsible"},
  });
}

TEST(UnitLists, BehindLabels) {
  expect_lists({
      {"牵头：县住建局 配合：县水务局", "县住建局 lead 县水务局 cooperating"},
      {"牵头单位：县住建局；配合单位：县水务局、县公安局；责任单位：各乡镇人民政府",
       "县住建局 lead 县水务局 cooperating 县公安局 cooperating 各乡镇人民政府 responsible"},
      {"责任：县住建局；督导：县政府督查室", "县住建局 responsible"},
      {"牵头部门：县住建局；协同部门：县水务局；协作单位：县公安局",
       "县住建局 lead 县水务局 cooperating 县公安局 cooperating"},
      {"牵头单位：县住建局；督导单位：县政府督查室", "县住建局 lead"},
      {"责任单位：县住建局；完成时限：2022年底前", "县住建局 responsible"},
  });
}

TEST(UnitLists, WithoutThoseWhoWatch) {
  expect_lists({
      {"县住建局牵头，县督查室督导", "县住建局 lead"},
      {"县住建局负责，县督查室、县大气办负责督办", "县住建局 responsible"},
      {"县住建局负责，县环委办考核", "县住建局 responsible"},
      {"县住建局负责，县水务局监管", "县住建局 responsible 县水务局 responsible"},
      {"责任单位：县住建局；监管单位：县水务局；验收单位：县审计局", "县住建局 responsible"},
      {"责任单位：县住建局；督导责任单位：县督查室", "县住建局 responsible"},
      {"责任单位：县住建局；督办领导：某副县长", "县住建局 responsible"},
  });
}

TEST(UnitLists, OfManyAtOnce) {
  expect_lists({
      {"各乡镇人民政府", "各乡镇人民政府 responsible"},
      {"有关乡镇", "有关乡镇 responsible"},
      {"相关部门", "相关部门 responsible"},
      {"各县区", "各县区 responsible"},
      {"各县（市、区）人民政府", "各县(市、区)人民政府 responsible"},
      {"各县（市、区）、各开发区", "各县(市、区) responsible 各开发区 responsible"},
      {"各镇（街道）", "各镇(街道) responsible"},
      {"县住建局、各市、县（区）人民政府", "县住建局 responsible 各市、县(区)人民政府 responsible"},
      {"本方案部署的以下工作均需各区、县（市）政府（管委会）落实，不再列出", "各区、县(市)政府(管委会) responsible"},
      {"以下各项任务均须由各市、县（区）人民政府落实，下同", "各市、县(区)人民政府 responsible"},
      {"各市、县人民政府", "各市、县人民政府 responsible"},
      {"各乡、镇政府", "各乡、镇政府 responsible"},
      {"各镇、县住建局", "各镇 responsible 县住建局 responsible"},
      {"县直各有关单位", "县直各有关单位 responsible"},
      {"县生态环境保护委员会各成员单位", "县生态环境保护委员会各成员单位 responsible"},
      {"各有关企业", "各有关企业 responsible"},
  });
}

TEST(UnitLists, EndingsThatNamesShare) {
  expect_lists({
      {"槐荫、东河区政府", "槐荫区政府 responsible 东河区政府 responsible"},
      {"临水、青泉、白石市政府，市住建局",
       "临水市政府 responsible 青泉市政府 responsible 白石市政府 responsible 市住建局 responsible"},
      {"白沙、青石镇人民政府", "白沙镇人民政府 responsible 青石镇人民政府 responsible"},
      {"临水、青泉、白石经济开发区管委会负责",
       "临水经济开发区管委会 responsible 青泉经济开发区管委会 responsible 白石经济开发区管委会 responsible"},
      {"临水村、青泉村、白石村村民委员会",
       "临水村村民委员会 responsible 青泉村村民委员会 responsible 白石村村民委员会 responsible"},
      {"县水务局、青泉村村委会", "县水务局 responsible 青泉村村委会 responsible"},
      {"经开区、高新区管委会", "经开区管委会 responsible 高新区管委会 responsible"},
      {"临港示范区、高新区党工委和管委会",
       "临港示范区党工委 responsible 临港示范区管委会 responsible 高新区党工委 responsible 高新区管委会 responsible"},
      {"高新区党工委、管委会", "高新区党工委 responsible 高新区管委会 responsible"},
      {"白沙镇、青石镇党委和政府",
       "白沙镇党委 responsible 白沙镇政府 responsible 青石镇党委 responsible 青石镇政府 responsible"},
      {"县水务、住建、环保局", "县水务局 responsible 住建局 responsible 环保局 responsible"},
      {"县水务、住建局牵头，财政、公安局配合，各乡镇落实",
       "县水务局 lead 住建局 lead 财政局 cooperating 公安局 cooperating 各乡镇 responsible"},
      {"县住建、水务、城管部门", "县住建部门 responsible 水务部门 responsible 城管部门 responsible"},
  });
}

/// What has no ending to share, or could be whole without one.
TEST(UnitLists, EndingsThatNamesDoNotShare) {
  expect_lists({
      {"住建、东河区政府", "住建 responsible 东河区政府 responsible"},
      {"水务、乡镇政府", "水务 responsible 乡镇政府 responsible"},
      {"县住建局、县政府", "县住建局 responsible 县政府 responsible"},
      {"某某集团、东河区政府", "某某集团 responsible 东河区政府 responsible"},
      {"各园区、高新区管委会", "各园区 responsible 高新区管委会 responsible"},
      {"白沙镇、县水务局", "白沙镇 responsible 县水务局 responsible"},
      {"临水、工业园区管委会", "临水 responsible 工业园区管委会 responsible"},
  });
}

TEST(UnitLists, NotInQuotedWords) {
  expect_lists({
      {"按\"谁主管、谁负责\"的原则", ""},
      {"按“谁主管、谁负责”的原则", ""},
      {"按照“谁主管、谁负责”原则，县住建局负责", "县住建局 responsible"},
      {"县住建局按照“谁主管、谁负责”的原则落实", "县住建局 responsible"},
      {"坚持“管行业、管环保”要求，各行业主管部门负责", "各行业主管部门 responsible"},
      {"生态环境局牵头，住建、城管、交通部门配合",
       "生态环境局 lead 住建部门 cooperating 城管部门 cooperating 交通部门 cooperating"},
      {"各乡镇党委、政府", "各乡镇党委 responsible 各乡镇政府 responsible"},
      {"县住建局、有关部门", "县住建局 responsible 有关部门 responsible"},
      {"县“大气办”、县住建局", "县“大气办” responsible 县住建局 responsible"},
  });
}

TEST(UnitWords, InClauses) {
  expect_clauses({
      {"关停。（责任单位：县住建局、县水务局）", "县住建局 responsible 县水务局 responsible"},
      {"关停。〔牵头单位：县住建局，责任单位：各乡镇人民政府，督导单位：县督查室〕",
       "县住建局 lead 各乡镇人民政府 responsible"},
      {"关停。（牵头：县住建局；配合：县水务局）", "县住建局 lead 县水务局 cooperating"},
      {"关停。[县住建局牵头,县水务局配合]", "县住建局 lead 县水务局 cooperating"},
      {"关停。（县住建局牵头、县水务局、县公安局落实）", "县住建局 lead 县水务局 responsible 县公安局 responsible"},
      {"关停。（县住建局、县水务局按职责分工负责）", "县住建局 responsible 县水务局 responsible"},
      {"关停。（县住建局等部门按职责分工负责）", "县住建局 responsible"},
      {"关停。（县住建局、县水务局按照“管行业必须管环保”要求各负其责）", "县住建局 responsible 县水务局 responsible"},
      {"关停。（县住建局）", "县住建局 responsible"},
      {"关停。（责任单位：县住建局、县水务局；完成时限：2022年底前）", "县住建局 responsible 县水务局 responsible"},
      {"关停。责任单位：县住建局、县水务局", "县住建局 responsible 县水务局 responsible"},
      {"关停。牵头领导：张某；责任单位：县住建局", "县住建局 responsible"},
      {"由县住建局牵头，会同县水务局、县公安局落实。", "县住建局 lead 县水务局 cooperating 县公安局 cooperating"},
      {"关停。县住建局、县水务局牵头、县公安局配合。", "县住建局 lead 县水务局 lead 县公安局 cooperating"},
      {"关停。县住建局、县水务局按职责分工负责。", "县住建局 responsible 县水务局 responsible"},
      {"关停。各县区、各开发区负责落实。", "各县区 responsible 各开发区 responsible"},
      {"坚持“党政同责、一岗双责”，各乡镇人民政府负责落实。", "各乡镇人民政府 responsible"},
      {"落实“属地管理、分级负责”要求。由县住建局牵头。", "县住建局 lead"},
      {"加强管控。（按“谁主管、谁负责”的原则，各行业主管部门负责）", "各行业主管部门 responsible"},
      {"加强管控。按照“谁主管、谁负责”的原则落实。", ""},
      {"加强管控。(按照\"谁主管、谁负责\"的原则落实)", ""},
      {"谁主管、谁负责。", ""},
      {"做到“谁污染、谁治理”，严格落实。", ""},
      {"由第三方运维，公众参与。", ""},
      {"（应急抢险除外）", ""},
      {"由甲局牵头，乙局配合，各街道办具体负责入户排查。", "甲局 lead 乙局 cooperating 各街道办 responsible"},
      {"由区城管局牵头负责，各街道办要将油烟检查纳入网格。", "区城管局 lead 各街道办 responsible"},
      {"问题由高新区管委会和相关街道办督促企业整改。", "高新区管委会 responsible 相关街道办 responsible"},
      {"结果由省生态环境厅组织验收。", ""},
      {"分别由区交通局、区城管局抓好落实。", "区交通局 responsible 区城管局 responsible"},
      {"区生态环境局、区交通局派员参加。", "区生态环境局 cooperating 区交通局 cooperating"},
      {"反映的问题，由区城管局、区住建局按职责办理。", "区城管局 responsible 区住建局 responsible"},
      {"公安甲分局要牵头开展联合执法。", "公安甲分局 lead"},
      {"区供销社不得设置网点，区应急管理局不再新批许可。", "区供销社 responsible 区应急管理局 responsible"},
      {"关停。（督导单位：县督查室；责任单位：县住建局）", "县住建局 responsible"},
      {"关停。（2022年9月底前完成；责任单位：县住建局）", "县住建局 responsible"},
      {"关停。（长期坚持。责任单位：县住建局）", "县住建局 responsible"},
      {"关停。（除应急外；责任单位：县住建局）", ""},
      {"（1）关停50家，责任单位：县公安局；（2）新建3座，牵头单位：县交通局，配合单位：县财政局。",
       "县公安局 responsible 县交通局 lead 县财政局 cooperating"},
      {"9月底前关停50家。（县公安局）12月底前新建3座。（县交通局）", "县公安局 responsible 县交通局 responsible"},
      {"10月底前完成甲沟整治（青石镇负责）；清淤2公里。", "青石镇 responsible"},
      {"关停。（责任单位：县住建局；监管单位：县水务局）", "县住建局 responsible"},
      {"关停。（主体责任：各乡镇人民政府；监管责任：县水务局）", "各乡镇人民政府 responsible"},
      {"关停。（行业监管责任单位：县水务局；主体责任：各乡镇人民政府；属地责任：白沙街道）",
       "各乡镇人民政府 responsible 白沙街道 responsible"},
      {"清淤。责任领导：张某　牵头站所：镇水利站　配合单位：镇财政所　完成时限：4月底前",
       "镇水利站 lead 镇财政所 cooperating"},
      {"清淤。责任科室：规划科　责任企业：甲县水务公司　督办科室：纪工委",
       "规划科 responsible 甲县水务公司 responsible"},
      {"关停。责任领导：张某、李某，责任单位：县公安局、县水务局", "县公安局 responsible 县水务局 responsible"},
  });
}

TEST(UnitWords, InSentencesWithoutBrackets) {
  expect_clauses({
      {"整改。市生态环境局牵头，市水务局、市住建局、各乡镇（街道）配合。",
       "市生态环境局 lead 市水务局 cooperating 市住建局 cooperating 各乡镇(街道) cooperating"},
      {"整改，由县住建局牵头，各县（市、区）负责落实。", "县住建局 lead 各县(市、区) responsible"},
      {"整改，由各乡镇（街道）具体实施。", "各乡镇(街道) responsible"},
      {"整改。县发改局、县住建局分别负责。", "县发改局 responsible 县住建局 responsible"},
      {"整改。（县住建局、县水务局分别牵头，县财政局等参加）", "县住建局 lead 县水务局 lead 县财政局 cooperating"},
      {"整改，由县住建局会同县公安局组织实施。", "县住建局 responsible 县公安局 responsible"},
      {"整改。县住建局为牵头单位，县水务局、县财政局为配合单位。",
       "县住建局 lead 县水务局 cooperating 县财政局 cooperating"},
      {"整改。牵头单位为县住建局，配合单位为县水务局、县财政局。",
       "县住建局 lead 县水务局 cooperating 县财政局 cooperating"},
      {"整改。责任单位为白沙镇人民政府、县水务局，青泉水库管理处，县住建局。",
       "白沙镇人民政府 responsible 县水务局 responsible 青泉水库管理处 responsible 县住建局 responsible"},
      {"整改。各乡镇人民政府、街道办事处为责任主体，县住建局负责监督。",
       "各乡镇人民政府 responsible 街道办事处 responsible"},
      {"各乡镇人民政府是秸秆禁烧工作的责任主体，县农业农村局负责技术指导。",
       "各乡镇人民政府 responsible 县农业农村局 responsible"},
      {"整改。各乡镇（街道）负责落实，县住建局负责指导。", "各乡镇(街道) responsible"},
      {"整改。县住建局负责监督。", "县住建局 responsible"},
      {"生态环境部门负责监测，住建部门负责管网改造。", "生态环境部门 responsible 住建部门 responsible"},
      {"整改。（市生态环境、水务、住建等部门按职责分工负责）",
       "市生态环境部门 responsible 水务部门 responsible 住建部门 responsible"},
      {"整改。（市生态环境局牵头，市水务局、市住建局等市直有关部门配合）",
       "市生态环境局 lead 市水务局 cooperating 市住建局 cooperating"},
      {"整改。（县河长办统筹协调，县水务局、县住建局按职责落实）",
       "县河长办 responsible 县水务局 responsible 县住建局 responsible"},
      {"整改。（县住建局主抓，县水务局协助）", "县住建局 responsible 县水务局 cooperating"},
      {"整改。由县住建局负总责，县水务局、县财政局协同推进。",
       "县住建局 responsible 县水务局 cooperating 县财政局 cooperating"},
      {"整改管网（县住建局）；清淤（县水务局）；截污（县交通局）。",
       "县住建局 responsible 县水务局 responsible 县交通局 responsible"},
      {"整改。（市生态环境局、市水务局，排名第一的为牵头单位，下同）", "市生态环境局 responsible 市水务局 responsible"},
      {"整改管网。（县住建、水务、城管部门）", "县住建部门 responsible 水务部门 responsible 城管部门 responsible"},
      {"整改管网。（县直有关部门）", "县直有关部门 responsible"},
      {"整改管网。（县住建局、县级有关单位）", "县住建局 responsible 县级有关单位 responsible"},
      {"整改管网（有关部门）。", ""},
      {"有关部门负责监测。", ""},
      {"整治水体3条（甲镇、乙镇）；清淤2公里。", ""},
      {"整改。（第一责任单位：县住建局；其他责任单位：县水务局）", "县住建局 responsible 县水务局 responsible"},
      {"牵头领导：张某 牵头单位：县住建局 责任单位：县水务局", "县住建局 lead 县水务局 responsible"},
      {"落实企业为责任主体。", ""},
      {"加强各乡镇（街道）。", ""},
  });
}

/// Names without the word 局 or its like say who answers where a bracket stands behind a sentence.
TEST(UnitWords, BareNamesInABracketBehindASentence) {
  expect_clauses({
      {"整改。（县委宣传部）", "县委宣传部 responsible"},
      {"整改。〔县河长办、各级河长〕", "县河长办 responsible 各级河长 responsible"},
      {"整改。【各成员单位】", "各成员单位 responsible"},
      {"整改。（市发展改革委、各县（市、区）、市城投集团）",
       "市发展改革委 responsible 各县(市、区) responsible 市城投集团 responsible"},
      {"整改。（市有关部门）", "市有关部门 responsible"},
      {"整改。（县纪委监委、县人大办、县政协办、县法院）",
       "县纪委监委 responsible 县人大办 responsible 县政协办 responsible 县法院 responsible"},
      {"整改。（县环境监测站、县污水处理厂、白沙林场、县经开区）",
       "县环境监测站 responsible 县污水处理厂 responsible 白沙林场 responsible 县经开区 responsible"},
      {"整改。（县住建局、县人大、县广播电视台、清水海关、县科协）",
       "县住建局 responsible 县人大 responsible 县广播电视台 responsible 清水海关 responsible 县科协 responsible"},
      {"整改。（含村）", ""},
      {"整改。（见附件）", ""},
      {"整改。（第三方）", ""},
      {"建设污水处理厂（白沙林场）。", ""},
  });
}

TEST(UnitWords, ATimeLimitBesideUnitsIsNoUnit) {
  const SourceText text = clean("关停。（县住建局负责，2022年底前完成）");
  const auto clauses = find_unit_clauses(text, {0});
  ASSERT_EQ(clauses.size(), 1u);
  EXPECT_EQ(shown(clauses[0].units), "县住建局 responsible");
  ASSERT_EQ(clauses[0].when.size(), 1u);
  EXPECT_EQ(text.view(clauses[0].when[0].first, clauses[0].when[0].second), "2022年底前完成");
  for (const std::string_view when : {"2022年9月", "9月15日", "第一季度", "9月中旬", "下半年", "3个月内", "2023年"}) {
    const SourceText beside = clean("关停。（县住建局，" + std::string(when) + "）");
    const auto found = find_unit_clauses(beside, {0});
    ASSERT_EQ(found.size(), 1u) << when;
    EXPECT_EQ(shown(found[0].units), "县住建局 responsible") << when;
    ASSERT_EQ(found[0].when.size(), 1u) << when;
    EXPECT_EQ(beside.view(found[0].when[0].first, found[0].when[0].second), when);
  }
}

TEST(UnitKeys, AreOneForTheSpellingsOfOneUnit) {
  const std::vector<std::vector<std::string>> spellings{
      {"县住建局", "县住房和城乡建设管理局", "住房和城乡建设管理局", "住建局", "甲县住建局"},
      {"县发改局", "县发展和改革局", "县发展和改革委员会"},
      {"县农业农村局", "农业农村局"},
      {"县市场监督管理局", "县市场监管局"},
      {"乙镇", "乙镇人民政府", "乙镇政府"},
      {"丙街道", "丙街道办事处", "丙街道办"}};
  UnitRegister units("甲县", {});
  for (const auto& names : spellings)
    for (const auto& name : names) units.add(name);
  for (const auto& names : spellings)
    for (const auto& name : names) EXPECT_EQ(units.key_of(name), units.key_of(names.front())) << name;
  EXPECT_NE(units.key_of("县住建局"), units.key_of("县农业农村局"));
  EXPECT_EQ(units.key_of("各乡镇人民政府"), "各乡镇人民政府") << "many at once are none";
  EXPECT_EQ(units.key_of("各乡镇政府"), "各乡镇人民政府");
}

/// Key of a name among those that a document prints, whatever their order.
std::string key_among(std::vector<std::string> names, const std::string& of) {
  std::string key;
  for (const bool turned : {false, true}) {
    if (turned) std::reverse(names.begin(), names.end());
    UnitRegister units("甲县", {});
    units.add_all(names);
    EXPECT_TRUE(!turned || units.key_of(of) == key) << of;
    key = units.key_of(of);
  }
  return key;
}

TEST(UnitKeys, OfABranchAreOneHoweverItIsCalled) {
  const std::string full = "市生态环境局甲县分局";
  const std::vector<std::string> names{full,
                                       "市生态环境局甲分局",
                                       "丁丁市生态环境局甲县分局",
                                       "生态环境分局",
                                       "县生态环境分局",
                                       "市生态环境分局",
                                       "甲县分局",
                                       "甲分局",
                                       "甲县生态环境分局",
                                       "县水务局",
                                       "市自然资源局乙区分局"};
  for (std::size_t i = 0; i + 2 < names.size(); ++i)
    EXPECT_EQ(key_among(names, names[i]), key_among(names, full)) << names[i];
  EXPECT_NE(key_among(names, "县水务局"), key_among(names, full));
  EXPECT_NE(key_among(names, "市自然资源局乙区分局"), key_among(names, full));
  UnitRegister units("甲县", {});
  units.add_all({"甲分局", full});
  EXPECT_EQ(
      std::count_if(units.units().begin(), units.units().end(), [](const auto& u) { return u.name.ends_with("分局"); }),
      1);
}

TEST(UnitKeys, OfANameThatTwoBranchesBearAreItsOwn) {
  const std::vector<std::string> names{"市生态环境局甲县分局", "市自然资源局甲县分局", "甲县分局", "生态环境分局"};
  EXPECT_NE(key_among(names, "甲县分局"), key_among(names, "市生态环境局甲县分局"));
  EXPECT_NE(key_among(names, "甲县分局"), key_among(names, "市自然资源局甲县分局"));
  EXPECT_EQ(key_among(names, "生态环境分局"), key_among(names, "市生态环境局甲县分局"));
  const std::vector<std::string> two{"市生态环境局甲县分局", "市生态环境局乙县分局", "生态环境分局"};
  EXPECT_NE(key_among(two, "生态环境分局"), key_among(two, "市生态环境局乙县分局"));
  EXPECT_NE(key_among(two, "市生态环境局甲县分局"), key_among(two, "市生态环境局乙县分局"));
}

/// A hundred thousand names took hours when each was held against all others.
TEST(UnitKeys, NamesWithoutNumber) {
  UnitRegister units("甲县", {});
  constexpr int kNames = 50'000;
  for (int i = 0; i < kNames; ++i) {
    units.add("县发" + std::to_string(i) + "改局");
    units.add("县" + std::to_string(i) + "水务大队");
  }
  units.add("县发改局");
  EXPECT_GT(units.units().size(), 1U + kNames);
  EXPECT_EQ(units.key_of("县发改局"), units.key_of("县发0改局")) << "an abbreviation, as before";
  EXPECT_EQ(units.key_of("县49999水务大队"), "49999水务大队");
  EXPECT_EQ(units.key_of("甲县49999水务大队"), "49999水务大队");
}

/// Names and roles of a measure with these words: `县住建局 responsible`.
std::string who_in(const std::string& words) {
  const auto plan = read_document("甲县2024年水污染防治工作方案\n一、主要任务\n1." + words + "\n").value().plans.at(0);
  return shown(plan.measures.at(0).units);
}

TEST(UnitsInSentences, ThoseWhoHelpStandBehindWith) {
  EXPECT_EQ(who_in("新建管网。县住建局会同县水务局、县财政局，于6月底前新建管网12公里。"),
            "县住建局 responsible 县水务局 cooperating 县财政局 cooperating");
  EXPECT_EQ(who_in("联合执法。县生态环境局联合县公安局每季度开展一次检查。"),
            "县生态环境局 responsible 县公安局 cooperating");
  EXPECT_EQ(who_in("整治河道。由县水务局牵头，会同各乡镇人民政府整治河道3条。"),
            "县水务局 lead 各乡镇人民政府 cooperating");
}

TEST(UnitsInSentences, MarksBetweenAndBesideNames) {
  EXPECT_EQ(who_in("整治河道。6月底前完成。（县住建局/县水务局负责）"), "县住建局 responsible 县水务局 responsible");
  EXPECT_EQ(who_in("整治河道。6月底前完成。（牵头单位∶县住建局）"), "县住建局 lead");
  EXPECT_EQ(who_in("整治河道。完成整治。（县住建局；完成时限：2024年6月底）"), "县住建局 responsible");
  EXPECT_EQ(who_in("整治河道。6月底前完成。（责任单位：相关镇、各街道办事处）"),
            "相关镇 responsible 各街道办事处 responsible");
  EXPECT_EQ(who_in("整治河道。甲县新区管委会10月底前建成设施1套。（县住建局牵头）"),
            "县住建局 lead 甲县新区管委会 responsible");
}

TEST(UnitsInSentences, AloneSayWhoAnswers) {
  EXPECT_EQ(who_in("宣传发动。县委宣传部负责统筹全县宣传。"), "县委宣传部 responsible");
  EXPECT_EQ(who_in("联合执法。县公安局、县水务局组成2个执法组，9月15日起驻点执法。"),
            "县公安局 responsible 县水务局 responsible");
  EXPECT_EQ(who_in("建设粉碎点。河阳镇、柳林镇和马陵乡10月底前各建成粉碎点3处。"),
            "河阳镇 responsible 柳林镇 responsible 马陵乡 responsible");
}

TEST(UnitsInSentences, WhoHasSoManyHours) {
  EXPECT_EQ(who_in("应急响应。启动预警后4小时内，有关企业落实减排措施。（县工信局负责）"),
            "县工信局 responsible 有关企业 responsible");
  EXPECT_EQ(who_in("应急响应。接到通知24小时内，各乡镇上报情况。（县工信局负责）"),
            "县工信局 responsible 各乡镇 responsible");
}

TEST(UnitsInTables, WhatAHeadingAddsInBracketsIsNoRoleOfTheColumn) {
  const auto plan = read_document(
                        "甲县2024年水污染防治任务清单\n序号\t任务\t责任单位（第一个为牵头单位）\t时限\n"
                        "1\t整治河道\t县住建局、县水务局\t6月底前\n")
                        .value()
                        .plans.at(0);
  ASSERT_EQ(plan.tasks.size(), 1U);
  ASSERT_EQ(plan.tasks[0].units.size(), 2U);
  EXPECT_EQ(plan.tasks[0].units[0].role, Role::lead);
  EXPECT_EQ(plan.tasks[0].units[1].role, Role::responsible);
}

TEST(UnitClauseForms, BehindADashOnALineOfTheirOwn) {
  const auto document = read_document(
      "甲县2024年水污染防治工作方案\n一、重点任务\n1."
      "治理养殖。年底前建设3处。\n——牵头单位：县农业局；配合单位：县水利局\n"
      "2.巡查。每月巡查。\n——发现问题及时整改。（县水利局）\n");
  ASSERT_TRUE(document);
  const auto& measures = document->plans.front().measures;
  ASSERT_EQ(measures.size(), 2U);
  EXPECT_EQ(shown(measures[0].units), "县农业局 lead 县水利局 cooperating");
  EXPECT_EQ(measures[0].text, "年底前建设3处。");
  EXPECT_EQ(shown(measures[1].units), "县水利局 responsible");
}

}  // namespace
}  // namespace limpid::plan
