// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "base/messages.hpp"

namespace limpid::app {

struct ServeOptions {
  std::string data;
  std::string http = "127.0.0.1:8080";
  std::string hj212 = "127.0.0.1:9212";
  bool insecure = false;  ///< allow HTTP beyond loopback without TLS
  std::string lang = "en";
};

/// `limpid serve`: owns the directory until SIGTERM or SIGINT; 0 after an orderly stop. Standard output carries one
/// line when ready,
/// {"http":"127.0.0.1:PORT","hj212":"127.0.0.1:PORT"}; logs go to standard error and DIR/log. Failure county.served,
/// serve.*, http.*.
int serve(const ServeOptions& options, const Messages& messages);

/// Keeps SIGTERM and SIGINT for serve(), so that one that comes before it listens ends it in order too.
void hold_stop_signals();

}  // namespace limpid::app
