// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace limpid::plan {

/// rules/plan-unit-names.yaml: the departments that every county has, by the names that plans give them. Names are
/// without their owner (县, 市, the county's name), form NFKC without blanks. Cheap to copy.
class UnitSynonyms {
 public:
  /// Knows none.
  UnitSynonyms();
  /// Below `share`, checked against schemas/rule-plan-unit-names.json. Throws Failure `plan.unit_name.repeated` {name}
  /// for a name of two departments.
  static UnitSynonyms load(const std::filesystem::path& share);

  struct Department {
    std::size_t number = 0;    ///< one for all its names
    bool abbreviated = false;  ///< the name is one of the ordinary short ones
    bool printed = true;       ///< false: listed without words that reforms change (住建管理局: 住建)
    std::string_view of = {};  ///< the bureau that a team belongs to, without its ending
  };
  /// Whose name it is: 资规局, 自然资源和规划局, 公安局交警大队.
  std::optional<Department> find(std::string_view name) const;

  /// Both are ordinary names of one department: one is a short form, or they differ by 和 alone. A bureau (局) and a
  /// commission (委) are not.
  bool ordinary(std::string_view a, std::string_view b) const;

 private:
  struct Parts;
  std::shared_ptr<const Parts> parts_;
};

}  // namespace limpid::plan
