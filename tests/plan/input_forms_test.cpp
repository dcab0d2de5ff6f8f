// SPDX-License-Identifier: Apache-2.0
// What Word, browsers and sites do to the words of a document, each in a small file made here.
#include <gmock/gmock.h>

#include "plan/input/extract.hpp"
#include "support/zip_bytes.hpp"

namespace limpid::plan {
namespace {

using Parts = std::vector<std::pair<std::string, std::string>>;

std::string text_of_bytes(const std::string& bytes) {
  const auto read = extract(bytes, {});
  return read ? read->text : read.error().code;
}

std::string docx_text_of(const std::string& body, Parts more = {}) {
  more.insert(more.begin(), {"word/document.xml", "<w:document><w:body>" + body + "</w:body></w:document>"});
  return text_of_bytes(zip_bytes(more));
}

std::string run_of(const std::string& words) {
  return "<w:r><w:t xml:space='preserve'>" + words + "</w:t></w:r>";
}

std::string paragraph_of(const std::string& runs, const std::string& properties = "") {
  return "<w:p><w:pPr>" + properties + "</w:pPr>" + runs + "</w:p>";
}

std::string cell_of(const std::string& blocks, const std::string& properties = "") {
  return "<w:tc><w:tcPr>" + properties + "</w:tcPr>" + blocks + "</w:tc>";
}

std::string words_cell(const std::string& words, const std::string& properties = "") {
  return cell_of(paragraph_of(run_of(words)), properties);
}

std::string row_of(const std::string& cells, const std::string& properties = "") {
  return "<w:tr><w:trPr>" + properties + "</w:trPr>" + cells + "</w:tr>";
}

TEST(DocxForms, MergedCategoriesNestedTablesAndDeletedRows) {
  const std::string first = "<w:vMerge w:val='restart'/>", more = "<w:vMerge/>";
  const auto nested = "<w:tbl>" + row_of(words_cell("内一") + words_cell("内二")) + "</w:tbl>" + paragraph_of("");
  EXPECT_EQ(docx_text_of("<w:tbl>" + row_of(words_cell("类别") + words_cell("序号") + words_cell("任务")) +
                         row_of(words_cell("一、甲", first) + words_cell("1") + words_cell("任务一")) +
                         row_of(words_cell("", more) + words_cell("2") + cell_of(nested)) +
                         row_of(words_cell("", more) + words_cell("3") + words_cell("删去"), "<w:del w:id='1'/>") +
                         row_of(words_cell("二、乙", first) + words_cell("4") + words_cell("任务四")) + "</w:tbl>"),
            "\n类别\t序号\t任务\n一、甲\t1\t任务一\n一、甲\t2\t内一 内二\n二、乙\t4\t任务四\n\n");
}

TEST(DocxForms, TrackedChanges) {
  EXPECT_EQ(docx_text_of(paragraph_of(run_of("保留") + "<w:ins>" + run_of("插入") + "</w:ins>" +
                                      "<w:del><w:r><w:delText>删除</w:delText></w:r></w:del><w:moveFrom>" +
                                      run_of("移走") + "</w:moveFrom><w:moveTo>" + run_of("移来") + "</w:moveTo>")),
            "保留插入移来\n");
}

TEST(DocxForms, LinksFieldsAndControls) {
  const auto mark = [](const std::string& kind) { return "<w:r><w:fldChar w:fldCharType='" + kind + "'/></w:r>"; };
  const auto code = [](const std::string& words) { return "<w:r><w:instrText>" + words + "</w:instrText></w:r>"; };
  EXPECT_EQ(
      docx_text_of(paragraph_of("<w:hyperlink r:id='x'>" + run_of("链接") + "</w:hyperlink>" + mark("begin") +
                                code("HYPERLINK \"http://x\"") + mark("separate") + run_of("域结果") + mark("end"))),
      "链接域结果\n");
  EXPECT_EQ(
      docx_text_of(paragraph_of(mark("begin") + code(" eq \\o\\ac(○") + code(",3) ") + mark("end") + run_of("项"))),
      "③项\n")
      << "a number in a circle is a field without words";
  EXPECT_EQ(docx_text_of("<w:sdt><w:sdtContent>" +
                         paragraph_of("<w:sdt><w:sdtContent>" + run_of("控件") + "</w:sdtContent></w:sdt>") +
                         "</w:sdtContent></w:sdt>"),
            "控件\n");
}

TEST(DocxForms, WhatShowsNothing) {
  EXPECT_EQ(
      docx_text_of(paragraph_of(run_of("软") + "<w:r><w:softHyphen/></w:r>" + run_of("连\u00AD字\u00A0间\u200B隔"))),
      "软连字 间隔\n");
}

TEST(DocxForms, TabsPartTheCellsOfARowAndNothingElse) {
  const std::string tab = "<w:r><w:tab/></w:r>";
  EXPECT_EQ(docx_text_of(paragraph_of(run_of("类别") + tab + run_of("序号") + tab + run_of("任务")) +
                         paragraph_of(run_of("一、甲") + tab + run_of("1") + tab + run_of("完成改造。")) +
                         paragraph_of(tab + run_of("2") + tab + run_of("完成整治。") + tab)),
            "类别\t序号\t任务\n一、甲\t1\t完成改造。\n\t2\t完成整治。\t\n");
  EXPECT_EQ(docx_text_of(paragraph_of(tab + tab + run_of("一、总体要求")) +
                         paragraph_of(tab + run_of("1.") + tab + run_of("管网改造。"))),
            "一、总体要求\n1. 管网改造。\n\n");
}

TEST(DocxForms, BoxesAndFootnotesAreNotLost) {
  const auto box =
      "<w:r><w:pict><w:txbxContent>" + paragraph_of(run_of("框中的字")) + "</w:txbxContent></w:pict></w:r>";
  EXPECT_EQ(
      docx_text_of(paragraph_of(run_of("正文") + box + "<w:r><w:footnoteReference w:id='2'/></w:r>") +
                       paragraph_of(run_of("下一段")),
                   {{"word/footnotes.xml", "<w:footnotes><w:footnote w:type='separator' w:id='0'>" + paragraph_of("") +
                                               "</w:footnote><w:footnote w:type='normal' w:id='2'>" +
                                               paragraph_of(run_of("脚注的字")) + "</w:footnote></w:footnotes>"}}),
      "正文\n框中的字\n下一段\n注：脚注的字\n");
}

TEST(DocxForms, NumbersThatWordPrints) {
  const auto abstract = [](const std::string& id, const std::string& format, const std::string& start,
                           const std::string& words) {
    return "<w:abstractNum w:abstractNumId='" + id + "'><w:lvl w:ilvl='0'><w:start w:val='" + start +
           "'/><w:numFmt w:val='" + format + "'/><w:lvlText w:val='" + words + "'/></w:lvl></w:abstractNum>";
  };
  const auto number = [](const std::string& id, const std::string& of, const std::string& start = "") {
    const auto over =
        start.empty() ? "" : "<w:lvlOverride w:ilvl='0'><w:startOverride w:val='" + start + "'/></w:lvlOverride>";
    return "<w:num w:numId='" + id + "'><w:abstractNumId w:val='" + of + "'/>" + over + "</w:num>";
  };
  std::string body;
  for (const std::string id : {"1", "1", "2", "2", "3", "4", "5"})
    body += paragraph_of(run_of("项"), "<w:numPr><w:ilvl w:val='0'/><w:numId w:val='" + id + "'/></w:numPr>");
  EXPECT_EQ(
      docx_text_of(body, {{"word/numbering.xml", "<w:numbering>" + abstract("0", "chineseCounting", "1", "（%1）") +
                                                     abstract("1", "ideographDigital", "12", "%1、") +
                                                     abstract("2", "decimalEnclosedCircle", "3", "%1") +
                                                     number("1", "0") + number("2", "0", "1") + number("3", "1") +
                                                     number("4", "2") + number("5", "0", "7") + "</w:numbering>"}}),
      "（一）项\n（二）项\n（一）项\n（二）项\n一二、项\n③项\n（七）项\n");
}

std::string page_of(const std::string& body) {
  return text_of_bytes("<!DOCTYPE html><html><head></head><body>" + body + "</body></html>");
}

TEST(HtmlForms, GbkThatCallsItselfGb2312) {
  // 镕 is in GBK only.
  EXPECT_EQ(text_of_bytes("<html><head><meta charset=gb2312></head><body><p>\xE9\x46\xD7\xD6</p></body></html>"),
            "镕字\n");
}

TEST(HtmlForms, TheArticleInItsBox) {
  const std::string article = "<p>为改善水环境质量，制定本方案，各项任务分工如下，请各单位认真抓好落实。</p>";
  const std::string news = "<div><p>热点新闻：今日我县召开大会，县长出席会议并讲话。</p></div>";
  for (const std::string box :
       {"id='UCAP-CONTENT'", "class='TRS_Editor'", "class='view TRS_UEDITOR trs_web'", "class='article-content'"})
    EXPECT_EQ(page_of(news + "<div " + box + ">" + article + "</div>"),
              "为改善水环境质量，制定本方案，各项任务分工如下，请各单位认真抓好落实。\n\n")
        << box;
}

TEST(HtmlForms, HiddenElementsLinesAndEntities) {
  EXPECT_EQ(page_of("<p>看得见</p><p style='DISPLAY: none'>藏</p><p hidden>藏</p><p style='mso-hide:all'>藏</p>"
                    "一行<br>二行<br/>三行<p>甲&ensp;乙&#12288;丙&nbsp;丁&#8203;戊&shy;己</p>"),
            "看得见\n一行\n二行\n三行\n甲 乙 丙 丁戊己\n");
}

TEST(HtmlForms, PreformattedLinesAndTabs) {
  EXPECT_EQ(
      page_of(
          "<pre>\n第一行\n<b>第二</b>行\n\n类别\t序号\t任务\n甲\t1\t<font>管网</font>改造\n</pre><p>甲\n乙\t丙</p>"),
      "第一行\n第二行\n类别\t序号\t任务\n甲\t1\t管网改造\n甲 乙 丙\n");
  EXPECT_EQ(page_of("<p>甲<span style='white-space: pre'>\t</span>乙<span style='white-space:pre'>\t</span>丙</p>"),
            "甲\t乙\t丙\n");
}

TEST(HtmlForms, NumbersOfItemsWhoseWordsStandInParagraphs) {
  EXPECT_EQ(page_of("<ol><li><p>甲项</p><p>甲项之二</p></li><li>乙项</li><li><div><p>丙项</p></div></li></ol>"),
            "1.甲项\n甲项之二\n2.乙项\n3.丙项\n");
  EXPECT_EQ(page_of("<ol><li><p>甲</p></ol><p>中</p><ol start=2><li>\n<p>乙</p>\n<li><p></p></li></ol><p>末</p>"),
            "1.甲\n中\n2.乙\n末\n");
}

TEST(HtmlForms, TablesInTables) {
  EXPECT_EQ(page_of("<table><tr><th>类别<th>序号<th>任务<th>责任</tr><tr><td rowspan=2>一、甲</td><td>1</td><td><table>"
                    "<tr><td>内一</td><td>内二</td></tr><tr><td colspan=2>内三</td></tr></table></td><td>县水务局</td>"
                    "</tr><tr><td>2</td><td colspan=2>任务二</td></tr></table>"),
            "\n类别\t序号\t任务\t责任\n一、甲\t1\t内一 内二 内三\t县水务局\n一、甲\t2\t任务二\t\n\n");
  EXPECT_EQ(
      page_of("<table><tr><td><p>左栏</p></td><td><table><tr><td>甲</td><td>乙</td></tr><tr><td>丙</td><td>丁</td>"
              "</tr></table></td></tr></table>"),
      "左栏\n\n甲\t乙\n丙\t丁\n\n")
      << "a site's layout";
}

TEST(HtmlForms, WordsOwnPages) {
  EXPECT_EQ(
      text_of_bytes("<html xmlns:w=\"urn:schemas-microsoft-com:office:word\"><head></head><body>"
                    "<p class=MsoNormal style='mso-list:l0 level1 lfo1'><![if !supportLists]><span "
                    "style='mso-list:Ignore'>一、<span>&nbsp;&nbsp; </span></span><![endif]>总体要\n求<o:p></o:p></p>"
                    "<p class=MsoNormal>12<span>月底前完\r\n成，</span><del>删去</del><ins>加入</ins></p>"
                    "<!--[if supportFields]><span>FIELD</span><![endif]--></body></html>"),
      "一、 总体要求\n12月底前完成，加入\n");
}

TEST(HtmlForms, EmptyLinesByTheMillionAreReadOnce) {
  const std::string lines(1'000'000, '\n');
  EXPECT_EQ(text_of_bytes("<html xmlns:w=\"urn:schemas-microsoft-com:office:word\"><body><p>a" + lines +
                          "b</p></body></html>"),
            "a b\n");
}

TEST(TextForms, LinesMayEndInCarriageReturnsAlone) {
  EXPECT_EQ(text_of_bytes("甲县方案\r一、任务\r\r1.清淤。\r"), "甲县方案\n一、任务\n\n1.清淤。\n");
  EXPECT_EQ(text_of_bytes("甲县方案\r\n一、任务\r\n"), "甲县方案\r\n一、任务\r\n") << "byte for byte";
}

}  // namespace
}  // namespace limpid::plan
