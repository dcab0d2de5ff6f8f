// SPDX-License-Identifier: Apache-2.0
#include "plan/gram_index.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "plan/around.hpp"

namespace limpid::plan {
namespace {

struct Near {
  std::size_t text = 0;
  double worth = 0;
};

/// Calls `f` for each pair once; they are sorted.
template <class F>
void each_gram(const Grams& text, F f) {
  const auto& all = text.all();
  for (std::size_t i = 0; i < all.size(); ++i)
    if (i == 0 || all[i] != all[i - 1]) f(all[i]);
}

}  // namespace

double GramIndex::weight(std::size_t having) const {
  return std::log(1 + static_cast<double>(texts_.size()) / static_cast<double>(std::max<std::size_t>(having, 1)));
}

GramIndex::GramIndex(std::vector<Grams> texts)
    : texts_(std::move(texts)), weights_(texts_.size()), shared_(texts_.size()) {
  if (texts_.size() <= kMost) return;
  for (std::size_t i = 0; i < texts_.size(); ++i)
    each_gram(texts_[i], [&](std::uint64_t gram) { having_[gram].push_back(i); });
  for (const auto& [_, list] : having_)
    for (const auto i : list) weights_[i] += weight(list.size());
}

std::vector<std::size_t> GramIndex::nearest(const Grams& text, By by, std::size_t near) const {
  std::vector<std::size_t> out;
  if (texts_.size() <= kMost) {
    out.resize(texts_.size());
    std::iota(out.begin(), out.end(), std::size_t{0});
    return out;
  }
  std::vector<std::size_t> touched;
  double all = 0;
  each_gram(text, [&](std::uint64_t gram) {
    const auto found = having_.find(gram);
    const double worth = weight(found == having_.end() ? 1 : found->second.size());
    all += worth;
    if (found == having_.end()) return;
    auto [from, to] = around(found->second, near);
    for (; from != to; ++from) {
      if (shared_[*from] == 0) touched.push_back(*from);
      shared_[*from] += worth;
    }
  });
  std::vector<Near> found;
  found.reserve(touched.size());
  for (const auto i : touched) {
    const double of = by == By::likeness ? all + weights_[i] : 2 * std::min(all, weights_[i]);
    found.push_back({i, 2 * shared_[i] / of});
    shared_[i] = 0;
  }
  if (found.size() > kMost) {
    std::nth_element(found.begin(), found.begin() + kMost, found.end(), [near](const Near& a, const Near& b) {
      if (a.worth != b.worth) return a.worth > b.worth;
      const auto x = places_apart(a.text, near), y = places_apart(b.text, near);
      return x != y ? x < y : a.text < b.text;
    });
    found.resize(kMost);
  }
  out.reserve(found.size());
  for (const auto& one : found) out.push_back(one.text);
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace limpid::plan
