// SPDX-License-Identifier: Apache-2.0
#include <re2/re2.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "plan/key.hpp"
#include "plan/lint/check.hpp"
#include "plan/lint/fold_notes.hpp"
#include "plan/lint/unit_names.hpp"
#include "plan/unit_register.hpp"

namespace limpid::plan::linting {
namespace {

struct Spelling {
  std::vector<std::pair<const Item*, Unit>> at;
};
/// One unit: its names and where each stands.
using Spellings = std::map<std::string, Spelling>;

/// Keys of units, of which names that shorten each other are one though the reader does not know them for one.
class UnitKeys {
 public:
  void join(const std::string& a, const std::string& b) {
    const auto x = of(a), y = of(b);
    if (x != y) one_[y] = x;
  }
  std::string of(std::string key) const {
    for (auto at = one_.find(key); at != one_.end(); at = one_.find(key)) key = at->second;
    return key;
  }

 private:
  std::map<std::string, std::string> one_;
};

UnitKeys joined_keys(const Check& check) {
  UnitKeys out;
  for (const auto& reading : check.readings)
    for (const auto& row : reading.rows) {
      constexpr std::size_t kMost = 200;  // no item of a plan names so many
      if (row.shared || row.row->units->size() > kMost || reading.measure->units->size() > kMost) continue;
      for (const auto& u : *row.row->units)
        for (const auto& v : *reading.measure->units)
          if (u.key != v.key && alias_in({v}, u)) out.join(v.key, u.key);
    }
  return out;
}

std::map<std::string, Spellings> spelled_units(const Check& check, const UnitKeys& keys) {
  std::map<std::string, Spellings> out;
  for (const auto* list : {&check.items.measures, &check.items.tasks, &check.items.projects})
    for (const auto& item : *list)
      for (const auto& u : *item.units)
        if (!many_at_once(u)) out[keys.of(u.key)][u.name].at.emplace_back(&item, u);
  return out;
}

/// 县 for 市 before the same name, and met less often than that.
const std::string* of_other_level(const std::string& name, const Spellings& spellings) {
  const auto mine = normal(name);
  const auto count = spellings.at(name).at.size();
  for (const auto& [other, spelling] : spellings) {
    const auto its = normal(other);
    const bool more = spelling.at.size() > count || (spelling.at.size() == count && other < name);
    if (other != name && more && mine.size() == its.size() && mine.substr(1) == its.substr(1)) return &other;
  }
  return nullptr;
}

/// Which names of units the text and its ledger, or the row of a measure, have where the other side has another name.
class Crossing {
 public:
  Crossing(const Check& check, const UnitKeys& keys) {
    Names text, annexes;
    for (const auto* list : {&check.items.measures, &check.items.tasks, &check.items.projects}) {
      auto& names = lists_.emplace_back();
      for (const auto& item : *list) {
        take(item, keys, list == &check.items.measures ? text : annexes);
        for (const auto& u : *item.units) names.insert(u.name);
      }
    }
    part(text, annexes);
    for (const auto& reading : check.readings)
      for (const auto& row : reading.rows) {
        Names one, other;
        take(*reading.measure, keys, one);
        take(*row.row, keys, other);
        part(one, other);
      }
  }
  bool has(const std::string& name) const { return names_.contains(name); }
  /// Whether one list, of measures, rows or works, has both names.
  bool together(const std::string& a, const std::string& b) const {
    return std::any_of(lists_.begin(), lists_.end(),
                       [&](const auto& names) { return names.contains(a) && names.contains(b); });
  }

 private:
  using Names = std::map<std::string, std::set<std::string>>;  ///< by the unit's key

  static void take(const Item& item, const UnitKeys& keys, Names& into) {
    for (const auto& u : *item.units) into[keys.of(u.key)].insert(u.name);
  }

  void part(const Names& a, const Names& b) {
    for (const auto& [key, mine] : a) {
      const auto theirs = b.find(key);
      if (theirs == b.end()) continue;
      const auto& its = theirs->second;
      if (std::any_of(mine.begin(), mine.end(), [&](const std::string& name) { return its.contains(name); })) continue;
      names_.insert(mine.begin(), mine.end());
      names_.insert(its.begin(), its.end());
    }
  }

