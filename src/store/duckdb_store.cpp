// SPDX-License-Identifier: Apache-2.0
#include "store/duckdb_store.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/hash.hpp"

namespace limpid::store {
namespace {

constexpr const char* kMainCatalog = nullptr;  // the opened file, as against "temp"

std::string digest_of(std::span<const Packet> packets) {
  std::string all;
  for (const Packet& p : packets) all += fmt::format("{}|{}|{}|", p.mn, to_ms(p.received), p.raw);
  return content_hash(all);
}

std::string text_of(const Json& args) {
  return args.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string sql_text(std::string_view text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? "''" : std::string(1, c);
  return out + "'";
}

}  // namespace

DuckdbStore::DuckdbStore(std::filesystem::path file) : file_(std::move(file)) {
  check_library();
  open();
}

void DuckdbStore::open() {
  {
    const std::unique_lock lock(open_mutex_);
    open_.reset();
    auto fresh = std::make_unique<Open>(file_);
    prepare_file(fresh->writer);
    open_ = std::move(fresh);
  }
  load();
}

// What is kept in memory, as the file says it.
void DuckdbStore::load() {
  duck::Rows series =
      open_->writer.query("select id, object, parameter, statistic, period, source from series order by id");
  book_.withdraw();
  while (series.next()) {
    for (std::size_t i = 0; i < series.size(); ++i) {
      const auto period = parse_period(series.text(4, i));
      if (!period) throw Failure(period.error());
      const SeriesId id =
          book_.intern({series.text(1, i), series.text(2, i), series.text(3, i), *period, series.text(5, i)});
      if (id != series.get<std::int32_t>(0, i)) throw Failure("store.damaged", {{"table", "series"}});
    }
  }
  book_.publish();
  duck::Rows sums = open_->writer.query(
      "select coalesce(max(seq), 0)::bigint, coalesce(sum(received), 0)::bigint, coalesce(sum(accepted), 0)::bigint, "
      "coalesce(sum(duplicate), 0)::bigint, coalesce(sum(quarantined), 0)::bigint from commit_log");
  if (!sums.next()) throw duck::Error("commit_log is empty");
  const auto at = [&](std::size_t column) { return static_cast<std::uint64_t>(sums.get<std::int64_t>(column, 0)); };
  head_ = at(0);
  const std::scoped_lock lock(state_mutex_);
  balance_ = {at(1), at(2), at(3), at(4)};
  latest_.reset();
}

CommitResult DuckdbStore::commit(std::span<const Packet> packets, Instant committed_at, std::optional<Instant> wall) {
  const std::scoped_lock commit_lock(commit_mutex_);
  if (packets.empty()) return {.seq = head_, .outcomes = {}, .written = 0, .corrections = 0};
  try {
    if (!open_) open();
    if (auto settled = settle_doubt(packets)) return *settled;
    const Batch batch = write(packets, committed_at, wall_of(packets, wall));
    published(batch);
    return batch.result;
  } catch (const duck::Error& e) {
    book_.withdraw();
    const std::unique_lock lock(open_mutex_);
    open_.reset();
    throw CommitFailed("store.commit", Json{{"reason", e.what()}}, file_.filename().string());
  }
}

// The failed batch may have reached the disk after all: then it is not written again, or the balance would count it
// twice.
std::optional<CommitResult> DuckdbStore::settle_doubt(std::span<const Packet> packets) {
  const std::optional<Doubt> doubt = std::exchange(doubt_, std::nullopt);
  if (!doubt || head_ != doubt->commit.seq || doubt->digest != digest_of(packets)) return std::nullopt;
  return doubt->result;
}

Batch DuckdbStore::write(std::span<const Packet> packets, Instant committed_at, Instant wall) {
  const std::uint64_t first = balance().received + 1;
  const duck::Connection& writer = open_->writer;
  writer.run("begin transaction");
  Batch batch = decide(
      packets, book_, head_ + 1, first, [&](const auto& keys) { return history_of(keys); },
      [&](const Packet& packet, const Error& fault) { return fault_known(packet, fault); });
  batch.commit.committed_at = committed_at;
  batch.commit.wall = wall;
  append(packets, first, batch);
  doubt_ = Doubt{batch.commit, batch.result, digest_of(packets)};
  writer.run("commit");
  doubt_.reset();
  return batch;
}

// A join bounded by the time span of the batch: the zone maps of `start` leave little of the table to be read.
History DuckdbStore::history_of(const std::vector<RowKey>& keys) const {
  const duck::Connection& writer = open_->writer;
  writer.run("create or replace temp table incoming (series integer, start bigint)");
  duck::Appender out(writer, "temp", "incoming");
  std::int64_t first = keys.front().start, last = first;
  for (const RowKey& key : keys) {
    out << key.series << key.start;
    out.end_row();
    first = std::min(first, key.start);
    last = std::max(last, key.start);
  }
  out.close();
  duck::Rows found = writer.query(
      fmt::format("select seq, series, start, value, qualifier, flag, packet from observation o "
                  "semi join incoming i on o.series = i.series and o.start = i.start where o.start between {} and {}",
                  first, last));
  std::vector<Row> rows;
  while (found.next()) {
    for (std::size_t i = 0; i < found.size(); ++i) {
      rows.push_back({static_cast<std::uint64_t>(found.get<std::int64_t>(0, i)), found.get<std::int32_t>(1, i),
                      found.get<std::int64_t>(2, i), found.get<double>(3, i),
                      static_cast<Qualifier>(found.text(4, i).at(0)), found.text(5, i),
                      static_cast<std::uint64_t>(found.get<std::int64_t>(6, i))});
    }
  }
  std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.packet < b.packet; });
  History history;
  for (const Row& row : rows) history.add(row);
  return history;
}

