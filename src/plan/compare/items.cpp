// SPDX-License-Identifier: Apache-2.0
#include "plan/compare/items.hpp"

#include <re2/re2.h>
#include <unicode/uchar.h>

#include <algorithm>

#include "base/text.hpp"
#include "plan/json.hpp"
#include "plan/key.hpp"
#include "plan/reader/quantities.hpp"
#include "plan/reader/source_text.hpp"

namespace limpid::plan::comparing {
namespace {

void erase_all(std::string& text, std::string_view word) {
  if (word.empty()) return;
  for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at)) text.erase(at, word.size());
}

bool ends_clause(char32_t c) {
  constexpr std::u32string_view kEnds = U"。；！，,;";
  return kEnds.find(c) != std::u32string_view::npos;
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// Parts between commas and stops, outside of brackets.
std::vector<std::string> split_clauses(const std::string& text) {
  std::vector<std::string> out;
  std::string part;
  int depth = 0;
  for (std::size_t pos = 0; pos < text.size();) {
    const std::size_t begin = pos;
    const char32_t c = text::next_char(text, pos);
    if (c == U'（' || c == U'(' || c == U'〔') ++depth;
    if ((c == U'）' || c == U')' || c == U'〕') && depth > 0) --depth;
    const bool between_digits =
        c == U',' && begin > 0 && pos < text.size() && is_digit(text[begin - 1]) && is_digit(text[pos]);
    if (depth == 0 && ends_clause(c) && !between_digits) {
      if (!part.empty()) out.push_back(std::move(part));
      part.clear();
    } else {
      part.append(text, begin, pos - begin);
    }
  }
  if (!part.empty()) out.push_back(std::move(part));
  return out;
}

/// The time limits and figures of an item, in form NFKC: what its clauses are compared without.
std::vector<std::string> masks_of(const Item& item) {
  std::vector<std::string> out;
  out.reserve(item.deadlines.size() + item.quantities.size());
  for (const auto& d : item.deadlines) out.push_back(text::nfkc(d.text));
  for (const auto& q : item.quantities) out.push_back(text::nfkc(q.text));
  return out;
}

/// Of text in form NFKC without blanks and punctuation.
std::string letters_of_normal(const std::string& normal) {
  std::string out;
  out.reserve(normal.size());
  for (std::size_t pos = 0; pos < normal.size();) {
    const std::size_t begin = pos;
    const char32_t c = text::next_char(normal, pos);
    // A point or a percent sign is part of a figure.
    const bool figure = c == U'%' || (c == U'.' && begin > 0 && is_digit(normal[begin - 1]));
    if (figure || u_isalnum(static_cast<UChar32>(c)) != 0) out.append(normal, begin, pos - begin);
  }
  return out;
}

Clause clause_of(std::string text, const std::vector<std::string>& masks) {
  static const RE2 year("20[0-9]{2}年?(?:度)?");
  std::string masked = text::nfkc(text);
  for (const auto& mask : masks) erase_all(masked, mask);
  RE2::GlobalReplace(&masked, year, "");
  masked = letters_of_normal(masked);
  auto grams = Grams::of_normal(masked);
  return {std::move(text), std::move(masked), std::move(grams)};
}

/// Fills what follows from the rest.
Item finished(Item item) {
  const std::string& words = item.text.empty() ? item.title : item.text;
  const auto masks = masks_of(item);
  for (auto& part : split_clauses(words)) item.clauses.push_back(clause_of(std::move(part), masks));
  item.normal = letters_of(item.title) + "|" + letters_of(item.text);
  for (const auto& u : item.units) item.normal += "|" + letters_of(u.name) + std::string(to_string(u.role));
  for (const auto& d : item.deadlines) item.normal += "|" + letters_of(d.text) + d.end.value_or("");
  item.title_grams = Grams(item.title);
  item.grams = Grams(item.title + "。" + item.text);
  return item;
}

std::optional<int> year_of(const Plan& plan, const Document& document) {
  static const RE2 year("(20[0-9]{2})");
  int found = 0;
  for (const auto* text : {&plan.title, &document.title, &document.date})
    if (RE2::PartialMatch(*text, year, &found)) return found;
  return std::nullopt;
}

class Collector {
 public:
  Collector(const Document& document, const Plan& plan, std::string segment)
      : plan_(plan), segment_(std::move(segment)), year_(year_of(plan, document)) {}

  std::vector<Item> take() {
    goals();
    measures(plan_.measures, 'm');
    measures(plan_.safeguards, 's');
    for (const auto& t : plan_.tasks) {
      Item i = blank('t', t.key, t.span);
      i.group = t.category;
      i.title = t.title;
      i.text = t.text;
      fill(i, t.units, t.deadlines, t.quantities);
    }
    for (const auto& g : plan_.targets) target(g);
    for (const auto& p : plan_.projects) {
      Item i = blank('p', p.key, p.span);
      i.title = p.title;
      fill(i, p.units, p.deadlines, {});
    }
    return std::move(items_);
  }

 private:
  Item blank(char letter, const std::string& key, const Span& span) const {
    Item i;
    i.letter = letter;
    i.segment = segment_;
    i.key = segment_ + "/" + key;
    i.number = key.substr(letter == 'o' ? std::string_view("goal").size() : 1);
    i.span = span;
    i.year = year_;
    return i;
  }
  void fill(Item& i, std::vector<Unit> units, std::vector<Deadline> deadlines, std::vector<Quantity> quantities) {
    i.units = std::move(units);
    i.deadlines = std::move(deadlines);
    i.quantities = std::move(quantities);
    items_.push_back(finished(std::move(i)));
  }
  void goals() {
    int number = 0;
    for (const auto& g : plan_.goals) {
      Item i = blank('o', "goal" + std::to_string(++number), g.span);
      i.text = g.text;
      fill(i, {}, g.deadlines, g.quantities);
    }
  }
  void measures(const std::vector<Measure>& list, char letter) {
    for (const auto& m : list) {
      Item i = blank(letter, m.key, m.span);
      for (const auto& group : plan_.groups)
        if (m.group == group.number) i.group = group.title;
      i.title = m.title;
      i.text = m.text;
      fill(i, m.units, m.deadlines, m.quantities);
    }
  }
  /// The section is what a target is about, its class the figure.
  void target(const Target& g) {
    Item i = blank('g', g.key, g.span);
    i.title = g.township + g.section;
    i.text = g.target;
    std::vector<Quantity> quantities;
    for (auto& found : find_quantities(text::nfkc(g.target), {})) quantities.push_back(std::move(found.quantity));
    fill(i, {}, {}, std::move(quantities));
    items_.back().grams = items_.back().title_grams;
  }

  const Plan& plan_;
  std::string segment_;
  std::optional<int> year_;
  std::vector<Item> items_;
};

/// A text without blanks and line ends, and where wanted without punctuation, where each byte knows its place.
struct Reduced {
  Reduced(std::string_view text, bool punctuation) {
    for (std::size_t pos = 0; pos < text.size();) {
      const std::size_t begin = pos;
      const char32_t c = text::next_char(text, pos);
      const bool blank = text::is_blank(c) || c == U'\n' || c == U'\r' || c == U'\t';
      if (blank || (!punctuation && u_isalnum(static_cast<UChar32>(c)) == 0)) continue;
      for (std::size_t b = begin; b < pos; ++b) at.push_back(b);
      chars.append(text, begin, pos - begin);
    }
  }
  std::string chars;
  std::vector<std::size_t> at;
};

}  // namespace

