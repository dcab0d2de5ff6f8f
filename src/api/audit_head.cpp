// SPDX-License-Identifier: Apache-2.0
#include <soci/soci.h>

#include "api/call.hpp"
#include "ledger/audit.hpp"
#include "ledger/sql.hpp"

namespace limpid::api {

Json audit_head_json(const ledger::Ledger& ledger) {
  long long row = 0, time = 0;
  std::string hash = ledger::kEmptyChain;
  ledger::guard([&] {
    ledger.sql() << "SELECT id, at, hash FROM audit ORDER BY id DESC LIMIT 1", soci::into(row), soci::into(time),
        soci::into(hash);
  });
  Json out = {{"row", row}, {"hash", hash}};
  if (row != 0) out["at"] = format_instant(from_ms(time));
  return out;
}

}  // namespace limpid::api
