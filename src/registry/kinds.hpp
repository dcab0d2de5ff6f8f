// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace limpid::registry {

/// A column that the catalogue knows: how its cells are read and what they measure.
struct Attribute {
  std::string key;
  std::string type;  ///< text, number, integer, boolean, date, enum, list, ref, object, geometry
  std::string unit;
  std::string kind;                 ///< of what a ref names
  std::vector<std::string> values;  ///< of an enum
  bool required = false;
};

/// A class of real things as data: what its register must say of each.
struct Kind {
  std::string key;
  bool located = false;  ///< lon and lat are required
  std::vector<Attribute> attributes;

  const Attribute* attribute(std::string_view name) const;
};

class Kinds {
 public:
  /// catalog/kinds.yaml, checked against schemas/kinds.json; throws Failure.
  static Kinds load();
  static Kinds from_json(const Json& catalogue);

  /// Error `registry.kind_unknown` {kind, known}. `device` is a kind too, without key and name.
  Result<const Kind*> find(std::string_view kind) const;

 private:
  std::map<std::string, Kind, std::less<>> kinds_;
};

}  // namespace limpid::registry