std::string letters_of(std::string_view text) {
  return letters_of_normal(text::nfkc(text));
}

std::vector<Item> items_of(const Document& document) {
  std::vector<Item> out;
  const auto segments = plan_segments(document);
  for (std::size_t i = 0; i < document.plans.size(); ++i)
    for (auto& item : Collector(document, document.plans[i], segments[i]).take()) out.push_back(std::move(item));
  return out;
}

Place place_of(const Document& document, const Item& item, const std::string& quote) {
  Place place{item.key, item.span, quote};
  if (item.span.end > document.source.size()) return place;
  const SourceText source =
      clean(std::string_view(document.source).substr(item.span.start, item.span.end - item.span.start));
  // The words may stand over a line's end; where even their punctuation is written otherwise the letters still stand.
  for (const bool punctuation : {true, false}) {
    const Reduced words(text::nfkc(quote), punctuation), text(source.view(), punctuation);
    const auto found = words.chars.empty() ? std::string::npos : text.chars.find(words.chars);
    if (found == std::string::npos) continue;
    const Span inside = source.span(text.at[found], text.at[found + words.chars.size() - 1] + 1);
    place.span = {item.span.start + inside.start, item.span.start + inside.end};
    break;
  }
  return place;
}

}  // namespace limpid::plan::comparing
