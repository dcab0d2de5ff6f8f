// SPDX-License-Identifier: Apache-2.0
#include "ledger/ledger.hpp"

#include <gmock/gmock.h>
#include <soci/soci.h>

#include "base/json.hpp"
#include "ledger/audit.hpp"
#include "ledger/county_clock.hpp"
#include "store/temporary_folder.hpp"

namespace limpid::ledger {
namespace {

const Instant kNow = from_civil(2022, 9, 12, 8);

struct LedgerTest : testing::Test {
  Ledger ledger{":memory:"};

  Transaction::Written write(const Changes& changes) {
    Transaction tx(ledger, {"test", "user:li", kNow, kNow});
    const auto written = tx.apply(changes);
    tx.commit();
    return written;
  }
  static Act object(const std::string& key, const std::string& name) {
    return {"object.imported", "object", key, {{"name", name}}};
  }
  static Derived verdict(const std::string& subject, int hour, Json content) {
    const auto start = kNow + hour * kHour;
    return {"verdict", subject, "water-class/PT1H", start, start + kHour, std::move(content)};
  }
};

TEST_F(LedgerTest, AnEqualRecordWritesNothing) {
  EXPECT_EQ(write({{}, {object("section/a", "A")}}).acts, 1u);
  const auto head = ledger.journal_head();
  EXPECT_EQ(write({{}, {object("section/a", "A")}}).acts, 0u);
  EXPECT_EQ(ledger.journal_head(), head);
}

TEST_F(LedgerTest, AChangeIsAFurtherVersionAndKeepsTheId) {
  write({{}, {object("section/a", "A")}});
  const auto first = ledger.record("object", "section/a");
  write({{}, {object("section/a", "A'")}});
  const auto second = ledger.record("object", "section/a");
  ASSERT_TRUE(first && second);
  EXPECT_EQ(first->id, second->id);
  EXPECT_EQ(second->version, 2);
  EXPECT_EQ(second->content["name"], "A'");
  EXPECT_EQ(ledger.history("object", "section/a").size(), 2u);
}

TEST_F(LedgerTest, IdsAre64Bit) {
  // SOCI's dynamic rows read INTEGER as 32 bits; static binding of BIGINT must not.
  ledger.sql() << "INSERT INTO record VALUES (1099511627776, 'k', 'x', 1, 0, 1, 2022, '{}', '', 1, 0, 0)";
  EXPECT_EQ(ledger.record("k", "x")->id, std::int64_t{1} << 40);
}

TEST_F(LedgerTest, NumbersRunWithinKindAndYear) {
  write({{}, {{"case.opened", "case", "a", {{"n", 1}}}, {"case.opened", "case", "b", {{"n", 2}}}, object("x/y", "z")}});
  EXPECT_EQ(ledger.record("case", "b")->number, 2);
  EXPECT_EQ(ledger.record("case", "b")->year, 2022);
  EXPECT_EQ(ledger.record("object", "x/y")->number, 1);
}

TEST_F(LedgerTest, PrefixIsExact) {
  write({{}, {object("section/a", "A"), object("sections/b", "B"), object("station/c", "C")}});
  EXPECT_EQ(ledger.records("object", "section/").size(), 1u);
  EXPECT_EQ(ledger.records("object").size(), 3u);
}

TEST_F(LedgerTest, DerivedRowsChangeOnlyWhenTheirContentDoes) {
  EXPECT_EQ(write({{verdict("section/a", 0, {{"value", "IV"}})}, {}}).derived, 1u);
  EXPECT_EQ(write({{verdict("section/a", 0, {{"value", "IV"}})}, {}}).derived, 0u);
  EXPECT_EQ(write({{verdict("section/a", 0, {{"value", "V"}})}, {}}).derived, 1u);
  const auto rows = ledger.derived({.kind = "verdict", .subject = "section/a"});
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0].content["value"], "V");
  EXPECT_EQ(rows[0].version, 2);
  EXPECT_EQ(ledger.derived_history("verdict", "section/a", "water-class/PT1H", kNow).size(), 2u);
}

TEST_F(LedgerTest, ANullContentTakesTheRowAway) {
  write({{verdict("section/a", 0, {{"value", "IV"}}), verdict("section/a", 1, nullptr)}, {}});
  EXPECT_EQ(ledger.derived({.kind = "verdict"}).size(), 1u);
  write({{verdict("section/a", 0, nullptr)}, {}});
  EXPECT_TRUE(ledger.derived({.kind = "verdict"}).empty());
}

