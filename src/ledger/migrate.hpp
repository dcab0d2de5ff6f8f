// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace soci {
class session;
}

namespace limpid::ledger {

/// Brings the schema to the newest numbered migration. Throws Failure `ledger.newer` when the file was written by a
/// later Limpid.
void migrate(soci::session& sql);

/// Migrations on record that are not this program's, by number or name, and those of this program that are not on
/// record.
std::vector<std::pair<int, std::string>> foreign_migrations(soci::session& sql);

}  // namespace limpid::ledger
