// SPDX-License-Identifier: Apache-2.0
#include "plan/lint/difference.hpp"

#include <algorithm>

namespace limpid::plan::linting {
namespace {

struct Window {
  std::size_t a0, a1, b0, b1;
};

Block longest(std::u32string_view a, std::u32string_view b, const Window& w) {
  Block best;
  std::vector<std::size_t> run(w.b1 - w.b0 + 1), before(w.b1 - w.b0 + 1);
  for (std::size_t i = w.a0; i < w.a1; ++i) {
    std::swap(run, before);
    for (std::size_t j = w.b0; j < w.b1; ++j) {
      const std::size_t at = j - w.b0 + 1;
      run[at] = a[i] == b[j] ? before[at - 1] + 1 : 0;
      if (run[at] > best.n) best = {i + 1 - run[at], j + 1 - run[at], run[at]};
    }
  }
  return best;
}

}  // namespace

std::vector<Block> common_blocks(std::u32string_view a, std::u32string_view b, std::size_t least) {
  constexpr std::size_t kLongest = 1200;  // a clause longer than that is no clause
  std::vector<Block> out;
  std::vector<Window> open{{0, std::min(a.size(), kLongest), 0, std::min(b.size(), kLongest)}};
  while (!open.empty()) {
    const Window w = open.back();
    open.pop_back();
    if (w.a0 >= w.a1 || w.b0 >= w.b1) continue;
    const Block found = longest(a, b, w);
    if (found.n < least) continue;
    out.push_back(found);
    open.push_back({w.a0, found.a, w.b0, found.b});
    open.push_back({found.a + found.n, w.a1, found.b + found.n, w.b1});
  }
  std::sort(out.begin(), out.end(), [](const Block& x, const Block& y) { return x.a < y.a; });
  return out;
}

std::size_t length_of(const std::vector<Block>& blocks) {
  std::size_t n = 0;
  for (const auto& block : blocks) n += block.n;
  return n;
}

}  // namespace limpid::plan::linting
