// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/messages.hpp"
#include "plan/lint/finding.hpp"
#include "plan/lint/rules.hpp"

namespace limpid::plan {

/// What the document says in two ways, leaves out or garbles: its measures held against its own ledger rows, annexes
/// and goals, plan by plan, in the order of the source. Pure; linear in the document, quadratic in a clause.
std::vector<Finding> lint(const Document& document, const LintRules& rules);

/// A ledger row, or a work of an annex, and the measure that it carries out: `water/t17`, `water/m14`.
struct RowOfMeasure {
  std::string row, measure;
};

/// The rows that lint holds against a measure, in the order of the document.
std::vector<RowOfMeasure> rows_of_measures(const Document& document, const LintRules& rules);

/// [{id, kind, severity, spans:[{start, end}], places:[{item, quote}], code, args, message, suggestion, replacement}],
/// spans in bytes of Document::source, texts in `lang`.
Json findings_json(const std::vector<Finding>& findings, const Messages& messages, std::string_view lang);

}  // namespace limpid::plan
