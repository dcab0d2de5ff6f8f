// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "reports/icalendar.hpp"
#include "reports/plan_json.hpp"

namespace limpid::reports {

/// How words of recurring time limits become rules: rules/plan-calendar.yaml.
struct CalendarRules {
  struct Recurring {
    std::vector<std::string> words;
    std::string rule;
    std::vector<int> months;   ///< in which a period ends; empty for weeks
    int weekday = 0;           ///< 1 Monday … 7; 0 for months
    std::vector<int> days{0};  ///< of the month; 0: its last
  };
  std::vector<Recurring> recurring;

  static CalendarRules load(const std::filesystem::path& share);
};

/// The deadlines of a plan: of each promise of a measure, and of ledger tasks and projects. A date is one day, the one
/// by which it must be done (or begun); a period with both ends is all its days; a recurring one runs from the
/// document's date to the end of its plan's year. A season runs as `season` says
/// (plan::lay_seasons). What has no date of its own (长期坚持, hours of a day) is none.
struct PlanCalendar {
  std::string key;    ///< the document's: part of each UID
  std::string name;   ///< of the calendar; empty: the document's title
  Instant stamp;      ///< when what it says was last changed (RFC 5545, 3.8.7.2)
  Concerns concerns;  ///< null: all units
  OutputText text;
};

ICalendar plan_calendar(const Json& document, const PlanCalendar& settings, const CalendarRules& rules);

}  // namespace limpid::reports
