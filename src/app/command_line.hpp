// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "app/command.hpp"

namespace limpid::app {

/// A parsed command line. Parsing is the same where it was typed (to find the files to send) and where it runs.
struct Parsed {
  const Command* command = nullptr;
  Body body;
  std::string data;  ///< --data, empty when not given
  bool json = false;
  std::vector<std::string> files;    ///< paths named by file options, as typed
  std::vector<std::string> outputs;  ///< files and folders that it may write, as typed
  bool reads_standard_input = false;
};

/// Either a command to run, or a text and exit code to end with at once (--help 0, wrong words 2).
struct ParseResult {
  std::optional<Parsed> parsed;
  std::string text;
  int exit = 0;
};

ParseResult parse(const CommandSet& commands, const std::vector<std::string>& args);

}  // namespace limpid::app
