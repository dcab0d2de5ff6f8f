// SPDX-License-Identifier: Apache-2.0
#include "plan/lint/annex_lists.hpp"

#include <re2/re2.h>

#include <algorithm>

namespace limpid::plan::linting {

std::vector<AnnexMention> annex_mentions(const std::vector<Item>& measures) {
  static const RE2 re("(附[件表](\\d{0,2}))");
  std::vector<AnnexMention> out;
  for (const auto& m : measures) {
    const std::string text = to_utf8(m.text.chars);
    re2::StringPiece found, number;
    if (!RE2::PartialMatch(text, re, &found, &number)) continue;
    const std::size_t begin = to_chars(text.substr(0, static_cast<std::size_t>(found.data() - text.data()))).size();
    out.push_back({&m, begin, begin + to_chars({found.data(), found.size()}).size(), std::string(number)});
  }
  return out;
}

Words words_of_annex(const Check& check, const AnnexMention& mention) {
  static const RE2 heading("^#*附[件表](\\d{0,2})(?:[^\\d:]|$)");
  Words out;
  bool inside = false;
  const auto whole = check.source.whole();
  for (const auto& line : check.source.lines({mention.measure->span.end, whole.end})) {
    std::string number;
    if (RE2::PartialMatch(to_utf8(line.chars), heading, &number)) {
      if (inside) break;
      inside = number == mention.number;
    } else if (inside) {
      out.chars += line.chars;
      out.spans.insert(out.spans.end(), line.spans.begin(), line.spans.end());
      // A line's end parts names as a cell's does.
      out.chars.push_back(U'|');
      out.spans.push_back(line.spans.back());
    }
  }
  return out;
}

}  // namespace limpid::plan::linting
