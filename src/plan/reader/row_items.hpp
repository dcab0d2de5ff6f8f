// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plan/document.hpp"
#include "plan/reader/dates.hpp"
#include "plan/reader/tables.hpp"

namespace limpid::plan {

/// A row of a ledger. Its cells' time limits come before those of its words. The key is the caller's.
Task read_task(const Row& row, const PlanYears& years);

/// A row of a list of works; what it costs is its last figure.
Project read_project(const Row& row, const PlanYears& years);

/// A row of a table of indicators; the unit of its figure may stand in the indicator's bracket (…率（%）) or beside it.
Goal read_indicator(const Row& row, const PlanYears& years);

/// A row of a table of sections.
Target read_target(const Row& row);

/// Whether a row of a ledger or of works does not say what is to be done.
bool is_wordless(TableKind kind, const Row& row);

/// What is told of such a row: all that it says.
Fault wordless_fault(const Row& row);

/// `1 | | | |`: a row of a form that somebody is to fill in.
bool is_blank_form(const Row& row);

}  // namespace limpid::plan
