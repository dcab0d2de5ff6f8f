// SPDX-License-Identifier: Apache-2.0
#include "plan/side_by_side.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "plan/reader/source_text.hpp"

namespace limpid::plan {
namespace {

/// Of one unit by the register, as a list of an item has them.
using Names = std::vector<std::string>;

/// The names of an item that the register takes for one unit, by unit; units of one name are left out.
std::vector<Names> names_by_unit(const std::vector<Unit>& list, const UnitRegister& units) {
  constexpr std::size_t kMostNames = 50;  // of one unit: then they are no names
  std::map<std::string, std::set<std::string>> by_key;
  for (const auto& unit : list) by_key[units.key_of(unit.name)].insert(unit.name);
  std::vector<Names> out;
  for (const auto& [_, names] : by_key)
    if (names.size() > 1 && names.size() <= kMostNames) out.emplace_back(names.begin(), names.end());
  return out;
}

std::string_view without_mark(std::string_view text) {
  for (std::string_view mark : {"、", ",", ";", "和", "及", "与", " ", "\n"})
    if (text.starts_with(mark)) return text.substr(mark.size());
  return text;
}

/// Nothing but marks of a list and names of the item stand here.
bool is_list(std::string_view between, const std::vector<Unit>& list) {
  constexpr std::size_t kLongest = 600;  // bytes
  if (between.empty() || between.size() > kLongest) return false;
  while (!between.empty()) {
    const auto rest = without_mark(between);
    std::size_t step = between.size() - rest.size();
    if (step == 0)
      for (const auto& unit : list)
        if (rest.starts_with(unit.name)) step = std::max(step, unit.name.size());
    if (step == 0) return false;
    between.remove_prefix(step);
  }
  return true;
}

/// Whether `a` stands before `b` in one list of the text.
bool stands_before(std::string_view text, const std::string& a, const std::string& b, const std::vector<Unit>& list) {
  for (auto at = text.find(a); at != std::string_view::npos; at = text.find(a, at + 1)) {
    const auto behind = at + a.size();
    const auto next = text.find(b, behind);
    if (next == std::string_view::npos) return false;
    if (is_list(text.substr(behind, next - behind), list)) return true;
  }
  return false;
}

template <class Visit>
void each_listed(const Document& document, Visit visit) {
  for (const auto& plan : document.plans) {
    for (const auto* measures : {&plan.measures, &plan.safeguards})
      for (const auto& m : *measures) visit(m.units, m.span);
    for (const auto& t : plan.tasks) visit(t.units, t.span);
    for (const auto& p : plan.projects) visit(p.units, p.span);
  }
}

}  // namespace

UnitRegister::Pairs side_by_side(const Document& document, const UnitRegister& units) {
  constexpr std::size_t kMostLooks = 2000;  // in texts, for pairs that few documents have at all
  UnitRegister::Pairs out;
  std::set<std::pair<std::string, std::string>> apart;
  std::size_t looks = 0;
  each_listed(document, [&](const std::vector<Unit>& list, const Span& span) {
    for (const auto& names : names_by_unit(list, units)) {
      const SourceText text = clean(std::string_view(document.source).substr(span.start, span.end - span.start));
      for (std::size_t i = 0; i < names.size(); ++i)
        for (std::size_t j = i + 1; j < names.size(); ++j) {
          if (units.core(names[i]) == units.core(names[j]) || units.ordinary(names[i], names[j]) ||
              apart.contains({names[i], names[j]}))
            continue;
          if (++looks > kMostLooks) return;
          if (!stands_before(text.view(), names[i], names[j], list) &&
              !stands_before(text.view(), names[j], names[i], list))
            continue;
          apart.emplace(names[i], names[j]);
          out.emplace_back(names[i], names[j]);
        }
    }
  });
  return out;
}

UnitRegister::Pairs told_apart(const std::vector<std::vector<Unit>>& items, const UnitRegister& units) {
  std::set<std::pair<std::string, std::string>> apart;
  for (const auto& list : items) {
    std::map<std::string, std::string> keys;
    for (const auto& unit : list) keys.emplace(unit.name, unit.key);
    for (const auto& names : names_by_unit(list, units))
      for (std::size_t i = 0; i < names.size(); ++i)
        for (std::size_t j = i + 1; j < names.size(); ++j)
          if (keys.at(names[i]) != keys.at(names[j])) apart.emplace(names[i], names[j]);
  }
  return {apart.begin(), apart.end()};
}

UnitRegister with_names(const std::function<UnitRegister()>& fresh, const std::vector<std::string>& names,
                        const std::function<UnitRegister::Pairs(const UnitRegister&)>& pairs) {
  auto units = fresh();
  units.add_all(names);
  const auto apart = pairs(units);
  if (apart.empty()) return units;
  units = fresh();
  units.keep_apart(apart);
  units.add_all(names);
  return units;
}

std::vector<std::vector<Unit>> unit_lists_of(const Document& document) {
  std::vector<std::vector<Unit>> out;
  each_listed(document, [&](const std::vector<Unit>& list, const Span&) { out.push_back(list); });
  return out;
}

}  // namespace limpid::plan
