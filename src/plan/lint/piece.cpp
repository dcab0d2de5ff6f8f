// SPDX-License-Identifier: Apache-2.0
#include "plan/lint/piece.hpp"

#include <algorithm>

namespace limpid::plan::linting {
namespace {

/// The marks of a list of `count` names that ends at `end`, from the last one on; fewer where it is none.
std::vector<std::size_t> marks_before(std::u32string_view chars, std::size_t end, std::size_t count) {
  constexpr std::size_t kShortest = 2, kLongest = 4;
  std::vector<std::size_t> out;
  std::size_t from = end;
  for (std::size_t k = end; k > 0 && out.size() + 1 < count; --k) {
    const std::size_t length = from - k;
    if (chars[k - 1] == U'、') {
      if (length < kShortest) break;
      from = k - 1;
      out.push_back(from);
    } else if (!is_han(chars[k - 1]) || length == kLongest) {
      break;
    }
  }
  const bool first = from >= kShortest && is_han(chars[from - 1]) && is_han(chars[from - 2]);
  if (!first) out.clear();
  return out;
}

/// 白沙、青石两镇 as 白沙镇、青石镇: the ending stands behind each name, the number falls away.
Piece with_own_endings(Piece piece) {
  constexpr std::u32string_view numbers = U"两二三四五六七八九", endings = U"镇乡村县区市河湖";
  for (std::size_t i = 1; i + 1 < piece.chars.size(); ++i) {
    const auto number = numbers.find(piece.chars[i]);
    const char32_t ending = piece.chars[i + 1];
    if (number == numbers.npos || endings.find(ending) == endings.npos) continue;
    const std::size_t count = std::max<std::size_t>(number + 1, 2);  // 两 and 二
    const auto marks = marks_before(piece.chars, i, count);
    if (marks.size() + 1 != count) continue;
    piece.chars.erase(i, 1);
    piece.at.erase(piece.at.begin() + static_cast<std::ptrdiff_t>(i));
    for (const std::size_t mark : marks) {
      if (piece.chars[mark - 1] == ending) continue;
      const std::size_t at = piece.at[mark - 1];
      piece.chars.insert(mark, 1, ending);
      piece.at.insert(piece.at.begin() + static_cast<std::ptrdiff_t>(mark), at);
    }
  }
  return piece;
}

}  // namespace

Piece piece_of(const Item& item, std::size_t begin, std::size_t end) {
  Piece out;
  for (std::size_t i = begin; i < end; ++i) {
    if (item.dated[i] || item.cited[i]) continue;
    out.chars.push_back(item.text.chars[i]);
    out.at.push_back(i);
  }
  // 2022年8月底前,完成… leaves a comma in front.
  while (!out.chars.empty() && out.chars.front() == ',') {
    out.chars.erase(0, 1);
    out.at.erase(out.at.begin());
  }
  return with_own_endings(std::move(out));
}

}  // namespace limpid::plan::linting
