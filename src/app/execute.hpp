// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/command_line.hpp"
#include "app/relay.hpp"

namespace limpid::app {

/// What a command runs on; `ledger` is the connection of the running thread.
struct Place {
  County* county = nullptr;
  const ledger::Ledger* ledger = nullptr;
  std::string actor;
  std::function<store::CommitResult(std::span<const store::Packet>)> commit;
  std::function<void()> between = [] {};  ///< Session::between
  std::function<void()> wait = [] {};     ///< Session::wait
};

/// Runs a parsed command and turns every Failure into a sentence on standard error and exit code 1.
Response execute(Parsed& parsed, const Request& request, const Messages& messages, const Place& place);

/// The whole command line of the process: parses, reads files, finds the owner of the directory, runs or relays. Prints
/// and returns the exit code.
int run_command_line(const CommandSet& commands, const std::vector<std::string>& args);

/// zh or en: $LIMPID_LANG, else the locale; Chinese first where the locale says Chinese, else English.
std::string caller_language();

}  // namespace limpid::app
