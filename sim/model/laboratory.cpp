// SPDX-License-Identifier: Apache-2.0
#include "sim/model/laboratory.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <set>

#include "sim/model/water.hpp"

namespace limpid::sim {
namespace {

constexpr double kAmmoniaDetection = 0.025;  // HJ 535-2009
constexpr int kSamplingHour = 9;

std::set<std::string> sampled_by_hand(const Registers& registers) {
  std::set<std::string> objects;
  for (const char* kind : {"section", "outfall", "plant"})
    for (const Row& r : registers.at(kind))
      if (kind != std::string_view("plant") || !r.yes("online"))
        objects.insert(kind + ("/" + std::string(r.text("key"))));
  return objects;
}

double past_times(const Settings& settings, const std::string& object, const std::string& code, int month) {
  for (const Settings::Past& p : settings.past)
    if (p.object == object && std::count(p.months.begin(), p.months.end(), month) > 0)
      if (const auto found = p.times.find(code); found != p.times.end()) return found->second;
  return 1;
}

void append_month(std::string& csv, const Settings& settings, const Noise& noise, const std::set<std::string>& objects,
                  Water& water) {
  const Instant time = water.now();
  const int month = civil(time).month;
  for (const Report& report : water.next_hour()) {
    if (!objects.contains(report.object)) continue;
    for (const Reading& r : report.readings) {
      if (r.parameter == "w00000") continue;  // nobody gauges the flow by hand
      // pH and temperature do not scatter like concentrations.
      const bool chemical = r.parameter != "w01001" && r.parameter != "w01010" && r.parameter != "w01009";
      const double scatter =
          chemical ? 1 + settings.lab_scatter * noise.normal(report.object + r.parameter + "lab", to_ms(time)) : 1;
      const double value = r.avg * scatter * past_times(settings, report.object, r.parameter, month);
      const std::string text = r.parameter == "w21003" && value < kAmmoniaDetection
                                   ? fmt::format("<{}", kAmmoniaDetection)
                                   : fmt::format("{:.{}f}", value, r.decimals);
      const char* unit = r.parameter == "w01001" ? "1" : r.parameter == "w01010" ? "℃" : "mg/L";
      csv += fmt::format("{},{},{},{},{},lab\n", report.object, r.parameter, format_instant(time), text, unit);
    }
  }
}

}  // namespace

std::string laboratory_csv(const Registers& registers, const Settings& settings, const Noise& noise, Instant before) {
  const std::set<std::string> objects = sampled_by_hand(registers);
  std::string csv = "object,parameter,time,value,unit,source\n";
  const int year = civil(before).year;
  for (int month = 1; month <= 12; ++month) {
    const Instant time = from_civil(year, month, settings.lab_day, kSamplingHour);
    if (time >= before) break;
    Water water(registers, settings, noise, time, {});
    append_month(csv, settings, noise, objects, water);
  }
  return csv;
}

}  // namespace limpid::sim
