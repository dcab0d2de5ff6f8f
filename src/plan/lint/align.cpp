// SPDX-License-Identifier: Apache-2.0
#include "plan/lint/align.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <unordered_map>

#include "plan/reader/numerals.hpp"

namespace limpid::plan::linting {
namespace {

using Pair = std::uint64_t;

std::vector<Pair> pairs_of(const Words& words, const std::vector<bool>* without) {
  std::vector<Pair> out;
  for (std::size_t i = 1; i < words.size(); ++i) {
    if (!is_word(words.chars[i]) || !is_word(words.chars[i - 1])) continue;
    if (without && ((*without)[i] || (*without)[i - 1])) continue;
    out.push_back((Pair{words.chars[i - 1]} << 32) | words.chars[i]);
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

/// Of a row that names an enterprise as its unit, the enterprise's name too: the measure may name it in its words.
std::vector<Pair> pairs_of_row(const Item& row) {
  auto out = pairs_of(row.text, &row.dated);
  for (const auto& unit : *row.units) {
    const auto name = normal(unit.name);
    if (!name.ends_with(U"公司") && !name.ends_with(U"厂") && !name.ends_with(U"集团")) continue;
    for (std::size_t i = 1; i < name.size(); ++i) out.push_back((Pair{name[i - 1]} << 32) | name[i]);
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

/// The measures by the pairs of characters that they have.
class Index {
 public:
  explicit Index(const std::vector<Item>& measures) : count_(measures.size()) {
    for (std::size_t i = 0; i < measures.size(); ++i) {
      auto pairs = pairs_of(measures[i].text, nullptr);
      const auto title = pairs_of(measures[i].title_words, nullptr);
      pairs.insert(pairs.end(), title.begin(), title.end());
      std::sort(pairs.begin(), pairs.end());
      pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
      for (const Pair p : pairs) having_[p].push_back(i);
    }
  }

  /// For each measure the share of the row's words that it has; a rare pair of characters counts more.
  std::vector<double> shares(const Item& row) const {
    std::vector<double> out(count_);
    double all = 0;
    for (const Pair p : pairs_of_row(row)) {
      const auto at = having_.find(p);
      const double measures = static_cast<double>(count_);
      const double having = at == having_.end() ? 0.5 : static_cast<double>(at->second.size());
      const double weight = std::log(1 + measures / having);
      all += at == having_.end() ? std::min(weight, 1.5) : weight;
      if (at != having_.end())
        for (const std::size_t m : at->second) out[m] += weight;
    }
    if (all > 0)
      for (double& share : out) share /= all;
    return out;
  }

  /// For each measure the share of the row's rare words that it has: those of two measures at most, or of none.
  std::vector<double> rare_shares(const Item& row) const {
    constexpr std::size_t kFew = 2;
    std::vector<double> out(count_);
    double all = 0;
    for (const Pair p : pairs_of_row(row)) {
      const auto at = having_.find(p);
      if (at != having_.end() && at->second.size() > kFew) continue;
      ++all;
      if (at != having_.end())
        for (const std::size_t m : at->second) ++out[m];
    }
    if (all > 0)
      for (double& share : out) share /= all;
    return out;
  }

 private:
  std::size_t count_;
  std::unordered_map<Pair, std::vector<std::size_t>> having_;
};

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

/// The best way of all rows through the measures. worth[r][m] > 0: row r may be of measure m.
std::vector<std::optional<std::size_t>> best_way(const std::vector<std::vector<double>>& worth, std::size_t measures) {
  constexpr double kBack = 0.12, kSkip = 0.004;  // a step backwards costs, a measure left out hardly
  const std::size_t rows = worth.size();
  std::vector<double> best(measures);
  std::vector<std::vector<std::uint32_t>> from(rows, std::vector<std::uint32_t>(measures));
  for (std::size_t r = 0; r < rows; ++r) {
    // ahead[m]: the best of the positions up to m; behind: the best of all, at a price.
    const auto top = static_cast<std::size_t>(std::max_element(best.begin(), best.end()) - best.begin());
    std::vector<double> next(measures);
    double ahead = -1e9;
    std::size_t ahead_at = 0;
    for (std::size_t m = 0; m < measures; ++m) {
      ahead -= kSkip;
      if (best[m] >= ahead) {
        ahead = best[m];
        ahead_at = m;
      }
      const bool back = best[top] - kBack > ahead;
      next[m] = (back ? best[top] - kBack : ahead) + worth[r][m];
      from[r][m] = static_cast<std::uint32_t>(back ? top : ahead_at);
    }
    best = std::move(next);
  }
  std::vector<std::optional<std::size_t>> out(rows);
  std::size_t at = static_cast<std::size_t>(std::max_element(best.begin(), best.end()) - best.begin());
  for (std::size_t r = rows; r-- > 0;) {
    if (worth[r][at] > 0) out[r] = at;
    at = from[r][at];
  }
  return out;
}

/// A measure without rows has part in its neighbour's row where that one has its words too.
/// shares[r][m]: the share of row r's words that measure m has.
void share_rows(const std::vector<std::vector<double>>& shares, const LintRules& rules, Alignment& out) {
  const auto own = out.tasks;
  for (std::size_t m = 0; m < own.size(); ++m) {
    if (!own[m].empty()) continue;
    std::optional<std::size_t> row;
    if (m > 0 && !own[m - 1].empty()) row = own[m - 1].back();
    const auto share = [&](std::size_t r) { return shares[r][m]; };
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
  const Index index(items.measures);
  std::vector<std::vector<double>> shares, worth;
  shares.reserve(items.tasks.size());
  worth.reserve(items.tasks.size());
  for (std::size_t r = 0; r < items.tasks.size(); ++r) {
    shares.push_back(index.shares(items.tasks[r]));
    auto worths = shares.back();
    const auto rare = index.rare_shares(items.tasks[r]);
    const int category = category_number(items.plan->tasks[r].category);
    for (std::size_t m = 0; m < measures; ++m) {
      const bool home = category > 0 && items.measures[m].group == category;
      // Its category alone does not make a row of cooking fumes one of dust.
      const bool near = home && rare[m] >= rules.row_rare;
      const double bar = near ? rules.row_in_group : rules.row;
      // 资源化利用 and other units: of another thing.
      const bool strange = rare[m] < rules.row_other_units && of_other_units(items.tasks[r], items.measures[m]);
      worths[m] = worths[m] >= bar && !strange ? worths[m] - bar + 0.01 : 0;
    }
    worth.push_back(std::move(worths));
  }
  if (!worth.empty()) out.task_of = best_way(worth, measures);
  std::set<std::size_t> taken;
  for (const auto& m : out.task_of)
    if (m) taken.insert(*m);
  constexpr std::size_t kLeast = 3;  // of ten measures that a ledger has rows for
  out.ledger = !worth.empty() && 10 * taken.size() >= kLeast * measures;
  if (!out.ledger) std::fill(out.task_of.begin(), out.task_of.end(), std::nullopt);
  for (std::size_t r = 0; r < out.task_of.size(); ++r)
    if (out.task_of[r]) out.tasks[*out.task_of[r]].push_back(r);
  out.shared.resize(items.tasks.size());
  share_rows(shares, rules, out);
  for (std::size_t p = 0; p < items.projects.size(); ++p) {
    const auto of_work = index.shares(items.projects[p]);
    double best = 0;
    for (std::size_t m = 0; m < measures; ++m) {
      const double bar = names_head(items.projects[p], items.measures[m]) ? rules.project : rules.project_unnamed;
      if (of_work[m] >= bar && of_work[m] > best) {
        best = of_work[m];
        out.project_of[p] = m;
      }
    }
    if (out.project_of[p]) out.projects[*out.project_of[p]].push_back(p);
  }
  return out;
}

}  // namespace limpid::plan::linting
