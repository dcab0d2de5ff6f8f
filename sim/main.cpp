// SPDX-License-Identifier: Apache-2.0
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdlib>
#include <iostream>

#include "base/data_file.hpp"
#include "sim/run.hpp"

namespace {

using namespace limpid;

volatile std::sig_atomic_t stop_signals = 0;

/// The first lets the hour end, the second ends at once.
void on_signal(int) {
  stop_signals = stop_signals + 1;
  if (stop_signals > 1) _exit(130);
}

std::string language() {
  for (const char* name : {"LIMPID_LANG", "LC_ALL", "LC_MESSAGES", "LANG"})
    if (const char* value = std::getenv(name); value != nullptr && *value != '\0')
      return std::string_view(value).starts_with("zh") ? "zh" : "en";
  return "en";
}

void declare(CLI::App& app, sim::Options& o) {
  app.add_option("--data", o.data, "Data directory")->required();
  app.add_option("--hj212", o.hj212, "ADDR:PORT at which the server takes HJ 212")->required();
  app.add_option("--seed", o.seed, "Another county's luck (1)");
  app.add_option("--speed", o.speed, "Simulated seconds a second; 0: as fast as the answers come (0)")
      ->check(CLI::NonNegativeNumber);
  app.add_option("--hours", o.hours, "How long (24)")->check(CLI::PositiveNumber);
  app.add_option("--start", o.start, "County time of a fresh directory (the county's own)");
  app.add_option("--event", o.events,
                 "spill:outfall/KEY@2h, upset:enterprise/KEY@5h, dust:dust-site/KEY@3h, silent:KIND/KEY@4h; "
                 "@AFTER+LONG, h or m; several")
      ->allow_extra_args(false);
  app.add_option("--truth", o.truth, "Writes what really happened here (JSON); a further run goes on with it");
  app.add_option("--limpid", o.limpid, "The limpid program (beside this one)");
  app.add_option("--county", o.county, "Folder with registers/ and simulation.yaml (plans/zezhou-2022)");
  app.add_option("--connections", o.connections, "TCP connections (4)")->check(CLI::Range(1, 64));
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("A simulated county that feeds a Limpid server: rivers, air, devices, with known truth.");
  app.name("limpid-sim");
  app.set_version_flag("--version", "limpid-sim " LIMPID_VERSION);
  sim::Options options;
  declare(app, options);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& e) {
    return app.exit(e) == 0 ? 0 : 2;
  }
  std::signal(SIGINT, on_signal);
  std::signal(SIGTERM, on_signal);
  const std::string lang = language();
  std::optional<Messages> messages;
  try {
    messages = Messages::load(share_dir());
    if (options.limpid.empty()) options.limpid = sim::limpid_beside();
    if (options.county.empty()) options.county = share_dir() / "plans/zezhou-2022";
    return sim::Run(options, *messages, lang, [] { return stop_signals > 0; }).go();
  } catch (const Failure& e) {
    std::cerr << "limpid-sim: " << (messages ? messages->render(lang, e.error) : e.error.code) << std::endl;
  } catch (const std::exception& e) {
    std::cerr << "limpid-sim: " << e.what() << std::endl;
  }
  return 1;
}
