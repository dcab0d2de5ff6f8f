// SPDX-License-Identifier: Apache-2.0
#include "app/command.hpp"

namespace limpid::app {

std::string Session::text(std::string_view code, const Json& args) const {
  return messages->render(lang, code, args);
}

std::vector<ledger::StageProgress> Session::progress() const {
  return ledger::progress(*ledger, *county->store, county->runner.stage_names());
}

std::string path_beside(const std::string& file, const std::string& name) {
  return (std::filesystem::path(file).parent_path() / name).string();
}

const std::string* Session::file_beside(const std::string& path, const std::string& name) const {
  const auto found = files->find(path_beside(path, name));
  return found == files->end() ? nullptr : &found->second;
}

ledger::Transaction::Written Session::apply(const ledger::Changes& changes) const {
  ledger::Transaction tx(county->ledger, county->author(actor));
  const auto written = tx.apply(changes);
  tx.commit();
  return written;
}

}  // namespace limpid::app
