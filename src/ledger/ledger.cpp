// SPDX-License-Identifier: Apache-2.0
#include "ledger/ledger.hpp"

#include <fmt/format.h>
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include "ledger/migrate.hpp"
#include "ledger/sql.hpp"

namespace limpid::ledger {
namespace {

constexpr const char* kRecordColumns = "id, kind, key, version, at, number, year, content, seq";
constexpr const char* kDerivedColumns = "id, kind, subject, rule, start, finish, version, content, seq";
constexpr const char* kJournalColumns = "seq, at, stage, kind, key, rule, start, obs_seq";

struct RecordFields {
  long long id = 0, version = 0, at = 0, number = 0, year = 0, seq = 0;
  std::string kind, key, content;

  Record record() const {
    Record r;
    r.id = id;
    r.kind = kind;
    r.key = key;
    r.version = static_cast<int>(version);
    r.at = from_ms(at);
    r.number = static_cast<int>(number);
    r.year = static_cast<int>(year);
    r.content = Json::parse(content);
    r.seq = seq;
    return r;
  }
};

std::vector<Record> read_records(soci::statement& st, const RecordFields& f) {
  std::vector<Record> out;
  st.execute();
  while (st.fetch()) out.push_back(f.record());
  return out;
}

// The end of the string range that starts with `prefix` in binary order.
std::string after_prefix(std::string prefix) {
  prefix += "\xf4\x8f\xbf\xbf";  // U+10FFFF
  return prefix;
}

}  // namespace

Ledger::Ledger(const std::filesystem::path& file, Mode mode) {
  guard([&] {
    const bool memory = file == ":memory:";
    std::string where = fmt::format("dbname={} timeout=30", file.string());
    if (mode == Mode::reader) where += " readonly=true";
    sql_ = std::make_unique<soci::session>(soci::sqlite3, where);
    *sql_ << "PRAGMA busy_timeout = 30000";
    if (mode == Mode::reader) {
      *sql_ << "PRAGMA query_only = ON";
      return;
    }
    if (!memory) {
      *sql_ << "PRAGMA journal_mode = WAL";
      *sql_ << "PRAGMA synchronous = FULL";
    }
    migrate(*sql_);
    seal_secrets();
  });
}

// Secrets of before they were chained, once, when the migration that chains them has run.
void Ledger::seal_secrets() {
  std::string name, hash;
  std::vector<Act> acts;
  {
    soci::statement st =
        (sql_->prepare << "SELECT s.name, s.hash FROM seal_due AS d JOIN account_secret AS s ON s.name = d.name",
         soci::into(name), soci::into(hash));
    st.execute();
    while (st.fetch()) acts.push_back({"user.sealed", "secret", name, {{"digest", secret_digest(name, hash)}}});
  }
  if (acts.empty()) return;
  long long at = 0, wall = 0;
  *sql_ << "SELECT at, wall FROM audit ORDER BY id DESC LIMIT 1", soci::into(at), soci::into(wall);
  Transaction tx(*this, {"act", "system", from_ms(at), from_ms(wall)});
  tx.apply({{}, acts});
  *sql_ << "DELETE FROM seal_due";
  tx.commit();
}

Ledger::~Ledger() = default;
Ledger::Ledger(Ledger&&) noexcept = default;
Ledger& Ledger::operator=(Ledger&&) noexcept = default;

soci::session& Ledger::sql() const {
  return *sql_;
}

std::vector<Record> Ledger::records(std::string_view kind, std::string_view prefix) const {
  return guard([&] {
    RecordFields f;
    const std::string k(kind);
    const std::string low(prefix);
    const std::string high = after_prefix(low);
    soci::statement st =
        (sql_->prepare << "SELECT " << kRecordColumns
                       << " FROM record WHERE kind = :k AND key >= :low AND key < :high AND current = 1 ORDER BY id",
         soci::use(k), soci::use(low), soci::use(high), SOCI_INTO_RECORD(f));
    return read_records(st, f);
  });
}

std::optional<Record> Ledger::record(std::string_view kind, std::string_view key) const {
  return guard([&]() -> std::optional<Record> {
    RecordFields f;
    const std::string k(kind);
    const std::string id(key);
    *sql_ << "SELECT " << kRecordColumns << " FROM record WHERE kind = :k AND key = :key AND current = 1", soci::use(k),
        soci::use(id), SOCI_INTO_RECORD(f);
    if (!sql_->got_data()) return std::nullopt;
    return f.record();
  });
}

std::optional<Record> Ledger::record_by_id(std::int64_t id) const {
  return guard([&]() -> std::optional<Record> {
    RecordFields f;
    const long long number = id;
    *sql_ << "SELECT " << kRecordColumns << " FROM record WHERE id = :id AND current = 1", soci::use(number),
        SOCI_INTO_RECORD(f);
    if (!sql_->got_data()) return std::nullopt;
    return f.record();
  });
}

std::vector<Record> Ledger::history(std::string_view kind, std::string_view key) const {
  return guard([&] {
    RecordFields f;
    const std::string k(kind);
    const std::string id(key);
    soci::statement st =
        (sql_->prepare << "SELECT " << kRecordColumns
                       << " FROM record WHERE kind = :k AND id = (SELECT id FROM record WHERE kind = :k2 AND "
                          "key = :key AND current = 1) ORDER BY version",
         soci::use(k), soci::use(k), soci::use(id), SOCI_INTO_RECORD(f));
    return read_records(st, f);
  });
}

namespace {

struct DerivedFields {
  long long id = 0, start = 0, finish = 0, version = 0, seq = 0;
  std::string kind, subject, rule, content;

