// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "plan/document.hpp"
#include "plan/reader/dates.hpp"
#include "plan/reader/source_text.hpp"

namespace limpid::plan {

/// Whether a line says of several items, by their numbers, who answers for which: `责任分工:第①、④项由甲局牵头;第②项…`,
/// `上述三项任务均由甲局负责`.
bool tells_items_apart(std::string_view line);

/// What such a line says of some items; of all where `numbers` is empty.
struct SharedDuty {
  std::vector<int> numbers;
  std::vector<Unit> units;
  std::vector<Deadline> deadlines;
};

/// Of a line that tells items apart.
std::vector<SharedDuty> read_shared_duties(const SourceText& line, const PlanYears& years);

}  // namespace limpid::plan
