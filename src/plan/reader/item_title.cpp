// SPDX-License-Identifier: Apache-2.0
#include "plan/reader/item_title.hpp"

#include <re2/re2.h>

#include <algorithm>

#include "base/text.hpp"
#include "plan/reader/deadlines.hpp"
#include "plan/reader/han.hpp"

namespace limpid::plan {
namespace {

bool has_stop(std::string_view words) {
  return words.find_first_of(",;:") != std::string_view::npos || words.find("。") != std::string_view::npos;
}

/// Columns that words take on a printed line: letters and digits take half of a character's.
std::size_t columns_of(std::string_view words) {
  std::size_t columns = 0;
  for (const char c : words) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0U) != 0x80U) columns += byte < 0x80U ? 1 : 2;
  }
  return columns;
}

/// `优化产业布局,淘汰落后产能` on a line of its own is a heading though it has a comma and no full stop. Where lines
/// were broken to a width one that is not quite short may be half a sentence; there the line behind is no longer than
/// it.
bool heading_of_clauses(const Joined& joined, std::size_t line_end) {
  constexpr std::size_t kShort = 28, kLongest = 60, kIndentAndNumber = 12;  // columns
  const auto view = joined.words.view();
  const auto first = view.substr(0, line_end);
  const std::size_t next_end = joined.line_starts.size() > 2 ? joined.line_starts[2] : view.size();
  const auto next = view.substr(line_end, next_end - line_end);
  const auto size = columns_of(first);
  if (size > kLongest || first.find("。") != std::string_view::npos || first.find_first_of(";:") != first.npos)
    return false;
  if (first.starts_with("一是") || first.starts_with("一要")) return false;
  for (std::string_view open : {",", "、", "和", "与", "及", "或", "的", "在", "对", "将", "由", "(", "《", "“"})
    if (first.ends_with(open)) return false;
  for (std::string_view rest : {",", "、", "和", "与", "及", "或", "的", "等", ")", "》", "”"})
    if (next.starts_with(rest)) return false;
  return size <= kShort || columns_of(next) > size + kIndentAndNumber;
}

/// Whether a first line that is one sentence stands above `整改目标:…`, a line with a name of its own.
bool ends_above_field(const Joined& joined, std::size_t sentence_end) {
  static const RE2 field("^" LIMPID_HAN "{2,8}:");
  return joined.line_starts.size() > 1 && joined.line_starts[1] == sentence_end &&
         RE2::PartialMatch(joined.words.view().substr(sentence_end), field);
}

/// A title without the mark that leads it in a list (——, 一是) and the one that ends it there.
std::string_view bare_title(std::string_view title) {
  static const RE2 lead("^((?:[-—–]{1,2}|[一二三四五六七八九十]{1,2}是))");
  re2::StringPiece mark;
  if (RE2::PartialMatch(title, lead, &mark) && mark.size() < title.size()) title.remove_prefix(mark.size());
  while (!title.empty() && (title.ends_with(';') || title.ends_with(',') || title.ends_with(':')))
    title.remove_suffix(1);
  return title;
}

}  // namespace

std::size_t comma_behind_time(std::string_view view, std::size_t comma) {
  constexpr std::size_t kLongest = 60;  // bytes
  if (comma > kLongest) return comma;
  const auto next = view.find(',', comma + 1);  // what is done then tells the time
  const auto first = find_deadlines(view.substr(0, next), {});
  return !first.empty() && first.front().begin == 0 && first.front().end == comma ? next : comma;
}

TitleCut cut_title(const Joined& joined) {
  constexpr std::string_view stop = "。";
  constexpr std::size_t kLongestTitle = 40;
  const auto view = joined.words.view();
  const std::size_t line_end = joined.line_starts.size() > 1 ? joined.line_starts[1] : view.size();
  if (line_end < view.size() && (!has_stop(view.substr(0, line_end)) || heading_of_clauses(joined, line_end)))
    return {line_end, line_end};
  const auto at = view.find(stop);
  if (at == std::string_view::npos) return {line_end, line_end};
  const auto comma = view.find(',');
  // `一是治理货车,县公安局每周执法2次。` tells a duty, whatever its length.
  const auto first = view.substr(0, at);
  const bool duty = comma < at && (first.starts_with("一是") || first.starts_with("一要"));
  if (!duty && (text::count_chars(first) <= kLongestTitle || ends_above_field(joined, at + stop.size())))
    return {at, at + stop.size()};
  return {std::min(comma_behind_time(view, comma), at), 0};
}

std::string_view title_of(const Joined& joined, const TitleCut& cut, const std::vector<UnitClause>& clauses) {
  return bare_title(
      joined.words.view(0, clauses.empty() ? cut.title_end : std::min(cut.title_end, clauses.front().begin)));
}

}  // namespace limpid::plan
