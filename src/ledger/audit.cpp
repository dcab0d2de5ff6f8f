// SPDX-License-Identifier: Apache-2.0
#include "ledger/audit.hpp"

#include <fmt/format.h>
#include <soci/soci.h>

#include <map>
#include <set>

#include "base/hash.hpp"
#include "ledger/ledger.hpp"
#include "ledger/sql.hpp"

namespace limpid::ledger {
namespace {

// A length before each field: ("ab","c") and ("a","bc") must not meet.
void put(std::string& to, std::string_view field) {
  to += fmt::format("{}:{};", field.size(), field);
}

struct Verifier {
  const Ledger& ledger;
  AuditReport report;
  std::map<long long, std::string> payloads;
  std::set<long long> batches;  // audit rows of derived batches, to be met by rows

  void fault(const char* table, long long id, std::string code, Json args = Json::object()) {
    report.faults.push_back({table, id, Error{std::move(code), std::move(args), fmt::format("{}:{}", table, id)}});
  }

  void chain() {
    AuditRow row;
    soci::statement st =
        (ledger.sql().prepare << "SELECT id, at, wall, actor, act, kind, subject, payload_digest, prev, "
                                 "hash FROM audit ORDER BY id",
         soci::into(row.id), soci::into(row.at), soci::into(row.wall), soci::into(row.actor), soci::into(row.act),
         soci::into(row.kind), soci::into(row.subject), soci::into(row.payload_digest), soci::into(row.prev),
         soci::into(row.hash));
    std::string prev = kEmptyChain;
    long long expected = 1;
    st.execute();
    while (st.fetch()) {
      if (row.id != expected) fault("audit", row.id, "audit.gap", {{"expected", expected}});
      if (row.prev != prev) fault("audit", row.id, "audit.broken_link");
      if (chain_hash(row) != row.hash)
        fault("audit", row.id, "audit.row_changed", {{"act", row.act}, {"subject", row.subject}});
      payloads[row.id] = row.payload_digest;
      if (row.act == "derived.batch") batches.insert(row.id);
      prev = row.hash;
      expected = row.id + 1;
      ++report.rows;
    }
    report.head = prev;
  }

  void records() {
    long long id = 0, version = 0, audit = 0;
    std::string kind, key, content, digest;
    soci::statement st = (ledger.sql().prepare << "SELECT id, version, audit, kind, key, content, digest FROM record",
                          soci::into(id), soci::into(version), soci::into(audit), soci::into(kind), soci::into(key),
                          soci::into(content), soci::into(digest));
    st.execute();
    while (st.fetch()) {
      const auto payload = payloads.find(audit);
      if (content_hash(content) != digest || payload == payloads.end() || payload->second != digest)
        fault("record", id, "audit.record_changed", {{"kind", kind}, {"key", key}, {"version", version}});
    }
  }

  void derived() {
    long long id = 0, start = 0, finish = 0, audit = 0;
    std::string kind, subject, rule, content, digest;
    soci::statement st =
        (ledger.sql().prepare
             << "SELECT id, start, finish, audit, kind, subject, rule, content, digest FROM derived ORDER BY "
                "audit, id",
         soci::into(id), soci::into(start), soci::into(finish), soci::into(audit), soci::into(kind),
         soci::into(subject), soci::into(rule), soci::into(content), soci::into(digest));
    long long batch_audit = 0;
    std::string batch;
    auto close = [&] {
      if (batch_audit == 0) return;
      batches.erase(batch_audit);
      const auto payload = payloads.find(batch_audit);
      if (payload == payloads.end() || payload->second != content_hash(batch))
        fault("derived", batch_audit, "audit.batch_changed", {{"audit", batch_audit}});
    };
    st.execute();
    while (st.fetch()) {
      if (audit != batch_audit) {
        close();
        batch.clear();
        batch_audit = audit;
      }
      batch += digest;
      if (derived_digest(kind, subject, rule, start, finish, content) != digest)
        fault("derived", id, "audit.derived_changed", {{"kind", kind}, {"subject", subject}, {"rule", rule}});
    }
    close();
    for (const auto missing : batches) fault("derived", missing, "audit.batch_changed", {{"audit", missing}});
  }
};

}  // namespace

std::string chain_hash(const AuditRow& row) {
  std::string bytes;
  for (const auto number : {row.id, row.at, row.wall}) put(bytes, std::to_string(number));
  for (const auto* field : {&row.actor, &row.act, &row.kind, &row.subject, &row.payload_digest, &row.prev})
    put(bytes, *field);
  return content_hash(bytes);
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

AuditReport verify_audit(const Ledger& ledger) {
  return guard([&] {
    Verifier v{ledger, {}, {}, {}};
    v.chain();
    v.records();
    v.derived();
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
