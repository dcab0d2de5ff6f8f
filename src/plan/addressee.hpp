// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "plan/unit_register.hpp"

namespace limpid::plan {

/// Who is meant by the names of units in a document: one unit by its spellings, each township by 各乡镇人民政府, each
/// county by 各县区, each bureau by 各部门; by 有关乡镇, 相关部门 those that the words name.
class Addressees {
 public:
  /// `document` in the shape of schemas/plan.json; `standing`: units of the ledger, townships of which the document may
  /// speak only together.
  Addressees(const Json& document, std::vector<ledger::Unit> standing);

  /// The units that have something to do, as the register names them, in the order the document meets them; those that
  /// it names only together where they are known.
  std::vector<std::string> names() const;
  /// The unit of the register that `name` is a spelling of; nothing when there is none.
  std::optional<std::string> unit_of(const std::string& name) const;
  /// Whether `unit`, an item's {name, …}, is or includes the unit `name` (as unit_of gives it).
  bool concerns(const std::string& name, const Json& unit, const std::string& words) const;

 private:
  std::string key(const std::string& name) const;
  const ledger::Unit* find(const std::string& name) const;

  UnitRegister register_;
  std::vector<std::string> printed_;         ///< in the document's order
  std::map<std::string, std::string> keys_;  ///< of printed and registered names: a register's look-up is slow
};

}  // namespace limpid::plan
