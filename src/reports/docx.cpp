// SPDX-License-Identifier: Apache-2.0
#include "reports/docx.hpp"

#include <fmt/format.h>
#include <zip.h>

#include <array>
#include <cmath>
#include <memory>

#include "base/result.hpp"
#include "base/text.hpp"

namespace limpid::reports {
namespace {

constexpr const char* kXml = R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>)";
constexpr const char* kWord = R"(xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" )"
                              R"(xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships")";
constexpr double kTwipsPerMillimetre = 1440 / 25.4;

// GB/T 9704-2012, 5.2 and 7: sizes in half points (2号 22 pt, 3号 16 pt, 4号 14 pt), lengths in twips.
constexpr const char* kSong = "方正小标宋简体";
constexpr const char* kFangSong = "仿宋_GB2312";
constexpr const char* kHei = "黑体";
constexpr const char* kKai = "楷体_GB2312";

struct Look {
  const char* id;
  const char* font;
  int half_points;
  const char* paragraph;  // w:pPr of the style
};

// 22 lines a page of 225 mm: exactly 28.9 pt (578 twips) each.
constexpr std::array<Look, 7> kLooks = {{
    {"LimpidTitle", kSong, 44,
     R"(<w:spacing w:before="0" w:after="578" w:line="640" w:lineRule="exact"/><w:jc w:val="center"/>)"},
    {"LimpidHeading", kHei, 32,
     R"(<w:keepNext/><w:spacing w:line="578" w:lineRule="exact"/><w:ind w:firstLineChars="200" w:firstLine="640"/><w:outlineLvl w:val="0"/>)"},
    {"LimpidSubheading", kKai, 32,
     R"(<w:keepNext/><w:spacing w:line="578" w:lineRule="exact"/><w:ind w:firstLineChars="200" w:firstLine="640"/><w:outlineLvl w:val="1"/>)"},
    {"LimpidBody", kFangSong, 32,
     R"(<w:spacing w:line="578" w:lineRule="exact"/><w:ind w:firstLineChars="200" w:firstLine="640"/><w:jc w:val="both"/>)"},
    {"LimpidFlush", kFangSong, 32, R"(<w:spacing w:line="578" w:lineRule="exact"/><w:jc w:val="both"/>)"},
    {"LimpidSignature", kFangSong, 32,
     R"(<w:spacing w:line="578" w:lineRule="exact"/><w:ind w:rightChars="200" w:right="640"/><w:jc w:val="right"/>)"},
    {"LimpidNote", kFangSong, 24, R"(<w:spacing w:before="120" w:line="400" w:lineRule="exact"/>)"},
}};

std::string fonts_of(const char* font) {
  return fmt::format(
      R"(<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="{}" w:cs="Times New Roman"/>)",
      font);
}

std::string styles_xml() {
  std::string out =
      fmt::format(R"({}<w:styles {}><w:docDefaults><w:rPrDefault><w:rPr>{}<w:sz w:val="32"/><w:szCs w:val="32"/>)"
                  R"(<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>)"
                  R"(<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>)",
                  kXml, kWord, fonts_of(kFangSong));
  for (const auto& look : kLooks)
    out += fmt::format(
        R"(<w:style w:type="paragraph" w:customStyle="1" w:styleId="{0}"><w:name w:val="{0}"/><w:basedOn w:val="Normal"/>)"
        R"(<w:pPr>{1}</w:pPr><w:rPr>{2}<w:sz w:val="{3}"/><w:szCs w:val="{3}"/></w:rPr></w:style>)",
        look.id, look.paragraph, fonts_of(look.font), look.half_points);
  return out + "</w:styles>";
}

// Names that the fonts go by elsewhere, and their kind: a reader without them takes a serif one.
std::string font_table_xml() {
  constexpr std::array<std::array<const char*, 3>, 4> kFonts = {{
      {kSong, "FZXiaoBiaoSong-B05S", "roman"},
      {kFangSong, "FangSong", "roman"},
      {kHei, "SimHei", "swiss"},
      {kKai, "KaiTi", "roman"},
  }};
  std::string out = fmt::format("{}<w:fonts {}>", kXml, kWord);
  for (const auto& [name, other, family] : kFonts)
    out += fmt::format(
        R"(<w:font w:name="{}"><w:altName w:val="{}"/><w:charset w:val="86"/><w:family w:val="{}"/></w:font>)", name,
        other, family);
  return out + "</w:fonts>";
}

// The footer of odd or even pages: `— 1 —` in 4号 half-width 宋体, one character from the edge.
std::string footer_xml(bool odd) {
  const char* run =
      R"(<w:rPr><w:rFonts w:ascii="SimSun" w:hAnsi="SimSun" w:eastAsia="宋体"/><w:sz w:val="28"/></w:rPr>)";
  const auto field = [&](const char* what) {
    return fmt::format(R"(<w:r>{}<w:fldChar w:fldCharType="{}"/></w:r>)", run, what);
  };
  return fmt::format(
      R"({0}<w:ftr {1}><w:p><w:pPr><w:ind {2}/><w:jc w:val="{3}"/></w:pPr><w:r>{4}<w:t xml:space="preserve">— </w:t></w:r>)"
      R"({5}<w:r>{4}<w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>{6}<w:r>{4}<w:t>1</w:t></w:r>{7})"
      R"(<w:r>{4}<w:t xml:space="preserve"> —</w:t></w:r></w:p></w:ftr>)",
      kXml, kWord, odd ? R"(w:right="280")" : R"(w:left="280")", odd ? "right" : "left", run, field("begin"),
      field("separate"), field("end"));
}