  std::set<std::string> names_;
  std::vector<std::set<std::string>> lists_;
};

/// Tells the names of one unit that need no note: an ordinary abbreviation, or whose it is left out, within the text or
/// within its ledger. That the two sides differ is told, and that a list has another full name than the others.
class Ordinary {
 public:
  Ordinary(const Check& check, const UnitKeys& keys)
      : synonyms_(check.rules.synonyms), names_(place_of(check.document), {}, synonyms_), crossing_(check, keys) {}

  bool operator()(const std::string& name, const std::string& full) const {
    if (crossing_.has(name) || !crossing_.together(name, full)) return false;
    const auto a = names_.core(name), b = names_.core(full);
    constexpr std::string_view kBranch = "分局";
    return a == b || (a.ends_with(kBranch) && b.ends_with(kBranch)) || synonyms_.ordinary(a, b);
  }

  /// 县住建局 of 县住房和城乡建设局, 白沙镇政府 of 白沙镇人民政府: what everybody writes for it.
  bool shortens(const std::string& name, const std::string& full) const {
    static const RE2 government("人民政府|办事处$|经济(?:技术)?开发区");
    if (name.size() >= full.size()) return false;
    return synonyms_.ordinary(names_.core(name), names_.core(full)) || RE2::PartialMatch(full, government);
  }

 private:
  const UnitSynonyms& synonyms_;
  UnitRegister names_;
  Crossing crossing_;
};

/// 环境境局, 住房和城乡建设局(县人防办): a slip, or two bodies in one name.
bool is_clean(std::u32string_view name) {
  const bool twice = std::adjacent_find(name.begin(), name.end()) != name.end();
  return !twice && std::all_of(name.begin(), name.end(), is_word);
}

/// The full name: the one that the others shorten, well formed; of two such the longer, then the one met more often.
const std::string& full_name(const Spellings& spellings) {
  const auto rank = [&](const auto& one) {
    const auto mine = normal(one.first);
    const auto shorter = std::count_if(spellings.begin(), spellings.end(), [&](const auto& other) {
      const auto its = normal(other.first);
      return its.size() < mine.size() && shortens_name(its, mine);
    });
    return std::tuple(is_clean(mine), shorter, mine.size(), one.second.at.size());
  };
  return std::max_element(spellings.begin(), spellings.end(),
                          [&](const auto& a, const auto& b) { return rank(a) < rank(b); })
      ->first;
}

void places_of(const Spelling& spelling, std::vector<Place>& places) {
  for (const auto& [item, unit] : spelling.at) places.push_back(unit_place(*item, unit));
}

/// One finding a unit, with all places of its other names. Whether it tells of nothing but ordinary abbreviations.
bool spellings_of(const Check& check, const Ordinary& ordinary, const Spellings& spellings) {
  constexpr std::string_view kGovernment = "人民政府";
  const auto& full = full_name(spellings);
  const auto& first = spellings.at(full).at.front();
  std::vector<Place> places{unit_place(*first.first, first.second)};
  Json others = Json::array();
  for (const auto& [name, spelling] : spellings) {
    if (const auto* right = of_other_level(name, spellings)) {
      const auto& at = spellings.at(*right).at.front();
      std::vector<Place> both{unit_place(*at.first, at.second)};
      places_of(spelling, both);
      check.add("unit_alias", "unit_level", std::move(both)).replacement = *right;
      continue;
    }
    if (name == full || name + std::string(kGovernment) == full || ordinary(name, full)) continue;
    others.push_back(name);
    places_of(spelling, places);
  }
  if (others.empty()) return false;
  auto& f = check.add("unit_alias", "unit_alias", std::move(places));
  f.args["a"] = full;
  f.args["b"] = others.size() == 1 ? others.front() : others;
  f.replacement = full;
  return std::all_of(others.begin(), others.end(),
                     [&](const Json& name) { return ordinary.shortens(name.get<std::string>(), full); });
}

}  // namespace

void check_spellings(const Check& check) {
  constexpr std::size_t kMostNames = 50;  // of one unit: then they are no names
  const auto keys = joined_keys(check);
  const Ordinary ordinary(check, keys);
  std::vector<std::size_t> abbreviated;
  for (const auto& [_, spellings] : spelled_units(check, keys))
    if (spellings.size() > 1 && spellings.size() <= kMostNames && spellings_of(check, ordinary, spellings))
      abbreviated.push_back(check.out.size() - 1);
  if (abbreviated.size() >= kHabitual) fold(check.out, abbreviated);
}

}  // namespace limpid::plan::linting
