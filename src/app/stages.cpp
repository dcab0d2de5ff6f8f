// SPDX-License-Identifier: Apache-2.0
#include "alerts/alerts_stage.hpp"
#include "app/county.hpp"
#include "casework/casework_stage.hpp"
#include "measures/stage.hpp"
#include "standards/stage.hpp"
#include "tracing/stage.hpp"

namespace limpid::app {

std::vector<std::unique_ptr<ledger::Stage>> make_stages(const std::filesystem::path& share) {
  std::vector<std::unique_ptr<ledger::Stage>> stages;
  stages.push_back(standards::StandardsStage::load(share));
  stages.push_back(std::make_unique<alerts::AlertsStage>(alerts::load_alert_rules(share)));
  stages.push_back(tracing::TracingStage::make());
  stages.push_back(std::make_unique<casework::CaseworkStage>(casework::load_case_rules(share)));
  stages.push_back(measures::MeasuresStage::load(share));
  return stages;
}

}  // namespace limpid::app
