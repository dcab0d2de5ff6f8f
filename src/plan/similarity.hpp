// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace limpid::plan {

/// How alike two texts are, and who belongs to whom: what the comparison of versions (compare.hpp) and the alignment of
/// measures with ledger rows rest on. Pure; knows no word.

/// The pairs of neighbouring characters of a text, in form NFKC, without blanks and punctuation: 完成排查 gives 完成,
/// 成排, 排查. A text of one character is that one.
class Grams {
 public:
  explicit Grams(std::string_view utf8);
  /// Of a text that is in form NFKC already.
  static Grams of_normal(std::string_view nfkc);

  /// Dice's coefficient, 0 … 1: what they share over what they have. Two empty texts are alike.
  double likeness(const Grams& other) const;
  /// How much of the shorter stands in the longer, 0 … 1: a row that shortens its measure is near 1.
  double containment(const Grams& other) const;
  std::size_t size() const { return grams_.size(); }
  /// Sorted, with repetitions.
  const std::vector<std::uint64_t>& all() const { return grams_; }

 private:
  Grams() = default;
  std::size_t shared(const Grams& other) const;
  std::vector<std::uint64_t> grams_;
};

/// A pair that may be, with what it is worth (> 0).
struct Candidate {
  std::size_t left = 0, right = 0;
  double worth = 0;
};

/// The one-to-one pairs of the greatest worth in all (Hungarian method), chosen of the candidates, by `left`. Each
/// connected part is solved alone; one of more than 500 on a side takes its best pairs first. Ties fall to the lower
/// numbers, so the answer is the same every time.
std::vector<Candidate> assign(std::vector<Candidate> candidates);

}  // namespace limpid::plan