TEST_F(LedgerTest, ATransactionThatIsNotCommittedLeavesNothing) {
  {
    Transaction tx(ledger, {"test", "system", kNow, kNow});
    tx.apply({{}, {object("section/a", "A")}});
  }
  EXPECT_FALSE(ledger.record("object", "section/a"));
  EXPECT_EQ(ledger.journal_head(), 0);
}

struct AuditTest : LedgerTest {
  AuditTest() {
    write({{verdict("section/a", 0, {{"value", "IV"}}), verdict("section/b", 0, {{"value", "II"}})},
           {object("section/a", "A"), object("section/b", "B")}});
    write({{}, {object("section/a", "A2")}});
  }
};

TEST_F(AuditTest, AnUntouchedChainFits) {
  const auto report = verify_audit(ledger);
  EXPECT_TRUE(report.faults.empty());
  EXPECT_EQ(report.rows, 4);
  EXPECT_EQ(report.head, audit_head(ledger));
}

TEST_F(AuditTest, EveryColumnIsCovered) {
  for (const std::string column : {"at", "wall", "actor", "act", "kind", "subject", "payload_digest", "prev", "hash"}) {
    ledger.sql() << "BEGIN";
    const bool number = column == "at" || column == "wall";
    ledger.sql() << "UPDATE audit SET " << column << " = " << (number ? "1" : "'x'") << " WHERE id = 2";
    const auto faults = verify_audit(ledger).faults;
    ASSERT_FALSE(faults.empty()) << column;
    EXPECT_TRUE(std::any_of(faults.begin(), faults.end(), [](const auto& f) {
      return f.table == "audit" && f.id == 2;
    })) << column;
    ledger.sql() << "ROLLBACK";
  }
}

TEST_F(AuditTest, EachOfTheseIsNoticed) {
  {
    Transaction tx(ledger, {"act", "user:a", kNow, kNow});
    tx.tick(Period::minute, kNow, 7);
    tx.set_cursor("standards", {3, 0});
    tx.note("login", "a", {{"peer", "127.0.0.1"}});
    tx.apply({{}, {{"user.password", "secret", "a", {{"digest", secret_digest("a", "hash")}}}}});
    ledger.sql() << "INSERT INTO account_secret VALUES ('a', 'hash')";
    tx.commit();
  }
  const auto verify = [&] { return verify_audit(ledger, {}, {}, {"standards"}); };
  ASSERT_TRUE(verify().faults.empty());
  ASSERT_EQ(verify().rows, 6);
  for (const std::string sql :
       {// rows taken away, in the middle, at the end, and what they speak of
        "DELETE FROM audit WHERE id = 2", "DELETE FROM audit WHERE id = 6", "DELETE FROM audit WHERE id > 4",
        "DELETE FROM record WHERE key = 'section/b'", "DELETE FROM record WHERE key = 'section/a' AND version = 2",
        "DELETE FROM record", "DELETE FROM derived WHERE subject = 'section/b'", "DELETE FROM derived",
        "DELETE FROM journal WHERE seq = 2", "DELETE FROM journal WHERE kind = 'login'",
        // values that a reader would convert back
        "UPDATE audit SET at = at + 0.4 WHERE id = 3", "UPDATE audit SET wall = wall || 'x' WHERE id = 3",
        "UPDATE audit SET actor = CAST(actor AS BLOB) WHERE id = 3",
        "UPDATE audit SET actor = actor || char(0) || 'x' WHERE id = 3",
        "UPDATE record SET content = CAST(content AS BLOB) WHERE key = 'section/b'",
        // columns of records, derived rows and the journal
        "UPDATE record SET kind = 'x' WHERE key = 'section/b'", "UPDATE record SET key = 'x' WHERE key = 'section/b'",
        "UPDATE record SET at = at + 1 WHERE key = 'section/b'", "UPDATE record SET number = 9 WHERE key = 'section/b'",
        "UPDATE record SET year = 1999 WHERE key = 'section/b'", "UPDATE record SET id = 99 WHERE key = 'section/b'",
        "UPDATE record SET current = 0 WHERE key = 'section/b'", "UPDATE record SET seq = 1 WHERE key = 'section/b'",
        "UPDATE record SET audit = 1 WHERE key = 'section/b'", "UPDATE record SET digest = 'x' WHERE key = 'section/b'",
        "UPDATE derived SET current = 0 WHERE subject = 'section/b'",
        "UPDATE derived SET version = 2 WHERE subject = 'section/b'",
        "UPDATE derived SET finish = finish + 1 WHERE subject = 'section/b'",
        "UPDATE derived SET subject = 'section/c' WHERE subject = 'section/b'",
        "UPDATE derived SET seq = 1 WHERE subject = 'section/b'",
        "UPDATE derived SET audit = 9 WHERE subject = 'section/b'", "UPDATE journal SET key = 'x' WHERE seq = 1",
        "UPDATE journal SET start = start + 1 WHERE seq = 1", "UPDATE journal SET at = at + 1 WHERE kind = 'tick'",
        "UPDATE journal SET wall = wall + 1 WHERE kind = 'tick'", "UPDATE journal SET stage = 'x' WHERE kind = 'tick'",
        "UPDATE journal SET obs_seq = 8 WHERE kind = 'tick'",
        "UPDATE journal SET start = start + 1 WHERE kind = 'tick'", "UPDATE journal SET stage = 'x' WHERE seq = 1",
        "UPDATE journal SET obs_seq = 1 WHERE seq = 1", "UPDATE journal SET wall = wall + 1 WHERE seq = 1",
        "UPDATE audit SET upto = upto - 1 WHERE id = 6", "UPDATE audit SET lines = '' WHERE id = 6",
        // what stands beside the chain
        "UPDATE cursor SET stage = 'x'", "UPDATE cursor SET journal_seq = 99", "UPDATE migration SET name = 'x'",
        "DELETE FROM migration WHERE number = 20", "INSERT INTO account_secret VALUES ('b', 'hash')",
        "UPDATE account_secret SET hash = 'other'", "DELETE FROM account_secret",
        // a row copied
        "INSERT INTO record SELECT 99, kind, 'copy', 1, at, number, year, content, digest, 1, seq, audit FROM record "
        "WHERE key = 'section/b'"}) {
    ledger.sql() << "BEGIN";
    try {
      ledger.sql() << sql;
      EXPECT_FALSE(verify().faults.empty()) << sql;
    } catch (const soci::soci_error& refused) {
      EXPECT_NE(std::string(refused.what()).find("UNIQUE"), std::string::npos) << sql << ": " << refused.what();
    }
    ledger.sql() << "ROLLBACK";
  }
}

