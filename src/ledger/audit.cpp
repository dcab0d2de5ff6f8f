// SPDX-License-Identifier: Apache-2.0
#include "ledger/audit.hpp"

#include <fmt/format.h>
#include <soci/soci.h>

#include <algorithm>
#include <map>

#include "base/hash.hpp"
#include "ledger/ledger.hpp"
#include "ledger/migrate.hpp"
#include "ledger/sql.hpp"

namespace limpid::ledger {
namespace {

// A length before each field: ("ab","c") and ("a","bc") must not meet.
void put(std::string& to, std::string_view field) {
  to += fmt::format("{}:{};", field.size(), field);
}

struct Verifier {
  const Ledger& ledger;
  const std::function<void()>& check;
  AuditReport report;
  std::map<long long, AuditRow> owed;  // rows of the chain whose record or batch has not been met yet
  std::vector<AuditRow> sealed;        // rows of the chain that cover lines of the journal

  void fault(const char* table, long long id, const char* code, Json args = Json::object()) {
    report.faults.push_back({table, id, Error{code, std::move(args), fmt::format("{}:{}", table, id)}});
  }

  bool next(soci::statement& st) const {
    if (check) check();
    return st.fetch();
  }

  /// Names the rows that a query finds, by their ids.
  void none_of(const char* table, const std::string& query, const char* code) {
    long long id = 0;
    soci::statement st = (ledger.sql().prepare << query, soci::into(id));
    st.execute();
    while (st.fetch()) fault(table, id, code, {{"table", table}, {"id", id}});
  }

  /// Names rows where a column holds another type of value than its declaration says, which reading would convert and
  /// so hide, or text behind a NUL, which C strings would.
  void shape(const char* table, std::initializer_list<const char*> numbers, std::initializer_list<const char*> texts,
             const char* id = "id") {
    std::string query = fmt::format("SELECT {} FROM {} WHERE 0", id, table);
    for (const char* n : numbers) query += fmt::format(" OR typeof({}) <> 'integer'", n);
    for (const char* t : texts) query += fmt::format(" OR typeof({0}) <> 'text' OR instr({0}, char(0)) > 0", t);
    none_of(table, query, "audit.misshapen");
  }

  void shapes() {
    shape("audit", {"id", "at", "wall", "upto"},
          {"actor", "act", "kind", "subject", "payload_digest", "prev", "hash", "lines"});
    shape("journal", {"at", "wall", "start", "obs_seq"}, {"stage", "kind", "key", "rule"}, "seq");
    shape("record", {"id", "version", "at", "number", "year", "current", "seq", "audit"},
          {"kind", "key", "content", "digest"});
    shape("derived", {"id", "start", "finish", "version", "current", "seq", "audit"},
          {"kind", "subject", "rule", "content", "digest"});
  }

  void chain(std::string_view known_head) {
    AuditRow row;
    soci::statement st =
        (ledger.sql().prepare << "SELECT id, at, wall, actor, act, kind, subject, payload_digest, prev, "
                                 "hash, upto, lines FROM audit ORDER BY id",
         soci::into(row.id), soci::into(row.at), soci::into(row.wall), soci::into(row.actor), soci::into(row.act),
         soci::into(row.kind), soci::into(row.subject), soci::into(row.payload_digest), soci::into(row.prev),
         soci::into(row.hash), soci::into(row.upto), soci::into(row.lines));
    std::string prev = kEmptyChain;
    long long expected = 1;
    bool known = known_head.empty() || known_head == kEmptyChain;
    st.execute();
    while (next(st)) {
      if (row.id != expected) fault("audit", row.id, "audit.gap", {{"expected", expected}});
      if (row.prev != prev) fault("audit", row.id, "audit.broken_link");
      if (chain_hash(row) != row.hash)
        fault("audit", row.id, "audit.row_changed", {{"act", row.act}, {"subject", row.subject}});
      owed[row.id] = row;
      if (!row.lines.empty()) sealed.push_back(row);
      known = known || row.hash == known_head;
      prev = row.hash;
      expected = row.id + 1;
      ++report.rows;
    }
    report.head = prev;
    if (!known) fault("audit", report.rows, "audit.unknown_head", {{"head", known_head}});
  }

  void records() {
    RecordRow row;
    long long audit = 0;
    std::string digest;
    soci::statement st = (ledger.sql().prepare << "SELECT id, version, at, number, year, seq, audit, kind, key, "
                                                  "content, digest FROM record ORDER BY audit",
                          soci::into(row.id), soci::into(row.version), soci::into(row.at), soci::into(row.number),
                          soci::into(row.year), soci::into(row.seq), soci::into(audit), soci::into(row.kind),
                          soci::into(row.key), soci::into(row.content), soci::into(digest));
    st.execute();
    while (next(st)) {
      const auto chained = owed.extract(audit);
      if (record_digest(row) != digest || chained.empty() || chained.mapped().payload_digest != digest ||
          chained.mapped().subject != row.key || chained.mapped().kind != row.kind)
        fault("record", row.id, "audit.record_changed",
              {{"kind", row.kind}, {"key", row.key}, {"version", row.version}});
    }
  }

