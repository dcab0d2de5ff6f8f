// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <limits>
#include <map>
#include <mutex>
#include <shared_mutex>

#include "store/batch.hpp"
#include "store/store.hpp"

namespace limpid::store {
namespace {

class MemoryStore final : public Store {
 public:
  CommitResult commit(std::span<const Packet> packets, Instant committed_at, std::optional<Instant> wall) override {
    const std::unique_lock lock(mutex_);
    if (packets.empty()) return {.seq = commits_.size(), .outcomes = {}, .written = 0, .corrections = 0};
    const std::uint64_t first = balance_.received + 1;
    Batch batch = decide(
        packets, book_, commits_.size() + 1, first, [&](const auto& keys) { return history_of(keys); },
        [&](const Packet& packet, const Error& fault) { return fault_known(packet, fault); });
    batch.commit.committed_at = committed_at;
    batch.commit.wall = wall_of(packets, wall);
    const auto held = static_cast<std::ptrdiff_t>(quarantine_.size());
    for (std::size_t i = 0; i < packets.size(); ++i)
      if (const Packet& p = packets[i]; p.rejected)
        quarantine_.push_back({first + i, p.mn, p.source, p.raw, p.received, *p.rejected});
    for (const auto& [i, fault] : batch.faults) {
      const Packet& p = packets[i];
      quarantine_.push_back({first + i, p.mn, p.source, p.raw, p.received, p.faults[fault]});
    }
    std::stable_sort(quarantine_.begin() + held, quarantine_.end(),
                     [](const auto& a, const auto& b) { return a.packet < b.packet; });
    for (const std::size_t i : batch.kept) {
      const Packet& p = packets[i];
      packets_[first + i] = {first + i, p.mn, p.source, p.raw, p.received, batch.commit.seq};
    }
    for (Row& row : batch.rows) {
      by_key_[{row.series, row.start}].push_back(rows_.size());
      rows_.push_back(std::move(row));
    }
    add(balance_, batch.commit.packets);
    commits_.push_back(batch.commit);
    book_.publish();
    return batch.result;
  }

  std::uint64_t head() const override {
    const std::shared_lock lock(mutex_);
    return commits_.size();
  }

  std::vector<Observation> since(std::uint64_t after, std::uint64_t& upto, std::size_t limit) const override {
    const std::shared_lock lock(mutex_);
    upto = std::min<std::uint64_t>(upto, commits_.size());
    std::uint64_t rows = 0;
    for (std::uint64_t seq = after + 1; seq <= upto; ++seq) {
      rows += commits_[seq - 1].rows;
      if (rows >= limit) upto = seq;
    }
    const auto first = std::partition_point(rows_.begin(), rows_.end(), [&](const Row& r) { return r.seq <= after; });
    const auto last = std::partition_point(first, rows_.end(), [&](const Row& r) { return r.seq <= upto; });
    std::vector<Observation> out;
    for (auto it = first; it < last; ++it) out.push_back(observation(*it));
    return out;
  }

  std::vector<Observation> read(const Selector& what, Instant from, Instant to,
                                std::optional<std::uint64_t> known_at) const override {
    return select(what, from, to, [&](const std::vector<std::size_t>& versions, std::vector<Observation>& out) {
      for (auto it = versions.rbegin(); it != versions.rend(); ++it) {
        if (known_at && rows_[*it].seq > *known_at) continue;
        out.push_back(observation(rows_[*it]));
        return;
      }
    });
  }

  std::vector<Observation> versions(const Selector& what, Instant from, Instant to) const override {
    return select(what, from, to, [&](const std::vector<std::size_t>& all, std::vector<Observation>& out) {
      for (const std::size_t i : all) out.push_back(observation(rows_[i]));
    });
  }

  std::vector<Observation> latest(const Selector& what) const override {
    const std::shared_lock lock(mutex_);
    std::vector<Observation> out;
    for (const SeriesId id : book_.match(what)) {
      auto it = by_key_.upper_bound({id, std::numeric_limits<std::int64_t>::max()});
      if (it != by_key_.begin() && (--it)->first.series == id) out.push_back(observation(rows_[it->second.back()]));
    }
    return out;
  }

  std::vector<SeriesKey> series(const Selector& what) const override {
    std::vector<SeriesKey> out;
    for (const SeriesId id : book_.match(what)) out.push_back(*book_.key(id));
    return out;
  }

  Balance balance() const override {
    const std::shared_lock lock(mutex_);
    return balance_;
  }

  std::vector<Quarantined> quarantine(std::size_t limit) const override {
    const std::shared_lock lock(mutex_);
    const auto count = static_cast<std::ptrdiff_t>(std::min(limit, quarantine_.size()));
    return {quarantine_.rbegin(), quarantine_.rbegin() + count};
  }

  std::optional<StoredPacket> packet(std::uint64_t id) const override {
    const std::shared_lock lock(mutex_);
    const auto it = packets_.find(id);
    return it == packets_.end() ? std::nullopt : std::optional(it->second);
  }

  std::vector<Commit> commits(std::size_t limit) const override {
    const std::shared_lock lock(mutex_);
    const auto count = static_cast<std::ptrdiff_t>(std::min(limit, commits_.size()));
    return {commits_.rbegin(), commits_.rbegin() + count};
  }

  std::optional<Commit> commit_of(std::uint64_t seq) const override {
    const std::shared_lock lock(mutex_);
    if (seq == 0 || seq > commits_.size()) return std::nullopt;
    return commits_[seq - 1];
  }

 private:
  using Versions = std::map<RowKey, std::vector<std::size_t>>;

  History history_of(std::vector<RowKey> keys) const {
    History found;
    std::sort(keys.begin(), keys.end());
    keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
    for (const RowKey& key : keys)
      if (const auto it = by_key_.find(key); it != by_key_.end())
        for (const std::size_t i : it->second) found.add(rows_[i]);
    return found;
  }

  bool fault_known(const Packet& packet, const Error& fault) const {
    return std::any_of(quarantine_.begin(), quarantine_.end(), [&](const Quarantined& q) {
      return q.mn == packet.mn && q.reason.code == fault.code && q.reason.args == fault.args;
    });
  }

  template <class Take>
  std::vector<Observation> select(const Selector& what, Instant from, Instant to, const Take& take) const {
    const std::shared_lock lock(mutex_);
    std::vector<Observation> out;
    if (from >= to) return out;
    for (const SeriesId id : book_.match(what)) {
      const auto end = by_key_.lower_bound({id, to_ms(to)});
      for (auto it = by_key_.lower_bound({id, to_ms(from)}); it != end; ++it) take(it->second, out);
    }
    return out;
  }

  Observation observation(const Row& r) const {
    return {book_.key(r.series), from_ms(r.start), r.value, r.qualifier, r.flag, r.seq, r.packet};
  }

  mutable std::shared_mutex mutex_;
  SeriesBook book_;
  std::vector<Row> rows_;
  Versions by_key_;
  std::vector<Commit> commits_;
  std::vector<Quarantined> quarantine_;
  std::map<std::uint64_t, StoredPacket> packets_;
  Balance balance_;
};

}  // namespace

std::unique_ptr<Store> open_memory() {
  return std::make_unique<MemoryStore>();
}

}  // namespace limpid::store
