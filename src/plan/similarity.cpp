// SPDX-License-Identifier: Apache-2.0
#include "plan/similarity.hpp"

#include <unicode/uchar.h>

#include <algorithm>
#include <limits>
#include <map>
#include <numeric>
#include <string>

#include "base/text.hpp"

namespace limpid::plan {
namespace {

constexpr std::size_t kMostSolved = 500;

bool counts_as_character(char32_t c) {
  return u_isalnum(static_cast<UChar32>(c)) != 0;
}

/// Rows and columns of a connected part, with what each pair is worth.
struct Part {
  std::vector<std::size_t> lefts, rights;
  std::vector<Candidate> candidates;
};

std::size_t root_of(std::vector<std::size_t>& parent, std::size_t node) {
  while (parent[node] != node) node = parent[node] = parent[parent[node]];
  return node;
}

std::vector<Part> connected_parts(const std::vector<Candidate>& candidates) {
  std::map<std::size_t, std::size_t> left_node, right_node;
  std::vector<std::size_t> parent;
  const auto node = [&parent](auto& nodes, std::size_t key) {
    const auto [at, added] = nodes.try_emplace(key, parent.size());
    if (added) parent.push_back(parent.size());
    return at->second;
  };
  for (const auto& c : candidates) {
    const auto a = node(left_node, c.left), b = node(right_node, c.right);
    parent[root_of(parent, a)] = root_of(parent, b);
  }
  std::map<std::size_t, Part> parts;
  for (const auto& [key, n] : left_node) parts[root_of(parent, n)].lefts.push_back(key);
  for (const auto& [key, n] : right_node) parts[root_of(parent, n)].rights.push_back(key);
  for (const auto& c : candidates) parts[root_of(parent, left_node[c.left])].candidates.push_back(c);
  std::vector<Part> out;
  out.reserve(parts.size());
  for (auto& [root, part] : parts) out.push_back(std::move(part));
  return out;
}

std::size_t place_in(const std::vector<std::size_t>& sorted, std::size_t key) {
  return static_cast<std::size_t>(std::lower_bound(sorted.begin(), sorted.end(), key) - sorted.begin());
}

/// The Hungarian method with potentials on a square of costs (0: the pair is no candidate): which column each row gets.
std::vector<std::size_t> cheapest(const std::vector<std::vector<double>>& cost) {
  const std::size_t n = cost.size();
  constexpr double kFar = std::numeric_limits<double>::infinity();
  std::vector<double> row_level(n + 1), column_level(n + 1);
  std::vector<std::size_t> row_of(n + 1), way(n + 1);  // 1-based: 0 is nothing
  for (std::size_t row = 1; row <= n; ++row) {
    row_of[0] = row;
    std::size_t column = 0;
    std::vector<double> least(n + 1, kFar);
    std::vector<bool> used(n + 1);
    do {
      used[column] = true;
      const std::size_t from = row_of[column];
      std::size_t next = 0;
      double step = kFar;
      for (std::size_t j = 1; j <= n; ++j) {
        if (used[j]) continue;
        const double reduced = cost[from - 1][j - 1] - row_level[from] - column_level[j];
        if (reduced < least[j]) {
          least[j] = reduced;
          way[j] = column;
        }
        if (least[j] < step) {
          step = least[j];
          next = j;
        }
      }
      for (std::size_t j = 0; j <= n; ++j) {
        if (used[j]) {
          row_level[row_of[j]] += step;
          column_level[j] -= step;
        } else {
          least[j] -= step;
        }
      }
      column = next;
    } while (row_of[column] != 0);
    for (; column != 0; column = way[column]) row_of[column] = row_of[way[column]];
  }
  std::vector<std::size_t> column_of(n);
  for (std::size_t j = 1; j <= n; ++j) column_of[row_of[j] - 1] = j - 1;
  return column_of;
}

void solve(const Part& part, std::vector<Candidate>& out) {
  const std::size_t n = std::max(part.lefts.size(), part.rights.size());
  std::vector<std::vector<double>> cost(n, std::vector<double>(n));
  for (const auto& c : part.candidates) {
    double& at = cost[place_in(part.lefts, c.left)][place_in(part.rights, c.right)];
    at = std::min(at, -c.worth);
  }
  const auto column_of = cheapest(cost);
  for (std::size_t i = 0; i < part.lefts.size(); ++i) {
    const std::size_t j = column_of[i];
    if (j < part.rights.size() && cost[i][j] < 0) out.push_back({part.lefts[i], part.rights[j], -cost[i][j]});
  }
}

void take_best_first(Part part, std::vector<Candidate>& out) {
  std::stable_sort(part.candidates.begin(), part.candidates.end(),
                   [](const Candidate& a, const Candidate& b) { return a.worth > b.worth; });
  std::vector<bool> left_taken(part.lefts.size()), right_taken(part.rights.size());
  for (const auto& c : part.candidates) {
    const auto i = place_in(part.lefts, c.left), j = place_in(part.rights, c.right);
    if (left_taken[i] || right_taken[j]) continue;
    left_taken[i] = right_taken[j] = true;
    out.push_back(c);
  }
}

}  // namespace

Grams::Grams(std::string_view utf8) : Grams(of_normal(text::nfkc(utf8))) {}

Grams Grams::of_normal(std::string_view normal) {
  Grams out;
  out.grams_.reserve(normal.size() / 3);
  char32_t before = 0;
  for (std::size_t pos = 0; pos < normal.size();) {
    const char32_t c = text::next_char(normal, pos);
    if (!counts_as_character(c)) continue;
    if (before != 0) out.grams_.push_back((std::uint64_t{before} << 32) | c);
    before = c;
  }
  if (out.grams_.empty() && before != 0) out.grams_.push_back(before);
  std::sort(out.grams_.begin(), out.grams_.end());
  return out;
}

std::size_t Grams::shared(const Grams& other) const {
  std::size_t count = 0;
  for (auto a = grams_.begin(), b = other.grams_.begin(); a != grams_.end() && b != other.grams_.end();) {
    if (*a < *b) {
      ++a;
    } else if (*b < *a) {
      ++b;
    } else {
      ++count, ++a, ++b;
    }
  }
  return count;
}

double Grams::likeness(const Grams& other) const {
  const std::size_t all = size() + other.size();
  return all == 0 ? 1.0 : 2.0 * static_cast<double>(shared(other)) / static_cast<double>(all);
}

double Grams::containment(const Grams& other) const {
  const std::size_t little = std::min(size(), other.size());
  if (little == 0) return size() == other.size() ? 1.0 : 0.0;
  return static_cast<double>(shared(other)) / static_cast<double>(little);
}

std::vector<Candidate> assign(std::vector<Candidate> candidates) {
  std::erase_if(candidates, [](const Candidate& c) { return c.worth <= 0; });
  std::vector<Candidate> out;
  for (auto& part : connected_parts(candidates)) {
    if (std::max(part.lefts.size(), part.rights.size()) <= kMostSolved) {
      solve(part, out);
    } else {
      take_best_first(std::move(part), out);
    }
  }
  std::sort(out.begin(), out.end(), [](const Candidate& a, const Candidate& b) { return a.left < b.left; });
  return out;
}

}  // namespace limpid::plan