void DuckdbStore::append(std::span<const Packet> packets, std::uint64_t first_packet, const Batch& batch) {
  const duck::Connection& writer = open_->writer;
  if (book_.size() > book_.published()) {
    duck::Appender out(writer, kMainCatalog, "series");
    for (SeriesId id = book_.published(); id < book_.size(); ++id) {
      const auto key = book_.key(id);
      out << id << key->object << key->parameter << key->statistic << to_string(key->period) << key->source;
      out.end_row();
    }
    out.close();
  }
  if (!batch.rows.empty()) {
    duck::Appender out(writer, kMainCatalog, "observation");
    for (const Row& r : batch.rows) {
      const char qualifier = static_cast<char>(r.qualifier);
      out << r.seq << r.series << r.start << r.value << std::string_view(&qualifier, 1) << r.flag << r.packet;
      out.end_row();
    }
    out.close();
  }
  if (!batch.kept.empty()) {
    duck::Appender out(writer, kMainCatalog, "packet");
    for (const std::size_t i : batch.kept) {
      const Packet& p = packets[i];
      out << first_packet + i << batch.commit.seq << to_ms(p.received) << clean_utf8(p.mn) << clean_utf8(p.source);
      out.blob(p.raw).end_row();
    }
    out.close();
  }
  append_quarantine(packets, first_packet, batch);
  for (const auto& [series, month] : batch.revised)
    writer.run(fmt::format("insert into revised values ({}, {}, {})", series, month, batch.commit.seq));
  const Commit& c = batch.commit;
  duck::Appender out(writer, kMainCatalog, "commit_log");
  out << c.seq << to_ms(c.committed_at) << to_ms(c.wall) << c.packets.received << c.packets.accepted
      << c.packets.duplicate << c.packets.quarantined << c.rows;
  out.end_row();
  out.close();
}

// Refused packets, and faulty fields of others.
void DuckdbStore::append_quarantine(std::span<const Packet> packets, std::uint64_t first_packet, const Batch& batch) {
  if (batch.commit.packets.quarantined == 0 && batch.faults.empty()) return;
  duck::Appender out(open_->writer, kMainCatalog, "quarantine");
  const auto add = [&](std::size_t i, const Error& why) {
    const Packet& p = packets[i];
    out << first_packet + i << batch.commit.seq << to_ms(p.received) << clean_utf8(p.mn) << clean_utf8(p.source);
    out.blob(p.raw) << why.code << text_of(why.args) << clean_utf8(why.place);
    out.end_row();
  };
  for (std::size_t i = 0; i < packets.size(); ++i)
    if (packets[i].rejected) add(i, *packets[i].rejected);
  for (const auto& [i, fault] : batch.faults) add(i, packets[i].faults[fault]);
  out.close();
}

// Asked only of a re-send with a faulty field, which is rare.
bool DuckdbStore::fault_known(const Packet& packet, const Error& fault) const {
  duck::Rows found = open_->writer.query(
      fmt::format("select 1 from quarantine where mn = {} and code = {} and args = {} limit 1",
                  sql_text(clean_utf8(packet.mn)), sql_text(fault.code), sql_text(text_of(fault.args))));
  return found.next() && found.size() > 0;
}

void DuckdbStore::published(const Batch& batch) {
  book_.publish();
  const std::scoped_lock lock(state_mutex_);
  add(balance_, batch.commit.packets);
  if (latest_) {
    latest_->resize(static_cast<std::size_t>(book_.published()));
    for (const Row& row : batch.rows) {
      Row& newest = (*latest_)[static_cast<std::size_t>(row.series)];
      if (newest.seq == 0 || row.start >= newest.start) newest = row;
    }
  }
  head_ = batch.commit.seq;
}

std::unique_ptr<Store> open_duckdb(const std::filesystem::path& file) {
  try {
    return std::make_unique<DuckdbStore>(file);
  } catch (const duck::Error& e) {
    throw Failure("store.open", {{"reason", e.what()}}, file.filename().string());
  }
}

}  // namespace limpid::store
