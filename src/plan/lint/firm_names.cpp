// SPDX-License-Identifier: Apache-2.0
#include "plan/lint/firm_names.hpp"

#include <algorithm>

namespace limpid::plan::linting {

std::u32string name_of_firm(const Check& check, const Unit& unit) {
  constexpr std::u32string_view places = U"省市县区旗州镇乡";
  constexpr std::size_t kShortest = 4, kPlace = 3;
  auto name = normal(unit.name);
  bool company = false;
  for (const std::u32string_view form : {U"有限责任公司", U"股份有限公司", U"有限公司", U"公司", U"集团"})
    if (name.ends_with(form)) {
      name.resize(name.size() - form.size());
      company = true;
    }
  if (!company) return {};
  if (const auto at = name.find_first_of(places); at <= kPlace)
    name.erase(0, at + 1);
  else if (const auto title = normal(check.items.plan->title); name.size() >= kShortest + 2)
    if (contains(title, name.substr(0, 2))) name.erase(0, 2);
  return name.size() < kShortest ? std::u32string() : name;
}

std::optional<std::size_t> firm_nearly_at(std::u32string_view chars, std::u32string_view name) {
  for (std::size_t i = 0; i + name.size() <= chars.size(); ++i) {
    std::size_t other = 0;
    for (std::size_t k = 0; k < name.size() && other < 2; ++k) other += chars[i + k] != name[k];
    if (other == 1 && chars.substr(i, name.size()).ends_with(name.substr(name.size() - 2)) && is_han(chars[i]))
      return i;
  }
  return std::nullopt;
}

bool is_of_other_row(const Check& check, const std::vector<const Item*>& others, const Unit& unit) {
  const auto name = name_of_firm(check, unit);
  return !name.empty() && std::any_of(others.begin(), others.end(), [&](const Item* row) {
    return contains(row->text.chars, name) || firm_nearly_at(row->text.chars, name).has_value();
  });
}

}  // namespace limpid::plan::linting