  Derived row() const {
    Derived d;
    d.kind = kind;
    d.subject = subject;
    d.rule = rule;
    d.start = from_ms(start);
    d.end = from_ms(finish);
    d.content = Json::parse(content);
    d.id = id;
    d.seq = seq;
    d.version = static_cast<int>(version);
    return d;
  }
};

std::vector<Derived> read_derived(soci::statement& st, const DerivedFields& f) {
  std::vector<Derived> out;
  st.execute();
  while (st.fetch()) out.push_back(f.row());
  return out;
}

}  // namespace

std::vector<Derived> Ledger::derived(const DerivedQuery& q) const {
  return guard([&] {
    DerivedFields f;
    std::string where = " WHERE current = 1 AND kind = :kind AND start >= :from AND start < :to";
    const long long from = q.from ? to_ms(*q.from) : std::numeric_limits<long long>::min();
    const long long to = q.to ? to_ms(*q.to) : std::numeric_limits<long long>::max();
    const std::string subject = q.subject ? *q.subject : q.subject_prefix.value_or("");
    const std::string high = after_prefix(subject);
    const std::string rule = q.rule.value_or("");
    where += q.subject ? " AND subject = :subject AND :high <> ''" : " AND subject >= :subject AND subject < :high";
    where += q.rule ? " AND rule = :rule" : " AND :rule = ''";
    // A removed window keeps a current row with content null, so that its versions go on.
    where += " AND content <> 'null'";
    where += q.newest_first ? " ORDER BY start DESC, subject, rule" : " ORDER BY start, subject, rule";
    if (q.limit != 0) where += fmt::format(" LIMIT {}", q.limit);
    soci::statement st =
        (sql_->prepare << "SELECT " << kDerivedColumns << " FROM derived" << where, soci::use(q.kind), soci::use(from),
         soci::use(to), soci::use(subject), soci::use(high), soci::use(rule), SOCI_INTO_DERIVED(f));
    return read_derived(st, f);
  });
}

std::vector<std::string> Ledger::derived_subjects(std::string_view kind) const {
  return guard([&] {
    const std::string k(kind);
    std::string subject;
    soci::statement st = (sql_->prepare << "SELECT DISTINCT subject FROM derived WHERE kind = :k AND current = 1",
                          soci::use(k), soci::into(subject));
    std::vector<std::string> out;
    st.execute();
    while (st.fetch()) out.push_back(subject);
    return out;
  });
}

std::vector<Derived> Ledger::derived_history(std::string_view kind, std::string_view subject, std::string_view rule,
                                             Instant start) const {
  return guard([&] {
    DerivedFields f;
    const std::string k(kind);
    const std::string s(subject);
    const std::string r(rule);
    const long long t = to_ms(start);
    soci::statement st =
        (sql_->prepare << "SELECT " << kDerivedColumns
                       << " FROM derived WHERE kind = :k AND subject = :s AND rule = :r AND start = :t "
                          "ORDER BY version",
         soci::use(k), soci::use(s), soci::use(r), soci::use(t), SOCI_INTO_DERIVED(f));
    return read_derived(st, f);
  });
}

namespace {

struct JournalFields {
  long long seq = 0, at = 0, start = 0, obs_seq = 0;
  std::string stage, kind, key, rule;

