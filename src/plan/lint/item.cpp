// SPDX-License-Identifier: Apache-2.0
#include "plan/lint/item.hpp"

#include <re2/re2.h>

#include <algorithm>

#include "plan/reader/lazy_pattern.hpp"

namespace limpid::plan::linting {
namespace {

bool full_stop(char32_t c) {
  return c == U'。' || c == ';' || c == U'!';
}

/// `head`: characters that are no words of the text but its name. Where two cells of a row are read as one text, the
/// end of the first is a stop.
void split_clauses(Item& item, std::size_t head, const Source& source) {
  // A text of more clauses is none that anybody wrote; what follows is the last one.
  constexpr std::size_t kMost = 300;
  const auto& chars = item.text.chars;
  std::size_t begin = head, sentence = 0, depth = 0;
  for (std::size_t i = head; i <= chars.size(); ++i) {
    if (item.clauses.size() + 1 == kMost && i < chars.size()) continue;
    if (i > begin && i < chars.size() && item.text.spans[i].start > item.text.spans[i - 1].end &&
        source.next_cell(item.text.spans[i - 1].end, item.text.spans[i].start)) {
      item.clauses.push_back({begin, i, sentence++});
      begin = i;
      depth = 0;
    }
    if (i < chars.size() && chars[i] == '(') ++depth;
    if (i < chars.size() && chars[i] == ')' && depth > 0) --depth;
    const bool stop = i == chars.size() || full_stop(chars[i]) || (chars[i] == ',' && depth == 0);
    if (!stop) continue;
    if (i > begin) item.clauses.push_back({begin, i, sentence});
    if (i < chars.size() && full_stop(chars[i])) {
      ++sentence;
      depth = 0;
    }
    begin = i + 1;
  }
  auto clause = item.clauses.begin();
  for (auto& d : item.dates) {
    while (clause != item.clauses.end() && clause->end <= d.begin) ++clause;
    if (clause != item.clauses.end() && clause->holds(d.begin)) d.sentence = clause->sentence;
  }
}

void mark_dates(Item& item) {
  item.dated.assign(item.text.size(), false);
  if (item.is_boundless()) return;
  for (const auto& d : *item.deadlines) {
    const auto words = normal(d.text);
    for (auto at = find(item.text, words); at != std::u32string::npos; at = find(item.text, words, at + words.size())) {
      const auto from = item.dated.begin() + static_cast<std::ptrdiff_t>(at);
      if (std::any_of(from, from + static_cast<std::ptrdiff_t>(words.size()), [](bool dated) { return dated; }))
        continue;
      item.dates.push_back({&d, at, at + words.size(), static_cast<std::size_t>(-1)});
      std::fill_n(item.dated.begin() + static_cast<std::ptrdiff_t>(at), words.size(), true);
    }
  }
  std::sort(item.dates.begin(), item.dates.end(), [](const Dated& a, const Dated& b) { return a.begin < b.begin; });
}

/// 《…标准》(GB18918-2002)中的: the ledger may have its number alone, or neither.
void mark_citations(Item& item) {
  static const RE2 re(
      "((?:《[^《》]{2,60}(?:标准|限值|规范|导则)》)?\\(?(?:GB|HJ|DB)[/A-Z]{0,4}[\\d./"
      "-]{3,16}\\)?(?:中的|中|规定的|的)?|"
      "《[^《》]{2,60}(?:标准|限值|规范|导则)》(?:中的|中|规定的|的)?)");
  item.cited.assign(item.text.size(), false);
  if (item.is_boundless()) return;
  const auto text = to_utf8(item.text.chars);
  if (!holds_any(text, {"《", "GB", "HJ", "DB"})) return;
  re2::StringPiece rest(text), whole;
  CharPlaces places(text);
  while (RE2::FindAndConsume(&rest, re, &whole)) {
    const auto begin = places.of(whole.data()), end = places.of(whole.data() + whole.size());
    std::fill(item.cited.begin() + static_cast<std::ptrdiff_t>(begin),
              item.cited.begin() + static_cast<std::ptrdiff_t>(end), true);
  }
}

Item make_item(std::string key, const Span& span, std::string_view text, const Source& source,
               const std::vector<Unit>& units, const std::vector<Deadline>& deadlines,
               const std::vector<Quantity>& quantities) {
  Item item;
  item.key = std::move(key);
  item.span = span;
  item.all = source.words(span);
  item.text = source.words(span, text);
  item.units = &units;
  item.deadlines = &deadlines;
  item.quantities = &quantities;
  mark_dates(item);
  mark_citations(item);
  return item;
}

/// The task's name in a cell of its own before the words: `整治酒糟废水 | 排查34家…`.
std::size_t name_of_row(const Item& row, const Source& source) {
  constexpr std::size_t kLongest = 24;
  const auto& text = row.text;
  for (std::size_t i = 1; i < text.size() && i <= kLongest; ++i) {
    if (text.chars[i - 1] == U'。' || text.chars[i - 1] == ';') return 0;
    if (text.spans[i].start > text.spans[i - 1].end && source.next_cell(text.spans[i - 1].end, text.spans[i].start))
      return i;
  }
  return 0;
}

/// `(四)新建管网…`: by what number the row names its measure.
std::size_t number_of_row(const Item& row) {
  constexpr std::u32string_view numerals = U"一二三四五六七八九十0123456789";
  constexpr std::size_t kLongest = 5;
  const auto& chars = row.text.chars;
  if (chars.empty() || chars[0] != '(') return 0;
  const auto end = chars.find_first_not_of(numerals, 1);
  return end != std::u32string::npos && end > 1 && end <= kLongest && chars[end] == ')' ? end + 1 : 0;
}

}  // namespace

bool Item::in_clauses(const std::vector<std::size_t>& list, std::size_t at) const {
  return std::any_of(list.begin(), list.end(), [&](std::size_t c) { return clauses[c].holds(at); });
}

Place Item::place(std::string_view words) const {
  const auto wanted = normal(words);
  for (const Words* in : {&text, &all})
    if (const auto at = find(*in, wanted); at != std::u32string::npos) return in->place(key, at, at + wanted.size());
  return nothing();
}

Place Item::between(const Span& bytes) const {
  std::size_t begin = 0, end = all.size();
  while (begin < end && all.spans[begin].start < bytes.start) ++begin;
  while (end > begin && all.spans[end - 1].end > bytes.end) --end;
  return begin < end ? all.place(key, begin, end) : nothing();
}

Place Item::start() const {
  if (!title_words.empty()) return title_words.place(key, 0, title_words.size());
  if (!clauses.empty()) return text.place(key, clauses.front().begin, clauses.front().end);
  return nothing();
}

PlanItems items_of(const Plan& plan, const std::string& segment, const Source& source) {
  PlanItems out{&plan, segment, {}, {}, {}};
  for (const auto& m : plan.measures) {
    auto item = make_item(segment + "/" + m.key, m.span, m.text, source, m.units, m.deadlines, m.quantities);
    item.standing_units = m.standing_units;
    item.group = m.group.value_or(0);
    item.title = m.title;
    item.title_words = source.words(m.span, m.title);
    split_clauses(item, 0, source);
    out.measures.push_back(std::move(item));
  }
  for (const auto& t : plan.tasks) {
    auto item = make_item(segment + "/" + t.key, t.span, t.title + t.text, source, t.units, t.deadlines, t.quantities);
    std::size_t name = t.title.empty() ? name_of_row(item, source) : normal(t.title).size();
    if (item.text.size() <= name) {  // a row that goes on elsewhere
      item = make_item(segment + "/" + t.key, t.span, t.text, source, t.units, t.deadlines, t.quantities);
      name = 0;
    }
    item.title_words = {std::u32string(item.text.view(0, name)),
                        {item.text.spans.begin(), item.text.spans.begin() + static_cast<std::ptrdiff_t>(name)}};
    item.title = to_utf8(item.title_words.chars);
    split_clauses(item, name > 0 ? name : number_of_row(item), source);
    out.tasks.push_back(std::move(item));
  }
  for (const auto& p : plan.projects) {
    out.projects.push_back(
        make_item(segment + "/" + p.key, p.span, p.title, source, p.units, p.deadlines, p.quantities));
    out.projects.back().title = p.title;
    split_clauses(out.projects.back(), 0, source);
  }
  return out;
}

}  // namespace limpid::plan::linting
