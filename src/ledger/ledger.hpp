// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string_view>

#include "ledger/record.hpp"

namespace soci {
class session;
}

namespace limpid::ledger {

/// Position of a stage in the journal and in the store's commits.
struct Cursor {
  std::int64_t journal_seq = 0;
  std::uint64_t obs_seq = 0;
  auto operator<=>(const Cursor&) const = default;
};

/// Who writes, and when. `at` is clock time, `wall` the system's.
struct Author {
  std::string stage;  ///< journal: stage name, `clock`, or `act`
  std::string actor;  ///< audit: system, local:UID, user:NAME
  Instant at;
  Instant wall;
};

/// One connection to ledger.sqlite. A `writer` applies pending migrations when it opens and is used by one thread only,
/// as is each reader. Errors of the database are Failure `ledger.sql`.
class Ledger {
 public:
  enum class Mode { writer, reader };
  /// `file` may be ":memory:" for a writer.
  explicit Ledger(const std::filesystem::path& file, Mode mode = Mode::writer);
  ~Ledger();
  Ledger(Ledger&&) noexcept;
  Ledger& operator=(Ledger&&) noexcept;

  std::vector<Record> records(std::string_view kind, std::string_view prefix = {}) const;
  std::optional<Record> record(std::string_view kind, std::string_view key) const;
  std::optional<Record> record_by_id(std::int64_t id) const;
  /// All versions, oldest first.
  std::vector<Record> history(std::string_view kind, std::string_view key) const;
  std::vector<Derived> derived(const DerivedQuery& query) const;
  /// Subjects of the derived rows of a kind.
  std::vector<std::string> derived_subjects(std::string_view kind) const;
  /// All versions of one derived row, oldest first.
  std::vector<Derived> derived_history(std::string_view kind, std::string_view subject, std::string_view rule,
                                       Instant start) const;

  std::int64_t journal_head() const;
  /// Rows with seq > after, ascending, at most `limit`.
  std::vector<JournalRow> journal(std::int64_t after, std::size_t limit) const;
  /// Newest first, of one kind.
  std::vector<JournalRow> journal_of(std::string_view kind, std::size_t limit) const;
  /// End of the newest tick at or before `seq`; 1970 when there is none.
  Instant tick_time(std::int64_t seq) const;

  std::optional<Cursor> cursor(std::string_view stage) const;

  /// For tables with a home of their own (accounts, web sessions).
  soci::session& sql() const;

 private:
  friend class Transaction;
  void seal_secrets();
  std::unique_ptr<soci::session> sql_;
};

/// The only way to write. BEGIN IMMEDIATE at construction; rolls back unless committed.
class Transaction {
 public:
  Transaction(Ledger& ledger, Author author);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;

  struct Written {
    std::size_t derived = 0;
    std::size_t acts = 0;
  };
  /// Writes what differs from what stands; journal and audit rows go with it. Derived rows of one call chain one
  /// digest. `check` is called before each row and may throw.
  Written apply(const Changes& changes, const std::function<void()>& check = {});
  /// Records that something happened (login, rebuild): a version of its own of the record (act, subject) each time.
  void note(std::string_view act, std::string_view subject, const Json& payload);
  void tick(Period period, Instant start, std::uint64_t obs_seq);
  void set_cursor(std::string_view stage, const Cursor& cursor);
  void commit();

 private:
  std::int64_t journal_row(std::string_view kind, std::string_view key, std::string_view rule, Instant start,
                           std::uint64_t obs_seq);
  std::int64_t audit_row(std::string_view act, std::string_view kind, std::string_view subject,
                         const std::string& payload_digest);
  bool write_act(const Act& act);
  void append(const Act& act, const std::optional<Record>& standing);
  bool write_derived(const Derived& row, std::int64_t audit, std::string& batch);

  Ledger& ledger_;
  Author author_;
  bool open_ = false;
};

/// What `limpid audit verify` says.
struct AuditReport {
  std::string head;  ///< hash of the last row; empty chain: 64 zeros
  std::int64_t rows = 0;
  struct Fault {
    std::string table;
    std::int64_t id;
    Error what;
  };
  std::vector<Fault> faults;  ///< empty: every row fits
};
/// Recomputes the chain and the digests of every record version and derived batch, and asks that each audit row has
/// what it speaks of, that versions have no gaps, and that journal rows are whole. With `known_head`, a hash printed
/// earlier (on a brief), also that the chain holds it: that is what shows an end cut off everywhere at once. Reads
/// only. `check` is called at each row and may throw. With `stages`, also that each cursor is one of theirs.
AuditReport verify_audit(const Ledger& ledger, std::string_view known_head = {},
                         const std::function<void()>& check = {}, const std::vector<std::string>& stages = {});
/// What the record `secret/NAME` holds of a password hash, which itself stays out of the chain.
std::string secret_digest(const std::string& name, const std::string& hash);
/// Hash of the newest audit row.
std::string audit_head(const Ledger& ledger);

}  // namespace limpid::ledger
