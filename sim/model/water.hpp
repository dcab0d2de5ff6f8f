// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
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

  /// Of the last hour: sections whose ammonia nitrogen would be lower by more than 0.1 mg/L without the event.
  const std::vector<Effect>& effects() const { return effects_; }

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
    Mean nh3n, tp, tn, cod, oxygen, temperature, ph;
    std::map<std::size_t, Mean> without;  // ammonia nitrogen, by event
  };
  struct DischargerMeans {
    Mean flow;
    std::array<Mean, kSpecies> concentration;
  };

  /// What is the same everywhere in one minute.
  struct Moment {
    Instant t;
    double hours;        // since 1970
    double twice_daily;  // household sewage: 1 at its morning and evening peaks, -1 between
    double afternoon;    // 1 at 15 o'clock, -1 at 3
    bool weekend;
    double water_c;
  };
  Moment moment(Instant t) const;
  void place(const Registers& registers);
  void place_dischargers(const Table& table, const std::string& kind);
  void run_hour(std::vector<SectionMeans>& sections, std::vector<DischargerMeans>& dischargers);
  /// For each spill that begins in this hour a river without it; those whose water has left are dropped.
  void keep_comparisons();
  /// The ordinary load with what the events add, except one.
  Carried spilled(const Discharger& d, Carried load, Instant t, std::optional<std::size_t> except) const;
  /// Sets the loads of the minute; returns the concentration at the outlet and the flow.
  std::pair<Carried, double> discharge(const Discharger& d, const Moment& now);
  void measure(const Section& s, SectionMeans& means, const Moment& now) const;
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
  std::map<std::size_t, River> without_;  // by event: the same water without it, from its beginning on
  std::vector<Section> sections_;
  std::vector<Discharger> dischargers_;
  std::vector<Effect> effects_;
};

}  // namespace limpid::sim
