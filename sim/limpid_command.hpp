// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace limpid::sim {

/// What a run of a program left.
struct Outcome {
  int exit = 0;  // 128 + signal when a signal ended it
  std::string out, err;
};

/// The product's command line on one data directory: the only way in which the simulator touches one.
class LimpidCommand {
 public:
  LimpidCommand(std::filesystem::path program, std::filesystem::path data)
      : program_(std::move(program)), data_(std::move(data)) {}

  /// `limpid ARGS --data DIR`. Throws Failure `sim.no_limpid` where the program cannot be started.
  Outcome run(std::vector<std::string> args) const;
  /// The same, but an exit code other than 0 is a Failure `sim.limpid` with what the program said.
  std::string must(const std::vector<std::string>& args) const;

 private:
  std::filesystem::path program_, data_;
};

/// `limpid` beside this executable.
std::filesystem::path limpid_beside();

}  // namespace limpid::sim
