// SPDX-License-Identifier: Apache-2.0
// What of one item's words are its promises, and who answers for each.
#include "plan/reader/measure_text.hpp"

#include <gmock/gmock.h>

#include <string>
#include <vector>

#include "plan/json.hpp"

namespace limpid::plan {
namespace {

using ::testing::ElementsAre;

Measure measure_of(std::string_view words) {
  const SourceText text = clean(words);
  const auto line = text.view().find('\n');
  Joined joined{text.slice(0, 0), {0}, text.span(0, text.size())};
  joined.words.append(text, 0, std::min(line, text.size()));
  if (line != std::string_view::npos) {
    joined.line_starts.push_back(joined.words.size());
    joined.words.append(text, line + 1, text.size());
  }
  return read_measure(joined, {2022, 2022});
}

/// Each promise: its words, who answers.
std::vector<std::string> promises_of(std::string_view words) {
  std::vector<std::string> out;
  for (const auto& p : measure_of(words).promises) {
    std::string one = p.text + " |";
    for (const auto& u : p.units) one += " " + u.name + " " + std::string(to_string(u.role));
    for (const auto& d : p.deadlines) one += " " + d.text;
    out.push_back(std::move(one));
  }
  return out;
}

TEST(MeasureText, ASentenceThatOnlySaysWhoIsNoPromise) {
  EXPECT_THAT(promises_of("整治散乱污企业\n全面整治散乱污企业20家。由县住建局牵头负责，县交通局参与。"),
              ElementsAre("全面整治散乱污企业20家。 | 县住建局 lead 县交通局 cooperating"));
  EXPECT_THAT(promises_of("整治散乱污企业\n全面整治散乱污企业20家。此项工作由县住建局牵头。拆除砖窑3座。"),
              ElementsAre("全面整治散乱污企业20家。 | 县住建局 lead", "拆除砖窑3座。 | 县住建局 lead"));
  EXPECT_THAT(promises_of("整治散乱污企业\n全面整治散乱污企业20家。县住建局、县水务局按职责分工负责。"),
              ElementsAre("全面整治散乱污企业20家。 | 县住建局 responsible 县水务局 responsible"));
}

TEST(MeasureText, ASentenceOfWhoAndWhenDatesTheOneBefore) {
  EXPECT_THAT(promises_of("整治散乱污企业\n全面整治散乱污企业20家。由县住建局牵头，10月底前完成。"),
              ElementsAre("全面整治散乱污企业20家。由县住建局牵头，10月底前完成。 | 县住建局 lead 10月底前"));
}

TEST(MeasureText, ASentenceOfWhoByTheNameOfTheRoleIsNoPromise) {
  EXPECT_THAT(
      promises_of("整治散乱污企业\n全面整治散乱污企业20家。责任单位为县住建局、县水务局，青泉水库管理处。"),
      ElementsAre("全面整治散乱污企业20家。 | 县住建局 responsible 县水务局 responsible 青泉水库管理处 responsible"));
  EXPECT_THAT(
      promises_of("整治散乱污企业\n全面整治散乱污企业20家。责任单位为县住建局，完成时限为2022年6月底。"),
      ElementsAre(
          "全面整治散乱污企业20家。责任单位为县住建局，完成时限为2022年6月底。 | 县住建局 responsible 2022年6月底"));
}

TEST(MeasureText, WhoIsInChargeIsNoPromise) {
  for (const std::string who : {"责任领导：张某、李某，责任单位：县住建局", "责任领导：张某；责任单位：县住建局"})
    EXPECT_THAT(promises_of("整治散乱污企业\n全面整治散乱污企业20家。" + who),
                ElementsAre("全面整治散乱污企业20家。 | 县住建局 responsible"));
}

TEST(MeasureText, WhatIsSaidOfAUnitBesidesIsAPromise) {
  EXPECT_EQ(promises_of("加强管控\n全面整治散乱污企业20家。县交通局负责国省干线管控。").size(), 2u);
  EXPECT_EQ(promises_of("加强管控\n全面整治散乱污企业20家。由县住建局牵头，建成监管平台1个。").size(), 2u);
}

/// The title, and where the words begin.
std::string title_and_words(std::string_view words) {
  const auto m = measure_of(words);
  return m.title + " | " + m.text.substr(0, m.text.find("，"));
}

TEST(MeasureText, AHeadingOfClausesOnItsOwnLineIsTheTitle) {
  EXPECT_EQ(title_and_words("优化产业布局，淘汰落后产能\n加快退出小砖窑，年底前拆除3座。"),
            "优化产业布局,淘汰落后产能 | 加快退出小砖窑");
  EXPECT_EQ(title_and_words("加强河道日常巡查管护，推进岸线生态修复\n"
                            "沿河各村每月巡查不少于2次，发现垃圾随时清理，汛期后恢复岸线植被。"),
            "加强河道日常巡查管护,推进岸线生态修复 | 沿河各村每月巡查不少于2次");
}

TEST(MeasureText, ATimeAloneIsNoTitle) {
  EXPECT_EQ(title_and_words("11月上旬，召开动员大会，部署各项工作。签订责任书。"), "11月上旬,召开动员大会 | 11月上旬");
  EXPECT_EQ(title_and_words("11月底前，完成全部排查，建立台账。签订责任书。"), "11月底前,完成全部排查 | 11月底前");
}

TEST(MeasureText, ATitleHasNoMarksOfItsList) {
  for (const char* words : {"——治理扬尘。建成围挡12处。", "一是治理扬尘。建成围挡12处。", "治理扬尘；", "治理扬尘："})
    EXPECT_EQ(measure_of(words).title, "治理扬尘") << words;
  EXPECT_EQ(measure_of("三要素协同控制。建成围挡12处。").title, "三要素协同控制");
}

TEST(MeasureText, ABrokenLineIsNoTitle) {
  EXPECT_EQ(
      title_and_words("加强非道路移动机械监管，未经编码登记的机\n械不得进入工地，违者立即清退出场并通报全部建设单位。"),
      "加强非道路移动机械监管 | 加强非道路移动机械监管");
  EXPECT_EQ(title_and_words("加强机械监管，清退未登记的\n老旧机械12台。"), "加强机械监管 | 加强机械监管");
  // A duty with its day is the first of the words, on whatever line.
  EXPECT_EQ(title_and_words("规范堆场，6月底前完成整改\n建立台账。"), "规范堆场 | 规范堆场");
}

TEST(MeasureText, WhereNothingElseIsSaidTheTitleIsThePromise) {
  EXPECT_THAT(promises_of("整治散乱污企业20家\n由县住建局牵头负责，县交通局参与。"),
              ElementsAre("整治散乱污企业20家由县住建局牵头负责，县交通局参与。 | 县住建局 lead 县交通局 cooperating"));
}

TEST(MeasureText, ByWhenOneThingIsBegunIsNoLimitOfAnotherThatBeginsNothing) {
  EXPECT_THAT(promises_of("完善管网。5月份开工建设泵站3座，氨氮排放总量下降6%。"),
              ElementsAre("5月份开工建设泵站3座， | 5月份开工", "氨氮排放总量下降6%。 |"));
  EXPECT_THAT(promises_of("完善管网。5月底前建成泵站3座，氨氮排放总量下降6%。"),
              ElementsAre("5月底前建成泵站3座， | 5月底前", "氨氮排放总量下降6%。 | 5月底前"));
}

TEST(MeasureText, HowMuchByWhenBesideTheUnitsIsOfThePromise) {
  const auto m = measure_of("整治工地\n推进工地整治。（责任单位：县住建局；完成时限：6月底前完成3处，9月底前完成5处）");
  ASSERT_EQ(m.quantities.size(), 2U);
  EXPECT_EQ(m.quantities[0].text + m.quantities[1].text, "3处5处");
  ASSERT_EQ(m.promises.size(), 1U);
  EXPECT_EQ(m.promises[0].quantities, m.quantities);
  EXPECT_EQ(m.deadlines.size(), 2U);
}

TEST(MeasureText, WordsThatNameNoDayAreATimeLimitBesideTheUnits) {
  for (const std::string when : {"3个月内", "春节前", "15个工作日内", "自发布之日起30日内"}) {
    const auto m = measure_of("清淤。清理底泥。（责任单位：县水利局；完成时限：" + when + "）");
    ASSERT_EQ(m.deadlines.size(), 1U) << when;
    EXPECT_EQ(m.deadlines[0].text, when);
    EXPECT_EQ(m.deadlines[0].kind, DeadlineKind::other);
  }
  EXPECT_TRUE(measure_of("清淤。清理底泥。（责任单位：县水利局；完成时限：按序时进度）").deadlines.empty());
}

}  // namespace
}  // namespace limpid::plan
