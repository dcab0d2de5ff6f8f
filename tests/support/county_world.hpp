// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <set>

#include "ledger/county_clock.hpp"
#include "ledger/ledger.hpp"
#include "ledger/ledger_facts.hpp"
#include "ledger/records/loop.hpp"
#include "ledger/records/registry.hpp"
#include "ledger/records/verdict.hpp"
#include "ledger/runner.hpp"
#include "store/store.hpp"

namespace limpid::testing {

/// A county without a disk, driven by the real runner: readings, verdicts and ticks go in, records come out.
class CountyWorld {
 public:
  explicit CountyWorld(std::vector<std::unique_ptr<ledger::Stage>> stages)
      : ledger_(":memory:"),
        store_(store::open_memory()),
        runner_(ledger_, *store_, std::move(stages), [] { return from_civil(2030, 1, 1); }) {}

  ledger::Ledger& ledger() { return ledger_; }
  store::Store& store() { return *store_; }
  ledger::Runner& runner() { return runner_; }
  Instant now() const { return now_; }

  void object(const std::string& ref, const std::string& name, Json attributes = Json::object()) {
    ledger::Object o;
    o.kind = ref.substr(0, ref.find('/'));
    o.key = ref.substr(ref.find('/') + 1);
    o.name = name;
    o.attributes = std::move(attributes);
    write("object.imported", "object", ref, o);
  }
  void device(const std::string& mn, const std::string& object) {
    ledger::Device d;
    d.mn = mn;
    d.object = object;
    write("device.imported", "device", mn, d);
  }
  void write(const std::string& act, const std::string& kind, const std::string& key, const Json& content) {
    apply({{}, {{act, kind, key, content}}}, "act", "local:0");
  }
  void apply(const ledger::Changes& changes, const std::string& stage, const std::string& actor) {
    ledger::Transaction tx(ledger_, {stage, actor, now_, now_});
    tx.apply(changes);
    tx.commit();
  }

  /// A verdict row of one hour as the standards stage would write it.
  void verdict(const std::string& object, const std::string& rule, Instant start, const ledger::Verdict& v) {
    apply({{{"verdict", object, rule, start, start + kHour, v}}, {}}, "standards", "system");
  }
  void no_verdict(const std::string& object, const std::string& rule, Instant start) {
    apply({{{"verdict", object, rule, start, start + kHour, nullptr}}, {}}, "standards", "system");
  }

  void reading(const std::string& mn, const std::string& object, const std::string& parameter, Instant start,
               double value) {
    const store::Packet packet{mn,
                               "##",
                               "hj212",
                               start + kHour,
                               {{{object, parameter, "avg", Period::hour, "device:" + mn}, start, value}},
                               std::nullopt};
    store_->commit({&packet, 1}, now_);
  }

  void clock(Instant t) {
    ledger::Transaction tx(ledger_, {"clock", "system", t, t});
    ledger::write_ticks(tx, now_, t, store_->head());
    tx.commit();
    now_ = t;
  }
  void start_clock(Instant t) { now_ = t; }
  void catch_up() { runner_.catch_up(); }

  std::vector<ledger::Episode> episodes(const std::string& prefix = {}) {
    return all<ledger::Episode>("episode", prefix);
  }
  template <class T>
  std::vector<T> all(const std::string& kind, const std::string& prefix = {}) {
    std::vector<T> out;
    for (const auto& r : ledger_.records(kind, prefix)) out.push_back(r.content.get<T>());
    return out;
  }
  /// Key -> content of all records of a kind.
  std::map<std::string, Json> contents(const std::string& kind) {
    std::map<std::string, Json> out;
    for (const auto& r : ledger_.records(kind)) out[r.key] = r.content;
    return out;
  }

 private:
  ledger::Ledger ledger_;
  std::unique_ptr<store::Store> store_;
  ledger::Runner runner_;
  Instant now_ = from_civil(2022, 9, 12);
};

/// A section's verdict for a class: `target` empty for a section whose target is 完成市定目标. The figure is ammonia
/// nitrogen.
inline ledger::Verdict class_verdict(int rank, const std::string& target = "IV", const std::string& value = {}) {
  static constexpr const char* kClasses[] = {"", "I", "II", "III", "IV", "V", ">V"};
  static constexpr const char* kTypical[] = {"", "0.10", "0.30", "0.80", "1.20", "1.80", "2.36"};
  const int target_rank = target == "III" ? 3 : target == "V" ? 5 : 4;
  ledger::Verdict v;
  v.value = kClasses[rank];
  v.rank = rank;
  v.target = target;
  v.state = target.empty() ? "none" : rank > target_rank ? "breached" : "met";
  if (target.empty()) v.reason = "target_missing";
  v.deciding = {"w21003"};
  ledger::VerdictInput input;
  input.parameter = "w21003";
  input.value = value.empty() ? kTypical[rank] : value;
  input.unit = "mg/L";
  input.limit = target.empty() ? "" : "1.5";
  v.inputs = {input};
  v.rule = "gb3838-2002";
  return v;
}

inline ledger::Verdict limit_verdict(const std::string& value, const std::string& limit, const std::string& parameter) {
  ledger::Verdict v;
  v.value = value;
  v.target = limit;
  v.state = Decimal::of(value) > Decimal::of(limit) ? "breached" : "met";
  v.deciding = {parameter};
  ledger::VerdictInput input;
  input.parameter = parameter;
  input.value = value;
  input.limit = limit;
  v.inputs = {input};
  return v;
}

inline ledger::Verdict unknown_verdict() {
  ledger::Verdict v;
  v.state = "unknown";
  v.reason = "no_data";
  return v;
}

}  // namespace limpid::testing
