// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>

#include "base/decimal.hpp"
#include "ledger/records/verdict.hpp"

namespace limpid::ledger {

/// The value that decided; null where none did.
inline const VerdictInput* deciding_input(const Verdict& v) {
  if (v.deciding.empty()) return nullptr;
  const auto it = std::find_if(v.inputs.begin(), v.inputs.end(),
                               [&](const VerdictInput& i) { return i.parameter == v.deciding.front() && i.judged; });
  return it == v.inputs.end() ? nullptr : &*it;
}

/// How many times a value is over its limit; under a lower limit (dissolved oxygen) the other way round.
inline std::optional<Decimal> times_over(const std::string& value_text, const std::string& limit_text) {
  const auto value = Decimal::parse(value_text);
  const auto limit = Decimal::parse(limit_text);
  if (!value || !limit || *limit <= Decimal(0) || *value <= Decimal(0)) return std::nullopt;
  return *value < *limit ? divide(*limit, *value, 6) : divide(*value, *limit, 6);
}

/// By class or index first, then by how far the deciding value is over its limit.
inline bool worse(const Verdict& a, const Verdict& b) {
  if (a.rank != b.rank) return a.rank > b.rank;
  const auto *ia = deciding_input(a), *ib = deciding_input(b);
  const auto over_a = ia ? times_over(ia->value, ia->limit) : std::nullopt;
  const auto over_b = ib ? times_over(ib->value, ib->limit) : std::nullopt;
  if (!over_a || !over_b) return over_a.has_value() && !over_b.has_value();
  return *over_a > *over_b;
}

}  // namespace limpid::ledger
