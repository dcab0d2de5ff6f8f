// SPDX-License-Identifier: Apache-2.0
#include "plan/reader/page_list.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <array>

#include "plan/reader/dates.hpp"
#include "plan/reader/numerals.hpp"
#include "plan/reader/signatures.hpp"

namespace limpid::plan {
namespace {

/// The bytes of the mark that an entry begins with, 0 for any other line.
std::size_t entry_mark(std::string_view line) {
  constexpr std::array<std::string_view, 6> kMarks{"•", "·", "●", "▪", "■", "◆"};
  const auto mark = std::find_if(kMarks.begin(), kMarks.end(), [&](auto m) { return line.starts_with(m); });
  return mark == kMarks.end() ? 0 : mark->size();
}

}  // namespace

bool is_page_entry(std::string_view line) {
  return entry_mark(line) > 0;
}

PageList read_page_list(const SourceText& text, const std::vector<Line>& lines, std::size_t end) {
  static const RE2 day("(\\d{4})[-年./](\\d{1,2})[-月./](\\d{1,2})日?");
  PageList out;
  for (std::size_t i = 0; i < std::min(end, lines.size()); ++i) {
    const auto line = text.view(lines[i].begin, lines[i].end);
    const auto mark = entry_mark(line);
    if (mark == 0) continue;
    const auto value = line.substr(mark);
    if (out.issuer.empty() && is_signing_body(value)) out.issuer = value;
    std::string year;
    int month = 0, of_month = 0;
    if (!RE2::FullMatch(value, day, &year, &month, &of_month)) continue;
    const auto date = iso_date(year_number(year), month, of_month);
    if (date && (out.date.empty() || *date < out.date)) out.date = *date;
  }
  return out;
}

}  // namespace limpid::plan
