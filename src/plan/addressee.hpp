// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "ledger/facts.hpp"
#include "plan/unit_register.hpp"

namespace limpid::plan {

/// What a county's registers say of its units and townships.
struct RegisteredUnits {
  std::vector<ledger::Unit> units;  ///< of the ledger
  /// The townships that registered objects lie in, as their registers print them, with the names of these objects.
  std::map<std::string, std::vector<std::string>> townships;
  /// The counties whose plans are there, and of several which of them name a unit. Names may be the same in two.
  std::set<std::string> counties;
  std::map<std::string, std::set<std::string>> named_by;

  /// Whether the register's unit or township is this county's: all are where no plan is there.
  bool is_of(const std::string& county, const std::string& name) const;
};
RegisteredUnits registered_units(const ledger::Facts& facts);

/// Whether the name is of many at once: 各乡镇, 有关乡镇, 相关部门.
bool is_of_many(const std::string& name);

/// Who is meant by the names of units in a document: one unit by its spellings, each township by 各乡镇人民政府, each
/// county by 各县区, each bureau by 各部门; by 有关乡镇, 相关部门 those that the words name. A township is named too by
/// a registered object that lies in it (巴公南部生活污水处理厂). What a register holds of other counties is left out.
class Addressees {
 public:
  /// `document` in the shape of schemas/plan.json; `registered`: whom the document may name only together.
  Addressees(const Json& document, const RegisteredUnits& registered, UnitSynonyms synonyms = {});

  /// The units that have something to do, as the register names them, in the order the document meets them; those that
  /// it names only together where they are known.
  std::vector<std::string> names() const;
  /// The unit of the register that `name` is a spelling of; nothing when there is none.
  std::optional<std::string> unit_of(const std::string& name) const;
  /// Those that a name of many at once means: each township by 各乡镇 and 有关乡镇. Empty for other names.
  std::vector<std::string> members_of(const std::string& name) const;
  /// Whom 有关乡镇, 相关部门 mean in an item's words; empty: nobody is named, so it goes to none. So it is of 各乡镇
  /// where no township is known. Nothing for the name of one unit, and of all that there are.
  std::optional<std::vector<std::string>> meant_by(const std::string& name, const std::string& words) const;
  /// Where the townships are from: `registry` (registered objects lie in them), `ledger` (its units, which documents
  /// printed), else `document`, which this one prints.
  const std::string& townships_from() const { return townships_from_; }
  /// Whether `unit`, an item's {name, …}, is or includes the unit `name` (as unit_of gives it).
  bool concerns(const std::string& name, const Json& unit, const std::string& words) const;

 private:
  void keep_apart(const Json& document);
  void add_townships(const RegisteredUnits& registered, const std::string& county);
  bool is_named(const ledger::Unit& unit, const std::string& words) const;
  bool names_object_in(const std::string& township, const std::string& words) const;
  std::string key(const std::string& name) const;
  const ledger::Unit* find(const std::string& name) const;

  UnitRegister register_;
  std::string townships_from_ = "document";
  std::map<std::string, std::vector<std::string>> objects_;  ///< names, by the key of their township
  std::vector<std::string> printed_;                         ///< in the document's order
  std::map<std::string, std::string> keys_;  ///< of printed and registered names: a register's look-up is slow
};

}  // namespace limpid::plan
