// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "plan/document.hpp"

namespace limpid::plan {

/// high: another duty or date or scope. medium: somebody must look. low: a note.
enum class Severity { high, medium, low };
std::string_view to_string(Severity severity);

/// One side of a disagreement: the words that differ and where they stand.
struct Place {
  std::string item;  ///< `water/m14`, `water/t17`; empty outside of items
  Span span;         ///< of `quote`, in bytes of the source
  std::string
      quote;  ///< the words that differ, form NFKC without blanks; empty: the side that lacks them (span: the item)
};

/// One thing that the document says in two ways, leaves out, or garbles. Two sides: text first, ledger or annex second.
struct Finding {
  std::string id =
      {};            ///< 16 hex digits of kind, items and quotes: the same finding in another version has the same id
  std::string kind;  ///< `deadline_differs`, `duty_dropped`, `name_differs` … (docs/plan-annotation.md)
  Severity severity = Severity::medium;
  std::vector<Place> places = {};
  std::string code = {};  ///< what is wrong: message `plan_lint.KIND…`
  Json args = Json::object();
  std::string suggestion = {};  ///< what to do: message `plan_lint.suggest.…`; empty: none
  Json suggestion_args = Json::object();
  std::string replacement = {};  ///< the words that would mend it, where the document itself shows them
};

}  // namespace limpid::plan
