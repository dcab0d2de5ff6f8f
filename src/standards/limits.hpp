// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>

#include "ledger/records/verdict.hpp"
#include "standards/rules.hpp"
#include "standards/sample.hpp"

/// Single readings against thresholds and limits on record. Pure.
namespace limpid::standards {

struct Limit {
  std::string parameter;
  Decimal limit;
  std::string unit;
};

/// Attributes `PREFIXCODE` of an object, as numbers or texts; what is no number is left out.
std::vector<Limit> limits_on_record(const Json& attributes, std::string_view prefix);

/// Hourly means of a site against K-05's threshold, or the site's own (`threshold_CODE`) where it has one on record.
ledger::Verdict judge_dust(const DustRule& rule, std::span<const Limit> own, std::span<const Sample> samples);

/// Readings of an outfall, plant or stack: hourly means of one hour, or the laboratory results of a month (then each
/// counts).
ledger::Verdict judge_discharge(const DischargeRule& rule, std::span<const Limit> limits,
                                std::span<const Sample> samples, bool laboratory);

}  // namespace limpid::standards
