// SPDX-License-Identifier: Apache-2.0
#include <soci/soci.h>

#include "base/hash.hpp"
#include "ledger/audit.hpp"
#include "ledger/ledger.hpp"
#include "ledger/sql.hpp"

namespace limpid::ledger {
namespace {

/// The lines behind `sealed`, up to the newest, into the row.
void seal_lines(soci::session& sql, long long sealed, AuditRow& row) {
  JournalLine line;
  row.upto = sealed;
  row.lines = kEmptyChain;
  soci::statement st =
      (sql.prepare << "SELECT seq, at, wall, start, obs_seq, stage, kind, key, rule FROM journal WHERE seq > :s "
                      "ORDER BY seq",
       soci::use(sealed), soci::into(line.seq), soci::into(line.at), soci::into(line.wall), soci::into(line.start),
       soci::into(line.obs_seq), soci::into(line.stage), soci::into(line.kind), soci::into(line.key),
       soci::into(line.rule));
  st.execute();
  while (st.fetch()) {
    row.lines = lines_digest(row.lines, line);
    row.upto = line.seq;
  }
}

}  // namespace

Transaction::Transaction(Ledger& ledger, Author author) : ledger_(ledger), author_(std::move(author)) {
  // SOCI's begin() is deferred; a read followed by a write would fail at once when another session wrote meanwhile.
  guard([&] { ledger_.sql() << "BEGIN IMMEDIATE"; });
  open_ = true;
}

Transaction::~Transaction() {
  if (!open_) return;
  try {
    ledger_.sql() << "ROLLBACK";
  } catch (const soci::soci_error&) {
    // The connection is broken; SQLite rolls back when it is closed.
  }
}

void Transaction::commit() {
  guard([&] { ledger_.sql() << "COMMIT"; });
  open_ = false;
}

Transaction::Written Transaction::apply(const Changes& changes, const std::function<void()>& check) {
  return guard([&] {
    Written written;
    for (const auto& act : changes.acts) {
      if (check) check();
      written.acts += write_act(act) ? 1 : 0;
    }
    if (changes.derived.empty()) return written;
    long long last = 0;
    ledger_.sql() << "SELECT coalesce(max(id), 0) FROM audit", soci::into(last);
    std::string batch;
    for (const auto& row : changes.derived) {
      if (check) check();
      written.derived += write_derived(row, last + 1, batch) ? 1 : 0;
    }
    if (written.derived != 0) audit_row("derived.batch", "derived", author_.stage, content_hash(batch));
    return written;
  });
}

void Transaction::note(std::string_view act, std::string_view subject, const Json& payload) {
  guard([&] {
    const std::string kind(act);
    append({kind, kind, std::string(subject), payload}, ledger_.record(kind, subject));
  });
}

void Transaction::tick(Period period, Instant start, std::uint64_t obs_seq) {
  guard([&] { journal_row("tick", to_string(period), "", start, obs_seq); });
}

void Transaction::set_cursor(std::string_view stage, const Cursor& cursor) {
  guard([&] {
    const std::string name(stage);
    const long long journal_seq = cursor.journal_seq;
    const auto obs_seq = static_cast<long long>(cursor.obs_seq);
    ledger_.sql() << "INSERT INTO cursor (stage, journal_seq, obs_seq) VALUES (:s, :j, :o) "
                     "ON CONFLICT (stage) DO UPDATE SET journal_seq = excluded.journal_seq, obs_seq = excluded.obs_seq",
        soci::use(name), soci::use(journal_seq), soci::use(obs_seq);
  });
}

bool Transaction::write_act(const Act& act) {
  const auto standing = ledger_.record(act.kind, act.key);
  if (standing && standing->content == act.content) return false;
  append(act, standing);
  return true;
}

void Transaction::append(const Act& act, const std::optional<Record>& standing) {
  auto& sql = ledger_.sql();
  RecordRow row{.kind = act.kind, .key = act.key, .content = act.content.dump()};
  row.at = to_ms(author_.at);
  if (standing) {
    row.id = standing->id;
    row.version = standing->version + 1;
    row.number = standing->number;
    row.year = standing->year;
    sql << "UPDATE record SET current = 0 WHERE id = :id AND current = 1", soci::use(row.id);
  } else {
    row.version = 1;
    row.year = civil(author_.at).year;
    sql << "SELECT coalesce(max(id), 0) + 1 FROM record", soci::into(row.id);
    sql << "SELECT coalesce(max(number), 0) + 1 FROM record WHERE kind = :k AND year = :y", soci::into(row.number),
        soci::use(act.kind), soci::use(row.year);
  }
  row.seq = journal_row(act.kind, act.key, act.act, author_.at, 0);
  const std::string digest = record_digest(row);
  const long long audit = audit_row(act.act, act.kind, act.key, digest);
  const long long current = 1;
  sql << "INSERT INTO record (id, kind, key, version, at, number, year, content, digest, current, seq, audit) "
         "VALUES (:id, :kind, :key, :version, :at, :number, :year, :content, :digest, :current, :seq, :audit)",
      soci::use(row.id), soci::use(row.kind), soci::use(row.key), soci::use(row.version), soci::use(row.at),
      soci::use(row.number), soci::use(row.year), soci::use(row.content), soci::use(digest), soci::use(current),
      soci::use(row.seq), soci::use(audit);
}

bool Transaction::write_derived(const Derived& row, std::int64_t audit_id, std::string& batch) {
  auto& sql = ledger_.sql();
  const std::string content = row.content.dump();
  const std::string digest = derived_digest(row.kind, row.subject, row.rule, to_ms(row.start), to_ms(row.end), content);
  const long long start = to_ms(row.start);
  long long old_id = 0;
  long long version = 0;
  std::string old_digest;
  sql << "SELECT id, version, digest FROM derived WHERE kind = :k AND subject = :s AND rule = :r AND start = :t AND "
         "current = 1",
      soci::use(row.kind), soci::use(row.subject), soci::use(row.rule), soci::use(start), soci::into(old_id),
      soci::into(version), soci::into(old_digest);
  const bool standing = sql.got_data();
  if (standing ? old_digest == digest : row.content.is_null()) return false;
  if (standing) sql << "UPDATE derived SET current = 0 WHERE id = :id", soci::use(old_id);
  version = standing ? version + 1 : 1;
  const long long finish = to_ms(row.end);
  const long long current = 1;
  const long long audit = audit_id;
  const long long seq = journal_row(row.kind, row.subject, row.rule, row.start, 0);
  batch += batch_entry(digest, version, seq);
  sql << "INSERT INTO derived (kind, subject, rule, start, finish, version, content, digest, current, seq, audit) "
         "VALUES "
         "(:kind, :subject, :rule, :start, :finish, :version, :content, :digest, :current, :seq, :audit)",
      soci::use(row.kind), soci::use(row.subject), soci::use(row.rule), soci::use(start), soci::use(finish),
      soci::use(version), soci::use(content), soci::use(digest), soci::use(current), soci::use(seq), soci::use(audit);
  return true;
}

std::int64_t Transaction::journal_row(std::string_view kind, std::string_view key, std::string_view rule, Instant start,
                                      std::uint64_t obs_seq) {
  auto& sql = ledger_.sql();
  const long long at = to_ms(author_.at);
  const long long wall = to_ms(author_.wall);
  const long long t = to_ms(start);
  const auto obs = static_cast<long long>(obs_seq);
  const std::string k(kind);
  const std::string id(key);
  const std::string r(rule);
  sql << "INSERT INTO journal (at, wall, stage, kind, key, rule, start, obs_seq) VALUES (:at, :wall, :stage, :kind, "
         ":key, "
         ":rule, :start, :obs)",
      soci::use(at), soci::use(wall), soci::use(author_.stage), soci::use(k), soci::use(id), soci::use(r), soci::use(t),
      soci::use(obs);
  long long seq = 0;
  sql << "SELECT last_insert_rowid()", soci::into(seq);
  return seq;
}

std::int64_t Transaction::audit_row(std::string_view act, std::string_view kind, std::string_view subject,
                                    const std::string& payload_digest) {
  auto& sql = ledger_.sql();
  AuditRow row;
  row.prev = kEmptyChain;
  long long last = 0;
  long long sealed = 0;
  sql << "SELECT id, hash, upto FROM audit ORDER BY id DESC LIMIT 1", soci::into(last), soci::into(row.prev),
      soci::into(sealed);
  if (!sql.got_data()) row.prev = kEmptyChain;
  seal_lines(sql, sealed, row);
  row.id = last + 1;
  row.at = to_ms(author_.at);
  row.wall = to_ms(author_.wall);
  row.actor = author_.actor;
  row.act = act;
  row.kind = kind;
  row.subject = subject;
  row.payload_digest = payload_digest;
  row.hash = chain_hash(row);
  sql << "INSERT INTO audit (id, at, wall, actor, act, kind, subject, payload_digest, prev, hash, upto, lines) VALUES "
         "(:id, :at, :wall, :actor, :act, :kind, :subject, :payload, :prev, :hash, :upto, :lines)",
      soci::use(row.id), soci::use(row.at), soci::use(row.wall), soci::use(row.actor), soci::use(row.act),
      soci::use(row.kind), soci::use(row.subject), soci::use(row.payload_digest), soci::use(row.prev),
      soci::use(row.hash), soci::use(row.upto), soci::use(row.lines);
  return row.id;
}

}  // namespace limpid::ledger
