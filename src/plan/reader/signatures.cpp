// SPDX-License-Identifier: Apache-2.0
#include "plan/reader/signatures.hpp"

#include <re2/re2.h>

#include "plan/reader/dates.hpp"
#include "plan/reader/han.hpp"
#include "plan/reader/lazy_pattern.hpp"
#include "plan/reader/numerals.hpp"

namespace limpid::plan {
namespace {

#define LIMPID_SIGNING_BODY                                                                                     \
  LIMPID_HAN                                                                                                    \
  "{2,40}(?:政府|办公[室厅]|委员会|管委会|指挥部|领导小组|委|局|厅|部|法院|检察院)(?:等(?:\\d{1,2}|" LIMPID_HAN \
  "{1,2})?(?:部门|单位))?"
#define LIMPID_SEAL "(?:\\((?:代章|盖章|印章|章)\\))?"

constexpr std::size_t kLongestLine = 200;  // bytes

}  // namespace

bool is_signing_body(std::string_view words) {
  static const RE2 re(LIMPID_SIGNING_BODY LIMPID_SEAL);
  return words.size() <= kLongestLine && RE2::FullMatch(words, re);
}

std::optional<SignedDay> read_signed_day(std::string_view line) {
#define LIMPID_DAY LIMPID_YEAR "年" LIMPID_SMALL_NUMBER "月" LIMPID_SMALL_NUMBER "日"
  static const RE2 behind("((?:" LIMPID_SIGNING_BODY LIMPID_SEAL ")?)\\(?" LIMPID_DAY "\\)?"),
      before(LIMPID_DAY "(" LIMPID_SIGNING_BODY LIMPID_SEAL ")");
  if (line.size() > kLongestLine || !holds_any(line, {"日"})) return std::nullopt;
  re2::StringPiece names;
  std::string year, month, day;
  if (!RE2::FullMatch(line, behind, &names, &year, &month, &day) &&
      !RE2::FullMatch(line, before, &year, &month, &day, &names))
    return std::nullopt;
  const auto begin = names.empty() ? 0 : static_cast<std::size_t>(names.data() - line.data());
  return SignedDay{
      iso_date(year_number(year), static_cast<int>(numeral(month)), static_cast<int>(numeral(day))).value_or(""), begin,
      begin + names.size()};
}

std::string signing_names(const SourceText& text, std::size_t begin, std::size_t end) {
  static const RE2 seal("\\([^()]*\\)$");
  const auto words = text.slice(begin, end);
  std::string out;
  std::size_t from = 0;
  const auto name = [&](std::size_t to) {
    std::string printed(words.view(from, to));
    RE2::Replace(&printed, seal, "");
    return printed;
  };
  for (std::size_t at = 1; at < words.size(); ++at) {
    if (!words.blank_before(at) || !is_signing_body(words.view(from, at)) ||
        !is_signing_body(words.view(at, words.size())))
      continue;
    out += name(at) + "、";
    from = at;
  }
  return out + name(words.size());
}

}  // namespace limpid::plan
