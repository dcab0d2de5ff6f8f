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

/// A company of the one side that has another legal form on the other, and nowhere the same.
void company_forms_differ(const Check& check, const CompanySide& text, const CompanySide& other);

}  // namespace limpid::plan::linting
