// SPDX-License-Identifier: Apache-2.0
#include "plan/lint/clause_amounts.hpp"

#include <algorithm>
#include <array>

#include "plan/lint/figures.hpp"

namespace limpid::plan::linting {

namespace {

/// What says the same as the sign of a figure, which is compared with it.
constexpr std::array<std::u32string_view, 14> kBounds{U"控制在", U"不超过", U"不高于",   U"不低于", U"不少于",
                                                      U"不大于", U"不小于", U"不得超过", U"以内",   U"以下",
                                                      U"以上",   U"达到",   U"至少",     U"力争达"};

}  // namespace

std::vector<ClauseAmounts> amounts_of_clauses(const Item& item, const LintRules& rules) {
  std::vector<ClauseAmounts> out(item.clauses.size());
  const auto figures = figures_of(item);
  if (figures.empty()) return out;
  std::vector<bool> counted(item.text.size());
  for (const auto& f : figures)
    for (std::size_t i = f.begin; i < f.end; ++i) counted[i] = true;
  for (std::size_t c = 0; c < item.clauses.size(); ++c) {
    const auto& clause = item.clauses[c];
    for (const auto& f : figures)
      if (clause.holds(f.begin) && !f.quantity->base.value.empty())
        out[c].figures.push_back(f.quantity->comparator.substr(0, 1) + f.quantity->base.value + f.quantity->base.unit);
    if (out[c].figures.empty()) continue;
    std::u32string words;
    for (std::size_t i = clause.begin; i < clause.end; ++i)
      if (!counted[i] && !item.dated[i]) words.push_back(item.text.chars[i]);
    for (const std::u32string_view bound : kBounds)
      for (auto at = words.find(bound); at != std::u32string::npos; at = words.find(bound))
        words.erase(at, bound.size());
    out[c].words = bare(std::move(words), rules);
  }
  return out;
}

std::optional<std::size_t> says_as_much(const std::vector<ClauseAmounts>& clauses, const ClauseAmounts& one) {
  constexpr std::size_t kLeast = 2;
  if (one.words.size() < kLeast || one.figures.empty()) return std::nullopt;
  const auto found = std::find_if(clauses.begin(), clauses.end(), [&](const ClauseAmounts& c) {
    return c.words == one.words && c.figures == one.figures;
  });
  if (found == clauses.end()) return std::nullopt;
  return static_cast<std::size_t>(found - clauses.begin());
}

}  // namespace limpid::plan::linting
