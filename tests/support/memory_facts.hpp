// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <map>
#include <tuple>

#include "ledger/facts.hpp"

namespace limpid::testing {

/// Facts filled by hand: what a stage sees, without a disk. `apply` writes a stage's changes as the runner would: only
/// what differs.
class MemoryFacts : public ledger::Facts {
 public:
  Instant time;

  Instant now() const override { return time; }

  void observe(const std::string& object, const std::string& parameter, Instant start, double value,
               const std::string& source = "lab", Period period = Period::hour, const std::string& statistic = "avg",
               const std::string& flag = "N", store::Qualifier qualifier = store::Qualifier::equal) {
    const store::SeriesKey key{object, parameter, statistic, period, source};
    rows_[{key, start}] = {.series = std::make_shared<const store::SeriesKey>(key),
                           .start = start,
                           .value = value,
                           .qualifier = qualifier,
                           .flag = flag,
                           .seq = ++seq_};
  }

  void put(const std::string& kind, const std::string& key, Json content) {
    auto& record = records_[{kind, key}];
    if (record.content == content) return;
    record.version = record.kind.empty() ? 1 : record.version + 1;
    record.kind = kind;
    record.key = key;
    record.content = std::move(content);
    record.at = time;
    record.seq = static_cast<std::int64_t>(++seq_);
    if (record.version == 1) record.id = record.seq;
  }

  void put(const ledger::Derived& row) {
    const std::tuple key{row.kind, row.subject, row.rule, row.start};
    const auto found = derived_.find(key);
    if (row.content.is_null()) {
      if (found != derived_.end()) derived_.erase(found);
      return;
    }
    if (found != derived_.end() && found->second.content == row.content) return;
    auto& stored = derived_[key];
    const int version = stored.version + 1;
    stored = row;
    stored.version = version;
    stored.seq = static_cast<std::int64_t>(++seq_);
  }

  void apply(const ledger::Changes& changes) {
    for (const auto& act : changes.acts) put(act.kind, act.key, act.content);
    for (const auto& row : changes.derived) put(row);
  }

  std::vector<store::Observation> observations(const store::Selector& what, Instant from, Instant to) const override {
    std::vector<store::Observation> out;
    for (const auto& [key, row] : rows_)
      if (matches(what, *row.series) && row.start >= from && row.start < to) out.push_back(row);
    return out;
  }

  std::vector<store::Observation> latest(const store::Selector& what) const override {
    std::map<store::SeriesKey, store::Observation> newest;
    for (const auto& [key, row] : rows_)
      if (matches(what, *row.series)) newest[*row.series] = row;
    std::vector<store::Observation> out;
    for (auto& [_, row] : newest) out.push_back(row);
    return out;
  }

  std::vector<ledger::Derived> derived(const ledger::DerivedQuery& query) const override {
    std::vector<ledger::Derived> out;
    for (const auto& [_, row] : derived_) {
      if (row.kind != query.kind || (query.subject && row.subject != *query.subject) ||
          (query.subject_prefix && !row.subject.starts_with(*query.subject_prefix)) ||
          (query.rule && row.rule != *query.rule) || (query.from && row.start < *query.from) ||
          (query.to && row.start >= *query.to))
        continue;
      out.push_back(row);
    }
    if (query.newest_first)
      std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.start > b.start; });
    if (query.limit > 0 && out.size() > query.limit) out.resize(query.limit);
    return out;
  }

  std::vector<ledger::Record> records(std::string_view kind, std::string_view prefix = {}) const override {
    std::vector<ledger::Record> out;
    for (const auto& [key, record] : records_)
      if (key.first == kind && key.second.starts_with(prefix)) out.push_back(record);
    return out;
  }

  std::optional<ledger::Record> record(std::string_view kind, std::string_view key) const override {
    const auto found = records_.find({std::string(kind), std::string(key)});
    return found == records_.end() ? std::nullopt : std::optional(found->second);
  }

 private:
  static bool matches(const store::Selector& what, const store::SeriesKey& key) {
    return (!what.object || *what.object == key.object) && (!what.parameter || *what.parameter == key.parameter) &&
           (!what.statistic || *what.statistic == key.statistic) && (!what.period || *what.period == key.period) &&
           (!what.source || *what.source == key.source);
  }

  std::map<std::pair<store::SeriesKey, Instant>, store::Observation> rows_;
  std::map<std::pair<std::string, std::string>, ledger::Record> records_;
  std::map<std::tuple<std::string, std::string, std::string, Instant>, ledger::Derived> derived_;
  std::uint64_t seq_ = 0;
};

}  // namespace limpid::testing
