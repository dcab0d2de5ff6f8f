// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <set>
#include <span>
#include <unordered_map>
#include <utility>
#include <vector>

#include "store/series_book.hpp"
#include "store/store.hpp"

namespace limpid::store {

/// A row as an engine keeps it. Of two rows of one key the one of the later packet is the latest.
struct Row {
  std::uint64_t seq = 0;
  SeriesId series = 0;
  std::int64_t start = 0;  // ms
  double value = 0;
  Qualifier qualifier = Qualifier::equal;
  std::string flag;
  std::uint64_t packet = 0;

  bool same_content(const Row& other) const {
    return value == other.value && qualifier == other.qualifier && flag == other.flag;
  }
};

struct RowKey {
  SeriesId series;
  std::int64_t start;
  auto operator<=>(const RowKey&) const = default;
};

struct RowKeyHash {
  std::size_t operator()(const RowKey& k) const { return std::hash<std::int64_t>{}(k.start * 1000003 + k.series); }
};

/// What was received of some keys.
class History {
 public:
  /// Notes a row as the latest of its key; rows of one key come in the order of their packets.
  void add(const Row& row);
  /// Whether any row of the key was the same.
  bool holds(const Row& row) const;
  bool holds_key(const RowKey& key) const { return latest_.contains(key); }

 private:
  std::unordered_map<RowKey, Row, RowKeyHash> latest_;
  std::unordered_multimap<RowKey, Row, RowKeyHash> older_;  // of the few keys that were corrected
};

/// What a batch comes to: which packets are re-sends, which rows are written.
struct Batch {
  CommitResult result;
  Commit commit;
  std::vector<Row> rows;
  std::vector<std::size_t> kept;                            // packets of which a row was written, or that carry none
  std::vector<std::pair<std::size_t, std::size_t>> faults;  // packet and fault of it: to be written to the quarantine
  std::set<std::pair<SeriesId, std::int64_t>> revised;      // series and month (start, ms) that got a correction
};

/// Reads the stored rows of the keys.
using ReadHistory = std::function<History(const std::vector<RowKey>&)>;

/// Whether the quarantine holds that fault of that device already.
using FaultKnown = std::function<bool(const Packet&, const Error&)>;

/// Decides on a batch, the same for each engine. `first_packet` is the number of its first packet; the others follow.
Batch decide(std::span<const Packet> packets, SeriesBook& book, std::uint64_t seq, std::uint64_t first_packet,
             const ReadHistory& read, const FaultKnown& fault_known);

/// `wall`, or the newest `received` of the packets.
Instant wall_of(std::span<const Packet> packets, std::optional<Instant> wall);

}  // namespace limpid::store
