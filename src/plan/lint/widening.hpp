// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plan/lint/wording.hpp"

namespace limpid::plan::linting {

/// Where a row's clause and its measure differ: between the blocks and at the ends.
std::vector<Stretch> stretches_of(const Pairing& p);

/// The place of characters [begin, end) of a piece, without stops at its ends.
Place piece_place(const Item& item, const Piece& piece, std::size_t begin, std::size_t end);

/// Takes the same characters around the stretch on both sides: to the ends of words, of a name to the words that end
/// it, and on by words until the shorter side has `least`. The words can be found again, and the one side can stand for
/// the other.
class Widening {
 public:
  Widening(const Pairing& p, Stretch s)
      : a_(p.measure.chars), b_(p.row.chars), a_bounds_(word_bounds(a_)), b_bounds_(word_bounds(b_)), s_(s) {}

  /// To the ends of words, and on until the shorter side has `least`.
  Stretch to(std::size_t least);
  /// A name is in no dictionary: back over characters that are no word's (石 of 石淙头).
  void from_name();
  /// On to the end of a name (污水处理厂) where one follows.
  void through_name(const LintRules::Words& endings);

 private:
  std::size_t size() const { return std::min(s_.a1 - s_.a0, s_.b1 - s_.b0); }
  bool starts_word() const { return a_bounds_[s_.a0] && b_bounds_[s_.b0]; }
  bool ends_word() const { return a_bounds_[s_.a1] && b_bounds_[s_.b1]; }
  bool left();
  bool right();
  bool left_word();
  bool right_word();

  const std::u32string &a_, &b_;
  std::vector<bool> a_bounds_, b_bounds_;
  Stretch s_;
};

}  // namespace limpid::plan::linting
