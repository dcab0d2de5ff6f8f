// SPDX-License-Identifier: Apache-2.0
// Heads of notices in the looks that sites and offices give them; names and figures are invented.
#include "plan/reader/head.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "plan/read.hpp"

namespace limpid::plan {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr std::string_view kBody =
    "\n一、重点任务\n(一)治理扬尘\n1.管好工地。2023年9月底前治理工地12个。(县住建局负责)\n2.管好渣土。(县城管局负责)\n";

Document head_of(std::string_view front, std::string_view foot = "") {
  auto document = read_document(std::string(front) + std::string(kBody) + std::string(foot));
  if (!document) {
    ADD_FAILURE() << "not read";
    return {};
  }
  return std::move(*document);
}

TEST(Head, IsNotWhatASitePrintsAboveIt) {
  const auto d = head_of(
      "当前位置:首页 > 政务公开 > 政办文件\n字体大小:【大】【中】【小】\n保存为word 打印 关闭\n"
      "索引号01236931-5/2017-34734\n发文字号 发文时间2017-10-19\n发文机关清源县人民政府办公室 主题词 秋冬季攻坚\n"
      "标题清源县人民政府办公室关于印发《清源县2017-2018年秋冬季攻坚行动方案》的通知\n主题分类其他 "
      "发布日期2017-10-19\n\n"
      "清源县人民政府办公室关于印发《清源县2017-2018年秋冬季攻坚行动方案》的通知\n\n"
      "时间:2017-10-20 大 中 小 来源:县政府\n\n各乡镇人民政府,柳林保护区管理中心,县直各有关单位:\n\n"
      "《清源县2017-2018年秋冬季攻坚行动方案》已经县人民政府同意。\n\n清源县人民政府办公室\n2017年10月9日\n\n"
      "清源县2017-2018年秋冬季攻坚行动方案\n");
  EXPECT_EQ(d.title, "清源县人民政府办公室关于印发《清源县2017-2018年秋冬季攻坚行动方案》的通知");
  EXPECT_EQ(d.issuer, "清源县人民政府办公室");
  EXPECT_EQ(d.date, "2017-10-09");
  EXPECT_EQ(d.number, "") << "its field is empty";
  EXPECT_THAT(d.recipients, ElementsAre("各乡镇人民政府", "柳林保护区管理中心", "县直各有关单位"));
}

TEST(Head, MayStandInBlankLinesAndSeveralOnes) {
  const auto d = head_of(
      "清政办函〔2023〕23号:清源自治县人民政府办公室关于转发清源县臭氧污染防治和重污染天气消除实施方案的通知\n浏览:[]"
      "次\n\n"
      "清政办函〔2023〕23号\n\n\n清源自治县人民政府办公室\n\n"
      "关于转发清源县臭氧污染防治和重污染天气消除实施方案的通知\n\n\n各乡镇人民政府、高原街道办事处,县政府有关部门:\n\n"
      "县生态环境局拟定的方案已经县人民政府研究同意,现转发给你们。\n\n清源自治县人民政府办公室\n\n2023年11月16日\n\n\n"
      "清源县臭氧污染防治\n\n和重污染天气消除实施方案\n");
  EXPECT_EQ(d.title, "清源自治县人民政府办公室关于转发清源县臭氧污染防治和重污染天气消除实施方案的通知");
  EXPECT_EQ(d.issuer, "清源自治县人民政府办公室");
  EXPECT_EQ(d.number, "清政办函〔2023〕23号");
  ASSERT_EQ(d.plans.size(), 1U);
  EXPECT_EQ(d.plans[0].title, "清源县臭氧污染防治和重污染天气消除实施方案");
}

TEST(Head, NamesWhoSignsWhereTheTitleSaysTheGovernmentOnly) {
  const auto d = head_of(
      "索引号 0144/2018-00693 主题分类 环境保护\n文号 清政发〔2018〕53号 时效 有效\n\n"
      "市政府关于印发清源市河湖行动方案(2018-2020年)的通知\n\n发布时间:2018-09-25 浏览次数:\n\n"
      "各县(市、区)人民政府,市各相关部门、单位:\n\n《清源市河湖行动方案(2018-2020年)》已经市政府同意。\n\n"
      "清源市人民政府\n二○一八年五月十四日\n(此件公开发布)\n\n清源市河湖行动方案\n\n(2018-2020年)\n");
  EXPECT_EQ(d.issuer, "清源市人民政府");
  EXPECT_EQ(d.number, "清政发〔2018〕53号");
  EXPECT_EQ(d.date, "2018-05-14");
  EXPECT_EQ(d.publicity, "此件公开发布");
  EXPECT_THAT(d.recipients, ElementsAre("各县(市、区)人民政府", "市各相关部门、单位"));
  ASSERT_EQ(d.plans.size(), 1U);
  EXPECT_EQ(d.plans[0].title, "清源市河湖行动方案(2018-2020年)");
}

TEST(Head, DoesNotTakeTheNumberOfAnotherDocument) {
  const auto d = head_of(
      "清源县人民政府关于印发清源县河湖行动方案的通知\n\n各乡镇人民政府、街道办事处,开发区管委会,县直各有关部门,\n"
      "驻县各单位:\n根据《全市河湖行动方案》(清政发〔2022〕9号)要求,"
      "现印发给你们。\n2023年2月3日\n\n清源县河湖行动方案\n");
  EXPECT_EQ(d.number, "");
  EXPECT_THAT(d.recipients,
              ElementsAre("各乡镇人民政府", "街道办事处", "开发区管委会", "县直各有关部门", "驻县各单位"));
  EXPECT_EQ(d.issuer, "清源县人民政府");
}

TEST(Head, MayStandBelowThePlansOwnTitle) {
  const auto d = head_of("清源镇河湖行动方案\n清府发〔2020〕 号\n各有关单位、村委会:\n为深入推进攻坚,制定本方案。\n");
  EXPECT_EQ(d.number, "清府发〔2020〕号") << "a draft without its serial number";
  EXPECT_THAT(d.recipients, ElementsAre("各有关单位", "村委会"));
  ASSERT_EQ(d.plans.size(), 1U);
  ASSERT_FALSE(d.plans[0].measures.empty());
}

TEST(Head, MayBeAtTheFootOfAPlanWithoutNotice) {
  const auto d = head_of("清源县河湖行动方案\n", "\n清源县人民政府办公室\n2023年3月1日\n");
  EXPECT_EQ(d.issuer, "清源县人民政府办公室");
  EXPECT_EQ(d.date, "2023-03-01");
  EXPECT_THAT(d.recipients, IsEmpty());
  const auto printed = head_of("清源县河湖行动方案\n", "\n清源县人民政府办公室 2023年3月1日印发\n");
  EXPECT_EQ(printed.issuer, "清源县人民政府办公室");
  EXPECT_EQ(printed.date, "2023-03-01");
}

TEST(Head, NamesThePlanThatTheNoticesWordsHandOn) {
  const auto d = head_of(
      "清政发〔2022〕8号\n各乡镇人民政府:\n现将《清源市土壤污染防治试验区方案》印发给你们,请抓好落实。\n"
      "清源市人民政府\n2022年7月4日\n按照上级《关于开展试点的通知》要求,制定本方案。\n");
  EXPECT_EQ(d.title, "清源市土壤污染防治试验区方案");
  EXPECT_EQ(d.issuer, "清源市人民政府");
  ASSERT_EQ(d.plans.size(), 1U);
  EXPECT_EQ(d.plans[0].domain, Domain::soil);
  const auto agreed = head_of(
      "清政办〔2020〕3号\n各乡镇人民政府:\n《清源县2020年水污染防治方案》已经县政府同意,现印发给你们。\n"
      "清源县人民政府办公室\n2020年3月1日\n为改善水质,制定本方案。\n");
  EXPECT_EQ(agreed.title, "清源县2020年水污染防治方案");
  const auto several = head_of("《清源县净土方案》、《清源县碧水方案》已经县政府同意,现印发给你们。\n2020年3月1日\n");
  EXPECT_NE(several.title, "清源县碧水方案") << "one of two";
  const auto cited = head_of("为落实《清源市大气污染防治条例》,市政府已印发有关文件。\n清源县人民政府\n");
  EXPECT_NE(cited.title, "清源市大气污染防治条例");
  EXPECT_NE(cited.title, "清源县人民政府") << "who signs is no title";
}

TEST(Head, MayBeSignedAndDatedOnOneLine) {
  const std::string notice =
      "清源市人民政府办公室关于印发清源市土壤污染防治方案的通知\n各县(市、区)人民政府:\n现印发给你们。\n";
  for (std::string_view signature :
       {"清源市人民政府办公室2016年11月30日", "清源市人民政府办公室(代章)  2016年11月30日",
        "清源市人民政府办公室 二〇一六年十一月三十日", "2016年11月30日 清源市人民政府办公室"}) {
    const auto d =
        read_document(notice + std::string(signature) + "\n清源市土壤污染防治方案\n一、重点任务\n" +
                      "(一)管好地块。9月底前排查地块12个。(市生态环境局负责)\n(二)管好耕地。(市农业局负责)\n");
    ASSERT_TRUE(d) << signature;
    EXPECT_EQ(d->date, "2016-11-30") << signature;
    ASSERT_EQ(d->plans.size(), 1U) << signature;
    EXPECT_EQ(d->plans[0].title, "清源市土壤污染防治方案") << signature;
    ASSERT_EQ(d->plans[0].measures.size(), 2U) << signature;
    ASSERT_EQ(d->plans[0].measures[0].deadlines.size(), 1U) << signature;
    EXPECT_EQ(d->plans[0].measures[0].deadlines[0].end, "2016-09-30") << signature;
  }
  const auto d = head_of(
      "市政府关于印发清源市河湖行动方案的通知\n各县(区)人民政府:\n现印发给你们。\n"
      "清源市水利局 清源市住房局 2018年5月14日\n清源市河湖行动方案\n");
  EXPECT_EQ(d.issuer, "清源市水利局、清源市住房局");
}

TEST(Head, SeveralBodiesMayIssueOnOneLine) {
  const auto beside = head_of(
      "清源市发展和改革委员会 清源市生态环境局关于印发2022年塑料治理要点的通知\n各有关单位:\n现印发给你们。\n"
      "2022年5月16日\n清源市塑料治理要点\n");
  EXPECT_EQ(beside.issuer, "清源市发展和改革委员会、清源市生态环境局");
  const auto lines = head_of(
      "清源县生态环境局 清源县发展改革委\n清源县工业和信息化局 清源县公安局\n关于印发《清源县扬尘治理方案》的通知\n"
      "各乡镇人民政府:\n现印发给你们。\n2020年10月30日\n清源县扬尘治理方案\n");
  EXPECT_EQ(lines.issuer, "清源县生态环境局、清源县发展改革委、清源县工业和信息化局、清源县公安局");
  const std::string others =
      "清源市生态环境局 清源市水利局等4部门关于印发《清源市噪声治理方案》的函\n各有关单位:\n现予印发。\n";
  EXPECT_EQ(head_of(others + "清源市噪声治理方案\n").issuer, "清源市生态环境局、清源市水利局等4部门");
  EXPECT_EQ(head_of(others +
                    "清源市生态环境局 清源市水利局\n\n清源市教育局 清源市林业部\n\n2024年2月7日\n清源市噪声治理方案\n")
                .issuer,
            "清源市生态环境局、清源市水利局、清源市教育局、清源市林业部")
      << "the signature names all";
}

TEST(Head, SignersTellIssuersApart) {
  const auto d = head_of(
      "清源县委办公室清源县人民政府办公室关于印发《清源县扬尘治理方案》的通知\n各乡镇人民政府:\n现印发给你们。\n"
      "清源县委办公室 清源县人民政府办公室\n2023年9月18日\n清源县扬尘治理方案\n");
  EXPECT_EQ(d.issuer, "清源县委办公室、清源县人民政府办公室");
}

TEST(Head, OfTwoPlansGivesEachItsOwnTitle) {
  const std::string body(kBody);
  const auto d = head_of(
      "清源县人民政府关于印发清源县2024年大气治理计划和清源县2024年水质提升计划的通知\n各乡镇人民政府:\n"
      "现印发给你们。\n2024年3月2日\n清源县2024年大气治理计划\n" +
      body.substr(1) + "清源县2024年水质提升计划\n");
  ASSERT_EQ(d.plans.size(), 2U);
  EXPECT_EQ(d.plans[0].title, "清源县2024年大气治理计划");
  EXPECT_EQ(d.plans[1].title, "清源县2024年水质提升计划");
}

TEST(Head, MayBeAListOfAPage) {
  const auto bare = head_of(
      "  • 0022/2019-004\n  • 清源市生态环境局\n  • 环境保护,土壤\n  • 2019-04-05\n  • 2019-04-03\n"
      "清源市2019年土壤污染防治方案\n\n为打赢攻坚战,制定本方案。\n");
  EXPECT_EQ(bare.title, "清源市2019年土壤污染防治方案");
  EXPECT_EQ(bare.issuer, "清源市生态环境局");
  EXPECT_EQ(bare.date, "2019-04-03") << "the first of the days";
  const auto named = head_of(
      "  • 索引号:0022/2019-004\n  • 发布机构:清源市生态环境局\n  • 发布日期:2019-04-03\n清源市土壤污染防治方案\n");
  EXPECT_EQ(named.title, "清源市土壤污染防治方案");
  EXPECT_EQ(named.issuer, "清源市生态环境局");
  EXPECT_EQ(named.date, "2019-04-03");
  EXPECT_EQ(head_of("发布时间:2024-04-03 来源:本站\n清源市2019年土壤污染防治方案\n").date, "")
      << "printed again five years later";
}

TEST(Head, IssuerMayStandInThePlansOwnTitle) {
  const auto d = head_of("清源县人民政府关于加强大气污染防治工作的实施意见\n各乡镇人民政府:\n提出如下意见。\n");
  EXPECT_EQ(d.title, "清源县人民政府关于加强大气污染防治工作的实施意见");
  EXPECT_EQ(d.issuer, "清源县人民政府");
  EXPECT_EQ(head_of("清源县委 清源县人民政府\n关于加强大气污染防治工作的实施意见\n").issuer,
            "清源县委、清源县人民政府");
}

TEST(Head, WhoSignsAtTheEndIsNoPartOfTheLastMeasure) {
  for (std::string_view signature :
       {"清源县生态环境局 清源县水利局\n清源县农业局\n2023年3月1日\n", "清源县人民政府 2023年3月1日\n",
        "清源县人民政府\n二〇二三年三月一日\n", "清源县人民政府(盖章)\n\n2023年3月1日\n"}) {
    const auto d = head_of("清源县河湖行动方案\n", signature);
    EXPECT_EQ(d.date, "2023-03-01");
    ASSERT_EQ(d.plans.size(), 1U);
    ASSERT_EQ(d.plans[0].measures.size(), 2U);
    EXPECT_EQ(d.plans[0].measures[1].text.find("清源县"), std::string::npos) << d.plans[0].measures[1].text;
    EXPECT_EQ(d.plans[0].measures[1].promises.size(), 1U);
  }
}

}  // namespace
}  // namespace limpid::plan
