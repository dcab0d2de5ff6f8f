// SPDX-License-Identifier: Apache-2.0
#include <sodium.h>

#include <iostream>

#include "app/execute.hpp"
#include "app/server.hpp"

int main(int argc, char** argv) {
  if (argc > 1 && std::string_view(argv[1]) == "serve") limpid::app::hold_stop_signals();
  if (sodium_init() < 0) {
    std::cerr << "libsodium cannot start\n";
    return 1;
  }
  return limpid::app::run_command_line(limpid::app::all_commands(), {argv + 1, argv + argc});
}
