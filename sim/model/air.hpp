// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <vector>

#include "sim/model/events.hpp"
#include "sim/model/noise.hpp"
#include "sim/model/plume.hpp"
#include "sim/model/report.hpp"

namespace limpid::sim {

/// The county's air, each hour by itself: background, plumes of the enterprises, dust of the sites.
class Air {
 public:
  Air(const Registers& registers, const Settings& settings, Noise noise, std::vector<Event> events);

  /// Reports of stations, dust sites and enterprises on line for the hour that starts at `hour`.
  std::vector<Report> hour(Instant hour);
  Weather weather(Instant hour) const { return weather_at(settings_.air, noise_, hour); }
  /// Of the last hour: the source itself, and stations that the event raises by a tenth.
  const std::vector<Effect>& effects() const { return effects_; }

 private:
  /// ug/m3 but CO, mg/m3: by factor code.
  using Levels = std::map<std::string, double>;
  struct Emitter {
    std::string object;
    Source source;
    std::map<std::string, double> rate;  // g/s by factor code
    int from_hour, to_hour;
    double normal_m3_s;  // flue gas at 0 degC
    bool online;
  };
  struct Site {
    std::string object;
    Source source;
    std::map<std::string, double> rate;
    double threshold;
  };
  struct Station {
    std::string object;
    Metres at;
    double inlet_m;
  };

  void place(const Registers& registers);
  bool happens(EventType type, const std::string& object, Instant hour, const Event* except = nullptr) const;
  /// Notes the events of the hour at their own source.
  void note_at_source(EventType type, const std::string& object, Instant hour);
  double activity(const Emitter& e, Instant hour) const;
  double site_activity(const Site& s, Instant hour, const Weather& w, const Event* except = nullptr) const;
  double own_dust(const Weather& w) const;
  Levels background(Instant hour, const Weather& w) const;
  /// What reaches `receptor` from everything but `self`; without one event for comparison.
  Levels levels(Metres receptor, double z, const std::string& self, Instant hour, const Weather& w,
                const Event* except = nullptr) const;
  Report station_report(const Station& s, Instant hour, const Weather& w);
  Report site_report(const Site& s, Instant hour, const Weather& w);
  Report stack_report(const Emitter& e, Instant hour, const Weather& w);
  Reading reading(const std::string& object, const std::string& code, double value, int decimals, Instant hour,
                  double spread) const;

  Settings settings_;
  Noise noise_;
  std::vector<Event> events_;
  std::vector<Emitter> emitters_;
  std::vector<Site> sites_;
  std::vector<Station> stations_;
  std::vector<Effect> effects_;
};

}  // namespace limpid::sim
