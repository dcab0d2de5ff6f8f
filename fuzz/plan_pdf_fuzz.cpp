// SPDX-License-Identifier: Apache-2.0
// links: fuzzed_plan
// Bytes of a PDF are read as they are; any other bytes are what is drawn on three pages of a PDF made here, where
// letters, rules, margins and tables over several pages are found: an input needs no objects of its own to get there.
// A text, or an error with a code.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "plan/input/pdf.hpp"

namespace {

/// Fonts: F of Latin letters, C of Chinese ones. Theirs are shapes drawn in the file: any other font is looked for on
/// the machine, which takes a hundred times longer than everything else.
std::string font(const std::string& number, const std::string& first_letter) {
  std::string names, widths;
  for (int i = 0; i < 256; ++i) {
    names += "/a";
    widths += "600 ";
  }
  const std::string map =
      "1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfrange <00> <ff> <" + first_letter + "> endbfrange";
  return number + " 0 obj<</Type/Font/Subtype/Type3/FontBBox[0 -200 600 800]/FontMatrix[.001 0 0 .001 0 0]" +
         "/CharProcs<</a 6 0 R>>/Encoding<</Differences[0" + names + "]>>/FirstChar 0/LastChar 255/Widths[" + widths +
         "]/ToUnicode " + number + "0 0 R>>endobj\n" + number + "0 0 obj<</Length " + std::to_string(map.size()) +
         ">>stream\n" + map + "\nendstream endobj\n";
}

std::string pdf_of(const std::string& drawn) {
  static const std::string letters =
      "6 0 obj<</Length 30>>stream\n600 0 0 0 600 800 d1 0 0 9 9 re\nendstream endobj\n" + font("4", "0000") +
      font("5", "4e00");
  std::string out =
      "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
      "2 0 obj<</Type/Pages/Count 3/Kids[10 0 R 11 0 R 12 0 R]>>endobj\n" +
      letters + "3 0 obj<</Length " + std::to_string(drawn.size()) + ">>stream\n" + drawn + "\nendstream endobj\n";
  for (const char* page : {"10", "11", "12"})
    out += page + std::string(" 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 220 300]/Contents 3 0 R") +
           "/Resources<</Font<</F 4 0 R/C 5 0 R>>>>>>endobj\n";
  return out + "trailer<</Root 1 0 R>>\n%%EOF\n";
}

}  // namespace

/// Its cache, which lives as long as the program.
extern "C" const char* __lsan_default_suppressions() {
  return "leak:libfontconfig";
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string bytes(reinterpret_cast<const char*>(data), size);
  if (!bytes.starts_with("%PDF-")) bytes = pdf_of(bytes);
  const auto text = limpid::plan::pdf_text(bytes);
  if (!text && text.error().code.empty()) std::abort();
  return 0;
}
