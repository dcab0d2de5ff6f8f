// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "ledger/records/common.hpp"

namespace limpid::ledger {

/// One value that a verdict was computed from.
struct VerdictInput {
  std::string parameter;
  std::string value;  ///< decimal as compared, rounded as the rule says
  std::string qualifier = "=";
  std::string unit;
  std::string flag;
  std::string limit;  ///< the limit it was compared with, empty if none
  std::string grade;  ///< item class (I … V, >V) or IAQI
  Instant start;
  std::string source;
  std::uint64_t seq = 0;
  bool judged = true;  ///< false: shown, not judged (TN in rivers, an invalid flag)
  NLOHMANN_DEFINE_TYPE_INTRUSIVE_WITH_DEFAULT(VerdictInput, parameter, value, qualifier, unit, flag, limit, grade,
                                              start, source, seq, judged)
};

/// Content of a derived row of kind `verdict`; subject = object, rule = `water-class/PT1H`, `water-class/P1M`,
/// `water-class/P1Y`, `aqi/PT1H`, `aqi/P1D`, `dust/PT1H`, `discharge/PT1H`, `discharge/P1M`.
struct Verdict {
  std::string
      state;  ///< met, breached, unknown (cannot be judged: reason), none (judged, but no target to compare with)
  std::string reason;  ///< reason code when unknown or none: no_data, target_missing, invalid, too_few …
  std::string value;   ///< class `IV`, AQI `117`, or the compared decimal
  std::string unit;
  std::string target;                 ///< class, AQI or limit; empty when none
  int rank = 0;                       ///< value as a number, worse is greater (class 1 … 6; AQI)
  std::string category;               ///< AQI category code, empty otherwise
  std::vector<std::string> deciding;  ///< parameters that decide (single factor, primary pollutant)
  std::vector<std::string> absent;    ///< items of the standard that were not measured
  std::vector<VerdictInput> inputs;
  std::vector<Text> steps;  ///< the arithmetic, last step the conclusion
  std::string rule;         ///< rule id: gb3838-2002, hj633-2012, county-conventions#K-05
  std::string clause;
  std::string rule_hash;  ///< of the rule file
  bool final = false;
  NLOHMANN_DEFINE_TYPE_INTRUSIVE_WITH_DEFAULT(Verdict, state, reason, value, unit, target, rank, category, deciding,
                                              absent, inputs, steps, rule, clause, rule_hash, final)
};

}  // namespace limpid::ledger
