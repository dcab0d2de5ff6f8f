// SPDX-License-Identifier: Apache-2.0
#include "app/county.hpp"
#include "tracing/stage.hpp"

namespace limpid::app {

std::vector<std::unique_ptr<ledger::Stage>> make_stages(const std::filesystem::path& share) {
  std::vector<std::unique_ptr<ledger::Stage>> stages;
  (void)share;
  stages.push_back(tracing::TracingStage::make());
  return stages;
}

}  // namespace limpid::app
