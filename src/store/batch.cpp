// SPDX-License-Identifier: Apache-2.0
#include "store/batch.hpp"

#include <algorithm>
#include <unordered_set>

namespace limpid::store {
namespace {

std::vector<std::vector<Row>> rows_of(std::span<const Packet> packets, SeriesBook& book, std::uint64_t seq,
                                      std::uint64_t first_packet) {
  std::vector<std::vector<Row>> all(packets.size());
  std::unordered_set<RowKey, RowKeyHash> seen;
  for (std::size_t i = 0; i < packets.size(); ++i) {
    if (packets[i].rejected) continue;
    seen.clear();
    all[i].reserve(packets[i].readings.size());
    for (const Reading& r : packets[i].readings) {
      const Row row{seq,         book.intern(r.series), to_ms(r.start),  r.value,
                    r.qualifier, clean_utf8(r.flag),    first_packet + i};
      if (seen.insert({row.series, row.start}).second) all[i].push_back(row);
    }
  }
  return all;
}

// Writes what is new of one packet; true when something was.
bool take_new(std::vector<Row>& rows, History& history, Batch& batch) {
  bool any = false;
  for (Row& row : rows) {
    if (history.holds(row)) continue;
    if (history.holds_key({row.series, row.start})) {
      ++batch.result.corrections;
      batch.revised.emplace(row.series, to_ms(period_start(Period::month, from_ms(row.start))));
    }
    history.add(row);
    batch.rows.push_back(std::move(row));
    any = true;
  }
  return any;
}

std::string identity(const Packet& packet, const Error& fault) {
  return packet.mn + '\n' + fault.code + '\n' + fault.args.dump(-1, ' ', false, Json::error_handler_t::replace);
}

// All faults of a packet that brought something; of a re-send those that were not there before.
class Faults {
 public:
  Faults(Batch& batch, const FaultKnown& known) : batch_(batch), known_(known) {}

  void take(const Packet& packet, std::size_t index, bool news) {
    for (std::size_t f = 0; f < packet.faults.size(); ++f) {
      const bool first = in_batch_.insert(identity(packet, packet.faults[f])).second;
      if (news || (first && !known_(packet, packet.faults[f]))) batch_.faults.emplace_back(index, f);
    }
  }

 private:
  Batch& batch_;
  const FaultKnown& known_;
  std::unordered_set<std::string> in_batch_;
};

}  // namespace

void History::add(const Row& row) {
  const RowKey key{row.series, row.start};
  const auto [it, fresh] = latest_.try_emplace(key, row);
  if (fresh) return;
  older_.emplace(key, std::move(it->second));
  it->second = row;
}

bool History::holds(const Row& row) const {
  const RowKey key{row.series, row.start};
  const auto it = latest_.find(key);
  if (it == latest_.end()) return false;
  if (it->second.same_content(row)) return true;
  const auto [first, last] = older_.equal_range(key);
  return std::any_of(first, last, [&](const auto& older) { return older.second.same_content(row); });
}

Batch decide(std::span<const Packet> packets, SeriesBook& book, std::uint64_t seq, std::uint64_t first_packet,
             const ReadHistory& read, const FaultKnown& fault_known) {
  Batch batch;
  Faults faults(batch, fault_known);
  auto rows = rows_of(packets, book, seq, first_packet);
  std::vector<RowKey> keys;
  const SeriesId known = book.published();
  for (const auto& of_packet : rows)
    for (const Row& row : of_packet)
      if (row.series < known) keys.push_back({row.series, row.start});
  History history = keys.empty() ? History{} : read(keys);

  Balance& counts = batch.commit.packets;
  for (std::size_t i = 0; i < packets.size(); ++i) {
    Outcome outcome = Outcome::quarantined;
    if (!packets[i].rejected) {
      const bool news = take_new(rows[i], history, batch) || packets[i].readings.empty();
      outcome = news ? Outcome::accepted : Outcome::duplicate;
      if (news) batch.kept.push_back(i);
      faults.take(packets[i], i, news);
    }
    ++(outcome == Outcome::accepted    ? counts.accepted
       : outcome == Outcome::duplicate ? counts.duplicate
                                       : counts.quarantined);
    batch.result.outcomes.push_back(outcome);
  }
  counts.received = packets.size();
  batch.commit.seq = batch.result.seq = seq;
  batch.commit.rows = batch.result.written = batch.rows.size();
  return batch;
}

Instant wall_of(std::span<const Packet> packets, std::optional<Instant> wall) {
  if (wall) return *wall;
  Instant newest{};
  for (const Packet& p : packets) newest = std::max(newest, p.received);
  return newest;
}

void add(Balance& sum, const Balance& counts) {
  sum.received += counts.received;
  sum.accepted += counts.accepted;
  sum.duplicate += counts.duplicate;
  sum.quarantined += counts.quarantined;
}

}  // namespace limpid::store
