// SPDX-License-Identifier: Apache-2.0
#include "plan/reader/shared_units.hpp"

#include <re2/re2.h>

#include <algorithm>

#include "base/text.hpp"
#include "plan/reader/deadlines.hpp"
#include "plan/reader/fields.hpp"
#include "plan/reader/lazy_pattern.hpp"
#include "plan/reader/list_marks.hpp"
#include "plan/reader/numerals.hpp"
#include "plan/reader/unit_clauses.hpp"
#include "plan/reader/units.hpp"

namespace limpid::plan {
namespace {

#define LIMPID_ITEM_NUMBER "(?:[①-⑳]|\\(?(?:\\d{1,2}|[一二三四五六七八九十]{1,3})\\)?)"
#define LIMPID_ITEM_NUMBERS LIMPID_ITEM_NUMBER "(?:(?:[、,和及至]|[-—~]{1,2})第?" LIMPID_ITEM_NUMBER ")*"

/// Which items a clause speaks of: those with the numbers, or all.
const RE2& which_items() {
  static const LazyPattern re("^(?:(?:第(" LIMPID_ITEM_NUMBERS
                              ")项)|(?:本项?"
                              "[^,;。、由]{0,6}|上述|以上)(?:各|[一二两三四五六七八九十\\d]{1,2})项)"
                              "(?:任务|工作|措施|内容)?均?");
  return re.get();
}

/// `①、④`, `1至3`.
std::vector<int> numbers_in(std::string_view list) {
  static const LazyPattern one("(至|[-—~])?第?\\(?([①-⑳]|\\d{1,2}|[一二三四五六七八九十]{1,3})\\)?[、,和及]?");
  std::vector<int> out;
  re2::StringPiece rest(list.data(), list.size());
  std::string range, number;
  while (RE2::Consume(&rest, one.get(), &range, &number)) {
    std::size_t at = 0;
    const int circled = circled_number(text::next_char(number, at));
    const int n = circled > 0 ? circled : static_cast<int>(numeral(number));
    if (!range.empty() && !out.empty())
      for (int k = out.back() + 1; k < n; ++k) out.push_back(k);
    out.push_back(n);
  }
  return out;
}

}  // namespace

bool tells_items_apart(std::string_view line) {
  if (!holds_any(line, {"项"})) return false;
  const auto label = label_of(line);
  if (label.field == Field::units) return RE2::PartialMatch(line.substr(label.size), which_items());
  re2::StringPiece items;  // 以上各项协助单位:…
  return which_items().Match(line, 0, line.size(), RE2::ANCHOR_START, &items, 1) &&
         label_of(line.substr(items.size())).field == Field::units;
}

std::vector<SharedDuty> read_shared_duties(const SourceText& line, const PlanYears& years) {
  std::vector<SharedDuty> out;
  const auto view = line.view();
  const auto label = label_of(view);
  for (std::size_t begin = label.field == Field::units ? label.size : 0; begin < view.size();) {
    const auto end = find_stop(view, begin, ";");
    const auto words = view.substr(begin, end - begin);
    if (re2::StringPiece found[2]; which_items().Match(words, 0, words.size(), RE2::ANCHOR_START, found, 2)) {
      const auto clause = line.slice(begin + found[0].size(), end);
      SharedDuty duty{numbers_in({found[1].data(), found[1].size()}), {}, {}};
      for (const auto& c : find_unit_clauses(clause, {0})) merge_units(duty.units, c.units);
      for (auto& d : find_deadlines(clause.view(), years)) duty.deadlines.push_back(std::move(d.deadline));
      out.push_back(std::move(duty));
    }
    begin = end == view.size() ? end : end + (view[end] == ';' ? 1 : std::string_view("。").size());
  }
  return out;
}

}  // namespace limpid::plan
