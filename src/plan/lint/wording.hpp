// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plan/lint/clauses.hpp"

namespace limpid::plan::linting {

/// One stretch in which a row's clause and its measure differ: characters [a0, a1) of the measure's piece, [b0, b1) of
/// the row's.
struct Stretch {
  std::size_t a0 = 0, a1 = 0, b0 = 0, b1 = 0;
};

/// What a difference of words means.
struct Meaning {
  std::string kind;          ///< of the finding; empty: nothing
  std::string severity;      ///< of rules/plan-lint.yaml; `filler`: wording, and nothing where a ledger shortens
  bool contradicts = false;  ///< both cannot hold: no habit of the ledger explains it
};

/// All words of both sides: what one clause lacks may stand in another.
struct WholeTexts {
  std::u32string_view measure, row;
};

Meaning meaning_of(const Pairing& pairing, const Stretch& stretch, const WholeTexts& texts, const LintRules& rules);

}  // namespace limpid::plan::linting