/// A file as it was before the journal and the secrets came under the chain.
void make_older(const std::filesystem::path& file) {
  Ledger ledger(file);
  auto& sql = ledger.sql();
  sql << "INSERT INTO account_secret VALUES ('li', 'hash')";
  sql << "DROP TABLE seal_due";
  sql << "DELETE FROM migration WHERE number = 20";
  AuditRow row;
  row.prev = kEmptyChain;
  long long rows = 0;
  sql << "SELECT count(*) FROM audit", soci::into(rows);
  for (long long id = 1; id <= rows; ++id) {
    sql << "SELECT id, at, wall, actor, act, kind, subject, payload_digest FROM audit WHERE id = :i", soci::use(id),
        soci::into(row.id), soci::into(row.at), soci::into(row.wall), soci::into(row.actor), soci::into(row.act),
        soci::into(row.kind), soci::into(row.subject), soci::into(row.payload_digest);
    row.hash = chain_hash(row);
    sql << "UPDATE audit SET prev = :p, hash = :h WHERE id = :i", soci::use(row.prev), soci::use(row.hash),
        soci::use(id);
    row.prev = row.hash;
  }
  sql << "ALTER TABLE audit DROP COLUMN upto";
  sql << "ALTER TABLE audit DROP COLUMN lines";
}

TEST(Audit, AnOlderDirectoryComesUnderTheChainWhenItIsOpened) {
  const TemporaryFolder folder;
  const auto file = folder.path() / "ledger.sqlite";
  {
    Ledger ledger(file);
    Transaction tx(ledger, {"act", "local:0", kNow, kNow});
    tx.apply({{}, {{"object.imported", "object", "section/a", {{"name", "A"}}}}});
    tx.tick(Period::minute, kNow, 7);
    tx.commit();
  }
  make_older(file);
  Ledger ledger(file);
  EXPECT_TRUE(verify_audit(ledger).faults.empty());
  ASSERT_TRUE(ledger.record("secret", "li")) << "its password is chained";
  EXPECT_EQ(Ledger(file).history("secret", "li").size(), 1u) << "once";
  for (const std::string change : {"UPDATE account_secret SET hash = 'other'", "UPDATE journal SET at = 1",
                                   "UPDATE audit SET lines = '', upto = 0 WHERE id = 2"}) {
    ledger.sql() << "BEGIN";
    ledger.sql() << change;
    EXPECT_FALSE(verify_audit(ledger).faults.empty()) << change;
    ledger.sql() << "ROLLBACK";
  }
}

