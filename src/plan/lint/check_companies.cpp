// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <optional>

#include "plan/lint/companies.hpp"

namespace limpid::plan::linting {
namespace {

// The legal form is part of a company's name; the longer ones first, for they end with no shorter one.
constexpr std::array<std::u32string_view, 4> kForms{U"有限责任公司", U"股份有限公司", U"集团有限公司", U"有限公司"};

/// 宏达钢铁 before 有限公司, and the form.
struct Company {
  std::size_t begin = 0, form = 0, end = 0;
};

std::vector<Company> companies_of(const Words& text) {
  constexpr std::size_t kStem = 4, kLeast = 3;
  std::vector<Company> out;
  for (auto at = text.chars.find(U"公司"); at != std::u32string::npos; at = text.chars.find(U"公司", at + 2)) {
    const std::size_t end = at + 2;
    for (const auto form : kForms) {
      if (form.size() > end || text.view(end - form.size(), end) != form) continue;
      const std::size_t from = end - form.size();
      std::size_t begin = from;
      while (begin > 0 && from - begin < kStem && is_word(text.chars[begin - 1])) --begin;
      if (from - begin >= kLeast) out.push_back({begin, from, end});
      break;
    }
  }
  return out;
}

std::u32string_view stem(const Words& text, const Company& c) {
  return text.view(c.begin, c.form);
}

/// The company of the same name on the other side, where it has another form there and nowhere the same.
const Company* of_other_form(const Words& text, const Company& c, const Words& other,
                             const std::vector<Company>& others) {
  const Company* found = nullptr;
  for (const auto& o : others) {
    if (stem(other, o) != stem(text, c)) continue;
    if (other.view(o.form, o.end) == text.view(c.form, c.end)) return nullptr;
    if (found == nullptr) found = &o;
  }
  return found;
}

void forms_differ(const Check& check, const CompanySide& text, const std::vector<Company>& ours,
                  const CompanySide& other) {
  const auto theirs = companies_of(other.words);
  for (const auto& c : theirs)
    if (const Company* o = of_other_form(other.words, c, text.words, ours)) {
      auto& f = check.add("name_differs", "name_differs",
                          {text.words.place(text.key, o->begin, o->end), other.words.place(other.key, c.begin, c.end)});
      f.replacement = f.places[0].quote;
    }
}

}  // namespace

void company_forms_differ(const Check& check, const CompanySide& text, const std::vector<CompanySide>& others) {
  const auto ours = companies_of(text.words);
  if (ours.empty()) return;
  for (const auto& other : others) forms_differ(check, text, ours, other);
}

void check_companies(const Check& check) {
  for (std::size_t m = 0; m < check.items.measures.size(); ++m) {
    const Item& measure = check.items.measures[m];
    if (measure.is_boundless()) continue;
    std::vector<CompanySide> others;
    for (const std::size_t t : check.alignment.tasks[m])
      others.push_back({check.items.tasks[t].text, check.items.tasks[t].key});
    for (const std::size_t p : check.alignment.projects[m])  // the firm is who answers, in a cell of its own
      others.push_back({check.items.projects[p].all, check.items.projects[p].key});
    company_forms_differ(check, {measure.text, measure.key}, others);
  }
}

}  // namespace limpid::plan::linting
