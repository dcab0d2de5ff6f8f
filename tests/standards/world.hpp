// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include "ledger/county_clock.hpp"
#include "ledger/records/registry.hpp"
#include "ledger/records/verdict.hpp"
#include "ledger/runner.hpp"
#include "rule_book.hpp"
#include "standards/stage.hpp"

namespace limpid::standards {

/// Ledger, store, clock and runner in memory with the standards stage alone.
struct World {
  explicit World(std::string_view now) { clock.set(ledger, *store, at(now), "local:0"); }

  void object(const std::string& ref, Json attributes) {
    ledger::Object o;
    o.kind = ref.substr(0, ref.find('/'));
    o.key = ref.substr(ref.find('/') + 1);
    o.name = o.key;
    o.attributes = std::move(attributes);
    ledger::Transaction tx(ledger, {"act", "local:0", clock.now(), clock.now()});
    tx.apply({{}, {{"object.imported", "object", ref, Json(o)}}});
    tx.commit();
  }

  static store::Packet packet(store::Reading reading) {
    return {.mn = "M",
            .raw = "",
            .source = "hj212",
            .received = reading.start,
            .readings = {std::move(reading)},
            .rejected = {}};
  }
  void commit(store::Reading reading) { store->commit(std::vector{packet(std::move(reading))}, clock.now()); }
  void hour(const std::string& object_ref, const std::string& parameter, std::string_view start, double value,
            const std::string& flag = "N") {
    commit({{object_ref, parameter, "avg", Period::hour, "device:M"}, at(start), value, store::Qualifier::equal, flag});
  }
  void lab(const std::string& object_ref, const std::string& parameter, std::string_view time, double value,
           store::Qualifier qualifier = store::Qualifier::equal) {
    commit({{object_ref, parameter, "avg", Period::instant, "lab"}, at(time), value, qualifier, "N"});
  }
  void advance(std::string_view to) {
    clock.set(ledger, *store, at(to), "local:0");
    runner.catch_up();
  }

  ledger::Derived row(const std::string& subject, const std::string& rule, std::string_view start) {
    runner.catch_up();
    const auto rows = ledger.derived(
        {.kind = "verdict", .subject = subject, .rule = rule, .from = at(start), .to = at(start) + kHour});
    return rows.empty() ? ledger::Derived{} : rows.front();
  }
  ledger::Verdict verdict(const std::string& subject, const std::string& rule, std::string_view start) {
    const auto found = row(subject, rule, start);
    EXPECT_FALSE(found.content.is_null()) << subject << " " << rule << " " << start;
    return found.content.is_null() ? ledger::Verdict{} : found.content.get<ledger::Verdict>();
  }

  ledger::Ledger ledger{":memory:"};
  std::unique_ptr<store::Store> store = store::open_memory();
  static std::vector<std::unique_ptr<ledger::Stage>> stages() {
    std::vector<std::unique_ptr<ledger::Stage>> all;
    all.push_back(StandardsStage::load(LIMPID_SOURCE_DIR));
    return all;
  }
  ledger::Runner runner{ledger, *store, stages(), [] { return Instant{}; }};
  ledger::CountyClock clock{ledger, [] { return Instant{}; }};
};

}  // namespace limpid::standards
