// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "standards/rules.hpp"

namespace limpid::standards {

/// The rules as shipped, read once.
inline const RuleBook& rule_book() {
  static const RuleBook book = RuleBook::load(LIMPID_SOURCE_DIR);
  return book;
}

inline Instant at(std::string_view text) {
  return parse_instant(text).value();
}

}  // namespace limpid::standards