TEST_F(AuditTest, AHeadPrintedEarlierShowsAnEndCutOffEverywhere) {
  const std::string printed = audit_head(ledger);
  EXPECT_TRUE(verify_audit(ledger, printed).faults.empty());
  ledger.sql() << "DELETE FROM audit WHERE id = 4";
  ledger.sql() << "DELETE FROM journal WHERE seq = (SELECT max(seq) FROM record)";
  ledger.sql() << "DELETE FROM record WHERE seq = (SELECT max(seq) FROM record)";
  ledger.sql() << "UPDATE record SET current = 1 WHERE key = 'section/a'";
  EXPECT_TRUE(verify_audit(ledger).faults.empty()) << "nothing is left inside that could tell";
  const auto faults = verify_audit(ledger, printed).faults;
  ASSERT_EQ(faults.size(), 1u);
  EXPECT_EQ(faults[0].what.code, "audit.unknown_head");
}

TEST_F(AuditTest, AChangedRecordOrVerdictIsNamed) {
  ledger.sql() << "UPDATE record SET content = '{\"name\":\"X\"}' WHERE key = 'section/b'";
  ledger.sql() << "UPDATE derived SET content = '{\"value\":\"I\"}' WHERE subject = 'section/b'";
  const auto faults = verify_audit(ledger).faults;
  ASSERT_EQ(faults.size(), 2u);
  EXPECT_EQ(faults[0].what.code, "audit.record_changed");
  EXPECT_EQ(faults[1].what.code, "audit.derived_changed");
}

TEST(Ticks, CloseEachPeriodOnceInOrderOfTheirEnds) {
  Ledger ledger(":memory:");
  const Instant midnight = from_civil(2022, 9, 1);
  Transaction tx(ledger, {"clock", "system", midnight, midnight});
  write_ticks(tx, midnight - 2 * kMinute, midnight + kMinute, 7);
  tx.commit();
  std::vector<std::string> keys;
  for (const auto& row : ledger.journal(0, 100)) keys.push_back(row.key);
  EXPECT_THAT(keys, testing::ElementsAre("PT1M", "PT1M", "PT1H", "P1D", "P1M", "PT1M"));
  EXPECT_EQ(ledger.tick_time(ledger.journal_head()), midnight + kMinute);
  EXPECT_EQ(ledger.tick_time(5), midnight);
}

TEST(CountyClock, GoesForwardOnlyAndSurvivesARestart) {
  Ledger ledger(":memory:");
  const auto store = store::open_memory();
  CountyClock clock(ledger, [] { return kNow + 365 * kDay; });
  EXPECT_FALSE(clock.county_time());
  clock.set(ledger, *store, kNow, "local:0");
  EXPECT_EQ(clock.now(), kNow);
  EXPECT_THROW(clock.set(ledger, *store, kNow - kHour, "local:0"), Failure);
  clock.set(ledger, *store, kNow + kHour, "local:0");
  const CountyClock again(ledger, [] { return kNow; });
  EXPECT_EQ(again.now(), kNow + kHour);
  EXPECT_EQ(ledger.tick_time(ledger.journal_head()), kNow + kHour);
}

TEST(CountyClock, RefusesADirectoryWithRealData) {
  Ledger ledger(":memory:");
  const auto store = store::open_memory();
  CountyClock clock(ledger, [] { return kNow; });
  store::Packet packet{.mn = "M",
                       .raw = "",
                       .source = "hj212",
                       .received = kNow,
                       .readings = {},
                       .rejected = Error{.code = "x", .args = {}, .place = ""}};
  store->commit(std::span(&packet, 1), kNow);
  EXPECT_THROW(clock.set(ledger, *store, kNow, "local:0"), Failure);
}

}  // namespace
}  // namespace limpid::ledger
