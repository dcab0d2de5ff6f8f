// SPDX-License-Identifier: Apache-2.0
#include "plan/reader/unit_lines.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <array>

#include "plan/reader/deadlines.hpp"
#include "plan/reader/fields.hpp"
#include "plan/reader/han.hpp"
#include "plan/reader/list_asides.hpp"
#include "plan/reader/list_marks.hpp"
#include "plan/reader/unit_names.hpp"
#include "plan/reader/unit_roles.hpp"
#include "plan/reader/units.hpp"

namespace limpid::plan {
namespace {

/// A line of names goes on in the next one behind a comma, where the last name is not whole, and where the label
/// stands alone: `完成时限:` above `9月底前`.
bool list_goes_on(std::string_view line, std::string_view next) {
  constexpr std::size_t kLongest = 240;  // bytes
  if (next.empty() || next.size() > kLongest || label_of(next).field != Field::none) return false;
  const auto label = label_of(line);
  if (label.size == line.size() && label.field == Field::deadline) return is_time(next);
  if (label.size == line.size() && label.field == Field::units) return names_bodies(clean(next));
  for (std::string_view comma : {"、", ","})
    if (line.ends_with(comma)) return true;
  static const RE2 names("(?:" LIMPID_HAN "|[(),;、])+");
  const auto last = line.substr(line.find_last_of(":,;") + 1);
  return !line.ends_with("。") && !looks_like_body(last) && RE2::FullMatch(next, names) && looks_like_body(next) &&
         label_of(line).size < line.size() && next.front() != ',' && last.find("牵头") == std::string_view::npos &&
         last.find("负责") == std::string_view::npos && last.find("配合") == std::string_view::npos;
}

/// `各乡镇(街道)、开发区管委会` alone on the line below a list of units are of it.
bool names_below_list(std::string_view line) {
  constexpr std::size_t kLongest = 240;  // bytes
  if (!line.starts_with("各") || line.size() > kLongest) return false;
  static const RE2 names("各(?:" LIMPID_HAN "|[(),、])+。?");
  return RE2::FullMatch(line, names) && looks_like_body(line.substr(0, line.find("。")));
}

/// Where a field ends that begins a line: `时间:5月30日至6月4日。召开动员会,…` goes on with what is done then.
std::size_t field_end(std::string_view words) {
  constexpr std::string_view kStop = "。";
  const auto label = label_of(words);
  const auto stop = words.find(kStop);
  if (label.field != Field::deadline || stop == std::string_view::npos) return words.size();
  const auto rest = words.substr(stop + kStop.size());
  const bool dated = !find_deadlines(words.substr(label.size, stop - label.size), {}).empty();
  return dated && !rest.empty() && rest.find(':') == std::string_view::npos ? stop + kStop.size() : words.size();
}

/// `责任领导:张某、李某` on a line of its own: no units, nor words of what is to be done.
bool names_persons(std::string_view line) {
  constexpr std::size_t kLongest = 120;  // bytes
  if (line.size() > kLongest || label_of(line).field != Field::person) return false;
  static const RE2 names(".*?:(?:" LIMPID_HAN "|[、,;()]){2,}");
  return RE2::FullMatch(line, names);
}

}  // namespace

bool is_time(std::string_view words) {
  std::size_t taken = 0;
  for (const auto& deadline : known_deadlines(words, {})) taken += deadline.text.size();
  constexpr std::size_t kAround = 12;  // bytes: 完成, 此后
  return taken > 0 && words.size() <= taken + kAround;
}

SourceText names_alone(const SourceText& text, std::size_t begin, std::size_t end, UnitClause& clause) {
  SourceText out = text.slice(begin, begin);
  const auto view = text.view();
  int depth = 0;
  std::size_t from = begin;
  for (std::size_t at = begin; at <= end;) {
    std::size_t size = 1;
    bool ends_run = at == end;
    if (!ends_run) depth = std::max(0, depth + bracket(view.substr(at), size));
    if (depth == 0 && at < end)
      if (const auto separates = separator(view.substr(at), ends_run)) size = separates;
    if (ends_run) {
      const auto segment = view.substr(from, at - from);
      if (at > from && is_time(segment))
        clause.when.emplace_back(from, at);
      else if (!is_aside_of_list(segment, from > begin))
        out.append(text, from, std::min(at + (at < end ? size : 0), end));
      from = at + size;
    }
    at += size;
  }
  return out;
}

void read_clause(const SourceText& text, std::size_t begin, std::size_t end, UnitClause& clause) {
  for (const auto& list : labelled_lists(text.view(), begin, end)) {
    if (list.field.value_or(Field::units) == Field::units)
      merge_units(clause.units,
                  read_units(names_alone(text, list.begin, list.end, clause), list.role.value_or(Role::responsible)));
    if (list.field == Field::deadline) clause.when.emplace_back(list.begin, list.end);
  }
}

void find_lines(const SourceText& text, const std::vector<std::size_t>& line_starts, std::vector<UnitClause>& clauses) {
  static const RE2 behind("(?:^(?:\\(?\\d{1,2}[.、)]+)?|[。;])([-—–]{0,3}(?:" + std::string(kPersonLabel) +
                          ":(?:" LIMPID_HAN "|、){2,24}?[,;]?)?)(" +
                          printed_label("(?:" + std::string(kUnitsLabel) + "|" + std::string(kDeadlineLabel) + ")") +
                          ")");
  const auto view = text.view();
  std::array<re2::StringPiece, 3> g;
  const auto line_end = [&](std::size_t i) { return i + 1 < line_starts.size() ? line_starts[i + 1] : view.size(); };
  for (std::size_t i = 0; i < line_starts.size(); ++i) {
    const std::size_t begin = line_starts[i];
    std::size_t end = line_end(i);
    const auto line = view.substr(begin, end - begin);
    if (!behind.Match(line, 0, line.size(), RE2::UNANCHORED, g.data(), 3)) {
      if (names_persons(line)) clauses.push_back({begin, end, {}, false, {}});
      continue;
    }
    const auto ahead = line.substr(0, static_cast<std::size_t>(g[2].data() - line.data()));
    // Inside a bracket it is the bracket's.
    if (std::count(ahead.begin(), ahead.end(), '(') > std::count(ahead.begin(), ahead.end(), ')')) continue;
    const auto clause = begin + ahead.size();
    while (i + 1 < line_starts.size() &&
           list_goes_on(view.substr(clause, end - clause), view.substr(end, line_end(i + 1) - end)))
      end = line_end(++i);
    end = clause + field_end(view.substr(clause, end - clause));
    UnitClause found{clause - g[1].size(), end, {}, false, {}};  // who is in charge there goes with them
    read_clause(text, clause, end, found);
    clauses.push_back(std::move(found));
    for (; i + 1 < line_starts.size() && end == line_starts[i + 1]; ++i) {
      const std::size_t next = line_end(i + 1);
      if (clauses.back().units.empty() || !names_below_list(view.substr(end, next - end))) break;
      const auto role = clauses.back().units.back().role;
      clauses.push_back({end, next, read_units(text.slice(end, next), role), false, {}});
      end = next;
    }
  }
}

}  // namespace limpid::plan