  JournalRow row() const {
    return {seq, from_ms(at), stage, kind, key, rule, from_ms(start), static_cast<std::uint64_t>(obs_seq)};
  }
};

}  // namespace

std::int64_t Ledger::journal_head() const {
  return guard([&] {
    long long head = 0;
    *sql_ << "SELECT coalesce(max(seq), 0) FROM journal", soci::into(head);
    return static_cast<std::int64_t>(head);
  });
}

std::vector<JournalRow> Ledger::journal(std::int64_t after, std::size_t limit) const {
  return guard([&] {
    JournalFields f;
    const long long from = after;
    const long long most = static_cast<long long>(limit);
    soci::statement st =
        (sql_->prepare << "SELECT " << kJournalColumns << " FROM journal WHERE seq > :a ORDER BY seq LIMIT :n",
         soci::use(from), soci::use(most), SOCI_INTO_JOURNAL(f));
    std::vector<JournalRow> out;
    st.execute();
    while (st.fetch()) out.push_back(f.row());
    return out;
  });
}

std::vector<JournalRow> Ledger::journal_of(std::string_view kind, std::size_t limit) const {
  return guard([&] {
    JournalFields f;
    const std::string k(kind);
    const long long most = static_cast<long long>(limit);
    soci::statement st =
        (sql_->prepare << "SELECT " << kJournalColumns << " FROM journal WHERE kind = :k ORDER BY seq DESC LIMIT :n",
         soci::use(k), soci::use(most), SOCI_INTO_JOURNAL(f));
    std::vector<JournalRow> out;
    st.execute();
    while (st.fetch()) out.push_back(f.row());
    return out;
  });
}

Instant Ledger::tick_time(std::int64_t seq) const {
  return guard([&] {
    long long start = 0;
    const long long upto = seq;
    std::string period;
    *sql_ << "SELECT start, key FROM journal WHERE kind = 'tick' AND seq <= :s ORDER BY seq DESC LIMIT 1",
        soci::use(upto), soci::into(start), soci::into(period);
    if (!sql_->got_data()) return Instant{};
    return period_end(parse_period(period).value_or(Period::minute), from_ms(start));
  });
}

std::optional<Cursor> Ledger::cursor(std::string_view stage) const {
  return guard([&]() -> std::optional<Cursor> {
    const std::string name(stage);
    long long journal_seq = 0;
    long long obs_seq = 0;
    *sql_ << "SELECT journal_seq, obs_seq FROM cursor WHERE stage = :s", soci::use(name), soci::into(journal_seq),
        soci::into(obs_seq);
    if (!sql_->got_data()) return std::nullopt;
    return Cursor{journal_seq, static_cast<std::uint64_t>(obs_seq)};
  });
}

}  // namespace limpid::ledger
