// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "plan/reader/lines.hpp"

namespace limpid::plan {

/// Rows with tabs, or `|` between cells, whose cell is broken by a line end, `1⇥排查34家企业;⏎11家治理⇥8月底⇥甲局`,
/// become one row: a row that is too short for its table's heading and is filled up exactly by the lines behind it,
/// which do not begin a row.
std::vector<Line> join_broken_rows(const SourceText& text, std::vector<Line> lines);

}  // namespace limpid::plan
