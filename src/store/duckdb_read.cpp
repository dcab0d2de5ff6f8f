// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "store/duckdb_store.hpp"

namespace limpid::store {
namespace {

std::uint64_t u64(const duck::Rows& rows, std::size_t column, std::size_t row) {
  return static_cast<std::uint64_t>(rows.get<std::int64_t>(column, row));
}

Instant instant(const duck::Rows& rows, std::size_t column, std::size_t row) {
  return from_ms(rows.get<std::int64_t>(column, row));
}

template <class Make>
auto collect(duck::Rows rows, const Make& make) {
  std::vector<decltype(make(rows, std::size_t{}))> out;
  while (rows.next())
    for (std::size_t i = 0; i < rows.size(); ++i) out.push_back(make(rows, i));
  return out;
}

constexpr const char* kRow = "select seq, series, start, value, qualifier, flag, packet from observation";

Row row(const duck::Rows& r, std::size_t i) {
  return {u64(r, 0, i),
          r.get<std::int32_t>(1, i),
          r.get<std::int64_t>(2, i),
          r.get<double>(3, i),
          static_cast<Qualifier>(r.text(4, i).at(0)),
          r.text(5, i),
          u64(r, 6, i)};
}

constexpr const char* kCommit =
    "select seq, committed_at, wall, received, accepted, duplicate, quarantined, rows from commit_log";

Commit commit_row(const duck::Rows& r, std::size_t i) {
  return {u64(r, 0, i),
          instant(r, 1, i),
          instant(r, 2, i),
          {u64(r, 3, i), u64(r, 4, i), u64(r, 5, i), u64(r, 6, i)},
          u64(r, 7, i)};
}

Quarantined quarantined_row(const duck::Rows& r, std::size_t i) {
  const Json args = Json::parse(r.text(6, i), nullptr, false);
  return {u64(r, 0, i), r.text(1, i),     r.text(2, i),
          r.text(3, i), instant(r, 4, i), Error{r.text(5, i), args, r.text(7, i)}};
}

}  // namespace

template <class Work>
auto DuckdbStore::reading(const Work& work) const {
  const std::shared_lock lock(open_mutex_);
  if (!open_) throw Failure("store.closed", Json::object(), file_.filename().string());
  try {
    return work(duck::Connection(open_->db));
  } catch (const duck::Error& e) {
    throw Failure("store.read", {{"reason", e.what()}}, file_.filename().string());
  }
}

Observation DuckdbStore::observation(const Row& r) const {
  return {book_.key(r.series), from_ms(r.start), r.value, r.qualifier, r.flag, r.seq, r.packet};
}

std::vector<Row> DuckdbStore::rows(const std::string& where, const std::string& order) const {
  return reading([&](const duck::Connection& c) {
    return collect(c.query(fmt::format("{} where {} order by {}", kRow, where, order)), row);
  });
}

std::vector<Observation> DuckdbStore::since(std::uint64_t after, std::uint64_t& upto, std::size_t limit) const {
  upto = std::min<std::uint64_t>(upto, head_);
  if (upto <= after) return {};
  // A bound of commits keeps this small when the reader is far behind.
  const auto commits = reading([&](const duck::Connection& c) {
    return collect(
        c.query(fmt::format("{} where seq > {} and seq <= {} order by seq limit 10000", kCommit, after, upto)),
        commit_row);
  });
  std::uint64_t count = 0;
  for (const Commit& c : commits) {
    count += c.rows;
    upto = c.seq;
    if (count >= limit) break;
  }
  if (count == 0) return {};
  std::vector<Observation> out;
  out.reserve(count);
  for (const Row& r : rows(fmt::format("seq > {} and seq <= {}", after, upto), "seq, packet"))
    out.push_back(observation(r));
  return out;
}

// Versions of the keys in the order of series' keys, start, packet.
std::vector<Row> DuckdbStore::range(const Selector& what, Instant from, Instant to,
                                    std::optional<std::uint64_t> known_at) const {
  const std::vector<SeriesId> ids = book_.match(what);
  if (ids.empty() || from >= to) return {};
  std::string where = fmt::format("start >= {} and start < {}", to_ms(from), to_ms(to));
  if (static_cast<SeriesId>(ids.size()) < book_.published())
    where += fmt::format(" and series in ({})", fmt::join(ids, ","));
  if (known_at) where += fmt::format(" and seq <= {}", *known_at);
  std::vector<Row> found = rows(where, "start, packet");
  std::unordered_map<SeriesId, std::size_t> rank;
  for (std::size_t i = 0; i < ids.size(); ++i) rank.emplace(ids[i], i);
  // A commit that came after `ids` was read may have brought a further series.
  std::erase_if(found, [&](const Row& r) { return !rank.contains(r.series); });
  if (ids.size() > 1)
    std::stable_sort(found.begin(), found.end(),
                     [&](const Row& a, const Row& b) { return rank.at(a.series) < rank.at(b.series); });
  return found;
}

std::vector<Observation> DuckdbStore::read(const Selector& what, Instant from, Instant to,
                                           std::optional<std::uint64_t> known_at) const {
  const std::vector<Row> all = range(what, from, to, known_at);
  std::vector<Observation> out;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const bool superseded =
        i + 1 < all.size() && all[i + 1].series == all[i].series && all[i + 1].start == all[i].start;
    if (!superseded) out.push_back(observation(all[i]));
  }
  return out;
}

