// SPDX-License-Identifier: Apache-2.0
#include "plan/lint/align.hpp"

#include <algorithm>
#include <set>

#include "plan/lint/pair_index.hpp"
#include "plan/reader/numerals.hpp"

namespace limpid::plan::linting {
namespace {

int category_number(const std::string& category) {
  const auto stop = category.find("、");
  return stop == std::string::npos ? 0 : chinese_number(std::string_view(category).substr(0, stop));
}

/// Whether both name units and none of them is the other's.
bool of_other_units(const Item& row, const Item& measure) {
  const auto has = [&](const Unit& unit) {
    return std::any_of(measure.units->begin(), measure.units->end(), [&](const Unit& u) { return u.key == unit.key; });
  };
  return !row.units->empty() && !measure.units->empty() && std::none_of(row.units->begin(), row.units->end(), has);
}

/// A measure that a row may be of, and what that is worth (> 0).
struct Choice {
  std::size_t measure = 0;
  double worth = 0;
};

/// The best way of all rows through the measures: a step backwards costs, a measure left out hardly, and a row may be
/// of none. A choice builds on the best one before it, of a measure that stands no later (a tree of greatest values
/// over the measures), or on the best of all at the price of a step back; so the time is that of the choices.
class Way {
 public:
  Way(std::size_t rows, std::size_t measures) : rows_(rows), tree_(measures + 1, kNothing) {}

  void take(std::size_t row, const std::vector<Choice>& choices) {
    const std::size_t first = steps_.size();
    for (const auto& c : choices) {
      Step step{row, c.measure, c.worth, kNothing};
      if (const auto before = ahead_of(c.measure); before != kNothing) {
        const double value = key(before) - kSkip * static_cast<double>(c.measure);
        if (value >= 0) step = {row, c.measure, c.worth + value, before};
      }
      if (top_ != kNothing && steps_[top_].value - kBack > step.value - c.worth)
        step = {row, c.measure, c.worth + steps_[top_].value - kBack, top_};
      steps_.push_back(step);
    }
    for (std::size_t i = first; i < steps_.size(); ++i) {
      put(i);
      const bool better = top_ == kNothing || steps_[i].value > steps_[top_].value ||
                          (steps_[i].value == steps_[top_].value && steps_[i].measure < steps_[top_].measure);
      if (better) top_ = i;
    }
  }

  std::vector<std::optional<std::size_t>> done() const {
    std::vector<std::optional<std::size_t>> out(rows_);
    for (std::size_t at = top_; at != kNothing; at = steps_[at].before) out[steps_[at].row] = steps_[at].measure;
    return out;
  }

 private:
  static constexpr double kBack = 0.12, kSkip = 0.004;
  static constexpr std::size_t kNothing = static_cast<std::size_t>(-1);

  struct Step {
    std::size_t row = 0, measure = 0;
    double value = 0;
    std::size_t before = kNothing;
  };

  /// The value without what the measures up to it cost: steps of different measures compare.
  double key(std::size_t step) const { return steps_[step].value + kSkip * static_cast<double>(steps_[step].measure); }

  bool is_better(std::size_t step, std::size_t than) const {
    if (than == kNothing) return true;
    const double a = key(step), b = key(than);
    return a > b || (a == b && steps_[step].measure >= steps_[than].measure);
  }

  void put(std::size_t step) {
    for (std::size_t i = steps_[step].measure + 1; i < tree_.size(); i += i & (~i + 1))
      if (is_better(step, tree_[i])) tree_[i] = step;
  }

  std::size_t ahead_of(std::size_t measure) const {
    std::size_t best = kNothing;
    for (std::size_t i = measure + 1; i > 0; i -= i & (~i + 1))
      if (tree_[i] != kNothing && is_better(tree_[i], best)) best = tree_[i];
    return best;
  }

