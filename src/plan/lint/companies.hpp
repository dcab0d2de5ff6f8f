// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "plan/lint/check.hpp"

namespace limpid::plan::linting {

/// Words that may name companies, and the item they stand in.
struct CompanySide {
  const Words& words;
  std::string key;
};

/// Companies of the one side that have another legal form on one of the others, and nowhere there the same.
void company_forms_differ(const Check& check, const CompanySide& text, const std::vector<CompanySide>& others);

}  // namespace limpid::plan::linting
