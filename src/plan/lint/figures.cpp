// SPDX-License-Identifier: Apache-2.0
#include "plan/lint/figures.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <map>

#include "plan/lint/how_often.hpp"
#include "plan/reader/numerals.hpp"

namespace limpid::plan::linting {
namespace {

/// 户 of 万户.
std::string_view without_myriads(std::string_view unit) {
  for (const std::string_view many : {"百万", "千万", "万", "亿"})
    if (unit.size() > many.size() && unit.starts_with(many)) return unit.substr(many.size());
  return unit;
}

bool stands_otherwise(const std::vector<Quantity>& list, const Quantity& q) {
  return std::any_of(list.begin(), list.end(), [&](const Quantity& other) {
    return !q.base.value.empty() && q.base == other.base && same_unit(q, other);
  });
}

/// 36.5平方米 beside 36.5万平方米: the same digits, another amount.
bool of_other_size(std::u32string_view behind, const Quantity& q) {
  const std::string_view plain = without_myriads(q.unit);
  const auto unit = normal(plain);
  if (unit.empty()) return false;
  if (plain.size() < q.unit.size()) return behind.starts_with(unit);
  constexpr std::u32string_view kMany = U"万亿";
  return !behind.empty() && kMany.find(behind.front()) != kMany.npos && behind.substr(1).starts_with(unit);
}

bool stands(const Item& item, const Quantity& q) {
  constexpr std::u32string_view kOfDates = U"年月日时";
  const auto value = normal(q.value);
  for (auto at = find(item.text, value); at != std::u32string::npos; at = find(item.text, value, at + 1)) {
    const bool before = at > 0 && (is_digit(item.text.chars[at - 1]) || item.text.chars[at - 1] == '.');
    const std::size_t end = at + value.size();
    const bool after = end < item.text.size() && (is_digit(item.text.chars[end]) || item.text.chars[end] == '.');
    const bool date = end < item.text.size() && item.dated[at] && kOfDates.find(item.text.chars[end]) != kOfDates.npos;
    if (!before && !after && !date && !of_other_size(item.text.view(end, item.text.size()), q)) return true;
  }
  return false;
}

}  // namespace

namespace {

/// Where the words of a figure stand at or after `from`, not as the end of a longer number: 4公里 of 12.4公里.
std::size_t figure_at(const Words& text, std::u32string_view words, std::size_t from) {
  auto at = find(text, words, from);
  while (at != std::u32string::npos && at > 0 && is_digit(words.front()) &&
         (is_digit(text.chars[at - 1]) || text.chars[at - 1] == '.'))
    at = find(text, words, at + 1);
  return at;
}

}  // namespace

std::vector<Figure> figures_of(const Item& item) {
  std::vector<Figure> out;
  if (item.is_boundless()) return out;
  std::map<std::u32string, std::size_t> from;
  for (const auto& q : *item.quantities) {
    const auto words = normal(q.text);
    if (words.empty()) continue;
    const auto at = figure_at(item.text, words, from[words]);
    if (at == std::u32string::npos) continue;
    from[words] = at + words.size();
    out.push_back({&q, at, at + words.size()});
  }
  return out;
}

double amount_of(const std::string& printed) {
  if (printed.front() >= '0' && printed.front() <= '9') return std::strtod(printed.c_str(), nullptr);
  return static_cast<double>(numeral(printed));
}

bool spoken(const Quantity& q) {
  return q.value.empty() || !is_digit(static_cast<char32_t>(static_cast<unsigned char>(q.value.front())));
}

bool has_figure(const Item& item, const Quantity& q) {
  return stands(item, q) || stands_otherwise(*item.quantities, q);
}

bool same_unit(const Quantity& a, const Quantity& b) {
  if (without_myriads(a.unit) == without_myriads(b.unit)) return true;
  return !a.base.unit.empty() && a.base.unit != "1" && a.base.unit == b.base.unit;
}

namespace {

/// The quarters of the year that words name: 1 春, 2 夏, 4 秋, 8 冬. Floods come in summer, heating in winter.
unsigned quarters_named(std::u32string_view words) {
  constexpr std::array<std::pair<char32_t, unsigned>, 6> kQuarters{
      {{U'春', 1}, {U'夏', 2}, {U'汛', 2}, {U'秋', 4}, {U'冬', 8}, {U'暖', 8}}};
  unsigned out = 0;
  for (const auto& [word, quarter] : kQuarters)
    if (words.find(word) != std::u32string_view::npos) out |= quarter;
  return out;
}

/// 25 of 每月25日前.
std::u32string_view day_in_period(std::u32string_view words) {
  const auto end = words.find(U'日');
  if (end == std::u32string_view::npos) return {};
  std::size_t begin = end;
  while (begin > 0 && is_digit(words[begin - 1])) --begin;
  return words.substr(begin, end - begin);
}

}  // namespace

bool ends_with_season(const Deadline& season, const Deadline& day) {
  if (season.kind != DeadlineKind::season || day.kind != DeadlineKind::by_date || !day.end) return false;
  constexpr std::size_t kMonth = 5;
  const int month = std::atoi(day.end->substr(kMonth, 2).c_str());
  const auto quarters = quarters_named(normal(season.text));
  // Of several quarters the last one (秋冬季); a winter ends in the next year.
  constexpr std::array<std::pair<unsigned, int>, 4> kEnds{{{8, 2}, {4, 11}, {2, 8}, {1, 5}}};
  for (const auto& [quarter, end] : kEnds)
    if ((quarters & quarter) != 0) return month == end;
  return false;
}

bool same_limit(const Deadline& a, const Deadline& b) {
  if (a.end || b.end || a.start || b.start) {
    // What lasts from a day or an hour to another differs by its start too: 6-9月 against 5-9月.
    if (a.kind == b.kind && a.start && b.start && *a.start != *b.start) return false;
    if (a.end && b.end && *a.end == *b.end) return true;
    return a.start == b.start && a.end == b.end;
  }
  if (a.kind == b.kind && a.kind != DeadlineKind::other && a.kind != DeadlineKind::external) {
    const auto x = normal(a.text), y = normal(b.text);
    if (a.kind == DeadlineKind::season) {
      if (x.starts_with(U'非') != y.starts_with(U'非')) return false;  // 非汛期
      const auto p = quarters_named(x), q = quarters_named(y);
      return p == 0 || q == 0 || (p & q) != 0;
    }
    if (a.kind == DeadlineKind::recurring) {
      if (const auto p = day_in_period(x), q = day_in_period(y); !p.empty() && !q.empty() && p != q) return false;
      if (const auto p = period_in(to_utf8(x)), q = period_in(to_utf8(y)); p && q) return *p == *q;
    }
    return a.kind != DeadlineKind::recurring || contains(x, y.substr(0, 2)) || contains(y, x.substr(0, 2));
  }
  const auto x = normal(a.text), y = normal(b.text);
  // 冬季采暖期间, which nobody read, beside 采暖季.
  const bool season = a.kind == DeadlineKind::season || b.kind == DeadlineKind::season;
  const bool words = a.kind == DeadlineKind::other || b.kind == DeadlineKind::other;
  if (season && words && x.starts_with(U'非') == y.starts_with(U'非') && (quarters_named(x) & quarters_named(y)) != 0)
    return true;
  return contains(x, y) || contains(y, x);
}

}  // namespace limpid::plan::linting
