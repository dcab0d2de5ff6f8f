// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "sim/model/events.hpp"
#include "sim/model/noise.hpp"
#include "sim/model/report.hpp"
#include "sim/model/river.hpp"

namespace limpid::sim {

/// Ammonia nitrogen that a target class allows, mg/L (GB 3838-2002 table 1); none for a target without a number, such
/// as 完成市定目标.
std::optional<double> nh3n_limit(std::string_view target);

/// The rivers with their dischargers and sections, hour by hour.
class Water {
 public:
  /// Starts settled `kWarmHours` before `start` and lets the cycles and earlier events run in.
  Water(const Registers& registers, const Settings& settings, Noise noise, Instant start, std::vector<Event> events);
  static constexpr int kWarmHours = 36;

  /// Simulates the hour that starts at now(): a report of each section, outfall and plant, on line or not.
  std::vector<Report> next_hour();
  Instant now() const { return now_; }
  /// Adds a spill that starts at now() or later; what a copy of this river is for.
  void add_event(const Event& e) { events_.push_back(e); }

  /// Of the last hour: sections whose ammonia nitrogen an event raised by more than 0.1 mg/L.
  const std::vector<std::string>& affected() const { return affected_; }

  /// The first section below an outfall whose target has a number, and the seconds to it in the mean flow.
  struct Below {
    std::string section;
    double seconds, limit;
  };
  std::optional<Below> section_below(const std::string& outfall) const;

 private:
  struct Discharger {
    std::string object, key, reach;
    std::size_t source;
    double km, flow;
    Carried ordinary, spill;
    bool weekly;  // works less at week-ends
    std::optional<Below> below{};
  };
  struct Section {
    std::string object, key, river, reach;
    double km;
    std::optional<double> limit;
  };
  struct SectionMeans {
    Mean nh3n, tp, tn, cod, clean, oxygen, temperature, ph;
  };
  struct DischargerMeans {
    Mean flow;
    std::array<Mean, kSpecies> concentration;
  };

  void place(const Registers& registers);
  void place_dischargers(const Table& table, const std::string& kind);
  void run_hour(std::vector<SectionMeans>& sections, std::vector<DischargerMeans>& dischargers);
  /// Sets the loads of the minute; returns the concentration at the outlet and the flow.
  std::pair<Carried, double> discharge(const Discharger& d, Instant t);
  void measure(const Section& s, SectionMeans& means, Instant t) const;
  double flow_factor(Instant t) const;
  double water_c(Instant t) const;
  Report section_report(const Section& s, const SectionMeans& m) const;
  Report discharger_report(const Discharger& d, const DischargerMeans& m) const;
  Reading noisy(const Report& report, const Mean& mean, const char* code, int decimals, double factor) const;

  Settings settings_;
  Noise noise_;
  Instant now_;
  std::vector<Event> events_;
  River river_;
  std::optional<River> clean_;  // the same water without the events, once one has begun
  std::vector<Section> sections_;
  std::vector<Discharger> dischargers_;
  std::vector<std::string> affected_;
};

}  // namespace limpid::sim
