// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/quantity.hpp"
#include "ledger/records/registry.hpp"
#include "registry/kinds.hpp"

namespace limpid::measures {

/// What a test says of an object. `unknown`: the register does not hold the attribute, or holds no number where one is
/// compared.
enum class Answer { yes, no, unknown };

/// Tests `{attribute, op, value, unit}` of a binding against the register. Units are converted within their dimension;
/// numbers are compared as decimals.
class Conditions {
 public:
  Conditions(const Catalog& catalog, const registry::Kinds& kinds) : catalog_(catalog), kinds_(kinds) {}

  Answer test(const ledger::Object& object, const Json& test) const;
  /// All must hold; one no is a no, whatever is unknown beside it.
  Answer all(const ledger::Object& object, const Json& tests) const;
  Answer any(const ledger::Object& object, const Json& tests) const;

 private:
  Answer compare_numbers(const ledger::Object& object, const Json& test, const Decimal& wanted) const;

  const Catalog& catalog_;
  const registry::Kinds& kinds_;
};

}  // namespace limpid::measures