  void derived() {
    long long id = 0, start = 0, finish = 0, audit = 0, version = 0, seq = 0;
    std::string kind, subject, rule, content, digest;
    soci::statement st =
        (ledger.sql().prepare
             << "SELECT id, start, finish, audit, version, seq, kind, subject, rule, content, digest FROM derived "
                "ORDER BY audit, id",
         soci::into(id), soci::into(start), soci::into(finish), soci::into(audit), soci::into(version), soci::into(seq),
         soci::into(kind), soci::into(subject), soci::into(rule), soci::into(content), soci::into(digest));
    long long batch_audit = 0;
    std::string batch;
    const auto close = [&] {
      if (batch_audit == 0) return;
      const auto chained = owed.extract(batch_audit);
      if (chained.empty() || chained.mapped().payload_digest != content_hash(batch))
        fault("derived", batch_audit, "audit.batch_changed", {{"audit", batch_audit}});
    };
    st.execute();
    while (next(st)) {
      if (audit != batch_audit) {
        close();
        batch.clear();
        batch_audit = audit;
      }
      batch += batch_entry(digest, version, seq);
      if (derived_digest(kind, subject, rule, start, finish, content) != digest)
        fault("derived", id, "audit.derived_changed", {{"kind", kind}, {"subject", subject}, {"rule", rule}});
    }
    close();
  }

  /// The lines behind the newest row are covered by the next.
  void lines() {
    JournalLine line;
    soci::statement st =
        (ledger.sql().prepare
             << "SELECT seq, at, wall, start, obs_seq, stage, kind, key, rule FROM journal ORDER BY seq",
         soci::into(line.seq), soci::into(line.at), soci::into(line.wall), soci::into(line.start),
         soci::into(line.obs_seq), soci::into(line.stage), soci::into(line.kind), soci::into(line.key),
         soci::into(line.rule));
    st.execute();
    bool more = next(st);
    long long from = 1;
    for (const auto& row : sealed) {
      std::string digest = kEmptyChain;
      for (; more && line.seq <= row.upto; more = next(st)) digest = lines_digest(digest, line);
      if (digest != row.lines)
        fault("journal", from, "audit.lines_changed", {{"from", from}, {"to", row.upto}, {"audit", row.id}});
      from = row.upto + 1;
    }
    // What stands beside a row of the chain says so line by line.
    for (const auto* table : {"record", "derived"})
      none_of("journal",
              fmt::format("SELECT j.seq FROM {} AS r JOIN journal AS j ON j.seq = r.seq JOIN audit AS a ON a.id = "
                          "r.audit WHERE j.at <> a.at OR j.wall <> a.wall OR j.obs_seq <> 0",
                          table),
              "audit.line_differs");
    none_of("journal",
            "SELECT j.seq FROM derived AS r JOIN journal AS j ON j.seq = r.seq JOIN audit AS a ON a.id = r.audit WHERE "
            "j.stage <> a.subject",
            "audit.line_differs");
  }

  /// Password hashes stay out of the chain, their digests do not.
  void secrets() {
    std::map<std::string, std::string> chained;
    for (const auto& record : ledger.records("secret"))
      if (!record.content.is_null()) chained[record.key] = record.content.at("digest").get<std::string>();
    std::string name, hash;
    soci::statement st =
        (ledger.sql().prepare << "SELECT name, hash FROM account_secret", soci::into(name), soci::into(hash));
    st.execute();
    while (next(st)) {
      const auto known = chained.extract(name);
      if (known.empty() || known.mapped() != secret_digest(name, hash))
        fault("account_secret", 0, "audit.secret_changed", {{"name", name}});
    }
    for (const auto& [missing, _] : chained) fault("account_secret", 0, "audit.secret_changed", {{"name", missing}});
  }

  /// Where each stage goes on, and what made the tables.
  void cursors(const std::vector<std::string>& stages) {
    std::string stage;
    long long journal_seq = 0;
    soci::statement st =
        (ledger.sql().prepare << "SELECT stage, journal_seq FROM cursor", soci::into(stage), soci::into(journal_seq));
    st.execute();
    while (next(st)) {
      const bool known = stages.empty() || std::find(stages.begin(), stages.end(), stage) != stages.end();
      if (!known || journal_seq > ledger.journal_head()) fault("cursor", 0, "audit.unknown_stage", {{"stage", stage}});
    }
    for (const auto& [number, name] : foreign_migrations(ledger.sql()))
      fault("migration", number, "audit.migration_changed", {{"number", number}, {"name", name}});
  }

