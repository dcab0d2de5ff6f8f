// SPDX-License-Identifier: Apache-2.0
#include "plan/lint/spliced.hpp"

#include <algorithm>

namespace limpid::plan::linting {

namespace {

/// 完成3条河治理:甲河、乙河、丙河 of 完成甲河、乙河、丙河3条河治理: one clause in another order. Words of a
/// neighbouring clause among them, or some that the other side lacks, are no order of it.
bool is_other_order(std::u32string_view a, std::u32string_view b) {
  const auto sorted = [](std::u32string_view text) {
    std::u32string out(text);
    std::erase_if(out, [](char32_t c) { return !is_word(c); });
    std::sort(out.begin(), out.end());
    return out;
  };
  return sorted(a) == sorted(b);
}

}  // namespace

bool spliced(const Check& check, const Reading& reading, const Item& row, const Pairing& p) {
  constexpr std::size_t kMoved = 8;
  const auto& clause = row.clauses[p.row_clause];
  const auto text = row.text.view(clause.begin, clause.end);
  if (contains(reading.measure->text.chars, text)) return false;
  if (p.first == p.last && is_other_order(p.measure.chars, p.row.chars)) return false;
  auto blocks = common_blocks(reading.measure->text.chars, text, 5);
  if (blocks.empty()) return false;
  // The blocks are in order; what is left of the row that stands before the first or behind the last block breaks it.
  std::size_t done = 0;
  blocks.push_back({reading.measure->text.size(), text.size(), 0});
  for (const auto& block : blocks) {
    const auto rest = text.substr(done, block.b - done);
    done = block.b + block.n;
    if (content_size(rest) < kMoved) continue;
    const auto moved = common_blocks(reading.measure->text.chars, rest, kMoved);
    if (moved.empty()) continue;
    auto& f = check.add("garbled", "garbled",
                        {reading.measure->text.place(reading.measure->key, reading.measure->clauses[p.first].begin,
                                                     reading.measure->clauses[p.last].end),
                         row.text.place(row.key, clause.begin, clause.end)});
    f.code = "plan_lint.garbled.rows";
    f.replacement = f.places[0].quote;
    return true;
  }
  return false;
}

bool turned(const Check& check, const Reading& reading, const Item& row, const Pairing& before, const Pairing& p) {
  const auto& a = row.clauses[before.row_clause];
  const auto& b = row.clauses[p.row_clause];
  const auto& m = *reading.measure;
  if (a.sentence != b.sentence || p.row_clause != before.row_clause + 1 || p.last >= before.first ||
      m.clauses[p.last].sentence == m.clauses[before.first].sentence)
    return false;
  auto& f = check.add("garbled", "garbled",
                      {m.text.place(m.key, m.clauses[p.first].begin, m.clauses[before.last].end),
                       row.text.place(row.key, a.begin, b.end)});
  f.code = "plan_lint.garbled.rows";
  f.replacement = f.places[0].quote;
  return true;
}

}  // namespace limpid::plan::linting
