// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "plan/lint/check.hpp"
#include "plan/lint/figures.hpp"

namespace limpid::plan::linting {

/// 附件1, 附表: what a measure calls the annex; the number may be left out.
struct AnnexMention {
  const Item* measure = nullptr;
  std::size_t begin = 0, end = 0;  ///< of Item::text
  std::string number;
};

/// The first mention of each measure.
std::vector<AnnexMention> annex_mentions(const std::vector<Item>& measures);

/// 见附件3, (附表2): annexes that a measure refers to by number and that nothing heads, in a document that numbers the
/// heads of others.
std::vector<AnnexMention> absent_annexes(const Check& check);

/// The lines under the heading of the annex, up to the next one's.
std::vector<Words> lines_of_annex(const Check& check, const AnnexMention& mention);

/// The number with which a row of a list begins: 3 of `3 地块`, `|3|地块`.
std::optional<int> row_number(const Words& line);

/// Tells that an item counts otherwise than the list has rows; far more or fewer are of something else. The figure's
/// value is digits.
void row_count_differs(const Check& check, const Item& item, const Figure& figure, std::size_t rows, Place first);

/// What stands under the heading of the annex, marks of cells included; empty where no heading has its number.
Words words_of_annex(const Check& check, const AnnexMention& mention);

/// A list with numbers of its own under the heading of an annex: 1 地块, 2 地块 …
struct AnnexRows {
  std::string number;   ///< of the annex
  std::u32string head;  ///< what stands above the first row
  std::size_t rows = 0;
  Span span;    ///< from the heading to the last row
  Place first;  ///< of the list
};

/// A measure that counts the rows of an annex: 7块地块(清单见附件3).
struct AnnexCount {
  const Item* measure = nullptr;
  Figure figure;
  AnnexRows annex;
};

/// Whole things in digits: 7块, 12家.
bool is_count(const Quantity& q);

/// The annexes whose captions name what a measure counts and lists there.
std::vector<AnnexCount> counted_annexes(const Check& check);

/// The annexes with exactly one list that counts from 1 on without a gap, behind the last measure.
std::vector<AnnexRows> numbered_annexes(const Check& check);

}  // namespace limpid::plan::linting
