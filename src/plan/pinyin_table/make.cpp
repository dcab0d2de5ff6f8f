// SPDX-License-Identifier: Apache-2.0
/// Writes the readings of the CJK unified ideographs (U+4E00 to U+9FFF) as ICU's Han-Latin gives them, without tones:
/// `"yi","ding",…`. Made once at build time, because ICU takes 0.2 s to set that transliterator up.
#include <unicode/normalizer2.h>
#include <unicode/translit.h>

#include <fstream>
#include <iostream>
#include <memory>

int main(int argc, char** argv) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::Transliterator> romanise(
      icu::Transliterator::createInstance("Han-Latin", UTRANS_FORWARD, status));
  const auto* decompose = icu::Normalizer2::getNFDInstance(status);
  if (argc != 2 || U_FAILURE(status) || !romanise) {
    std::cerr << "usage: limpid_pinyin_table FILE; ICU: " << u_errorName(status) << '\n';
    return 1;
  }
  std::ofstream out(argv[1]);
  for (UChar32 c = 0x4E00; c <= 0x9FFF; ++c) {
    icu::UnicodeString text(c);
    romanise->transliterate(text);
    std::string latin;
    decompose->normalize(text, status).toLower().toUTF8String(latin);
    out << '"';
    for (const char letter : latin)
      if (letter >= 'a' && letter <= 'z') out << letter;
    out << "\",\n";
  }
  return out.good() && U_SUCCESS(status) ? 0 : 1;
}
