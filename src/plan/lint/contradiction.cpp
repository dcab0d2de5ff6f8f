// SPDX-License-Identifier: Apache-2.0
#include "plan/lint/contradiction.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace limpid::plan::linting {
namespace {

/// One side of the stretch: its words, and what follows them up to the next stop.
struct StretchSide {
  std::u32string_view text, rest;
};

StretchSide stretch_side(std::u32string_view chars, std::size_t begin, std::size_t end) {
  std::size_t stop = end;
  while (stop < chars.size() && (is_word(chars[stop]) || chars[stop] == U'、')) ++stop;
  return {chars.substr(begin, end - begin), chars.substr(end, stop - end)};
}

/// 禁止类 is a kind of project, no ban.
bool forbids(std::u32string_view text, const LintRules& rules) {
  constexpr std::size_t kLongest = 8;
  return text.size() <= kLongest && std::any_of(rules.forbids.begin(), rules.forbids.end(), [&](const auto& word) {
           const auto at = text.find(word);
           return at != std::u32string_view::npos && !text.substr(at + word.size()).starts_with(U"类");
         });
}

bool lets(std::u32string_view text, const LintRules& rules) {
  return bare(std::u32string(text), rules).empty() ||
         std::find(rules.permits.begin(), rules.permits.end(), text) != rules.permits.end();
}

/// The other side may say less after the same words, not more: 露天焚烧零发生 forbids too.
bool turned_round(const StretchSide& ban, const StretchSide& other, std::u32string_view sentence,
                  const LintRules& rules) {
  constexpr std::size_t kLeast = 2;
  const auto same = bare(std::u32string(other.rest), rules);
  return forbids(ban.text, rules) && lets(other.text, rules) && same.size() >= kLeast &&
         ban.rest.substr(0, kLeast) == other.rest.substr(0, kLeast) &&
         bare(std::u32string(ban.rest), rules).starts_with(same) && !contains_any(sentence, rules.bans);
}

bool is_grade(char32_t c) {
  return (c >= U'A' && c <= U'Z') || c == U'劣';
}

struct Grade {
  std::size_t begin = 0, end = 0;
};

bool is_numeral(char32_t c) {
  constexpr std::u32string_view numerals = U"一二三四五六";
  return numerals.find(c) != std::u32string_view::npos;
}

/// 国三, 国VI: what a vehicle may emit. 全国一流 is none.
std::optional<Grade> emission_at(std::u32string_view chars, std::size_t at) {
  constexpr std::u32string_view whole = U"全我中各两", roman = U"IV";
  if (chars[at] != U'国' || (at > 0 && whole.find(chars[at - 1]) != whole.npos)) return std::nullopt;
  std::size_t end = at + 1;
  while (end < chars.size() && roman.find(chars[end]) != roman.npos) ++end;
  if (end == at + 1 && end < chars.size() && is_numeral(chars[end])) ++end;
  return end > at + 1 ? std::optional(Grade{at, end}) : std::nullopt;
}

/// Where classes stand: III of III类, B of B级, 国三.
std::vector<Grade> grades_of(std::u32string_view chars) {
  std::vector<Grade> out;
  for (std::size_t at = 0; at < chars.size(); ++at) {
    if (const auto emission = emission_at(chars, at)) out.push_back(*emission);
    if (at == 0 || (chars[at] != U'类' && chars[at] != U'级') || !is_grade(chars[at - 1])) continue;
    std::size_t begin = at - 1;
    while (begin > 0 && is_grade(chars[begin - 1])) --begin;
    out.push_back({begin, at + 1});
  }
  return out;
}

/// 国III is 国三.
std::u32string grade_words(std::u32string_view chars, const Grade& g) {
  constexpr std::array<std::pair<std::u32string_view, char32_t>, 6> numerals{
      {{U"国I", U'一'}, {U"国II", U'二'}, {U"国III", U'三'}, {U"国IV", U'四'}, {U"国V", U'五'}, {U"国VI", U'六'}}};
  const auto words = chars.substr(g.begin, g.end - g.begin);
  for (const auto& [roman, han] : numerals)
    if (words == roman) return {U'国', han};
  return std::u32string(words);
}

const Grade* grade_at(const std::vector<Grade>& grades, std::size_t begin, std::size_t end) {
  const auto found = std::find_if(grades.begin(), grades.end(), [&](const Grade& g) {
    return begin == end ? g.begin <= begin && begin < g.end : g.begin < end && begin < g.end;
  });
  return found == grades.end() ? nullptr : &*found;
}

bool has_grade(std::u32string_view chars, const std::vector<Grade>& grades, const std::u32string& grade) {
  return std::any_of(grades.begin(), grades.end(), [&](const Grade& g) { return grade_words(chars, g) == grade; });
}

}  // namespace

bool ban_on_one_side(const Pairing& pairing, const Stretch& s, const Sentences& sentences, const LintRules& rules) {
  const auto a = stretch_side(pairing.measure.chars, s.a0, s.a1), b = stretch_side(pairing.row.chars, s.b0, s.b1);
  return turned_round(a, b, sentences.row, rules) || turned_round(b, a, sentences.measure, rules);
}

bool same_class(const Pairing& pairing, const Stretch& s) {
  const std::u32string_view a = pairing.measure.chars, b = pairing.row.chars;
  const auto ours = grades_of(a), theirs = grades_of(b);
  const Grade* x = grade_at(ours, s.a0, s.a1);
  const Grade* y = grade_at(theirs, s.b0, s.b1);
  // The stretch lies in the grade: what else it has is another difference.
  const auto within = [](const Grade& g, std::size_t begin, std::size_t end) {
    return g.begin <= begin && end <= g.end;
  };
  return x != nullptr && y != nullptr && within(*x, s.a0, s.a1) && within(*y, s.b0, s.b1) &&
         grade_words(a, *x) == grade_words(b, *y);
}

std::optional<Stretch> other_class(const Pairing& pairing, const Stretch& s) {
  const std::u32string_view a = pairing.measure.chars, b = pairing.row.chars;
  const auto ours = grades_of(a), theirs = grades_of(b);
  const Grade* x = grade_at(ours, s.a0, s.a1);
  const Grade* y = grade_at(theirs, s.b0, s.b1);
  if (x == nullptr || y == nullptr) return std::nullopt;
  if (has_grade(b, theirs, grade_words(a, *x)) || has_grade(a, ours, grade_words(b, *y))) return std::nullopt;
  return Stretch{x->begin, x->end, y->begin, y->end};
}

}  // namespace limpid::plan::linting
