// SPDX-License-Identifier: Apache-2.0
// Documents that attack their reader or cannot be read: each is made here and refused by a sentence of its own.
#include <gmock/gmock.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "base/data_file.hpp"
#include "base/messages.hpp"
#include "plan/input/extract.hpp"
#include "plan/input/limits.hpp"
#include "support/zip_bytes.hpp"

namespace limpid::plan {
namespace {

using namespace std::string_literals;

/// Code of the error; its sentence must exist in both languages with every argument filled.
std::string refusal(const std::string& bytes, const Converter& convert = {}) {
  static const auto messages = Messages::load(LIMPID_SOURCE_DIR);
  const auto extracted = extract(bytes, convert);
  if (extracted) return "read as " + extracted->format;
  const auto& error = extracted.error();
  for (const auto* lang : {"zh", "en"}) {
    EXPECT_TRUE(messages.has(lang, error.code)) << error.code;
    EXPECT_EQ(messages.render(lang, error.code, error.args).find('{'), std::string::npos) << error.code;
  }
  return error.code;
}

std::string docx_of(const std::string& document) {
  return zip_bytes({{"word/document.xml", document}});
}

std::string repeated(const std::string& words, std::size_t times) {
  std::string out;
  out.reserve(words.size() * times);
  for (std::size_t i = 0; i < times; ++i) out += words;
  return out;
}

/// A PDF of empty pages, or with these drawing operators on each; no xref table, which poppler then rebuilds.
std::string pdf_of(int pages, const std::string& drawn = "") {
  std::string kids;
  for (int i = 0; i < pages; ++i) kids += std::to_string(i + 10) + " 0 R ";
  std::string out = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count " +
                    std::to_string(pages) + "/Kids[" + kids + "]>>endobj\n3 0 obj<</Length " +
                    std::to_string(drawn.size()) + ">>stream\n" + drawn +
                    "\nendstream endobj\n4 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n";
  for (int i = 0; i < pages; ++i)
    out +=
        std::to_string(i + 10) +
        " 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 3 0 R/Resources<</Font<</F 4 0 R>>>>>>endobj\n";
  return out + "trailer<</Root 1 0 R>>\n%%EOF\n";
}

/// A cell too narrow for its date breaks it anywhere, 2024/9/3 and 0; a line that ends before the edge was ended so.
TEST(PlanInput, DigitsThatTheWidthOfACellParts) {
  const std::string rules =
      "0.5 w 72 700 m 300 700 l S 72 660 m 300 660 l S 72 620 m 300 620 l S 72 620 m 72 700 l S "
      "130 620 m 130 700 l S 300 620 m 300 700 l S ";
  const auto words = [](int x, int y, const std::string& shown) {
    return "BT /F 12 Tf " + std::to_string(x) + " " + std::to_string(y) + " Td (" + shown + ") Tj ET ";
  };
  const auto read = extract(
      pdf_of(1, rules + words(77, 680, "By when") + words(140, 680, "What is to be done") + words(77, 644, "2024/9/3") +
                    words(77, 630, "0") + words(140, 644, "build 12") + words(140, 630, "34 of them")),
      {});
  ASSERT_TRUE(read);
  EXPECT_EQ(read->text, "\nBy when\tWhat is to be done\n2024/9/30\tbuild 12 34 of them\n\n");
}

/// Rows no higher than their letters, as a browser prints cells without padding: a rule from wall to wall is one even
/// where it lies in the boxes of the letters.
TEST(PlanInput, RulesThatTouchTheLetters) {
  std::string drawn = "0.5 w 72 670 m 72 700 l S 130 670 m 130 700 l S 300 670 m 300 700 l S ";
  for (const int y : {670, 680, 690, 700}) drawn += "72 " + std::to_string(y) + " m 300 " + std::to_string(y) + " l S ";
  const auto row = [&](int y, const std::string& left, const std::string& right) {
    const auto at = std::to_string(y);
    drawn += "BT /F 12 Tf 74 " + at + " Td (" + left + ") Tj ET BT /F 12 Tf 132 " + at + " Td (" + right + ") Tj ET ";
  };
  row(691, "No. of row", "What there is to be done now");
  row(681, "the first", "closes the works on the river");
  row(671, "the last", "mends the sewers of the town");
  const auto read = extract(pdf_of(1, drawn), {});
  ASSERT_TRUE(read);
  EXPECT_EQ(read->text,
            "\nNo. of row\tWhat there is to be done now\nthe first\tcloses the works on the river\nthe last\tmends the "
            "sewers of the town\n\n");
}

TEST(PlanInput, ZipBombs) {
  EXPECT_EQ(refusal(docx_of(std::string(limits::kRatioFrom * 2, ' '))), "plan_input.zip_ratio");
  // A hundredth of noise, so that the ratio allows it.
  std::string large(limits::kInflated + 1, ' ');
  std::uint32_t noise = 1;
  for (std::size_t i = 0; i < large.size(); ++i)
    if (i % 100000 < 1000) large[i] = static_cast<char>((noise = noise * 1664525 + 1013904223) >> 24U);
  EXPECT_EQ(refusal(docx_of(large)), "plan_input.zip_size");
}

TEST(PlanInput, TooManyEntries) {
  std::vector<std::pair<std::string, std::string>> parts;
  parts.reserve(limits::kZipEntries + 1);
  for (std::size_t i = 0; i <= limits::kZipEntries; ++i) parts.emplace_back(std::to_string(i), "x");
  EXPECT_EQ(refusal(zip_bytes(parts)), "plan_input.zip_entries");
}

TEST(PlanInput, XmlEntities) {
  EXPECT_EQ(
      refusal(docx_of("<!DOCTYPE a [<!ENTITY b \"lol\"><!ENTITY c \"&b;&b;&b;&b;\">]><w:document>&c;</w:document>")),
      "plan_input.entities");
  EXPECT_EQ(refusal(docx_of("<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><w:document>&b;</w:document>")),
            "plan_input.entities");
}

TEST(PlanInput, DeclarationsOfAPageAreNoWords) {
  const std::string page = "<html><body><p>一、任务</p><p>1.甲。（县水利局）</p></body></html>";
  for (const char* declared : {"<!ENTITY x SYSTEM \"file:///etc/passwd\">", "<!ENTITY x \"]>\"><!-- ]> ' -->"}) {
    const auto read = extract("<!DOCTYPE html [" + std::string(declared) + "]>" + page, {});
    ASSERT_TRUE(read);
    EXPECT_EQ(read->text, extract("<!DOCTYPE html>" + page, {})->text) << declared;
  }
  const auto unended = extract("<!DOCTYPE html [<!ENTITY x \"" + page, {});
  EXPECT_TRUE(unended || !unended.error().code.empty());
}

TEST(PlanInput, Depth) {
  EXPECT_EQ(refusal(docx_of(repeated("<a>", 100000) + repeated("</a>", 100000))), "plan_input.depth");
  EXPECT_EQ(refusal("<!DOCTYPE html><html><body>" + repeated("<div>", 100000) + "x"), "plan_input.depth");
  const auto nested = [](std::size_t divs) {
    return "<!DOCTYPE html><html><body>" + repeated("<div>", divs) + "<p>甲县方案</p>" + repeated("</div>", divs);
  };
  constexpr std::size_t kDeepest = std::size_t{limits::kDepth} - 3;  // html, body, p
  EXPECT_NE(refusal(nested(kDeepest)), "plan_input.depth") << "as deep as the limit says";
  EXPECT_EQ(refusal(nested(kDeepest + 1)), "plan_input.depth");
}

// What follows took minutes or broke the program before it was mended: none is timed, but a test that hangs fails.
TEST(PlanInput, AttributesOfOneElement) {
  std::string many;
  for (int i = 0; i < 200'000; ++i) many += " a" + std::to_string(i);
  const auto page = [](const std::string& inside) { return "<!DOCTYPE html><html><body>" + inside + "<p>words</p>"; };
  EXPECT_EQ(refusal(page("<div" + many + ">")), "plan_input.html_attributes");
  EXPECT_EQ(refusal(page("<div x=\"'\"" + many + ">")), "plan_input.html_attributes");
  EXPECT_EQ(refusal(page("<div x\"" + many + ">")), "plan_input.html_attributes") << "a quote that opens nothing";
  EXPECT_EQ(refusal(page("<div x=" + repeated(" a = b =", 1000) + ">")), "plan_input.html_attributes");
  EXPECT_EQ(refusal(page("<script>for (i = 0; i<n; ++i) " + many + "</SCRIPT>")), "read as html");
  EXPECT_EQ(refusal(page("<!--<div" + many + ">-->")), "read as html");
  EXPECT_EQ(refusal(page("<img src=\"" + many + "\">")), "read as html");
}

TEST(PlanInput, ItemsOfOneList) {
  const auto read = extract("<!DOCTYPE html><html><body><ol start=3>" + repeated("<li>x", 200'000), {});
  ASSERT_TRUE(read);
  EXPECT_TRUE(read->text.starts_with("3.x\n4.x\n")) << read->text.substr(0, 20);
  EXPECT_TRUE(read->text.ends_with("200002.x\n"));
}

/// A box in a box, twice: the second was read from memory that the first had freed.
TEST(PlanInput, BoxesInBoxes) {
  const std::string words = "<w:p><w:r><w:t>words</w:t></w:r></w:p>";
  const auto boxed = [](const std::string& inside) {
    return "<w:p><w:r><w:pict><w:txbxContent>" + inside + "</w:txbxContent></w:pict></w:r></w:p>";
  };
  const auto read = extract(
      docx_of("<w:document><w:body>" + repeated(boxed(words + boxed(words)), 3) + "</w:body></w:document>"), {});
  ASSERT_TRUE(read);
  EXPECT_EQ(read->text, repeated("words\n", 6));
}

/// Word keeps the words of a list's number once, however many paragraphs print them.
TEST(PlanInput, NumbersOfLists) {
  const auto document = [](const std::string& number) {
    return zip_bytes({{"word/document.xml", "<w:document><w:body>" +
                                                repeated("<w:p><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr>"
                                                         "</w:p>",
                                                         60'000) +
                                                "</w:body></w:document>"},
                      {"word/numbering.xml",
                       "<w:numbering><w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:lvlText w:val='" + number +
                           "'/></w:lvl></w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>"
                           "</w:numbering>"}});
  };
  EXPECT_EQ(refusal(document(std::string(300, 'n'))), "plan_input.text_too_large");
  const auto none = extract(document(std::string(4'000'000, 'n')), {});
  ASSERT_TRUE(none);
  EXPECT_EQ(none->text, "") << "no number is so long";
}

TEST(PlanInput, BrokenArchives) {
  const auto whole = docx_of("<w:document><w:body><w:p><w:r><w:t>words</w:t></w:r></w:p></w:body></w:document>");
  EXPECT_EQ(refusal(whole), "read as docx");
  EXPECT_EQ(refusal(whole.substr(0, whole.size() / 2)), "plan_input.zip_truncated");
  auto bent = whole;
  bent[bent.rfind("PK\x05\x06") + 10] ^= '\x7F';  // how many parts there are
  EXPECT_EQ(refusal(bent), "plan_input.zip_broken");
  EXPECT_EQ(refusal(zip_bytes({{"xl/workbook.xml", "<workbook/>"}})), "plan_input.not_docx");
  EXPECT_EQ(refusal(docx_of("<w:document><w:body>")), "plan_input.xml_broken");
}

/// Found by fuzzing: letters so large that no whole number says where they stand.
TEST(PlanPdf, LettersThatNoPageHasAreNone) {
  const std::string huge = "BT /F 12111111111111111111111111111111111111111 Tf 40 285 Td (abcdefgh) Tj ET ",
                    words = "BT /F 12 Tf 72 700 Td (the words of a page that has a text layer) Tj ET";
  EXPECT_EQ(refusal(pdf_of(1, huge + words)), refusal(pdf_of(1, words)));
}

TEST(PlanInput, Pdf) {
  EXPECT_EQ(refusal(pdf_of(3)), "plan_input.scan");
  EXPECT_EQ(refusal(pdf_of(1, "BT /F 12 Tf 72 700 Td (the words of a page that has a text layer) Tj ET")),
            "read as pdf");
  EXPECT_EQ(refusal(pdf_of(limits::kPages + 1)), "plan_input.pdf_pages");
  EXPECT_EQ(refusal("%PDF-1.4 and nothing more"), "plan_input.pdf_broken");
  const std::string drawn = "BT /F 12 Tf 72 700 Td (the words of a page that has a text layer) Tj ET";
  EXPECT_EQ(refusal("HTTP/1.1 200 OK\r\n\r\n" + pdf_of(1, drawn)), "read as pdf") << "the mark may stand later";
  const auto whole = pdf_of(3, drawn);
  EXPECT_EQ(refusal(whole.substr(0, whole.rfind("12 0 obj"))), "plan_input.pdf_broken") << "no trailer";
  auto locked = whole;
  locked.replace(locked.find("trailer<<"), 9,
                 "trailer<</Encrypt<</Filter/Standard/V 1/R 2/P -44/O<" + repeated("5a", 32) + ">/U<" +
                     repeated("a5", 32) + ">>>/ID[<00><00>]");
  EXPECT_EQ(refusal(locked), "plan_input.pdf_locked");
}

TEST(PlanInput, PdfWithoutItsEnd) {
  auto cut = pdf_of(2, "BT /F 12 Tf 72 700 Td (the words of a page that has a text layer) Tj ET");
  cut.resize(cut.rfind("%%EOF"));
  EXPECT_EQ(refusal(cut), "read as pdf");
  const auto second = cut.rfind("/Contents 3 0 R");
  cut.replace(second, std::string("/Contents 3 0 R").size(), "/Contents 5 0 R");
  EXPECT_EQ(refusal(cut), "plan_input.pdf_page") << "what the second page shows is not there";
  const std::string blank = "5 0 obj<</Length 0>>stream\n\nendstream ";
  auto whole = cut;
  whole.insert(whole.find("trailer"), blank + "endobj\n");
  EXPECT_EQ(refusal(cut + blank), "plan_input.pdf_page") << "or breaks off";
  EXPECT_EQ(refusal(whole), "read as pdf") << "the second page is blank";
}

TEST(PlanInput, Sizes) {
  EXPECT_EQ(refusal(std::string(limits::kLine + 1, 'a')), "plan_input.long_line");
  EXPECT_EQ(refusal(std::string(limits::kFile + 1, 'a')), "plan_input.too_large");
  std::string lines;
  while (lines.size() <= limits::kText) lines += std::string(1000, 'a') + '\n';
  EXPECT_EQ(refusal(lines), "plan_input.text_too_large");
  EXPECT_EQ(refusal(std::string(limits::kLine, 'a') + "\n" + std::string(limits::kLine, 'a')), "read as text");
}

TEST(PlanInput, FileThatIsTooLargeIsNotLoaded) {
  const auto file = std::filesystem::temp_directory_path() / ("limpid-large-" + std::to_string(::getpid()));
  std::ofstream(file) << "a";
  std::filesystem::resize_file(file, std::uintmax_t{1} << 40);  // a hole: no disk, and more than any memory
  try {
    read_file(file, limits::kFile);
    ADD_FAILURE() << "a terabyte was read";
  } catch (const Failure& e) {
    EXPECT_EQ(e.error.code, "file.too_large");
    EXPECT_EQ(Messages::load(LIMPID_SOURCE_DIR).render("en", e.error.code, e.error.args).find('{'), std::string::npos);
  }
  std::filesystem::remove(file);
  EXPECT_THROW(read_file("/dev/zero", 1000), Failure);
}

TEST(PlanInput, Encodings) {
  const auto utf16 = extract("\xFF\xFE\x00\x4E\x8C\x4E\x0A\x00"s, {});
  ASSERT_TRUE(utf16);
  EXPECT_EQ(utf16->text, "一二\n");
  EXPECT_EQ(extract("\xFE\xFF\x4E\x00\x4E\x8C"s, {})->text, "一二");
  // 重点任务。大气污染防治
  const auto gb =
      extract("\xD6\xD8\xB5\xE3\xC8\xCE\xCE\xF1\xA1\xA3\xB4\xF3\xC6\xF8\xCE\xDB\xC8\xBE\xB7\xC0\xD6\xCE", {});
  ASSERT_TRUE(gb);
  EXPECT_EQ(gb->text, "重点任务。大气污染防治");
  EXPECT_EQ(gb->encoding, text::Encoding::gb18030);
}

TEST(PlanInput, OldWordWithoutOffice) {
  const auto doc = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"s + std::string(600, '\0');
  EXPECT_EQ(refusal(doc), "plan_input.doc_no_office");
  EXPECT_EQ(refusal(doc,
                    [](std::string_view) {
                      return fail("plan_input.doc_timeout", {{"seconds", 60}});
                    }),
            "plan_input.doc_timeout");
  EXPECT_EQ(refusal(doc, [](std::string_view) { return Result<std::string>("no archive"); }),
            "plan_input.zip_truncated");
}

/// A compound file whose directory has these streams, with these bytes in the sector of the first.
std::string ole_of(const std::vector<std::string>& streams, const std::string& first = "") {
  const auto number = [](std::uint32_t value, int width) {
    std::string out;
    for (int i = 0; i < width; ++i) out += static_cast<char>(value >> (8U * static_cast<unsigned>(i)) & 0xFFU);
    return out;
  };
  std::string header = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"s + std::string(504, '\0');
  header.replace(30, 2, number(9, 2));  // sectors of 512 bytes
  header.replace(48, 4, number(1, 4));  // the directory's first
  header.replace(76, 4, number(0, 4));  // the table's first
  std::string table(512, '\xFF'), directory, content = first + std::string(512 - first.size(), '\0');
  table.replace(4, 4, number(0xFFFFFFFE, 4));
  for (const auto& name : streams) {
    std::string entry(128, '\0');
    for (std::size_t i = 0; i < name.size(); ++i) entry[2 * i] = name[i];
    entry.replace(64, 2, number(static_cast<std::uint32_t>(2 * name.size() + 2), 2));
    entry.replace(116, 4, number(2, 4));
    directory += entry;
  }
  directory.resize(512, '\0');
  return header + table + directory + content;
}

TEST(PlanInput, CompoundFilesThatAreNoOpenWordDocument) {
  EXPECT_EQ(refusal(ole_of({"Root Entry", "EncryptionInfo", "EncryptedPackage"})), "plan_input.docx_locked");
  EXPECT_EQ(refusal(ole_of({"Root Entry", "Workbook"})), "plan_input.not_word");
  EXPECT_EQ(refusal(ole_of({"Root Entry", "WordDocument"}, "\xEC\xA5"s + std::string(8, '\0') + "\x00\x01"s)),
            "plan_input.doc_locked");
  EXPECT_EQ(refusal(ole_of({"Root Entry", "WordDocument"}, "\xEC\xA5"s)), "plan_input.doc_no_office");
  EXPECT_EQ(refusal("{\\rtf1 words}"), "plan_input.doc_no_office") << "which also reads rtf";
}

TEST(PlanInput, AName) {
  const std::string bytes = "xx\0\0garbage"s;
  const auto error = extract(bytes, {}).error();
  const auto pdf = by_name(error, bytes, "计划.PDF");
  EXPECT_EQ(pdf.code, "plan_input.misnamed");
  EXPECT_EQ(pdf.args["kind"], "PDF");
  EXPECT_EQ(pdf.args["found"], "78 78 00 00 67 61 72 62");
  EXPECT_EQ(by_name(error, bytes, "a.docx").args["name"], ".docx");
  EXPECT_EQ(by_name(error, bytes, "a.txt").code, error.code);
  EXPECT_EQ(by_name({"plan_input.pdf_locked", Json::object(), {}}, bytes, "a.pdf").code, "plan_input.pdf_locked");
  for (const auto* lang : {"zh", "en"})
    EXPECT_EQ(Messages::load(LIMPID_SOURCE_DIR).render(lang, pdf.code, pdf.args).find('{'), std::string::npos);
}

}  // namespace
}  // namespace limpid::plan
