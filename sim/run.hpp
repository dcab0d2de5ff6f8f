// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/messages.hpp"
#include "sim/limpid_command.hpp"
#include "sim/model/truth.hpp"

namespace limpid::sim {

/// The words of the command line.
struct Options {
  std::filesystem::path data, limpid, truth, county;
  std::string hj212, start;
  std::uint64_t seed = 1;
  double speed = 0;  // simulated seconds a second; 0 as fast as the platform answers
  int hours = 24;
  int connections = 4;
  std::vector<std::string> events;
};

/// One run: registers what the directory lacks, then hour by hour sets the clock, sends, and waits for the answers.
class Run {
 public:
  Run(Options options, const Messages& messages, std::string lang, std::function<bool()> stopped);
  /// Exit code 0, or 130 when the user ended it. Failures are thrown.
  int go();

 private:
  void read_clock();
  void plan_events();
  void register_county();
  bool register_kind(const std::string& kind);
  void import_laboratory();
  void set_clock(Instant t) const;
  bool simulate();
  /// False when the user wants to end.
  bool wait_for_stages();
  void pace(std::chrono::steady_clock::time_point began, int hours_done) const;
  void write_truth(const County& county) const;
  void say(const std::string& code, const Json& args = Json::object()) const;

  Options options_;
  const Messages& messages_;
  std::string lang_;
  std::function<bool()> stopped_;
  LimpidCommand limpid_;
  Registers registers_;
  Settings settings_;
  Instant start_{};
  bool fresh_ = true;  // the directory has no county time yet
  std::optional<Truth> truth_;
};

}  // namespace limpid::sim