/// `size`: run properties beyond the style's, or nothing.
std::string run_xml(const Docx::Run& run, std::string_view size) {
  const std::string_view bold = run.bold ? "<w:b/><w:bCs/>" : "";
  std::string out = fmt::format("<w:r><w:rPr>{}{}</w:rPr>", bold, size);
  std::string_view rest = run.text;
  for (bool first = true;; first = false) {
    const auto end = rest.find('\n');
    if (!first) out += "<w:br/>";
    out += R"(<w:t xml:space="preserve">)" + escape_xml(rest.substr(0, end)) + "</w:t>";
    if (end == std::string_view::npos) break;
    rest.remove_prefix(end + 1);
  }
  return out + "</w:r>";
}

std::string runs_xml(const std::vector<Docx::Run>& runs, std::string_view size = {}) {
  std::string out;
  for (const auto& run : runs) out += run_xml(run, size);
  return out;
}

std::string block_xml(const Docx::Paragraph& p) {
  return fmt::format(R"(<w:p><w:pPr><w:pStyle w:val="{}"/></w:pPr>{}</w:p>)",
                     kLooks.at(static_cast<std::size_t>(p.style)).id, runs_xml(p.runs));
}

long docx_twips(double millimetres) {
  return std::lround(millimetres * kTwipsPerMillimetre);
}

std::string cell_xml(const Docx::Cell& cell, double width, bool head) {
  // 小四: a column of 3号 characters holds nothing.
  constexpr std::string_view kSize = R"(<w:sz w:val="24"/><w:szCs w:val="24"/>)";
  return fmt::format(
      R"(<w:tc><w:tcPr><w:tcW w:w="{}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr><w:p><w:pPr>)"
      R"(<w:spacing w:before="40" w:after="40" w:line="360" w:lineRule="exact"/>{}</w:pPr>{}</w:p></w:tc>)",
      docx_twips(width), head ? R"(<w:jc w:val="center"/>)" : "", runs_xml(cell.runs, kSize));
}

std::string block_xml(const Docx::Table& t) {
  std::string out = R"(<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/><w:jc w:val="center"/><w:tblBorders>)";
  for (const char* side : {"top", "left", "bottom", "right", "insideH", "insideV"})
    out += fmt::format(R"(<w:{} w:val="single" w:sz="4" w:space="0" w:color="auto"/>)", side);
  out += R"(</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="85" w:type="dxa"/>)"
         R"(<w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>)";
  for (const double width : t.widths) out += fmt::format(R"(<w:gridCol w:w="{}"/>)", docx_twips(width));
  out += "</w:tblGrid>";
  const auto row = [&](const std::vector<Docx::Cell>& cells, bool head) {
    out += head ? "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>" : "<w:tr><w:trPr><w:cantSplit/></w:trPr>";
    for (std::size_t i = 0; i < t.widths.size(); ++i)
      out += cell_xml(i < cells.size() ? cells[i] : Docx::Cell{}, t.widths[i], head);
    out += "</w:tr>";
  };
  std::vector<Docx::Cell> head;
  head.reserve(t.head.size());
  for (const auto& text : t.head) head.push_back({{{text, true}}});
  if (!head.empty()) row(head, true);
  for (const auto& cells : t.rows) row(cells, false);
  // Word wants a paragraph between a table and what follows.
  return out + R"(</w:tbl><w:p><w:pPr><w:spacing w:line="200" w:lineRule="exact"/></w:pPr></w:p>)";
}

std::string document_xml(const Docx& document) {
  std::string out = fmt::format("{}<w:document {}><w:body>", kXml, kWord);
  for (const auto& block : document.blocks) out += std::visit([](const auto& b) { return block_xml(b); }, block);
  return out +
         fmt::format(
             R"(<w:sectPr><w:footerReference w:type="default" r:id="rId1"/><w:footerReference w:type="even" r:id="rId2"/>)"
             R"(<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="{}" w:right="{}" w:bottom="{}" w:left="{}" )"
             R"(w:header="851" w:footer="{}" w:gutter="0"/></w:sectPr></w:body></w:document>)",
             docx_twips(37), docx_twips(26), docx_twips(35), docx_twips(28), docx_twips(28));
}

struct File {
  const char* name;
  std::string bytes;
};

