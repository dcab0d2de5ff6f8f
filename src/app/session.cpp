// SPDX-License-Identifier: Apache-2.0
#include "app/command.hpp"

namespace limpid::app {

std::string Session::text(std::string_view code, const Json& args) const {
  return messages->render(lang, code, args);
}

std::vector<ledger::StageProgress> Session::progress() const {
  return ledger::progress(*ledger, *county->store, county->runner.stage_names());
}

ledger::Transaction::Written Session::apply(const ledger::Changes& changes) const {
  ledger::Transaction tx(county->ledger, county->author(actor));
  const auto written = tx.apply(changes);
  tx.commit();
  return written;
}

}  // namespace limpid::app
