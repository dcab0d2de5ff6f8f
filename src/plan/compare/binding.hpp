// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plan/compare/items.hpp"
#include "plan/unit_register.hpp"

namespace limpid::plan::comparing {

/// Two items that belong together, with what both are read by.
struct Pair {
  const Document& before_document;
  const Document& after_document;
  const Item& before;
  const Item& after;
  const CompareRules& rules;
  const UnitRegister& units;  ///< of both documents

  /// A change with the words of each side; null where they stand on one side only.
  Change change(ChangeKind kind, std::string code, Json args, const std::string* before_quote,
                const std::string* after_quote) const;
};

/// Each finds its kind of difference. Clauses tell which of them stand in one version only, so that a figure in a new
/// duty is not told again.
std::vector<Change> compare_deadlines(const Pair& pair);
std::vector<Change> compare_quantities(const Pair& pair);
std::vector<Change> compare_units(const Pair& pair);
/// Duties added and dropped, words of strength and scope, and what is merely said otherwise.
std::vector<Change> compare_clauses(const Pair& pair);

/// How far two clauses reach that stand in each other's place; `same_words`: no other words of the rules tell them
/// apart. Whether all is told.
bool compare_reach(const Pair& pair, const Clause& a, const Clause& b, bool same_words, std::vector<Change>& out);

/// Which way the words of the rules differ between two texts that say the same otherwise, if they do.
struct WordChange {
  ChangeKind kind;
  std::string why;
  std::string before, after;  ///< the words; one may be empty
};
std::vector<WordChange> compare_words(const CompareRules& rules, const std::string& before, const std::string& after);

/// A clause of `item` in which the words stand, or null.
const Clause* clause_with(const Item& item, const std::string& words);

/// Whether a clause has its like in the other version.
bool stands_in(const Clause& clause, const Item& other);

}  // namespace limpid::plan::comparing