std::vector<File> parts_of(const Docx& d) {
  constexpr const char* kRelationships = R"(xmlns="http://schemas.openxmlformats.org/package/2006/relationships")";
  constexpr const char* kType = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
  const auto relation = [&](const char* id, const std::string& type, const char* target) {
    return fmt::format(R"(<Relationship Id="{}" Type="{}" Target="{}"/>)", id, type, target);
  };
  const auto type = [&](const char* name) { return std::string(kType) + name; };
  constexpr const char* kContent = "application/vnd.openxmlformats-officedocument.wordprocessingml.";
  std::string types = fmt::format(
      R"({}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">)"
      R"(<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>)"
      R"(<Default Extension="xml" ContentType="application/xml"/>)"
      R"(<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>)",
      kXml);
  for (const auto& [part, kind] : {std::pair{"document", "document.main"},
                                   {"styles", "styles"},
                                   {"fontTable", "fontTable"},
                                   {"settings", "settings"},
                                   {"footer1", "footer"},
                                   {"footer2", "footer"}})
    types += fmt::format(R"(<Override PartName="/word/{}.xml" ContentType="{}{}+xml"/>)", part, kContent, kind);
  return {
      {"[Content_Types].xml", types + "</Types>"},
      {"_rels/.rels",
       fmt::format(
           "{}<Relationships {}>{}{}</Relationships>", kXml, kRelationships,
           relation("rId1", type("officeDocument"), "word/document.xml"),
           relation("rId2", "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
                    "docProps/core.xml"))},
      {"docProps/core.xml",
       fmt::format(
           R"({}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" )"
           R"(xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{}</dc:title><dc:creator>{}</dc:creator></cp:coreProperties>)",
           kXml, escape_xml(d.title), escape_xml(d.author))},
      {"word/document.xml", document_xml(d)},
      {"word/styles.xml", styles_xml()},
      {"word/fontTable.xml", font_table_xml()},
      {"word/settings.xml", fmt::format("{}<w:settings {}><w:evenAndOddHeaders/></w:settings>", kXml, kWord)},
      {"word/footer1.xml", footer_xml(true)},
      {"word/footer2.xml", footer_xml(false)},
      {"word/_rels/document.xml.rels",
       fmt::format("{}<Relationships {}>{}{}{}{}{}</Relationships>", kXml, kRelationships,
                   relation("rId1", type("footer"), "footer1.xml"), relation("rId2", type("footer"), "footer2.xml"),
                   relation("rId3", type("styles"), "styles.xml"), relation("rId4", type("fontTable"), "fontTable.xml"),
                   relation("rId5", type("settings"), "settings.xml"))}};
}

[[noreturn]] void docx_not_written(const std::string& reason) {
  throw Failure("report.not_written", {{"reason", reason}});
}

std::string zipped(const std::vector<File>& files) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* target = zip_source_buffer_create(nullptr, 0, 0, &error);
  if (target == nullptr) docx_not_written(zip_error_strerror(&error));
  zip_source_keep(target);  // the archive takes one reference, the bytes are read through the other
  const std::unique_ptr<zip_source_t, decltype(&zip_source_free)> held(target, zip_source_free);
  zip_t* archive = zip_open_from_source(target, ZIP_TRUNCATE, &error);
  if (archive == nullptr) {
    zip_source_free(target);
    docx_not_written(zip_error_strerror(&error));
  }
  for (const auto& file : files) {
    zip_source_t* source = zip_source_buffer(archive, file.bytes.data(), file.bytes.size(), 0);
    const auto index = source == nullptr ? zip_int64_t{-1} : zip_file_add(archive, file.name, source, ZIP_FL_ENC_UTF_8);
    // One time for all: the same content is the same file.
    if (index < 0 || zip_file_set_dostime(archive, static_cast<zip_uint64_t>(index), 0, 33, 0) != 0) {
      if (index < 0 && source != nullptr) zip_source_free(source);
      const std::string reason = zip_strerror(archive);
      zip_discard(archive);
      docx_not_written(reason);
    }
  }
  if (zip_close(archive) != 0) {
    const std::string reason = zip_strerror(archive);
    zip_discard(archive);
    docx_not_written(reason);
  }
  zip_stat_t stat;
  zip_stat_init(&stat);
  if (zip_source_stat(target, &stat) != 0 || zip_source_open(target) != 0) docx_not_written("zip");
  std::string bytes(stat.size, '\0');
  const auto read = zip_source_read(target, bytes.data(), bytes.size());
  zip_source_close(target);
  if (read != static_cast<zip_int64_t>(bytes.size())) docx_not_written("zip");
  return bytes;
}

bool allowed_in_xml(char32_t c) {
  return c == U'\t' || c == U'\n' || (c >= 0x20 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD) || c >= 0x10000;
}

}  // namespace

std::string escape_xml(std::string_view utf8) {
  std::string out;
  out.reserve(utf8.size());
  for (std::size_t pos = 0; pos < utf8.size();) {
    const char32_t c = text::next_char(utf8, pos);
    switch (c) {
      case U'&': out += "&amp;"; break;
      case U'<': out += "&lt;"; break;
      case U'>': out += "&gt;"; break;
      case U'"': out += "&quot;"; break;
      default:
        if (allowed_in_xml(c)) text::append_char(out, c);
    }
  }
  return out;
}

std::string write_docx(const Docx& document) {
  return zipped(parts_of(document));
}

}  // namespace limpid::reports
