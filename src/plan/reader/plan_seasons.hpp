// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "plan/document.hpp"
#include "plan/reader/dates.hpp"

namespace limpid::plan {

/// What the plan itself calls a season: `秋冬季为2022年10月1日至2023年3月31日`, `…9月30日为攻坚期`.
struct NamedSeason {
  std::string name;
  Deadline interval;
};

void define_seasons(std::string_view text, const PlanYears& years, std::vector<NamedSeason>& seasons);

/// A season has the dates that the plan gives it; without such words those of its only interval of days, where it is
/// named after the season. Of its measures and the rows of its ledger.
void date_seasons(const std::vector<NamedSeason>& seasons, Plan& plan);

}  // namespace limpid::plan
