// SPDX-License-Identifier: Apache-2.0
// Looks in which sites and other pages print plans; places, bodies and figures are invented.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "plan/json.hpp"
#include "plan/read.hpp"
#include "plan/reader/recipients.hpp"
#include "plan/said_units.hpp"

namespace limpid::plan {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr std::string_view kPublishedBody =
    "一、重点任务\n(一)治理扬尘。9月底前治理工地12个。(县住建局负责)\n(二)管好渣土。每月检查一次。(县城管局负责)\n";

Document read_page(std::string_view page) {
  auto document = read_document(page);
  if (!document) {
    ADD_FAILURE() << "not read";
    return {};
  }
  return std::move(*document);
}

Document read_front(std::string_view front) {
  return read_page(std::string(front) + std::string(kPublishedBody));
}

Plan only_plan(const Document& document) {
  if (document.plans.size() == 1) return document.plans.front();
  ADD_FAILURE() << "not one plan";
  return {};
}

std::vector<std::string> ends(const std::vector<Deadline>& deadlines) {
  std::vector<std::string> out;
  out.reserve(deadlines.size());
  for (const auto& d : deadlines) out.push_back(d.text + " " + d.start.value_or("") + ".." + d.end.value_or(""));
  return out;
}

TEST(Recipients, ThatShareTheWordsBehindThemAreOne) {
  EXPECT_THAT(read_recipients("各县、区人民政府、市政府有关部门,中央、省在云有关单位"),
              ElementsAre("各县、区人民政府", "市政府有关部门", "中央、省在云有关单位"));
  EXPECT_THAT(read_recipients("各省、自治区、直辖市人民政府,各镇人民政府、街道办事处"),
              ElementsAre("各省、自治区、直辖市人民政府", "各镇人民政府", "街道办事处"));
  EXPECT_THAT(read_recipients("区政府各委、办、局,各直属公司"), ElementsAre("区政府各委、办、局", "各直属公司"));
  EXPECT_THAT(read_recipients("各市、县(区)人民政府,教育厅(教委、教育局)、水利厅"),
              ElementsAre("各市、县(区)人民政府", "教育厅(教委、教育局)", "水利厅"));
}

TEST(Recipients, ThatShareAGovernmentAreNamedWhole) {
  EXPECT_THAT(
      read_recipients("东城区、西城区、清源产业园人民政府(管委会),市直有关单位"),
      ElementsAre("东城区人民政府(管委会)", "西城区人民政府(管委会)", "清源产业园人民政府(管委会)", "市直有关单位"));
  EXPECT_THAT(read_recipients("清源、白河、黑山市人民政府"),
              ElementsAre("清源市人民政府", "白河市人民政府", "黑山市人民政府"));
  EXPECT_THAT(read_recipients("高新区、甲县、乙镇人民政府"), ElementsAre("高新区", "甲县人民政府", "乙镇人民政府"));
  EXPECT_THAT(read_recipients("县水利局、甲镇人民政府,乙镇"), ElementsAre("县水利局", "甲镇人民政府", "乙镇"));
}

TEST(Published, NumberBehindTheTitleOnOneLine) {
  const auto d = read_front(
      "清源区人民政府办公室关于印发清源区大气污染防治2018年实施计划的通知 清政办发〔2018〕42号\n"
      "清源区人民政府办公室关于印发清源区大气污染防治2018年实施计划的通知\n清政办发〔2018〕42号\n"
      "各街道办事处,区政府各部门:\n现印发给你们。\n清源区人民政府办公室\n2018年9月28日\n"
      "清源区大气污染防治2018年实施计划\n");
  EXPECT_EQ(d.number, "清政办发〔2018〕42号");
}

TEST(Published, NotesAboveThePlansTitleAreNoPartOfIt) {
  const std::string notice =
      "清源市人民政府办公室关于印发清源市噪声污染防治方案的通知\n各县(市、区)人民政府:\n现印发给你们。\n"
      "清源市人民政府办公室\n2023年6月26日\n";
  EXPECT_EQ(only_plan(read_front(notice + "(此件公开发布)\n清源市噪声污染防治方案\n")).title, "清源市噪声污染防治方案");
  EXPECT_EQ(only_plan(read_front(notice + "2023年6月\n清源市噪声污染防治方案\n")).title, "清源市噪声污染防治方案");
  EXPECT_EQ(only_plan(read_front(notice + "清源市2023年噪声与扬尘\n污染防治方案\n")).title,
            "清源市2023年噪声与扬尘污染防治方案");
}

TEST(Published, SeveralBodiesIssueTogether) {
  const auto d = read_front(
      "清源市生态环境局\n清源市水利局\n关于印发《清源市地下水保护方案》的通知\n各县(市、区)生态环境分局:\n"
      "现印发给你们。\n清源市生态环境局 清源市水利局\n2020年8月31日\n清源市地下水保护方案\n");
  EXPECT_EQ(d.issuer, "清源市生态环境局、清源市水利局");
  const auto signs = read_front(
      "关于印发《清源市地下水保护方案》的通知\n各县(市、区)生态环境分局:\n现印发给你们。\n"
      "清源市生态环境局 清源市水利局\n清源市农业农村局\n2020年8月31日\n清源市地下水保护方案\n");
  EXPECT_EQ(signs.issuer, "清源市生态环境局、清源市水利局、清源市农业农村局");
}

TEST(Published, ALetterIsANoticeToo) {
  const auto d = read_front(
      "近日,清源市水污染防治方案印发,详情如下:\n\n关于印发《清源市水污染防治2018年\n\n工作方案》的函\n\n"
      "各市(区)政府、市有关单位:\n\n现印发给你们。\n\n清源市环境保护局\n\n2018年11月13日\n\n公开方式:主动公开\n\n"
      "清源市水污染防治2018年工作方案\n\n");
  EXPECT_EQ(d.title, "关于印发《清源市水污染防治2018年工作方案》的函");
  EXPECT_EQ(d.issuer, "清源市环境保护局");
}

TEST(Published, TablesOfASiteMayHaveEmptyCells) {
  const auto d = read_front(
      "索引号 | 0144/2023-2250 | 成文日期 | 2023-07-18 |\n文号 | 发布时间 | 2023-07-13 | |\n发布机构 | 是否有效 | ||\n"
      "名称 | 清源州“护绿、扩绿”三年行动 工作方案(2023—2025年) |\n为加快建设,制定本工作方案。\n");
  EXPECT_EQ(d.title, "清源州“护绿、扩绿”三年行动工作方案(2023—2025年)");
  EXPECT_EQ(d.issuer, "");
  EXPECT_EQ(d.date, "2023-07-18");
  const auto marked = read_front(
      "[ 索引号 ] | 115/2024-01046 | [ 发文字号 ] | 清环〔2024〕24号 |\n[ 发布机构 ] | 市生态环境局 | ||\n"
      "[ 成文日期 ] | 2024-02-07 | [ 发布日期 ] | 2024-08-28 |\n清源市噪声污染防治方案\n");
  EXPECT_EQ(marked.issuer, "市生态环境局");
  EXPECT_EQ(marked.number, "清环〔2024〕24号");
  EXPECT_EQ(marked.date, "2024-02-07");
  const auto made = read_front("- 发布机构: 清源县人民政府办公室\n- 公文生成日期: 2022-02-22\n清源县治理方案\n");
  EXPECT_EQ(made.date, "2022-02-22");
}

TEST(Published, TitlesThatThePageLeavesOut) {
  const auto about = read_front(
      "2022-03-07 来源:本站 | 阅读量:3126\n为深入打好蓝天保卫战,扎实推进2022年大气污染防治工作,根据"
      "《省政府关于印发蓝天保卫战2021年工作方案的通知》(清政发〔2022〕8号),制定本方案。\n");
  EXPECT_EQ(about.title, "2022年大气污染防治工作");
  ASSERT_FALSE(about.plans.front().measures.empty());
  EXPECT_THAT(ends(about.plans.front().measures[0].deadlines), ElementsAre("9月底前 ..2022-09-30"));
  EXPECT_EQ(read_front("为加快解决突出环境问题,特制定本整改方案。\n").title, "整改方案");
  EXPECT_EQ(
      read_front("首页 热点 教育 留学 考研\n您的当前位置:首页正文\n\n河道整治方案范文 篇11\n\n2024-07-18 来源:某网\n\n"
                 "为落实要求,制定本工作方案。\n")
          .title,
      "河道整治方案范文篇11");
  EXPECT_EQ(read_front("(资料图片)\n清源镇蓝天保卫战\n").title, "清源镇蓝天保卫战");
}

TEST(Published, ATitleMayGoOnWithItsYear) {
  const auto plan = only_plan(read_front("清源省“除尘治霾·守护碧空”\n2016年工作方案\n为改善空气,制订本方案。\n"));
  EXPECT_EQ(plan.title, "清源省“除尘治霾·守护碧空”2016年工作方案");
  EXPECT_THAT(plan.measures, SizeIs(2));
}

TEST(Published, AHeadingIsNoTitle) {
  const auto plan =
      only_plan(read_page("一、主要目标\n2020年,市区PM2.5年均浓度不超过30微克/立方米。\n二、工作任务\n"
                          "(一)管好准入。9月底前核查企业12家。(市生态环境局负责)\n(二)管好货运。(市交通局负责)\n"));
  EXPECT_EQ(plan.title, "2020年,市区PM2.5年均浓度不超过30微克/立方米");
  EXPECT_EQ(plan.domain, Domain::air) << "by the words, where no title says";
  EXPECT_THAT(plan.measures, SizeIs(2));
  const auto numbered =
      only_plan(read_page("一、管好工地。9月底前治理扬尘工地12个。(县住建局负责)\n二、管好渣土。(县城管局负责)\n"));
  EXPECT_EQ(numbered.title, "管好工地") << "nothing but headings";
}

TEST(Published, WhoAnswersForAllThatFollowsIsNoNote) {
  const auto plan =
      only_plan(read_page("清源市治理方案\n一、主要任务\n1.开展调查。2024年6月底前查明面积。(责任单位:"
                          "市环保局、市农业局,各镇街区。以下均需各镇街区"
                          "落实,不再列出。排在前位为牵头部门,下同。)\n2.制定清单。完成编制。〔市环保局牵头,"
                          "发展和改革局参与,各县、区人民政府"
                          "(管委会)负责落实。以下各项工作均需各县、区人民政府(管委会)落实,不再列出。〕\n"
                          "3.强化监管。加强检查。(责任单位:市商务局,各县、市、区政府)\n"));
  ASSERT_THAT(plan.measures, SizeIs(3));
  EXPECT_THAT(said(plan.measures[0].units),
              ElementsAre("lead 市环保局", "responsible 市农业局", "responsible 各镇街区"));
  EXPECT_THAT(said(plan.measures[1].units),
              ElementsAre("lead 市环保局", "cooperating 发展和改革局", "responsible 各县、区人民政府(管委会)"));
  EXPECT_THAT(said(plan.measures[2].units), ElementsAre("lead 市商务局", "responsible 各县、市、区政府"));
}

TEST(Published, OfficesInsideABodyAnswer) {
  const auto plan = only_plan(
      read_page("清源局工作要点\n一、主要任务\n1.开展监测。每月监测一次。(水股、执法大队负责,各相关科室配合)\n"
                "2.核定能力。6月底前完成。(水资源司、各流域管理机构、各省级水行政主管部门负责,各有关单位配合)\n"));
  ASSERT_THAT(plan.measures, SizeIs(2));
  EXPECT_THAT(said(plan.measures[0].units),
              ElementsAre("responsible 水股", "responsible 执法大队", "cooperating 各相关科室"));
  EXPECT_THAT(said(plan.measures[1].units), ElementsAre("responsible 水资源司", "responsible 各流域管理机构",
                                                        "responsible 各省级水行政主管部门", "cooperating 各有关单位"));
}

TEST(Published, WhatACampaignCoversIsNoMeasure) {
  const auto plan = only_plan(read_page(
      "清源市有机废气治理安排\n一、整治范围\n1.产生有机废气的生产企业;\n2.加油站(点)。\n二、整治要求\n(一)工业企业\n"
      "1.列入整治范围的企业必须梳理问题,2016年10月底前制定方案。\n2.严格落实申报制度。\n"));
  ASSERT_THAT(plan.measures, SizeIs(2));
  EXPECT_THAT(ends(plan.measures[0].deadlines), ElementsAre("2016年10月底前 ..2016-10-31"));
}

TEST(Published, ContentsMayHaveThreeDots) {
  const auto plan =
      only_plan(read_page("清源区治理方案\n\n目录\n\n一、总则... 1\n\n(一)目的... 1\n\n二、主要任务... "
                          "4\n\n(一)推动减量... 4\n\n(二)分类利用... 6\n\n"
                          "一、总则\n\n为改善环境。\n\n二、主要任务\n\n(一)推动垃圾减量\n\n1."
                          "强化源头。2020年底前建成2座。\n\n2.强化收运。\n"));
  ASSERT_THAT(plan.measures, SizeIs(2));
  EXPECT_EQ(plan.measures[0].title, "强化源头");
  EXPECT_THAT(plan.goals, IsEmpty());
}

TEST(Published, ATimeThatOpensAParagraphGoesOnInWords) {
  const auto plan =
      only_plan(read_page("清源镇2021年秸秆禁烧工作方案\n一、工作步骤\n(一)组织发动阶段。时间:"
                          "5月30日一6月4日。根据上级部署,召开动员会,制定实施方案。\n"
                          "(二)全面禁烧阶段。时间:6月5日—6月30日。坚持巡查。\n"));
  ASSERT_THAT(plan.measures, SizeIs(2));
  EXPECT_THAT(ends(plan.measures[0].deadlines), ElementsAre("5月30日一6月4日 2021-05-30..2021-06-04"));
  EXPECT_NE(plan.measures[0].text.find("召开动员会"), std::string::npos);
}

TEST(Published, WhileAWorkIsDoneIsNoTimeLimit) {
  const auto plan =
      only_plan(read_page("清源县2024年土壤污染防治方案\n一、主要任务\n1.管好修复工程。修复期间,"
                          "每日监测扬尘。尽可能不在预警期间安排检修。\n"
                          "2.应急响应期间,停止土方作业。\n"));
  ASSERT_THAT(plan.measures, SizeIs(2));
  EXPECT_THAT(ends(plan.measures[0].deadlines), ElementsAre("每日 .."));
  EXPECT_THAT(ends(plan.measures[1].deadlines), ElementsAre("应急响应期间 .."));
}

TEST(Published, WhoBearsADutyMayStandBehindItsDate) {
  const auto plan =
      only_plan(read_page("清源县2024年水污染防治方案\n一、主要任务\n1.治理河道。6月底前,县水务局完成2条河道清淤;"
                          "9月底前,县住建局建成管网3公里。"
                          "(责任单位:县生态环境局)\n2.管好尾水。达标排放。(责任单位:县住建局)\n"));
  ASSERT_THAT(plan.measures, SizeIs(2));
  const auto& promises = plan.measures[0].promises;
  ASSERT_THAT(promises, SizeIs(2));
  EXPECT_THAT(said(promises[0].units), ElementsAre("responsible 县水务局"));
  EXPECT_THAT(said(promises[1].units), ElementsAre("responsible 县住建局"));
  EXPECT_THAT(said(plan.measures[0].units),
              ElementsAre("responsible 县生态环境局", "responsible 县水务局", "responsible 县住建局"));
}

TEST(Published, ADocumentThatLostItsLineEndsIsParted) {
  const std::string filler =
      "坚持标本兼治、疏堵并举、属地管理、源头控制,落实各方责任,强化联防联控,推动环境质量持续改善。";
  const auto d = read_page(
      "各区县(市)人民政府,市直各单位:《清源市治水提升方案》已经市政府同意,现印发给你们,"
      "请认真贯彻执行。清源市人民政府办公厅"
      "2018年12月17日清源市治水提升方案为深入贯彻全国生态环境保护大会精神,特制定本方案。一、总体目标(一)指导思想" +
      filler + "(二)工作目标到2020年,断面达标率100%。" + filler +
      "二、主要任务(一)开展创建1.分期完成创建任务。2018年,完成82个乡镇创建。(市水利局牵头,市住建局配合)2.完善标准。" +
      filler + filler + "(二)整治河道整治一、二、三级河道1.5倍。6月底前清淤30公里。三、保障措施(一)加强领导。" +
      filler + "\n");
  EXPECT_EQ(d.issuer, "清源市人民政府办公厅");
  EXPECT_EQ(d.date, "2018-12-17");
  EXPECT_THAT(d.recipients, ElementsAre("各区县(市)人民政府", "市直各单位"));
  const auto plan = only_plan(d);
  EXPECT_EQ(plan.title, "清源市治水提升方案");
  ASSERT_THAT(plan.measures, SizeIs(3));
  EXPECT_EQ(plan.measures[0].title, "分期完成创建任务");
  EXPECT_THAT(said(plan.measures[0].units), ElementsAre("lead 市水利局", "cooperating 市住建局"));
  EXPECT_EQ(plan.measures[1].title, "完善标准");
  EXPECT_THAT(ends(plan.measures[2].deadlines), ElementsAre("6月底前 ..2018-06-30"));
  ASSERT_THAT(plan.safeguards, SizeIs(1));
  EXPECT_TRUE(std::any_of(plan.goals.begin(), plan.goals.end(),
                          [](const Goal& g) { return g.text.starts_with("到2020年") && g.quantities.size() == 1; }));
}

TEST(Published, PointsOfALostLayoutMayHaveCommas) {
  const std::string filler =
      "坚持标本兼治、疏堵并举、属地管理、源头控制,落实各方责任,强化联防联控,推动环境质量持续改善。";
  const auto plan = only_plan(read_page(
      "清源县农村环境治理方案依据县里要求制定。" + filler + "一、工作目标(一)确保禁烧期内污染天数在2天以内。" + filler +
      "二、工作内容(一)抓好整治1、推进利用。" + filler + filler + "6月底前建成2座。2、做好治理。" + filler));
  ASSERT_THAT(plan.measures, SizeIs(2));
  EXPECT_EQ(plan.measures[1].title, "做好治理");
  ASSERT_FALSE(plan.goals.empty());
  EXPECT_THAT(plan.goals[0].deadlines, IsEmpty()) << "so many days, no time limit";
}

TEST(Published, AYearMayOpenThePlan) {
  const auto plan =
      only_plan(read_page("大气污染综合治理工作方案\n2020年是收官之年,根据《扬尘防治办法》,"
                          "制定本工作方案。\n一、重点任务\n1.整治工地。6月底前完成20家。\n"
                          "2.管好渣土。每月检查。\n"));
  ASSERT_FALSE(plan.measures.empty());
  EXPECT_THAT(ends(plan.measures[0].deadlines), ElementsAre("6月底前 ..2020-06-30"));
}

TEST(Published, NamesBelowAListOfUnitsAreOfIt) {
  const auto plan = only_plan(
      read_page("清源县2018年水污染防治方案\n一、工作任务\n(一)实施治理\n1."
                "整治水体。2018年10月底前消除黑臭。\n牵头单位:县住建局\n"
                "配合单位:县发改委、水利局\n各乡镇(街道)、云溪建管办\n2.管好河道。每月巡查。\n牵头单位:县水利局\n"));
  ASSERT_THAT(plan.measures, SizeIs(2));
  EXPECT_THAT(said(plan.measures[0].units), ElementsAre("lead 县住建局", "cooperating 县发改委", "cooperating 水利局",
                                                        "cooperating 各乡镇(街道)", "cooperating 云溪建管办"));
}

TEST(Published, ThinkingAndScopeBesideGoalsAreNone) {
  const auto plan =
      only_plan(read_page("清源市治水方案\n一、总体目标\n(一)指导思想\n以改善水质为核心。\n(二)工作目标\n到2020年,"
                          "11个“水十条”断面达标率100%。\n"
                          "二、主要任务\n1.治理河道。6月底前清淤2公里。\n"));
  ASSERT_THAT(plan.goals, SizeIs(1));
  EXPECT_THAT(plan.goals[0].quantities, SizeIs(2)) << "水十条 is a decree";
}

TEST(Published, AFieldOfASiteEndsAtTheNext) {
  EXPECT_EQ(read_front("发布机构: 北山乡 生成日期: 2019-11-12\n清源县整治方案\n").issuer, "北山乡");
  EXPECT_EQ(read_front("发文机关清源县政府办 主题词 攻坚\n\n清源县整治方案\n").issuer, "清源县政府办");
}

TEST(Published, ADateAloneNamesNoMeasure) {
  const auto plan = only_plan(read_page(
      "清源市有机废气治理安排\n一、整治要求\n1.2016年底前,"
      "列入整治范围的重点企业自行或者委托第三方完成一轮泄漏检测与修复,其他企业"
      "2017年3月底前完成排查整治并报送报告。\n2.接入管网的村庄共计6个,涉及1个镇。在村内主要街道铺设管网。\n"));
  ASSERT_THAT(plan.measures, SizeIs(2));
  EXPECT_EQ(plan.measures[0].title, "2016年底前,列入整治范围的重点企业自行或者委托第三方完成一轮泄漏检测与修复");
  EXPECT_THAT(plan.measures[1].quantities, SizeIs(2)) << "those of the title";
}

}  // namespace
}  // namespace limpid::plan
