// SPDX-License-Identifier: Apache-2.0
// Lines of a PDF's pages put together to paragraphs and tables. The pages are drawn here: their letters have the
// numbers of Unicode, which a map tells, and no font stands in the file.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include "base/text.hpp"
#include "plan/input/extract.hpp"

namespace limpid::plan {
namespace {

/// DrawnWords at a place from the page's upper left corner, in points.
struct DrawnWords {
  double x = 0, y = 0;
  std::string text;
};

std::string pdf_of_words(const std::vector<std::vector<DrawnWords>>& pages, double size) {
  const std::string map =
      "/CIDInit/ProcSet findresource begin 12 dict begin begincmap /CMapName/U def\n1 begincodespacerange <0000> "
      "<ffff> endcodespacerange\n1 beginbfrange <0000> <ffff> <0000> endbfrange\nendcmap end end";
  const auto stream = [](int id, const std::string& words) {
    return fmt::format("{} 0 obj<</Length {}>>stream\n{}\nendstream endobj\n", id, words.size(), words);
  };
  std::string out =
      "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
      "3 0 obj<</Type/Font/Subtype/Type0/BaseFont/Han/Encoding/Identity-H/DescendantFonts[4 0 R]/ToUnicode 6 0 "
      "R>>endobj\n"
      "4 0 obj<</Type/Font/Subtype/CIDFontType2/BaseFont/Han/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
      "/Supplement 0>>/DW 1000/W[33 [500] 48 57 500]/FontDescriptor 5 0 R>>endobj\n"
      "5 0 obj<</Type/FontDescriptor/FontName/Han/Flags 4/Ascent 880/Descent -120/CapHeight 700/StemV 80/ItalicAngle 0"
      "/FontBBox[0 -120 1000 880]>>endobj\n" +
      stream(6, map);
  std::string kids;
  int id = 10;
  for (const auto& page : pages) {
    std::string drawn;
    for (const auto& words : page) {
      std::string codes;
      for (std::size_t pos = 0; pos < words.text.size();)
        codes += fmt::format("{:04x}", static_cast<unsigned>(text::next_char(words.text, pos)));
      drawn += fmt::format("BT /F {} Tf {} {} Td <{}> Tj ET\n", size, words.x, 842 - words.y, codes);
    }
    kids += fmt::format("{} 0 R ", id);
    out += fmt::format(
        "{} 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {} 0 R/Resources<</Font<</F 3 0 R>>>>>>"
        "endobj\n",
        id, id + 1);
    out += stream(id + 1, drawn);
    id += 2;
  }
  out += fmt::format("2 0 obj<</Type/Pages/Count {}/Kids[{}]>>endobj\n", pages.size(), kids);
  return out + "trailer<</Root 1 0 R>>\n%%EOF\n";
}

std::string flowed_text(const std::vector<std::vector<DrawnWords>>& pages, double size) {
  const auto read = extract(pdf_of_words(pages, size), {});
  return read ? read->text : read.error().code;
}

/// With large letters the last line of a title looks full.
TEST(PdfFlow, TheNumberOfADocumentIsALineOfItsOwn) {
  const auto text = flowed_text({{{90, 120, "甲县人民政府办公室关于印发甲县"},
                                  {90, 150, "2024年水污染防治行动计划的通知"},
                                  {90, 188, "甲政办发〔2024〕18号"},
                                  {90, 268, "各乡镇人民政府："},
                                  {134, 306, "《甲县2024年水污染防治行动计划》"},
                                  {90, 336, "已经县政府同意，现印发给你们，请认"},
                                  {90, 366, "真组织实施，按月报送工作进展情况。"}}},
                                22);
  EXPECT_THAT(text,
              ::testing::HasSubstr("印发甲县2024年水污染防治行动计划的通知\n甲政办发〔2024〕18号\n各乡镇人民政府：\n"));
}

}  // namespace
}  // namespace limpid::plan
