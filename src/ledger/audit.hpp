// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

/// The chain: hash = BLAKE2b of every other column of the row, length-prefixed, `prev` among them. Each record version
/// hangs on the audit row that its act made (payload_digest = digest of its content); each batch of derived rows on one
/// row (digest of their digests).
namespace limpid::ledger {

inline constexpr const char* kEmptyChain = "0000000000000000000000000000000000000000000000000000000000000000";

struct AuditRow {
  long long id = 0, at = 0, wall = 0;
  std::string actor, act, kind, subject, payload_digest, prev, hash;
};

std::string chain_hash(const AuditRow& row);

/// Digest of a derived row: key, window and content.
std::string derived_digest(const std::string& kind, const std::string& subject, const std::string& rule,
                           long long start, long long finish, const std::string& content);

}  // namespace limpid::ledger
