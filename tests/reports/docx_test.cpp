// SPDX-License-Identifier: Apache-2.0
#include "reports/docx.hpp"

#include <gmock/gmock.h>

#include "base/data_file.hpp"
#include "base/messages.hpp"
#include "reports/errata_letter.hpp"
#include "reports/opened_docx.hpp"

namespace limpid::reports {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(Docx, MarkupIsEscapedAndWhatXmlForbidsIsLeftOut) {
  EXPECT_EQ(escape_xml("a<b>&\"c\""), "a&lt;b&gt;&amp;&quot;c&quot;");
  EXPECT_EQ(escape_xml(std::string_view("x\0\x01\x1fy\t\n", 7)), "xy\t\n");
  EXPECT_EQ(escape_xml("\xEF\xBF\xBE"), "");          // U+FFFE
  EXPECT_EQ(escape_xml("水\xFF"), "水\xEF\xBF\xBD");  // a broken byte
}

TEST(Docx, HoldsItsTextStylesAndTables) {
  Docx d;
  d.title = "函 <1>";
  d.add(Docx::Style::title, "标题 & 副题");
  d.add(Docx::Style::body, "第一行\n第二行");
  Docx::Table table{{60, 96}, {"位置", "原文"}, {}};
  table.rows.push_back({Docx::Cell{{{"水14", false}}}, Docx::Cell{{{"前", false}, {"8月底", true}}}});
  d.blocks.emplace_back(std::move(table));
  const OpenedDocx opened(write_docx(d));
  for (const auto& name : opened.names()) {
    EXPECT_TRUE(opened.well_formed(name)) << name;
    if (name.ends_with(".xml") && name != "[Content_Types].xml") {
      EXPECT_THAT(opened.part("[Content_Types].xml"), HasSubstr("/" + name + "\""));
    }
  }
  EXPECT_THAT(opened.names(), Contains("word/document.xml"));
}

TEST(Docx, TheSameContentIsTheSameFile) {
  Docx d;
  d.add(Docx::Style::body, "同");
  EXPECT_EQ(write_docx(d), write_docx(d));
}

ErrataContent errata(const Messages& messages) {
  ErrataContent c;
  c.document = "水环境质量巩固提升2022年行动计划";
  c.number = "政办发〔2022〕1号";
  c.recipient = "某县人民政府办公室";
  c.sender = "某县生态环境局";
  c.date = "2022年9月13日";
  c.entries.push_back(
      {.title = "名称不一致",
       .message = "同一湿地有两个名称。",
       .sides = {{"正文水15", "8月底，投运长河", "石淙头", "人工湿地"}, {"台账水18", "投运长河", "石凉头", "人工湿地"}},
       .suggestion = "统一为附件2的写法。",
       .replacement = "石淙头",
       .remark = {}});
  c.text = [&messages](std::string_view code, const Json& args) { return messages.render("zh", code, args); };
  return c;
}

TEST(ErrataLetter, ShowsBothPlacesWithTheWordsThatDifferAndTheSuggestion) {
  const auto messages = Messages::load(LIMPID_SOURCE_DIR);
  const OpenedDocx opened(errata_letter(errata(messages)));
  const auto paragraphs = opened.paragraphs();
  EXPECT_EQ(paragraphs.front(), "关于《水环境质量巩固提升2022年行动计划》文本勘误的函");
  EXPECT_THAT(paragraphs, Contains("某县人民政府办公室："));
  EXPECT_THAT(paragraphs, Contains("一、名称不一致"));
  EXPECT_THAT(paragraphs, Contains("8月底，投运长河石淙头人工湿地"));
  EXPECT_THAT(paragraphs, Contains("建议：统一为附件2的写法。"));
  EXPECT_THAT(paragraphs, Contains("建议表述：“石淙头”"));
  EXPECT_THAT(paragraphs, Not(Contains(HasSubstr("说明："))));
  EXPECT_EQ(paragraphs.back(), "2022年9月13日");
  EXPECT_THAT(opened.bold(), ElementsAre("位置", "原文", "石淙头", "石凉头"));
}

TEST(ErrataLetter, SentencesEndAndQuotesInsideQuotesAreSingle) {
  const auto messages = Messages::load(LIMPID_SOURCE_DIR);
  auto content = errata(messages);
  content.entries.front().title = "nothing to measure";
  content.entries.front().message = "“遏制“两高”项目”没有时限";
  content.entries.front().suggestion = "核对“甲”，“乙";
  const auto paragraphs = OpenedDocx(errata_letter(content)).paragraphs();
  EXPECT_THAT(paragraphs, Contains("“遏制‘两高’项目”没有时限。"));
  EXPECT_THAT(paragraphs, Contains("建议：核对“甲”，“乙。")) << "marks that do not pair stay";
  content.text = [&messages](std::string_view code, const Json& args) { return messages.render("en", code, args); };
  const auto english = OpenedDocx(errata_letter(content)).paragraphs();
  EXPECT_THAT(english, Contains("1. Nothing to measure"));
  content.entries.front().message = "figures differ";
  content.entries.front().sides.front().label = "water ledger row 1";
  EXPECT_THAT(OpenedDocx(errata_letter(content)).paragraphs(),
              AllOf(Contains("Figures differ."), Contains("Water ledger row 1")));
}

TEST(ErrataLetter, NumbersReadAsOneWritesThem) {
  EXPECT_EQ(chinese_number(1), "一");
  EXPECT_EQ(chinese_number(10), "十");
  EXPECT_EQ(chinese_number(11), "十一");
  EXPECT_EQ(chinese_number(20), "二十");
  EXPECT_EQ(chinese_number(99), "九十九");
  EXPECT_EQ(chinese_number(100), "100");
}

}  // namespace
}  // namespace limpid::reports
