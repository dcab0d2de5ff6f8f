// SPDX-License-Identifier: Apache-2.0
#include "plan/lint/list_parts.hpp"

#include <algorithm>
#include <array>

namespace limpid::plan::linting {
namespace {

constexpr std::array<std::u32string_view, 6> kJoins{U"以及", U"、", U"和", U"及", U"与", U"或"};

/// Without what both sides begin and end with.
Stretch trimmed(std::u32string_view a, std::u32string_view b, Stretch s) {
  while (s.a0 < s.a1 && s.b0 < s.b1 && a[s.a0] == b[s.b0]) {
    ++s.a0;
    ++s.b0;
  }
  while (s.a0 < s.a1 && s.b0 < s.b1 && a[s.a1 - 1] == b[s.b1 - 1]) {
    --s.a1;
    --s.b1;
  }
  return s;
}

bool is_joined(std::u32string_view text) {
  return std::any_of(kJoins.begin(), kJoins.end(), [&](auto join) { return text.starts_with(join); });
}

std::u32string_view without_join(std::u32string_view text) {
  for (const auto join : kJoins) {
    if (text.starts_with(join)) return text.substr(join.size());
    if (text.ends_with(join)) return text.substr(0, text.size() - join.size());
  }
  return {};
}

}  // namespace

std::optional<ListPart> part_of_list(const Pairing& pairing, const Stretch& stretch) {
  constexpr std::size_t kShortest = 2, kLongest = 16;
  const Stretch s = trimmed(pairing.measure.chars, pairing.row.chars, stretch);
  const bool of_row = s.a0 == s.a1;
  if (of_row == (s.b0 == s.b1)) return std::nullopt;
  const std::u32string_view chars = of_row ? pairing.row.chars : pairing.measure.chars;
  const std::size_t begin = of_row ? s.b0 : s.a0, length = of_row ? s.b1 - s.b0 : s.a1 - s.a0;
  const auto part_at = [&](std::size_t at) -> std::optional<ListPart> {
    const auto member = without_join(chars.substr(at, length));
    if (content_size(member) < kShortest || member.size() > kLongest) return std::nullopt;
    ListPart part{s, of_row, std::u32string(member)};
    for (std::size_t* edge : {&part.at.a0, &part.at.a1, &part.at.b0, &part.at.b1}) *edge = *edge + at - begin;
    return part;
  };
  // As far as the words go round.
  std::size_t first = begin, last = begin;
  while (first > 0 && begin - first < length && chars[first - 1] == chars[first - 1 + length]) --first;
  while (last + length < chars.size() && last - begin < length && chars[last] == chars[last + length]) ++last;
  std::optional<ListPart> found;
  for (std::size_t at = first; at <= last; ++at)
    if (auto part = part_at(at)) {
      if (is_joined(chars.substr(at))) return part;
      found = std::move(part);
    }
  return found;
}

}  // namespace limpid::plan::linting