std::vector<Observation> DuckdbStore::versions(const Selector& what, Instant from, Instant to) const {
  std::vector<Observation> out;
  for (const Row& r : range(what, from, to, std::nullopt)) out.push_back(observation(r));
  return out;
}

std::vector<Observation> DuckdbStore::latest(const Selector& what) const {
  const std::vector<SeriesId> ids = book_.match(what);
  const std::scoped_lock lock(state_mutex_);
  if (!latest_) {
    latest_.emplace(static_cast<std::size_t>(book_.published()));
    for (Row& r : reading([](const duck::Connection& c) {
           return collect(
               c.query("select seq, o.series, o.start, value, qualifier, flag, packet from observation o join "
                       "(select series, max(start) as newest from observation group by series) n "
                       "on o.series = n.series and o.start = n.newest order by packet"),
               row);
         })) {
      if (static_cast<std::size_t>(r.series) >= latest_->size())
        latest_->resize(static_cast<std::size_t>(r.series) + 1);
      (*latest_)[static_cast<std::size_t>(r.series)] = std::move(r);
    }
  }
  std::vector<Observation> out;
  for (const SeriesId id : ids)
    if (static_cast<std::size_t>(id) < latest_->size() && (*latest_)[static_cast<std::size_t>(id)].seq > 0)
      out.push_back(observation((*latest_)[static_cast<std::size_t>(id)]));
  return out;
}

std::vector<SeriesKey> DuckdbStore::series(const Selector& what) const {
  std::vector<SeriesKey> out;
  for (const SeriesId id : book_.match(what)) out.push_back(*book_.key(id));
  return out;
}

Balance DuckdbStore::balance() const {
  const std::scoped_lock lock(state_mutex_);
  return balance_;
}

std::vector<Quarantined> DuckdbStore::quarantine(std::size_t limit) const {
  return reading([&](const duck::Connection& c) {
    return collect(
        c.query(fmt::format(
            "select id, mn, source, raw, received, code, args, place from quarantine order by id desc limit {}",
            limit)),
        quarantined_row);
  });
}

std::optional<StoredPacket> DuckdbStore::packet(std::uint64_t id) const {
  auto found = reading([&](const duck::Connection& c) {
    return collect(c.query(fmt::format("select id, mn, source, raw, received, seq from packet where id = {}", id)),
                   [](const duck::Rows& r, std::size_t i) {
                     return StoredPacket{u64(r, 0, i), r.text(1, i),     r.text(2, i),
                                         r.text(3, i), instant(r, 4, i), u64(r, 5, i)};
                   });
  });
  return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

std::vector<Commit> DuckdbStore::commits(std::size_t limit) const {
  return reading([&](const duck::Connection& c) {
    return collect(c.query(fmt::format("{} order by seq desc limit {}", kCommit, limit)), commit_row);
  });
}

std::optional<Commit> DuckdbStore::commit_of(std::uint64_t seq) const {
  auto found = reading([&](const duck::Connection& c) {
    return collect(c.query(fmt::format("{} where seq = {}", kCommit, seq)), commit_row);
  });
  return found.empty() ? std::nullopt : std::optional(found.front());
}

}  // namespace limpid::store
