// SPDX-License-Identifier: Apache-2.0
#include "plan/lint/widening.hpp"

#include <algorithm>

namespace limpid::plan::linting {

/// Where they differ: between the blocks and at the ends.
std::vector<Stretch> stretches_of(const Pairing& p) {
  std::vector<Stretch> out;
  std::size_t a = 0, b = 0;
  auto blocks = p.blocks;
  blocks.push_back({p.measure.chars.size(), p.row.chars.size(), 0});
  for (const auto& block : blocks) {
    if (block.a > a || block.b > b) out.push_back({a, block.a, b, block.b});
    a = block.a + block.n;
    b = block.b + block.n;
  }
  return out;
}

/// The place of characters [begin, end) of a piece, without stops at its ends.
Place piece_place(const Item& item, const Piece& piece, std::size_t begin, std::size_t end) {
  while (begin < end && !is_word(piece.chars[begin])) ++begin;
  while (end > begin && !is_word(piece.chars[end - 1])) --end;
  if (begin == end) return item.nothing();
  return item.text.place(item.key, piece.at[begin], piece.at[end - 1] + 1);
}

Stretch Widening::to(std::size_t least) {
  while (!starts_word() && left()) {
  }
  while (!ends_word() && right()) {
  }
  while (size() < least && right_word()) {
  }
  while (size() < least && left_word()) {
  }
  return s_;
}

void Widening::from_name() {
  constexpr int kReach = 2;
  for (int n = 0; n < kReach && s_.a0 > 0 && s_.b0 > 0; ++n) {
    const bool alone = a_bounds_[s_.a0] && a_bounds_[s_.a0 - 1] && b_bounds_[s_.b0] && b_bounds_[s_.b0 - 1];
    if (!alone || !left()) return;
  }
}

void Widening::through_name(const LintRules::Words& endings) {
  constexpr std::size_t kReach = 8;
  const Stretch before = s_;
  for (std::size_t n = 0; n < kReach; ++n) {
    const auto text = std::u32string_view(a_).substr(s_.a0, s_.a1 - s_.a0);
    const bool ended = std::any_of(endings.begin(), endings.end(), [&](const auto& e) { return text.ends_with(e); });
    if (ended && ends_word()) return;
    if (!right()) break;
  }
  s_ = before;
}

bool Widening::left() {
  if (s_.a0 == 0 || s_.b0 == 0 || a_[s_.a0 - 1] != b_[s_.b0 - 1] || !is_word(a_[s_.a0 - 1])) return false;
  --s_.a0;
  --s_.b0;
  return true;
}

bool Widening::right() {
  if (s_.a1 == a_.size() || s_.b1 == b_.size() || a_[s_.a1] != b_[s_.b1] || !is_word(a_[s_.a1])) return false;
  ++s_.a1;
  ++s_.b1;
  return true;
}

bool Widening::left_word() {
  if (!left()) return false;
  while (!starts_word() && left()) {
  }
  return true;
}

bool Widening::right_word() {
  if (!right()) return false;
  while (!ends_word() && right()) {
  }
  return true;
}

}  // namespace limpid::plan::linting
