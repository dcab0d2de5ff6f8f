// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plan/document.hpp"

namespace limpid::plan {

/// Fills `key` of every item of the plan: what it is called wherever it is spoken of (JSON, ledger, findings, calendar,
/// letters), below its plan's segment: `m7`, `t12`. The first that bears a number has it as key. Further ones:
/// - where the numbers of a list of rows begin again (in each category, in a second ledger), the list's nth part comes
///   first: `t2.1`, as in the numbers of measures;
/// - a row with the number of the row before it (a number's cell over two rows, a number printed twice) is its second:
///   `t1.2`.
void key_items(Plan& plan);

}  // namespace limpid::plan