  /// What no digest says: which version is current, and that the journal has each row's line.
  void structure() {
    const auto wrong_version = [](const char* table, const char* key) {
      return fmt::format(
          "SELECT id FROM (SELECT id, version, current, row_number() OVER (PARTITION BY {1} ORDER BY version) AS "
          "place, "
          "count(*) OVER (PARTITION BY {1}) AS versions FROM {0}) AS v "
          "WHERE version <> place OR current <> CASE WHEN place = versions THEN 1 ELSE 0 END",
          table, key);
    };
    none_of("record", wrong_version("record", "kind, key"), "audit.version_changed");
    none_of("derived", wrong_version("derived", "kind, subject, rule, start"), "audit.version_changed");
    none_of("record",
            "SELECT id FROM record AS r WHERE NOT EXISTS (SELECT 1 FROM journal AS j WHERE j.seq = r.seq AND j.kind = "
            "r.kind AND j.key = r.key AND j.start = r.at)",
            "audit.journal_changed");
    none_of("derived",
            "SELECT id FROM derived AS d WHERE NOT EXISTS (SELECT 1 FROM journal AS j WHERE j.seq = d.seq AND j.kind = "
            "d.kind AND j.key = d.subject AND j.rule = d.rule AND j.start = d.start)",
            "audit.journal_changed");
    none_of("journal",
            "SELECT seq FROM (SELECT seq, row_number() OVER (ORDER BY seq) AS place FROM journal) AS j "
            "WHERE seq <> place LIMIT 1",
            "audit.journal_gap");
  }

  void debts() {
    for (const auto& [id, row] : owed)
      fault("audit", id, "audit.nothing_behind", {{"act", row.act}, {"kind", row.kind}, {"subject", row.subject}});
  }
};

}  // namespace

std::string chain_hash(const AuditRow& row) {
  std::string bytes;
  for (const auto number : {row.id, row.at, row.wall}) put(bytes, std::to_string(number));
  for (const auto* field : {&row.actor, &row.act, &row.kind, &row.subject, &row.payload_digest, &row.prev})
    put(bytes, *field);
  if (!row.lines.empty()) {
    put(bytes, std::to_string(row.upto));
    put(bytes, row.lines);
  }
  return content_hash(bytes);
}

std::string lines_digest(const std::string& before, const JournalLine& line) {
  std::string bytes = before;
  for (const auto number : {line.seq, line.at, line.wall, line.start, line.obs_seq}) put(bytes, std::to_string(number));
  for (const auto* field : {&line.stage, &line.kind, &line.key, &line.rule}) put(bytes, *field);
  return content_hash(bytes);
}

std::string secret_digest(const std::string& name, const std::string& hash) {
  std::string bytes;
  put(bytes, name);
  put(bytes, hash);
  return content_hash(bytes);
}

std::string record_digest(const RecordRow& row) {
  std::string bytes;
  for (const auto number : {row.id, row.version, row.at, row.number, row.year, row.seq})
    put(bytes, std::to_string(number));
  for (const auto* field : {&row.kind, &row.key, &row.content}) put(bytes, *field);
  return content_hash(bytes);
}

std::string batch_entry(const std::string& digest, long long version, long long seq) {
  return fmt::format("{}:{}:{};", digest, version, seq);
}

std::string derived_digest(const std::string& kind, const std::string& subject, const std::string& rule,
                           long long start, long long finish, const std::string& content) {
  std::string bytes;
  for (const auto* field : {&kind, &subject, &rule}) put(bytes, *field);
  put(bytes, std::to_string(start));
  put(bytes, std::to_string(finish));
  put(bytes, content);
  return content_hash(bytes);
}

AuditReport verify_audit(const Ledger& ledger, std::string_view known_head, const std::function<void()>& check,
                         const std::vector<std::string>& stages) {
  return guard([&] {
    Verifier v{ledger, check, {}, {}, {}};
    v.shapes();
    v.chain(known_head);
    v.records();
    v.derived();
    v.structure();
    v.lines();
    v.secrets();
    v.cursors(stages);
    v.debts();
    return v.report;
  });
}

std::string audit_head(const Ledger& ledger) {
  return guard([&] {
    std::string head = kEmptyChain;
    ledger.sql() << "SELECT hash FROM audit ORDER BY id DESC LIMIT 1", soci::into(head);
    return ledger.sql().got_data() ? head : std::string(kEmptyChain);
  });
}

}  // namespace limpid::ledger