  std::size_t rows_;
  std::vector<Step> steps_;
  std::vector<std::size_t> tree_;  ///< Fenwick tree of the best step up to a measure
  std::size_t top_ = kNothing;
};

using Shares = std::vector<Shared>;

double share_of(const Shares& shares, std::size_t measure) {
  const auto at = std::lower_bound(shares.begin(), shares.end(), measure,
                                   [](const Shared& s, std::size_t m) { return s.item < m; });
  return at != shares.end() && at->item == measure ? at->share : 0;
}

std::vector<Choice> choices_of(const PlanItems& items, std::size_t r, const Shares& shares, const LintRules& rules) {
  const int category = category_number(items.plan->tasks[r].category);
  std::vector<Choice> out;
  for (const auto& s : shares) {
    const bool home = category > 0 && items.measures[s.item].group == category;
    // Its category alone does not make a row of cooking fumes one of dust.
    const bool near = home && s.rare >= rules.row_rare;
    const double bar = near ? rules.row_in_group : rules.row;
    // 资源化利用 and other units: of another thing.
    const bool strange = s.rare < rules.row_other_units && of_other_units(items.tasks[r], items.measures[s.item]);
    if (s.share >= bar && !strange) out.push_back({s.item, s.share - bar + 0.01});
  }
  return out;
}

/// Where the item stands among `of` others, as a place among `in`.
std::size_t placed_like(std::size_t item, std::size_t of, std::size_t in) {
  return of == 0 ? 0 : item * in / of;
}

/// A measure without rows has part in its neighbour's row where that one has its words too.
/// shares[r]: what the measures have of row r.
void share_rows(const std::vector<Shares>& shares, const LintRules& rules, Alignment& out) {
  const auto own = out.tasks;
  for (std::size_t m = 0; m < own.size(); ++m) {
    if (!own[m].empty()) continue;
    std::optional<std::size_t> row;
    if (m > 0 && !own[m - 1].empty()) row = own[m - 1].back();
    const auto share = [&](std::size_t r) { return share_of(shares[r], m); };
    if (m + 1 < own.size() && !own[m + 1].empty())
      if (const auto next = own[m + 1].front(); !row || share(next) > share(*row)) row = next;
    if (!row || share(*row) < rules.row) continue;
    out.tasks[m].push_back(*row);
    out.shared[*row] = true;
  }
}

/// Whether the measure names what the work's title opens with: a place, a plant.
bool names_head(const Item& work, const Item& measure) {
  constexpr std::size_t kHead = 2;
  const auto& chars = work.text.chars;
  return chars.size() >= kHead && contains(measure.text.chars, std::u32string_view(chars).substr(0, kHead));
}

}  // namespace

Alignment align(const PlanItems& items, const LintRules& rules) {
  const std::size_t measures = items.measures.size();
  Alignment out;
  out.task_of.resize(items.tasks.size());
  out.project_of.resize(items.projects.size());
  out.tasks.resize(measures);
  out.projects.resize(measures);
  if (measures == 0) return out;
  const PairIndex index(items.measures);
  const double least = std::min(rules.row, rules.row_in_group);
  std::vector<Shares> shares;
  shares.reserve(items.tasks.size());
  Way way(items.tasks.size(), measures);
  for (std::size_t r = 0; r < items.tasks.size(); ++r) {
    shares.push_back(index.shares(items.tasks[r], least, placed_like(r, items.tasks.size(), measures)));
    way.take(r, choices_of(items, r, shares.back(), rules));
  }
  out.task_of = way.done();
  std::set<std::size_t> taken;
  for (const auto& m : out.task_of)
    if (m) taken.insert(*m);
  constexpr std::size_t kLeast = 3;  // of ten measures that a ledger has rows for
  out.ledger = !items.tasks.empty() && 10 * taken.size() >= kLeast * measures;
  if (!out.ledger) std::fill(out.task_of.begin(), out.task_of.end(), std::nullopt);
  for (std::size_t r = 0; r < out.task_of.size(); ++r)
    if (out.task_of[r]) out.tasks[*out.task_of[r]].push_back(r);
  out.shared.resize(items.tasks.size());
  share_rows(shares, rules, out);
  for (std::size_t p = 0; p < items.projects.size(); ++p) {
    double best = 0;
    for (const auto& s : index.shares(items.projects[p], std::min(rules.project, rules.project_unnamed),
                                      placed_like(p, items.projects.size(), measures))) {
      const bool named = names_head(items.projects[p], items.measures[s.item]);
      if (s.share < (named ? rules.project : rules.project_unnamed) || s.share <= best) continue;
      best = s.share;
      out.project_of[p] = s.item;
    }
    if (out.project_of[p]) out.projects[*out.project_of[p]].push_back(p);
  }
  return out;
}

}  // namespace limpid::plan::linting
