// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace soci {
class session;
}

namespace limpid::ledger {

/// Brings the schema to the newest numbered migration. Throws Failure `ledger.newer` when the file was written by a
/// later Limpid.
void migrate(soci::session& sql);

}  // namespace limpid::ledger
