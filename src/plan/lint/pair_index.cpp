// SPDX-License-Identifier: Apache-2.0
#include "plan/lint/pair_index.hpp"

#include <algorithm>
#include <cmath>

#include "plan/around.hpp"

namespace limpid::plan::linting {
namespace {

using CharPair = std::uint64_t;

void take_once(std::vector<CharPair>& pairs) {
  std::sort(pairs.begin(), pairs.end());
  pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
}

std::vector<CharPair> char_pairs(const Words& words, const std::vector<bool>* without) {
  std::vector<CharPair> out;
  for (std::size_t i = 1; i < words.size(); ++i) {
    if (!is_word(words.chars[i]) || !is_word(words.chars[i - 1])) continue;
    if (without && ((*without)[i] || (*without)[i - 1])) continue;
    out.push_back(pair_of(words.chars[i - 1], words.chars[i]));
  }
  take_once(out);
  return out;
}

/// Of a row that names an enterprise as its unit, the enterprise's name too: the measure may name it in its words.
std::vector<CharPair> pairs_of_row(const Item& row) {
  auto out = char_pairs(row.text, &row.dated);
  for (const auto& unit : *row.units) {
    const auto name = normal(unit.name);
    if (!name.ends_with(U"公司") && !name.ends_with(U"厂") && !name.ends_with(U"集团")) continue;
    for (std::size_t i = 1; i < name.size(); ++i) out.push_back(pair_of(name[i - 1], name[i]));
  }
  take_once(out);
  return out;
}

}  // namespace

PairIndex::PairIndex(const std::vector<Item>& items) : count_(items.size()), scratch_(items.size()) {
  for (std::size_t i = 0; i < items.size(); ++i) {
    auto pairs = char_pairs(items[i].text, nullptr);
    const auto title = char_pairs(items[i].title_words, nullptr);
    pairs.insert(pairs.end(), title.begin(), title.end());
    take_once(pairs);
    for (const Pair p : pairs) having_[p].push_back(i);
  }
}

std::vector<Shared> PairIndex::shares(const Item& of, double least, std::size_t near) const {
  constexpr std::size_t kFew = 2;
  constexpr double kUnknown = 1.5;  // what a pair that nobody has weighs at most
  std::vector<std::size_t> touched;
  double all = 0, all_rare = 0;
  for (const Pair p : pairs_of_row(of)) {
    const auto at = having_.find(p);
    const bool known = at != having_.end();
    const double having = known ? static_cast<double>(at->second.size()) : 0.5;
    const double weight = std::log(1 + static_cast<double>(count_) / having);
    const bool rare = !known || at->second.size() <= kFew;
    all += known ? weight : std::min(weight, kUnknown);
    all_rare += rare ? 1 : 0;
    if (!known) continue;
    auto [from, to] = around(at->second, near);
    for (; from != to; ++from) {
      const std::size_t i = *from;
      if (scratch_[i].share == 0) touched.push_back(i);
      scratch_[i].share += weight;
      scratch_[i].rare += rare ? 1 : 0;
    }
  }
  std::vector<Shared> out;
  for (const std::size_t i : touched) {
    const Shared found{i, scratch_[i].share / all, all_rare > 0 ? scratch_[i].rare / all_rare : 0};
    scratch_[i] = {};
    if (found.share >= least) out.push_back(found);
  }
  if (out.size() > kMost) {
    std::nth_element(out.begin(), out.begin() + kMost, out.end(), [near](const Shared& a, const Shared& b) {
      if (a.share != b.share) return a.share > b.share;
      const auto x = places_apart(a.item, near), y = places_apart(b.item, near);
      return x != y ? x < y : a.item < b.item;
    });
    out.resize(kMost);
  }
  std::sort(out.begin(), out.end(), [](const Shared& a, const Shared& b) { return a.item < b.item; });
  return out;
}

}  // namespace limpid::plan::linting
