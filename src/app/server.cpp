// SPDX-License-Identifier: Apache-2.0
#include "app/server.hpp"

namespace limpid::app {
int serve(const ServeOptions&, const Messages&) {
  throw Failure("serve.bad_address", {{"address", ""}});
}
}  // namespace limpid::app
