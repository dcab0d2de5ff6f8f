// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "ledger/records/registry.hpp"
#include "plan/unit_synonyms.hpp"

namespace limpid::plan {

/// The units that a plan names, each once, with the spellings it is met in and its place in a simple tree: the county's
/// government, bureaus and townships below it, enterprises. `县水务局`, `水务局` and `泽州县水务局` are one unit, so
/// are `县发改局` and `县发展和改革委员会`; `大箕镇` is 大箕镇人民政府. Names of many at once (各乡镇人民政府) are
/// none. What takes its characters in order from another name is short for it; other names of one department are those
/// of the synonyms (县资规局, 县自然资源和规划局), and departments that these tell apart never meet.
class UnitRegister {
 public:
  /// `place`: the county as printed. `standing`: units of the ledger, which keep their names.
  UnitRegister(std::string place, std::vector<ledger::Unit> standing, UnitSynonyms synonyms = {});

  /// Names that are two units though one would be the other's: before they are added.
  using Pairs = std::vector<std::pair<std::string, std::string>>;
  void keep_apart(const Pairs& names);
  void add(const std::string& printed);
  /// Those that name a branch in full (市生态环境局甲县分局) come first, so that its short names (生态环境分局,
  /// 甲县分局) meet it; a short name that two branches bear is a unit of its own.
  void add_all(const std::vector<std::string>& printed);
  /// The key under which the spellings of one unit meet: the longest of them without the county's name; a name of many
  /// at once is its own key.
  std::string key_of(const std::string& printed) const;
  /// The name without the words that say whose it is (县, the county's name).
  std::string core(const std::string& name) const;
  /// Both are ordinary names of one department (县住建局, 县住房和城乡建设局).
  bool ordinary(const std::string& a, const std::string& b) const { return synonyms_.ordinary(core(a), core(b)); }
  /// All, in the order they were met.
  const std::vector<ledger::Unit>& units() const { return units_; }

 private:
  std::size_t find(const std::string& name) const;
  bool is_apart(std::size_t at, const std::string& core) const;
  std::string branch_of(const std::string& subject, const std::string& place) const;
  std::size_t find_branch(const std::string& core) const;
  std::size_t find_alike(const std::string& core, bool department) const;
  using Known = std::pair<std::string_view, std::optional<UnitSynonyms::Department>>;
  Known known_as(const std::string& core) const;
  std::u32string letters_of(const std::string& core) const;
  std::string department_of(const std::string& core) const;
  std::string_view without_short_place(std::string_view name) const;
  std::string parent_of(const ledger::Unit& unit) const;
  void take(ledger::Unit unit);
  void learn(std::size_t at, const std::string& spelling);
  void add_alias(std::size_t at, const std::string& name);

  std::string place_;
  UnitSynonyms synonyms_;
  std::size_t root_ = 0;  ///< the government of `place`
  std::vector<ledger::Unit> units_;
  std::vector<std::string> keys_;  ///< of each unit
  std::vector<bool> known_;        ///< whether each unit's department is among the synonyms
  // What leads to a unit: to the first one where several are meant.
  std::set<std::pair<std::size_t, std::string>> spellings_;
  std::unordered_map<std::string, std::size_t> cores_, subjects_, parents_, departments_;
  std::unordered_map<std::string, std::set<std::string>> apart_;     ///< names without owners, both ways
  std::unordered_map<std::string, std::set<std::size_t>> branches_;  ///< by each name that a branch may go by
  std::unordered_map<char32_t, std::vector<std::pair<std::u32string, std::size_t>>> alike_;
};

}  // namespace limpid::plan
