// SPDX-License-Identifier: Apache-2.0
#include "plan/lint/unit_names.hpp"

#include <algorithm>

namespace limpid::plan::linting {
namespace {

/// The last time that the name stands by itself, else at all.
std::size_t last_place(std::u32string_view chars, std::u32string_view name) {
  if (name.empty()) return std::u32string::npos;
  const auto last = chars.rfind(name);
  for (auto at = last; at != std::u32string::npos; at = at == 0 ? std::u32string::npos : chars.rfind(name, at - 1)) {
    const std::size_t end = at + name.size();
    if ((at == 0 || !is_word(chars[at - 1])) && (end == chars.size() || !is_word(chars[end]))) return at;
  }
  return last;
}

bool takes_in_order(std::u32string_view little, std::u32string_view large) {
  if (little.size() < 4 || little.size() > large.size() || little.back() != large.back()) return false;
  if (const auto at = large.find(little.substr(0, 2)); at > 4) return false;
  std::size_t next = 0;
  for (const char32_t c : large)
    if (next < little.size() && c == little[next]) ++next;
  return next == little.size() && 5 * little.size() >= 2 * large.size();
}

/// 县交通警察大队 of 县公安局交通警察大队; empty where it is no unit of another.
std::u32string without_parent(std::u32string_view name) {
  constexpr std::u32string_view kLevels = U"省市县区旗";
  const auto parent = name.find(U'局');
  if (parent == std::u32string_view::npos || parent + 1 >= name.size() || kLevels.find(name.front()) == kLevels.npos)
    return {};
  return std::u32string(1, name.front()).append(name.substr(parent + 1));
}

}  // namespace

bool many_at_once(const Unit& unit) {
  const auto name = normal(unit.name);
  return name.starts_with(U"各") || name.starts_with(U"有关") || name.starts_with(U"相关") ||
         name.find(U"成员单位") != std::u32string::npos || name.find(U"有关") != std::u32string::npos;
}

Place unit_place(const Item& item, const Unit& unit) {
  auto wanted = normal(unit.name);
  for (const std::u32string_view ending : {U"", U"人民政府", U"办事处"}) {
    if (!wanted.ends_with(ending)) continue;
    const auto name = wanted.substr(0, wanted.size() - ending.size());
    if (const auto at = last_place(item.all.chars, name); at != std::u32string::npos)
      return item.all.place(item.key, at, at + name.size());
  }
  return item.nothing();
}

bool shortens_name(std::u32string little, std::u32string large) {
  if (little.size() > large.size()) std::swap(little, large);
  if (takes_in_order(little, large)) return true;
  const auto own = without_parent(large);
  return !own.empty() && takes_in_order(little, own);
}

bool alias_in(const std::vector<Unit>& list, const Unit& unit) {
  return std::any_of(list.begin(), list.end(), [&](const Unit& u) {
    return u.key != unit.key && !many_at_once(u) && !many_at_once(unit) &&
           shortens_name(normal(u.name), normal(unit.name));
  });
}

}  // namespace limpid::plan::linting
