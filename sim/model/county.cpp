// SPDX-License-Identifier: Apache-2.0
#include "sim/model/county.hpp"

#include <algorithm>

namespace limpid::sim {
namespace {

bool contains(const std::vector<std::string>& list, const std::string& what) {
  return std::find(list.begin(), list.end(), what) != list.end();
}

}  // namespace

County::County(const Registers& registers, const Settings& settings, std::uint64_t seed, Instant start,
               std::vector<Event> events)
    : settings_(settings),
      noise_(seed),
      events_(events),
      water_(registers, settings, noise_, start, events),
      air_(registers, settings, noise_, std::move(events)) {
  for (const Row& device : registers.at("device")) with_device_.emplace_back(device.text("object"));
  std::sort(with_device_.begin(), with_device_.end());
}

CountyHour County::next_hour() {
  CountyHour hour{now(), {}, {}, {}};
  std::vector<Report> reports = air_.hour(hour.start);
  for (Report& r : water_.next_hour()) reports.push_back(std::move(r));
  hour.affected = water_.affected();
  hour.affected.insert(hour.affected.end(), air_.affected().begin(), air_.affected().end());
  for (const Event& e : events_) {
    const bool now = e.start < hour.start + kHour && e.end > hour.start;
    if (e.type == EventType::silent && now) hour.silent.push_back(e.object);
    if (e.type == EventType::spill && now) hour.affected.push_back(e.object);
  }
  for (Report& r : reports) {
    if (!std::binary_search(with_device_.begin(), with_device_.end(), r.object) || contains(hour.silent, r.object))
      continue;
    // An event is to be seen: the truth of a run must not hang on an unlucky gap.
    if (contains(hour.affected, r.object) || survives_faults(r)) hour.reports.push_back(std::move(r));
  }
  return hour;
}

bool County::survives_faults(Report& report) const {
  const std::int64_t hour = to_ms(report.hour) / 3'600'000;
  const double dice = noise_.uniform(report.object + "fault", hour);
  if (dice < settings_.gap) return false;
  if (dice < settings_.gap + settings_.maintenance) {
    for (Reading& r : report.readings) r.flag = 'M';
  } else if (dice < settings_.gap + settings_.maintenance + settings_.fault) {
    const auto n = static_cast<double>(report.readings.size());
    Reading& r = report.readings[static_cast<std::size_t>(noise_.uniform(report.object + "which", hour) * n)];
    r.flag = 'D';
    r.min = r.avg = r.max = 0;
  }
  return true;
}

}  // namespace limpid::sim
