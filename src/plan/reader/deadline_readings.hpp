// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "plan/reader/deadline_rules.hpp"

namespace limpid::plan {

/// How the rules of deadline_rules.cpp read their matches: which groups they take is said beside each in the .cpp.
/// None where there is no such date, or where what was complete before the plan's years is no duty of it.
using DeadlineReading = std::optional<Deadline>;

DeadlineReading read_long_range(const DeadlineMatch& m, const PlanYears& years);
DeadlineReading read_day_range(const DeadlineMatch& m, const PlanYears& years);
DeadlineReading read_days(const DeadlineMatch& m, const PlanYears& years);
DeadlineReading read_month_range(const DeadlineMatch& m, const PlanYears& years);
DeadlineReading read_year_range(const DeadlineMatch& m, const PlanYears& years);
DeadlineReading read_daily_hours(const DeadlineMatch& m, const PlanYears& years);
DeadlineReading read_bare_hours(const DeadlineMatch& m, const PlanYears& years);
DeadlineReading read_from(const DeadlineMatch& m, const PlanYears& years);
DeadlineReading read_start_by(const DeadlineMatch& m, const PlanYears& years);
DeadlineReading read_start_by_year(const DeadlineMatch& m, const PlanYears& years);
DeadlineReading read_by_month(const DeadlineMatch& m, const PlanYears& years);
DeadlineReading read_done_in_month(const DeadlineMatch& m, const PlanYears& years);
DeadlineReading read_by_year(const DeadlineMatch& m, const PlanYears& years);
DeadlineReading read_done_in_year(const DeadlineMatch& m, const PlanYears& years);
DeadlineReading read_dotted_range(const DeadlineMatch& m, const PlanYears& years);
DeadlineReading read_quarters(const DeadlineMatch& m, const PlanYears& years);
DeadlineReading read_dotted(const DeadlineMatch& m, const PlanYears& years);
DeadlineReading read_from_year(const DeadlineMatch& m, const PlanYears& years);
DeadlineReading read_from_part(const DeadlineMatch& m, const PlanYears& years);
DeadlineReading read_by_part(const DeadlineMatch& m, const PlanYears& years);
DeadlineReading read_done_in_part(const DeadlineMatch& m, const PlanYears& years);
DeadlineReading read_five_years(const DeadlineMatch& m, const PlanYears& years);
DeadlineReading read_five_years_end(const DeadlineMatch& m, const PlanYears& years);
DeadlineReading read_by_feast(const DeadlineMatch& m, const PlanYears& years);
DeadlineReading read_start_by_part(const DeadlineMatch& m, const PlanYears& years);
DeadlineReading read_until_month(const DeadlineMatch& m, const PlanYears& years);
DeadlineReading read_until_year(const DeadlineMatch& m, const PlanYears& years);
DeadlineReading read_tenths(const DeadlineMatch& m, const PlanYears& years);
DeadlineReading read_two_quarters(const DeadlineMatch& m, const PlanYears& years);
DeadlineReading read_run_of_months(const DeadlineMatch& m, const PlanYears& years);
DeadlineReading read_event(const DeadlineMatch& m, const PlanYears& years);
DeadlineReading read_by_mid_year(const DeadlineMatch& m, const PlanYears& years);

/// What recurs, goes on, or is timed by somebody else or by an event.
template <DeadlineKind kind>
DeadlineReading undated(const DeadlineMatch&, const PlanYears&) {
  return Deadline{{}, kind, {}, {}};
}

}  // namespace limpid::plan
