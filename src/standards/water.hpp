// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "ledger/records/verdict.hpp"
#include "standards/rules.hpp"
#include "store/store.hpp"

/// Surface-water class of a section by GB 3838-2002 table 1 and 环办〔2011〕22号 (single factor). Pure.
namespace limpid::standards {

/// The value of one item as it is compared: formed and rounded before (statistics.hpp, month.hpp).
struct WaterValue {
  std::string parameter;
  Decimal value;
  store::Qualifier qualifier = store::Qualifier::equal;  ///< as received; `value` then holds the detection limit
  std::string flag = "N";
  std::string source;
  Instant start;
  std::uint64_t seq = 0;
  bool valid = true;  ///< false: shown with its flag, not judged
};

struct WaterContext {
  bool hourly = true;  ///< hourly means are rounded to more digits than months and years
  bool lake = false;
  std::optional<int> target;  ///< class to be kept, 1 … 5
  std::string target_text;    ///< as printed; for targets that are no class
};

/// Rank of an item, 1 … 6; the item must have limits for this kind of water.
int judge_item(const WaterItem& item, const Decimal& value, bool lake);

/// The limit of `rank` (1 … 5) as printed: `1.5`, `6~9`; empty for an item without limits.
std::string limit_text(const WaterItem& item, int rank, bool lake);

/// Rounds each value as the statistics rule says, takes the worst item and compares with the target. Items of
/// `in_class` without a value are named in `absent`. Reason codes: no_data (no value at all), invalid (none valid),
/// target_missing.
ledger::Verdict judge_water(const WaterRule& rule, const AssessmentRule& assessment, std::span<const WaterValue> values,
                            const WaterContext& context);

}  // namespace limpid::standards
