// SPDX-License-Identifier: Apache-2.0
// Forms that plans come in, each as a class: series of headings, steps inside an item, labels, brackets, tables that
// lost the marks between their cells.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

#include "plan/read.hpp"

namespace limpid::plan {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Plan read_form(const std::string& text) {
  const auto document = read_document(text);
  if (!document) throw std::runtime_error(document.error().code);
  return document->plans.front();
}

std::vector<std::string> numbers(const std::vector<Measure>& measures) {
  std::vector<std::string> out;
  out.reserve(measures.size());
  for (const auto& m : measures) out.push_back(m.number);
  return out;
}

std::vector<std::string> names(const std::vector<Unit>& units) {
  std::vector<std::string> out;
  out.reserve(units.size());
  for (const auto& u : units)
    out.push_back((u.role == Role::lead ? "lead " : u.role == Role::cooperating ? "with " : "") + u.name);
  return out;
}

std::vector<std::string> ends(const std::vector<Deadline>& deadlines) {
  std::vector<std::string> out;
  out.reserve(deadlines.size());
  for (const auto& d : deadlines) out.push_back(d.end.value_or(d.text));
  return out;
}

const std::string kHead = "甲县2023年大气污染防治方案\n\n一、重点任务\n";

/// 责任 over 牵头部门 and 协办部门, blank cells in the second row below what should span both.
TEST(Forms, HeadingOfTwoRowsWithBlankCells) {
  const auto plan = read_form(kHead +
                              "（一）加强治理。\n\n附件：任务清单\n序号\t工作内容\t完成期限\t责任\t\t说明\n"
                              "\t\t\t牵头部门\t协办部门\t\n1\t完成3个园区改造\t2023.6.30\t县住建局\t县工信局\t专班\n");
  ASSERT_EQ(plan.tasks.size(), 1u);
  EXPECT_THAT(names(plan.tasks[0].units), ElementsAre("lead 县住建局", "with 县工信局"));
  EXPECT_EQ(plan.tasks[0].note, "专班");
  const auto one = read_form(kHead +
                             "（一）加强治理。\n\n附件：任务清单\n序号\t工作内容\t完成期限\t责任\t说明\n"
                             "1\t完成3个园区改造\t2023.6.30\t县住建局\t县水务局参与\n");
  ASSERT_EQ(one.tasks.size(), 1u);
  EXPECT_EQ(one.tasks[0].note, "县水务局参与");
}

TEST(Forms, HeadingsNumberedByDecimals) {
  const auto plan = read_form(
      "附件：\n甲县噪声污染防治方案（2023-2025年）\n1 总体要求\n1.1 目标\n达到85%。\n2 夯实基础\n2.1 "
      "划定区域\n全长\n6.8公里道路"
      "，2023年底前完成。\n责任分工：县住建局牵头，县公安局配合。\n2.2 完善监测\n建成站点22个。\n3 保障措施\n3.1 "
      "加强领导\n开会。\n");
  EXPECT_EQ(plan.title, "甲县噪声污染防治方案(2023-2025年)");
  EXPECT_EQ(plan.domain, Domain::other);
  EXPECT_THAT(numbers(plan.measures), ElementsAre("2.1", "2.2"));
  EXPECT_THAT(names(plan.measures[0].units), ElementsAre("lead 县住建局", "with 县公安局"));
  EXPECT_EQ(plan.safeguards.size(), 1u);
}

/// What has a title of its own is a measure, though the group names its units once, behind its last one.
TEST(Forms, UnitsOnceBehindTheMeasuresOfAGroup) {
  const auto plan = read_form(kHead +
                              "（一）守护水源\n1.规范建设。6月底前补设界碑18块。\n2.清理问题。关停农家乐3户。\n"
                              "（牵头单位：县环保局；责任单位：县水务局）\n"
                              "（二）补齐短板\n1.提升收集。新建管网23公里。\n2.提标改造。8月底前完成改造。\n"
                              "（牵头单位：县住建局；督导单位：县督查室）\n");
  EXPECT_THAT(numbers(plan.measures), ElementsAre("1.1", "1.2", "2.1", "2.2"));
  EXPECT_THAT(names(plan.measures[0].units), ElementsAre("lead 县环保局", "县水务局"));
  EXPECT_THAT(names(plan.measures[3].units), ElementsAre("lead 县住建局"));
  EXPECT_EQ(names(plan.measures[2].units), names(plan.measures[3].units));
}

/// The plan's other items have a bracket of their own each and nothing below them.
TEST(Forms, UnitsOnceBehindTheStepsOfAMeasure) {
  const auto items = [](const std::string& bracket) {
    return read_form(kHead +
                     "1.治理锅炉。淘汰锅炉5台。（县工信局牵头）\n2.提标扩能。\n（1）12月底前，扩建工程通水。\n"
                     "（2）10月底前，完成提标改造。" +
                     bracket +
                     "3.治理油烟。安装净化器9套。（县城管局负责）\n4.治理扬尘。覆盖料堆9处。（县住建局负责）\n");
  };
  for (const std::string bracket : {"\n（县住建局牵头，县财政局配合）\n", "（县住建局牵头，县财政局配合）\n"}) {
    const auto plan = items(bracket);
    EXPECT_THAT(numbers(plan.measures), ElementsAre("1", "2", "3", "4")) << bracket;
    EXPECT_THAT(names(plan.measures[1].units), ElementsAre("lead 县住建局", "with 县财政局"));
    EXPECT_THAT(ends(plan.measures[1].deadlines), ElementsAre("2023-12-31", "2023-10-31"));
  }
}

TEST(Forms, LabelsAboveWhatTheyName) {
  const auto plan = read_form(kHead +
                              "1.淘汰货车。淘汰50辆。\n责任单位：\n县公安局、县交通局\n完成时限：\n2023年9月底前\n"
                              "2.治理扬尘。责任单位：\n各单位要压实责任，安装喷淋3套。\n");
  EXPECT_THAT(names(plan.measures[0].units), ElementsAre("县公安局", "县交通局"));
  EXPECT_THAT(ends(plan.measures[0].deadlines), ElementsAre("2023-09-30"));
  EXPECT_THAT(names(plan.measures[1].units), ElementsAre());
}

TEST(Forms, ProblemsOfWhichOneIsThatSomethingIsNotSecured) {
  const auto plan = read_form(
      "甲县督察反馈意见整改方案\n一、部分乡镇和部门落实生态环境保护“党政同责、一岗双责”不到位，对突出环境问题研究部署"
      "不够。\n整改目标：健全责任体系。\n整改时限：2024年12月底前\n责任单位：县委组织部\n"
      "二、处理设施“晒太阳”，运维资金保障不足。\n整改措施：\n（1）修复设施18座。\n整改时限：2025年3月底前\n"
      "责任单位：县财政局\n三、管网混接。\n整改措施：\n（1）修复管网9公里。\n整改时限：2025年6月底前\n责任单位：县住建"
      "局\n");
  EXPECT_THAT(numbers(plan.measures), ElementsAre("1", "2", "3"));
  EXPECT_EQ(plan.measures[0].title,
            "部分乡镇和部门落实生态环境保护“党政同责、一岗双责”不到位,对突出环境问题研究部署不够");
  EXPECT_TRUE(plan.safeguards.empty());
}

TEST(Forms, ProblemsWithFieldsAndSteps) {
  const auto plan = read_form(
      kHead +
      "问题一：管网短板突出。\n整改目标：达标。\n整改措施：\n1．新建管网9公里；\n2．修复2公里；\n整改时限：2023年12"
      "月\n责任领导：张某\n责任单位：县住建局\n问题二：扬尘严重。\n整改措施：\n1．安装喷淋3套；\n整改时限：长期坚持\n"
      "责任单位：县城管局\n");
  EXPECT_THAT(numbers(plan.measures), ElementsAre("1", "2"));
  EXPECT_EQ(plan.measures[0].title, "管网短板突出");
  EXPECT_EQ(plan.measures[0].quantities.size(), 2u);
  EXPECT_THAT(names(plan.measures[0].units), ElementsAre("县住建局"));
  EXPECT_THAT(ends(plan.measures[0].deadlines), ElementsAre("2023-12-31"));
}

TEST(Forms, FieldsThatAreNumberedThemselves) {
  const auto plan = read_form(kHead +
                              "（一）散煤问题\n1.整改目标：清零。\n2."
                              "整改措施：\n（1）改造5600户；\n（2）设检查站8个。\n3.整改时限：2023年9月底\n"
                              "4.责任单位：县发改局\n（二）扬尘问题\n1.整改目标：管住。\n2."
                              "整改措施：\n（1）覆盖86处。\n3.整改时限：长期坚持\n4.责任单位："
                              "县住建局\n");
  EXPECT_THAT(numbers(plan.measures), ElementsAre("1", "2"));
  EXPECT_THAT(names(plan.measures[1].units), ElementsAre("县住建局"));
  EXPECT_THAT(ends(plan.measures[0].deadlines), ElementsAre("2023-09-30"));
}

TEST(Forms, LabelsInBracketsOfTheirOwn) {
  const auto plan = read_form(kHead +
                              "任务一：治理管网。新建2公里。\n【牵头单位】县住建局\n【完成时限】2023年10月\n"
                              "任务二：治理农村。新建3公里。\n【牵头单位】县农业农村局\n【完成时限】10月底前\n");
  EXPECT_THAT(numbers(plan.measures), ElementsAre("1", "2"));
  EXPECT_THAT(names(plan.measures[0].units), ElementsAre("lead 县住建局"));
  EXPECT_THAT(ends(plan.measures[0].deadlines), ElementsAre("2023-10-31"));
}

TEST(Forms, BracketsThatNameUnitsByAnyVerb) {
  const auto units = [](const std::string& bracket) {
    return names(
        read_form(kHead + "（一）治理。开展整治。" + bracket + "\n（二）巡查。每月巡查。\n").measures[0].units);
  };
  EXPECT_THAT(units("（县工信局牵头；县应急局、各乡镇人民政府配合）"),
              ElementsAre("lead 县工信局", "with 县应急局", "with 各乡镇人民政府"));
  EXPECT_THAT(units("（县投资有限公司实施，县林业局监管）"), ElementsAre("县投资有限公司", "县林业局"));
  EXPECT_THAT(units("〔县住建局牵头，县水利局等参与。以下均需各镇人民政府负责落实，不再列出〕"),
              ElementsAre("lead 县住建局", "with 县水利局", "各镇人民政府"));
  EXPECT_THAT(units("（县农业农村局、县供销社、各街道办事处）"),
              ElementsAre("县农业农村局", "县供销社", "各街道办事处"));
  EXPECT_THAT(units("（应急抢险除外）"), ElementsAre());
}

TEST(Forms, TimeLimitBesideUnitsAndInHeadings) {
  const auto plan = read_form(kHead +
                              "（一）收集资料（2023年4月15日前完成）\n制作底图1套，8月底前更新。\n牵头单位：县生态环境"
                              "局\n配合单位：县水利局、\n县住建局\n"
                              "（二）巡查。加强巡查。（县公安局负责，长期坚持）\n");
  EXPECT_THAT(ends(plan.measures[0].deadlines), ElementsAre("2023-04-15", "2023-08-31"));
  EXPECT_THAT(names(plan.measures[0].units), ElementsAre("lead 县生态环境局", "with 县水利局", "with 县住建局"));
  EXPECT_EQ(plan.measures[1].deadlines.at(0).kind, DeadlineKind::continuous);
}

TEST(Forms, BoxesAndFootnotesAreNoMeasures) {
  const auto plan = read_form(
      kHead +
      "（一）治理管网①。新建2公里。（县住建局负责）\n专栏1　重点工程\n1.污水厂12座。\n2.提标9座。\n①　另行印发，涉及"
      "30座。\n二、治理农村\n（二）治理农村。新建3公里。（县农业农村局负责）\n");
  EXPECT_THAT(numbers(plan.measures), ElementsAre("1", "2"));
  EXPECT_EQ(plan.measures[0].quantities.size(), 1u);
}

TEST(Forms, CircledItemsWithTitlesAndOneLineThatTellsThemApart) {
  const auto plan = read_form(
      kHead +
      "（一）农用地安全利用行动\n行动目标：安全利用率达到98%"
      "。\n主要任务：\n①调整耕地类别。8月底前完成。\n②管控重度污染耕"
      "地。设置警示牌12块。\n③开展监测。布设点位46个。\n责任分工：第①、③项由县农业农村局牵头，县自然资源局配合；第②项由"
      "县财政局负责，11月底前完成。\n（二）地下水行动\n①保护水源。监测3个水源。\n②填埋废井。填埋26眼。\n责任分工：本行"
      "动两"
      "项任务均由县水利局牵头。\n");
  EXPECT_THAT(numbers(plan.measures), ElementsAre("1.1", "1.2", "1.3", "2.1", "2.2"));
  EXPECT_THAT(names(plan.measures[0].units), ElementsAre("lead 县农业农村局", "with 县自然资源局"));
  EXPECT_THAT(names(plan.measures[1].units), ElementsAre("县财政局"));
  EXPECT_THAT(ends(plan.measures[1].deadlines), ElementsAre("2023-11-30"));
  EXPECT_THAT(names(plan.measures[2].units), ElementsAre("lead 县农业农村局", "with 县自然资源局"));
  EXPECT_THAT(ends(plan.measures[2].deadlines), IsEmpty());
  EXPECT_THAT(names(plan.measures[3].units), ElementsAre("lead 县水利局"));
  EXPECT_THAT(names(plan.measures[4].units), ElementsAre("lead 县水利局"));
}

TEST(Forms, BracketOfUnitsThatIsNotClosed) {
  const auto plan =
      read_form(kHead +
                "1.治理扬尘。6月底前完成17个工地。（县住建局、县城管局按职责牵头，县财政局配合\n2.治理渣土。更换216辆"
                "。（县城管局负责）\n");
  EXPECT_THAT(names(plan.measures[0].units), ElementsAre("lead 县住建局", "lead 县城管局", "with 县财政局"));
  EXPECT_THAT(names(plan.measures[1].units), ElementsAre("县城管局"));
}

TEST(Forms, TasksByTheirTimeAndTownsAndStreetsAsUnits) {
  const auto plan = read_form(
      "甲县2019年排污口整治方案\n一、排查范围\n以干流为重点。\n二、重点任务及时间安排\n（一）一级排查（4月10日前完成）"
      "\n\n建立初步"
      "名录。\n\n牵头单位：区环保局\n\n配合单位：区水利局，各镇街、园区\n\n（二）二级排查（4月25日前完成）\n核实326个排"
      "污口。（区环"
      "保局牵头，各镇街配合）\n");
  EXPECT_THAT(numbers(plan.measures), ElementsAre("1", "2"));
  EXPECT_THAT(names(plan.measures[0].units), ElementsAre("lead 区环保局", "with 区水利局", "with 各镇街", "with 园区"));
  EXPECT_THAT(names(plan.measures[1].units), ElementsAre("lead 区环保局", "with 各镇街"));
  EXPECT_THAT(ends(plan.measures[1].deadlines), ElementsAre("2019-04-25"));
}

TEST(Forms, RowsThatSayHowOftenInSeveralWays) {
  const auto plan = read_form(
      "甲县2023年河湖任务台账\n序号\t工作任务\t完成时限\t牵头单位\n1\t村级每周、乡级每月、县级每季度至少巡河一次\t长期"
      "坚持\t县水"
      "利局\n");
  EXPECT_THAT(ends(plan.tasks.at(0).deadlines), ElementsAre("长期坚持", "每周", "每月", "每季度至少巡河一次"));
}

TEST(Forms, DutiesOfAParagraphThatBeginsByOne) {
  const auto plan = read_form(
      "甲县2024年攻坚方案\n二、重点任务\n推进清洁取暖。2024.6."
      "30前完成改造5000户。由县能源局牵头。\n一是治理货车，县公安局、县交通运输局每周联"
      "合执法2次。二是严控扬尘，县住建局6月底前治理工地12个。\n三、保障措施\n加强领导。\n");
  ASSERT_EQ(plan.measures.size(), 2U);
  EXPECT_THAT(ends(plan.measures[0].deadlines), ElementsAre("2024-06-30"));
  EXPECT_THAT(ends(plan.measures[1].deadlines), ElementsAre("每周联合执法2次", "2024-06-30"));
}

TEST(Forms, MeasuresWithoutNumbers) {
  const auto paragraphs = read_form(
      "甲县2024年秋冬季攻坚方案\n为做好工作，制定本方案。\n工作目标\n浓度控制在60微克/"
      "立方米以内。\n重点任务\n推进清洁取暖。10月底前完成"
      "改造5000户，由县能源局牵头，各乡镇人民政府负责落实。\n管控散煤。县市场监管局每月抽检不少于20批次。\n保障措施\n加"
      "强领导。\n");
  EXPECT_THAT(numbers(paragraphs.measures), ElementsAre("1", "2"));
  EXPECT_EQ(paragraphs.measures[0].title, "推进清洁取暖");
  EXPECT_THAT(names(paragraphs.measures[0].units), ElementsAre("lead 县能源局", "各乡镇人民政府"));
  EXPECT_THAT(ends(paragraphs.measures[1].deadlines), ElementsAre("每月"));
  const auto titles = read_form(
      "甲县2024年攻坚方案\n二、重点任务\n产业结构调整\n严禁新增产能。2024年12月底前淘汰焦炉2座。\n责任单位：县工信局\n"
      "能源结构调整\n10月底"
      "前完成改造5000户。\n责任单位：县能源局\n三、保障措施\n加强领导\n");
  EXPECT_THAT(numbers(titles.measures), ElementsAre("1", "2"));
  EXPECT_EQ(titles.measures[1].title, "能源结构调整");
  EXPECT_THAT(names(titles.measures[1].units), ElementsAre("县能源局"));
  EXPECT_FALSE(read_document("甲县2024年攻坚方案\n二、重点任务\n继续努力，争取进步。\n再接再厉。\n"))
      << "nothing that binds";
}

TEST(Forms, OfTheUnitsOfARowTheFirstLeadsWhereTheHeadingOrTheNoticeSaysSo) {
  const std::string rows = "1\t治理耕地300亩\t6月底前\t县农业局、县财政局\n2\t治理矿山2处\t9月底前\t县林业局\n";
  const auto heading =
      read_form("甲县2024年净土任务分解表\n序号\t任务\t完成时限\t责任单位（排名第一的为牵头单位）\n" + rows);
  EXPECT_THAT(names(heading.tasks.at(0).units), ElementsAre("lead 县农业局", "县财政局"));
  EXPECT_THAT(names(heading.tasks.at(1).units), ElementsAre("县林业局"));
  const auto notice = read_form(
      "甲县人民政府关于印发任务分解表的通知\n各乡镇：\n现将任务分解表印发给你们。表中列第一位者为牵头部门，下同。\n"
      "2024年3月1日\n甲县2024年净土任务分解表\n序号\t任务\t完成时限\t责任单位\n" +
      rows);
  EXPECT_THAT(names(notice.tasks.at(0).units), ElementsAre("lead 县农业局", "县财政局"));
}

TEST(Forms, FiguresBetweenAHeadingAndItsItemsAreGoals) {
  const auto plan = read_form(
      "甲县2024年水污染防治方案\n一、重点任务\n（一）城镇污水。到2024年底，污水处理率达到95%。\n1."
      "改造管网。6月底前改造12公里。"
      "（县住建局负责）\n2.扩建厂站。建成1座。（县水务局负责）\n（二）工业污水。强化监管。\n1."
      "整治园区。9月底前整治2家。（县工信"
      "局负责）\n");
  EXPECT_THAT(numbers(plan.measures), ElementsAre("1.1", "1.2", "2.1"));
  ASSERT_EQ(plan.goals.size(), 1U);
  EXPECT_EQ(plan.goals[0].text, "到2024年底，污水处理率达到95%");
  EXPECT_EQ(plan.goals[0].quantities.at(0).value, "95");
}

TEST(Forms, TableOfSectionsWhoseTownshipAnswers) {
  const auto plan = read_form(
      kHead +
      "（一）治理管网。新建2公里。（县住建局负责）\n附件\n断面目标表\n序号\t断面名称\t所在河流\t责任镇（"
      "街道）\t2017年水质\t2020年目标\n1\t栗河大桥\t栗河\t栗河街道\tⅣ类\tⅢ类\n2\t沙窝闸\t沙河\t沙河镇\tⅤ类\tⅣ类\n");
  EXPECT_THAT(plan.tasks, IsEmpty());
  ASSERT_EQ(plan.targets.size(), 2U);
  EXPECT_EQ(plan.targets[0].section, "栗河大桥");
  EXPECT_EQ(plan.targets[0].township, "栗河街道");
  EXPECT_EQ(plan.targets[0].target, "III类");
}

TEST(Forms, TableOfSectionsThatSaysWhereEachIs) {
  const auto plan = read_form(
      kHead +
      "（一）治理管网。新建2公里。（县住建局负责）\n附件\n断面目标表\n序号\t断面名称\t所在镇（街道）\t水质目标\n"
      "1\t栗河大桥\t栗河街道\tⅢ类\n2\t沙窝闸\t沙河镇\tⅣ类\n");
  ASSERT_EQ(plan.targets.size(), 2U);
  EXPECT_EQ(plan.targets[0].township, "栗河街道");
  EXPECT_EQ(plan.targets[1].township, "沙河镇");
}

TEST(Forms, CellsBrokenInsideANameOrACategory) {
  const auto plan = read_form(
      "甲县2023年攻坚任务台账\n类别\t序号\t工作任务\t完成时限\t牵头单位\t配合单位\n一、工业\t1\t治理6家\t10月底前\t县工"
      "信局\t县财政"
      "局\n二、散煤和清洁\n取暖\t2\t改造4200户\t11月15日前\t县住房城乡\n建设局\t县财政局\n");
  ASSERT_EQ(plan.tasks.size(), 2U);
  EXPECT_EQ(plan.tasks[1].category, "二、散煤和清洁取暖");
  EXPECT_THAT(names(plan.tasks[1].units), ElementsAre("lead 县住房城乡建设局", "with 县财政局"));
}

TEST(Forms, AHeadingAcrossATableIsNoPartOfTheNextCategory) {
  const auto plan = read_form(
      "甲县2023年攻坚任务台账\n序号\t重点任务\t工作措施\t完成时限\t牵头部门\n一、空气质量\n"
      "1\t年度指标\t降低细颗粒物浓度\t年底前\t县环保局\n2\t监测网络\t补齐监测站点\t9月底前\t县环保局\n");
  ASSERT_EQ(plan.tasks.size(), 2U);
  EXPECT_EQ(plan.tasks[0].category, "年度指标");
  EXPECT_EQ(plan.tasks[1].category, "监测网络");
}

TEST(Forms, SectionsWithoutItemsAreMeasures) {
  const auto plan = read_form(
      "甲县2024年臭氧污染防治方案\n一、源头替代\n6月底前完成15家替代。\n牵头单位：县工信局\n二、油品管控\n检测20座加油"
      "站。\n牵头单位："
      "县商务局\n三、保障措施\n加强组织领导。\n");
  EXPECT_THAT(numbers(plan.measures), ElementsAre("1", "2"));
  EXPECT_THAT(names(plan.measures[1].units), ElementsAre("lead 县商务局"));
}

TEST(Forms, TableWithOneCellALine) {
  const auto plan = read_form(
      "甲县2022年挥发性有机物治理任务清单\n序号\n任务名称\n工作内容\n完成时限\n牵头单位\n配合单位\n一、源头替代\n1\n涂"
      "装替代\n16家企业替代\n"
      "2022年6月底前\n县工信局\n—\n2\n推广产品\n全面使用；\n比例达到60%"
      "\n长期坚持\n县住建局\n县交通局\n县公安局\n备注：1.另行通知。\n");
  ASSERT_EQ(plan.tasks.size(), 2u);
  EXPECT_EQ(plan.tasks[0].category, "一、源头替代");
  EXPECT_THAT(names(plan.tasks[0].units), ElementsAre("lead 县工信局"));
  EXPECT_THAT(ends(plan.tasks[0].deadlines), ElementsAre("2022-06-30"));
  EXPECT_THAT(names(plan.tasks[1].units), ElementsAre("lead 县住建局", "with 县交通局", "with 县公安局"));
  EXPECT_EQ(plan.tasks[1].quantities.size(), 1u);
}

TEST(Forms, CellsUnderAColumnThatElsewhereHeadsASection) {
  const auto plan = read_form(
      "某县2025年土壤污染防治任务分解表\n\n序号\n任务类别\n主要任务\n完成时限\n牵头单位\n配合单位\n\n1\n一、源头防控\n"
      "公布重点监管单位名录。\n5月底前\n县生态环境局\n县工信局、园区管委会\n\n2\n一、源头防控\n完成6家企业排查整治。\n"
      "2025年9月底前\n县生态环境局\n县发改局\n");
  ASSERT_EQ(plan.tasks.size(), 2U);
  EXPECT_TRUE(plan.measures.empty());
  EXPECT_EQ(plan.tasks[1].category, "一、源头防控");
  EXPECT_THAT(names(plan.tasks[1].units), ElementsAre("lead 县生态环境局", "with 县发改局"));
  EXPECT_THAT(ends(plan.tasks[1].deadlines), ElementsAre("2025-09-30"));
}

TEST(Forms, HeadingOfTwoRowsAndCategoriesThatSpanRows) {
  const auto plan = read_form(
      "某区2024年水体整治任务分解表\n序号\t类别\t整治内容\t责任分工\t完成时限\n具体任务\t量化指标\t牵头单位\t配合单位\n"
      "1\t控源截污\t开展排口溯源\t排查河渠19条\t区水务局\t区住建局\t5月底前\n"
      "2\t整治错接混接\t改造混接点412处\t区住建局\t各街道办\t6月底前\n"
      "3\t内源治理\t实施清淤\t清淤河渠6条\t区水务局\t区城管局\t10月底前\n");
  ASSERT_EQ(plan.tasks.size(), 3U);
  EXPECT_EQ(plan.tasks[1].category, "控源截污");
  EXPECT_EQ(plan.tasks[2].category, "内源治理");
  EXPECT_THAT(names(plan.tasks[1].units), ElementsAre("lead 区住建局", "with 各街道办"));
  EXPECT_THAT(ends(plan.tasks[1].deadlines), ElementsAre("2024-06-30"));
  ASSERT_EQ(plan.tasks[1].quantities.size(), 1U);
  EXPECT_EQ(plan.tasks[1].quantities[0].text, "412处");
}

TEST(Forms, WorksWithTheDayTheyBeginBesideTheDayTheyAreDone) {
  const auto plan = read_form(
      "某县2024年水污染防治工作方案\n一、重点任务\n1.实施重点工程。\n附件：重点工程清单\n|序号|项目名称|建设内容|"
      "开工时间|完工时间|"
      "责任单位|\n|1|甲镇污水管网工程|新建管网6公里|2024年7月|2025年6月|县住建局|\n|2|乙河湿地工程|—|—|2024年10月|"
      "县水利局|\n");
  ASSERT_EQ(plan.projects.size(), 2U);
  ASSERT_EQ(plan.projects[0].deadlines.size(), 2U);
  EXPECT_EQ(plan.projects[0].deadlines[0].kind, DeadlineKind::start_by);
  EXPECT_THAT(ends(plan.projects[0].deadlines), ElementsAre("2024-07-31", "2025-06-30"));
  EXPECT_THAT(ends(plan.projects[1].deadlines), ElementsAre("2024-10-31"));
}

TEST(Forms, WhatAWorkCostsIsAFigureOfIt) {
  const auto invested = [](const std::string& heading, const std::string& cell) {
    const auto plan = read_form(
        "某县2024年水污染防治工作方案\n一、重点任务\n1.实施重点工程。\n附件：重点工程清单\n|序号|"
        "项目名称|建设内容|" +
        heading + "|责任单位|\n|1|甲镇管网工程|新建管网6公里|" + cell + "|县住建局|\n");
    std::string out;
    for (const auto& q : plan.projects.at(0).quantities) out += q.subject + " " + q.text + q.unit + ";";
    return out;
  };
  EXPECT_EQ(invested("投资", "8600万元"), "管网 6公里公里;投资 8600万元万元;");
  EXPECT_EQ(invested("总投资（万元）", "8,600.5"), "管网 6公里公里;投资 8,600.5万元;");
  EXPECT_EQ(invested("总投资", "8600"), "管网 6公里公里;") << "of what nobody says";
  EXPECT_EQ(invested("总投资（亿元）", "/"), "管网 6公里公里;");
}

TEST(Forms, TheSecondColumnOfWorkTellsWhatTheFirstNames) {
  const auto plan = read_form(
      "某县2025年水污染防治任务分解表\n序号\t重点任务\t主要工作\t责任单位\t工作进展\n1\t源头防控\t排查企业6家\t县生态环"
      "境局\t"
      "已完成3家\n2\t\t清淤河道2公里\t县水利局\t\n");
  ASSERT_EQ(plan.tasks.size(), 2U);
  EXPECT_EQ(plan.tasks[0].text, "排查企业6家");
  EXPECT_EQ(plan.tasks[1].text, "清淤河道2公里");
  EXPECT_EQ(plan.tasks[1].category, "源头防控");
}

TEST(Forms, DutiesInAColumnOfUnknownName) {
  const auto plan = read_form(
      "某县2025年水污染防治任务分解表\n序号\t类别\t主要工作\t完成时限\t牵头单位\n1\t源头防控\t完成6家企业排查整治\t"
      "9月底前\t县生态环境局\n");
  ASSERT_EQ(plan.tasks.size(), 1U);
  EXPECT_EQ(plan.tasks[0].text, "完成6家企业排查整治");
}

TEST(Forms, TablesWithBlanksBetweenColumnsAndWithoutNumbers) {
  const auto blanks = read_form(
      "甲县2022年大气污染防治任务台账\n序号　重点任务　完成时限　责任单位\n1　淘汰锅炉6台　2022年10月底前　县市场监管局"
      "\n2　替代散煤　"
      "长期坚持　县住建局\n");
  ASSERT_EQ(blanks.tasks.size(), 2u);
  EXPECT_THAT(names(blanks.tasks[0].units), ElementsAre("县市场监管局"));
  const auto bare = read_form(
      "甲县2022年扬尘治理任务分解表\n类别\t重点任务\t完成时限\t责任单位\n工地\t安装监控8套\t2022年5月\t县住建局\n\t密闭"
      "运输\t"
      "长期坚持\t县城管局\n");
  ASSERT_EQ(bare.tasks.size(), 2u);
  EXPECT_EQ(bare.tasks[1].category, "工地");
  EXPECT_THAT(ends(bare.tasks[0].deadlines), ElementsAre("2022-05-31"));
}

TEST(Forms, ItemsThatBeginWithADateOrAFigure) {
  const auto plan =
      read_form(kHead +
                "1.2023年6月底前建成站点22个。（县住建局负责）\n2、39个排口逐一整治。（县水利局负责）\n3.10月"
                "底前排查。（县城管局负责）\n总长\n1.096亿米。\n");
  EXPECT_THAT(numbers(plan.measures), ElementsAre("1", "2", "3"));
  EXPECT_THAT(ends(plan.measures[0].deadlines), ElementsAre("2023-06-30"));
  EXPECT_EQ(plan.measures[1].quantities.front().value, "39");
  EXPECT_THAT(ends(plan.measures[2].deadlines), ElementsAre("2023-10-31"));
}

TEST(Forms, ItemsThatRunOnInAGroupWithOneLineOfUnits) {
  const auto plan = read_form(kHead +
                              "（一）守牢水源。扎实做好以下工作：1.6月底前设网12公里；2.汛期前清理9处；3."
                              "2023年—2025年建站6座。\n牵头单位：甲局\n"
                              "（二）治理工业。\n1.提标改造。\n牵头单位：乙局\n2.专项检查42家。\n牵头单位：丙局\n"
                              "（三）补齐短板。\n●新建管网38公里。\n●扩建厂站。\n牵头单位：丁局\n");
  EXPECT_THAT(numbers(plan.measures), ElementsAre("1.1", "1.2", "1.3", "2.1", "2.2", "3.1", "3.2"));
  for (const std::size_t i : {0u, 1u, 2u}) EXPECT_THAT(names(plan.measures[i].units), ElementsAre("lead 甲局")) << i;
  for (const std::size_t i : {5u, 6u}) EXPECT_THAT(names(plan.measures[i].units), ElementsAre("lead 丁局")) << i;
  EXPECT_THAT(ends(plan.measures[2].deadlines), ElementsAre("2025-12-31"));
}

TEST(Forms, DutiesByUnitAndSubjectsOfSentences) {
  const auto plan =
      read_form(kHead +
                "1.县住建局：负责工地管控；县商务局：取缔站点17处。\n2.制定方案。各乡镇人民政府、县直有关部门于3月"
                "10日前制定整治方案。\n3.整治道路。报县生态环境局备案，由县城管局负责。\n");
  EXPECT_THAT(names(plan.measures[0].units), ElementsAre("县住建局", "县商务局"));
  EXPECT_THAT(names(plan.measures[1].units), ElementsAre("各乡镇人民政府", "县直有关部门"));
  EXPECT_THAT(names(plan.measures[2].units), ElementsAre("县城管局"));
}

TEST(Forms, TimeLimitsOnALineOfTheirOwnAndRemarksInPoints) {
  const auto plan =
      read_form(kHead +
                "1.清理垃圾。建站2座。\n责任单位：甲局\n完成时限：2023年12月底前\n2.巡查。\n责任单位：乙局\n完成时"
                "限：长期坚持\n注：1.本清单自印发之日起执行。\n2.每月报送。\n3.联系人另定。\n");
  EXPECT_THAT(numbers(plan.measures), ElementsAre("1", "2"));
  EXPECT_EQ(plan.measures[0].text, "建站2座。");
  EXPECT_THAT(ends(plan.measures[0].promises.front().deadlines), ElementsAre("2023-12-31"));
  EXPECT_THAT(ends(plan.measures[1].deadlines), ElementsAre("长期坚持"));
}

TEST(Forms, TasksWithRequirementsPersonsAndWorksByTheirColumns) {
  const auto plan = read_form(
      "甲县2023年净土任务清单\n序号\t工作任务\t目标值\t责任领导\t责任部门\t时间节点\n1\t安全利用耕地\t1500亩\t罗开明\t"
      "县农业农村局\t全年\n2\t建站\t8座\t宋岚\t县水利局\t/\n");
  ASSERT_EQ(plan.tasks.size(), 2u);
  EXPECT_EQ(plan.tasks[0].text, "安全利用耕地1500亩");
  EXPECT_THAT(names(plan.tasks[0].units), ElementsAre("县农业农村局"));
  EXPECT_EQ(plan.tasks[0].deadlines.front().kind, DeadlineKind::continuous);
  EXPECT_TRUE(plan.tasks[1].deadlines.empty());
  const auto works =
      read_form(kHead +
                "1.建设管网。（县住建局负责）\n附表：甲县重点清单\n序号\t项目名称\t建设内容\t责任单位\t完成时限\n"
                "1\t管网工程\t新建管网15公里\t县住建局\t2023年\n");
  ASSERT_EQ(works.projects.size(), 1u);
  EXPECT_EQ(works.projects[0].quantities.front().value, "15");
}

TEST(Forms, APlanForFarmsIsNoneForWater) {
  const std::string words = "\n二、重点任务\n1.治理尾水，改善断面水质，减少入河污水。（县农业农村局负责）\n";
  EXPECT_EQ(read_form("甲县农业面源和畜禽养殖污染防治方案" + words).domain, Domain::other);
  EXPECT_EQ(read_form("甲县流域综合治理方案" + words).domain, Domain::water);
}

TEST(Forms, SectionsOfOneParagraphAndAPlanThatLostItsFirstHeading) {
  const auto plan = read_form(
      "甲县2023-2024年秋冬季大气污染防治方案\n\n一、总体要求\n坚持稳中求进。PM2.5浓度降到46微克/"
      "立方米。\n二、重点任务\n1."
      "一季度末前建站2座。（县住建局负责）\n2.拆炉6台。（县住建局负责）\n三、保障措施\n各单位要加强领导。\n");
  ASSERT_EQ(plan.goals.size(), 1u);
  EXPECT_EQ(plan.goals[0].quantities.front().value, "46");
  EXPECT_THAT(ends(plan.measures[0].deadlines), ElementsAre("2024-03-31"));
  ASSERT_EQ(plan.safeguards.size(), 1u);
  EXPECT_EQ(plan.safeguards[0].number, "1");
  const auto cut = read_form(
      "甲县2023年大气污染防治方案\n\n二、重点任务\n1.建站2座。（县住建局负责）\n2.拆炉6台。（县住建局负责）\n");
  EXPECT_EQ(cut.measures.size(), 2u);
  ASSERT_EQ(cut.faults.size(), 1u);
  EXPECT_EQ(cut.faults[0].kind, FaultKind::skipped);
}

}  // namespace
}  // namespace limpid::plan
