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
  hour.effects = water_.effects();
  hour.effects.insert(hour.effects.end(), air_.effects().begin(), air_.effects().end());
  for (std::size_t i = 0; i < events_.size(); ++i) {
    const Event& e = events_[i];
    if (e.start >= hour.start + kHour || e.end <= hour.start) continue;
    if (e.type == EventType::silent) hour.silent.push_back(e.object);
    if (e.type == EventType::silent || e.type == EventType::spill) hour.effects.push_back({i, e.object});
  }
  for (Report& r : reports) {
    if (!std::binary_search(with_device_.begin(), with_device_.end(), r.object) || contains(hour.silent, r.object))
      continue;
    // An event is to be seen: the truth of a run must not hang on an unlucky gap.
    const bool shown =
        std::any_of(hour.effects.begin(), hour.effects.end(), [&](const Effect& e) { return e.object == r.object; });
    if (shown || survives_faults(r)) hour.reports.push_back(std::move(r));
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
