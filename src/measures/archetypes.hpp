// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <string>

#include "measures/evaluator.hpp"

namespace limpid::measures {

/// What the bound part of a promise or an item says of the whole. Data of one part speak for a breach of the whole, not
/// for its being kept: with `needs` of the rest, met and on_track become `unknown`, reason `partly_bound`, and the
/// sentence tells both.
ledger::Status with_what_is_missing(ledger::Status out, const ledger::Text& needs);

/// catalog/archetypes.yaml: the names under which promises are bound, each served by one of a few evaluators. An
/// archetype without one in this release answers `unknown` with the reason `not_supported`.
class Archetypes {
 public:
  /// Reads the catalogues of parameters, units, kinds and archetypes below `share`; throws Failure.
  static std::unique_ptr<Archetypes> load(const std::filesystem::path& share);
  Archetypes(const Json& archetypes, Catalog catalog, registry::Kinds kinds);

  ledger::Status evaluate(const Question& question, Knowledge& knowledge) const;

 private:
  Catalog catalog_;
  registry::Kinds kinds_;
  Conditions conditions_;
  std::map<std::string, std::unique_ptr<Evaluator>> evaluators_;  ///< by evaluator
  std::map<std::string, std::string> served_by_;  ///< archetype -> evaluator, empty when none serves it yet
};

}  // namespace limpid::measures
