// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "plan/lint/annex_lists.hpp"
#include "plan/lint/check.hpp"
#include "plan/lint/pair_index.hpp"
#include "plan/similarity.hpp"

namespace limpid::plan::linting {
namespace {

/// 每月不少于1次, 每周两次: one can count them. 每周一次 and 每月 say a rhythm.
bool counts_times(const Deadline& d) {
  static const LintRules::Words counted{U"不少于", U"不低于", U"至少", U"两次", U"三次", U"四次"};
  const auto words = normal(d.text);
  const auto times = words.find(U'次');
  const bool number = times != std::u32string::npos && times > 0 && is_digit(words[times - 1]);
  return d.kind == DeadlineKind::recurring && (number || contains_any(words, counted));
}

bool tellable(const Check& check, const Item& item) {
  const auto& limits = *item.deadlines;
  const bool figure = std::any_of(item.quantities->begin(), item.quantities->end(), [](const Quantity& q) {
    if (q.base.unit == "class") return true;
    return !q.value.empty() && q.value.front() >= '0' && q.value.front() <= '9';
  });
  const bool dated =
      std::any_of(limits.begin(), limits.end(), [](const Deadline& d) { return d.end.has_value() || counts_times(d); });
  return figure || dated || contains_any(item.text.chars, check.rules.measurable);
}

/// A work that a ledger row speaks of is no stray though no measure names it.
bool in_ledger(const Check& check, const PairIndex& rows, const Item& work) {
  constexpr double kLeast = 0.1, kMostOfIt = 0.75;
  const Grams grams(to_utf8(bare(work.text.chars, check.rules)));
  const auto near = rows.shares(work, kLeast, 0);
  return std::any_of(near.begin(), near.end(), [&](const Shared& s) {
    const Grams other(to_utf8(bare(check.items.tasks[s.item].text.chars, check.rules)));
    return other.size() <= 2 * grams.size() && grams.containment(other) >= kMostOfIt;
  });
}

}  // namespace

void check_coverage(const Check& check) {
  const auto& items = check.items;
  const bool ledger = check.alignment.ledger;
  for (std::size_t m = 0; m < items.measures.size(); ++m) {
    const Item& measure = items.measures[m];
    const auto& rows = check.alignment.tasks[m];
    if (ledger && rows.empty()) check.add("measure_unmatched", "measure_unmatched", {measure.start()});
    const bool told = tellable(check, measure) || std::any_of(rows.begin(), rows.end(), [&](std::size_t t) {
                        return tellable(check, items.tasks[t]);
                      });
    if (!told) check.add("target_missing", "target_missing", {measure.start()});
  }
  const auto counted = counted_annexes(check);
  // A row of the list that a measure counts and names by its annex.
  const auto listed = [&](const Item& row) {
    return std::any_of(counted.begin(), counted.end(), [&](const AnnexCount& c) {
      return c.annex.span.start <= row.span.start && row.span.start < c.annex.span.end;
    });
  };
  for (std::size_t t = 0; t < items.tasks.size(); ++t)
    if (ledger && !check.alignment.task_of[t] && !listed(items.tasks[t]))
      check.add("row_unmatched", "row_unmatched", {items.tasks[t].start()});
  const PairIndex index(items.projects.empty() ? std::vector<Item>{} : items.tasks);
  std::vector<const Item*> strays;
  for (std::size_t p = 0; p < items.projects.size(); ++p)
    if (!items.measures.empty() && !check.alignment.project_of[p] && !listed(items.projects[p]) &&
        !in_ledger(check, index, items.projects[p]))
      strays.push_back(&items.projects[p]);
  // A list of which most is in no measure is a list of its own.
  if (2 * strays.size() <= items.projects.size())
    for (const auto* stray : strays) check.add("row_unmatched", "row_unmatched", {stray->start()});
  for (std::size_t i = 0; i < items.plan->targets.size(); ++i) {
    const auto& target = items.plan->targets[i];
    const auto words = normal(target.target);
    if (std::any_of(words.begin(), words.end(), [](char32_t c) { return is_digit(c) || c == U'I' || c == U'V'; }))
      continue;
    const Words row = check.source.words(target.span);
    const auto at = find(row, words);
    if (words.empty() || at == std::u32string::npos) continue;
    check.add("target_missing", "target_missing", {row.place(items.segment + "/" + target.key, at, at + words.size())});
  }
}

}  // namespace limpid::plan::linting
