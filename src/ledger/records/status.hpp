// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ledger/records/common.hpp"

namespace limpid::ledger {

/// Content of a derived row of kind `status`: subject = promise key with rule `promise`, or item key with rule `item`
/// (the worst of its promises). The window starts at 1970 and never ends: one row a subject, its versions are the
/// history.
struct Status {
  std::string state;   ///< met, on_track, at_risk, breached, unknown
  std::string reason;  ///< not_bound, partly_bound, no_data, not_monitored, target_missing, not_due, invalid …; empty
                       ///< when not needed
  Text sentence;       ///< the verdict in one sentence, with figures
  std::string archetype;
  std::string system;
  double done = 0, of = 0;  ///< progress in the item's own unit (19 of 23), 0/0 when it has none
  std::string unit;
  std::vector<Figure> figures;
  std::vector<Text> steps;            ///< arithmetic; the last is the verdict
  std::vector<EvidenceRef> evidence;  ///< exceptions first
  Json detail =
      Json::object();  ///< archetype's own block: the three clocks of a quality target, the sites of a threshold …
  std::string due;     ///< ISO date, empty when none
  NLOHMANN_DEFINE_TYPE_INTRUSIVE_WITH_DEFAULT(Status, state, reason, sentence, archetype, system, done, of, unit,
                                              figures, steps, evidence, detail, due)
};

}  // namespace limpid::ledger
