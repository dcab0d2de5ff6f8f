// SPDX-License-Identifier: Apache-2.0
#include <re2/re2.h>

#include <algorithm>
#include <iterator>

#include "plan/lint/check.hpp"

namespace limpid::plan::linting {
namespace {

/// Letters and digits of a title, as they are read.
std::u32string title_chars(std::string_view title) {
  auto out = normal(title);
  std::erase_if(out, [](char32_t c) { return !is_word(c); });
  return out;
}

/// Shortened at either end: without the county's name, cut by a line's end.
bool same_title(std::u32string_view a, std::u32string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  return a.empty() || b.starts_with(a) || b.ends_with(a);
}

/// 道路扬尘整治 of 整治道路扬尘: the one takes most of its characters from the other.
bool says_the_same(std::u32string a, std::u32string b) {
  std::sort(a.begin(), a.end());
  std::sort(b.begin(), b.end());
  std::u32string both;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
  constexpr std::size_t kOf = 5, kMost = 3;
  return kOf * both.size() >= kMost * std::min(a.size(), b.size());
}

Place title_place(const Check& check, const Span& span, std::string_view title) {
  const Words words = check.source.words(span);
  const auto wanted = normal(title);
  const auto at = find(words, wanted);
  if (words.empty()) return {};
  return at == std::u32string::npos ? words.place({}, 0, words.size()) : words.place({}, at, at + wanted.size());
}

void add_titles(const Check& check, Place a, Place b) {
  if (a.quote.empty() || b.quote.empty()) return;
  auto& f = check.add("title_differs", "title_differs", {std::move(a), std::move(b)});
  f.replacement = f.places[0].quote;
}

/// The annex as the list calls it and as it is headed.
void of_annexes(const Check& check) {
  for (const auto& annex : check.items.plan->annexes) {
    if (annex.listed.empty() || annex.title.empty()) continue;
    if (same_title(title_chars(annex.listed), title_chars(annex.title))) continue;
    add_titles(check, title_place(check, annex.listed_span, annex.listed),
               title_place(check, annex.title_span, annex.title));
  }
}

/// A ledger's title that says the plan's own with a word or two more inside, or less.
void of_plan(const Check& check) {
  constexpr std::size_t kMost = 4;
  const auto own = title_chars(check.items.plan->title);
  for (const auto& annex : check.items.plan->annexes) {
    const auto other = title_chars(annex.title);
    if (own.empty() || annex.listed_span.start > annex.title_span.start || same_title(own, other) ||
        contains(other, own))
      continue;
    const auto blocks = common_blocks(own, other, 2);
    if (blocks.size() < 2 || blocks.back().a + blocks.back().n != own.size()) continue;
    const std::size_t inside = blocks.back().b + blocks.back().n - blocks.front().b;
    const bool whole = length_of(blocks) == own.size() - blocks.front().a && blocks.front().a <= kMost;
    if (!whole || inside > own.size() + kMost) continue;
    const Words head = check.source.words({0, annex.listed_span.start});
    const auto at = head.chars.rfind(normal(check.items.plan->title));
    if (at == std::u32string::npos) continue;
    add_titles(check, head.place({}, at, at + normal(check.items.plan->title).size()),
               title_place(check, annex.title_span, annex.title));
  }
}

/// The year of a title, taken out of it; empty where it has none.
std::string year_out_of(std::string& title) {
  static const RE2 re("(20\\d\\d)年");
  std::string year;
  if (RE2::PartialMatch(title, re, &year)) RE2::GlobalReplace(&title, re, "");
  return year;
}

/// The notice, or the ledger, is of another year than the plan and says its title otherwise.
void of_years(const Check& check) {
  auto own = to_utf8(title_chars(check.items.plan->title));
  const auto year = year_out_of(own);
  const Words source = check.source.words(check.source.whole());
  const auto whole = normal(check.items.plan->title);
  const auto at = source.chars.find(whole);
  if (year.empty() || own.empty() || at == std::u32string::npos) return;
  const auto hold = [&](std::string_view title, const Span& span) {
    auto other = to_utf8(title_chars(title));
    const auto its = year_out_of(other);
    if (its.empty() || its == year || other.find(own) == std::string::npos) return;
    add_titles(check, source.place({}, at, at + whole.size()), title_place(check, span, title));
  };
  if (check.document.plans.size() == 1) hold(check.document.title, check.source.whole());
  if (check.items.tasks.empty()) return;
  constexpr std::size_t kNear = 600, kLongest = 60;
  const std::size_t row = check.items.tasks.front().span.start;
  for (const auto& line : check.source.lines({row > kNear ? row - kNear : 0, row}))
    if (!line.empty() && line.size() <= kLongest && line.chars.find(U'。') == std::u32string::npos)
      hold(to_utf8(line.chars), {line.spans.front().start, line.spans.back().end});
}

/// The name that a row gives its task, where the row is the only one of its measure.
void of_rows(const Check& check) {
  for (const auto& reading : check.readings) {
    if (reading.rows.size() != 1 || check.habit == Habit::sums_up || check.habit == Habit::names) continue;
    const Item &m = *reading.measure, &row = *reading.rows.front().row;
    if (m.title_words.empty() || row.title_words.empty()) continue;
    const auto a = bare(m.title_words.chars, check.rules), b = bare(row.title_words.chars, check.rules);
    if (says_the_same(a, b)) continue;
    add_titles(check, m.title_words.place(m.key, 0, m.title_words.size()),
               row.title_words.place(row.key, 0, row.title_words.size()));
  }
}

}  // namespace

void check_titles(const Check& check) {
  of_annexes(check);
  of_plan(check);
  of_years(check);
  of_rows(check);
}

}  // namespace limpid::plan::linting
