// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

/// The chain: hash = BLAKE2b of every other column of the row, length-prefixed, `prev` among them. Each audit row has
/// exactly one record version (payload_digest = record_digest) or one batch of derived rows (payload_digest = digest of
/// their batch_entry). Each row also holds the digest of the journal's lines since the row before.
namespace limpid::ledger {

inline constexpr const char* kEmptyChain = "0000000000000000000000000000000000000000000000000000000000000000";

struct AuditRow {
  long long id = 0, at = 0, wall = 0;
  std::string actor, act, kind, subject, payload_digest, prev, hash;
  long long upto = 0;  ///< last line of the journal that `lines` covers
  std::string lines;   ///< empty in rows of directories made before there were any
};

std::string chain_hash(const AuditRow& row);

/// The columns of a record version but `current`, `digest` and `audit`, which follow from them.
struct RecordRow {
  long long id = 0, version = 0, at = 0, number = 0, year = 0, seq = 0;
  std::string kind, key, content;
};
std::string record_digest(const RecordRow& row);

/// A line of the journal, and the digest of lines with it behind them.
struct JournalLine {
  long long seq = 0, at = 0, wall = 0, start = 0, obs_seq = 0;
  std::string stage, kind, key, rule;
};
std::string lines_digest(const std::string& before, const JournalLine& line);

/// What a derived row adds to the payload of its batch.
std::string batch_entry(const std::string& digest, long long version, long long seq);

/// Digest of a derived row: key, window and content.
std::string derived_digest(const std::string& kind, const std::string& subject, const std::string& rule,
                           long long start, long long finish, const std::string& content);

}  // namespace limpid::ledger
