// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ledger/facts.hpp"
#include "ledger/records/common.hpp"

namespace limpid::reports {

/// What the sheet of a day is made of: references into the ledger, in the order in which they are printed. Words and
/// figures are made by who prints.
struct Brief {
  struct Place {
    std::string object;                      ///< KIND/KEY
    std::optional<ledger::Derived> verdict;  ///< a section's worst hour, a station's day; none when nothing was judged
    int judged = 0, breached = 0;            ///< hours of the day
  };
  Instant from, to;
  std::vector<Place> sections;        ///< worst first
  std::vector<Place> stations;        ///< highest index first
  std::vector<std::string> episodes;  ///< keys: open at any time of the day
  std::vector<std::string> cases;     ///< keys: open, or closed on the day
  std::vector<std::string> due;       ///< item keys: late, or due within 7 days of the day's end
  std::vector<ledger::Text> notes;    ///< what the brief cannot say
};

/// The day that starts at `day`, as it stands now (late data included).
Brief brief(const ledger::Facts& facts, Instant day);

}  // namespace limpid::reports
