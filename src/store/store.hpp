// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"

/// Observations and nothing else: append-only rows under a commit sequence (the journal of data). The packet a row came
/// in, the quarantine and the packet balance are committed with them, in the same transaction.
namespace limpid::store {

/// What the value says of the true one: `<0.025` is below a detection limit.
enum class Qualifier : char { equal = '=', less = '<', greater = '>' };

/// Identity of a series. `object` is `KIND/KEY`, where the device stood at the data's time; `parameter` an HJ 212-2017
/// factor code or a local text; `statistic` avg, min, max, rtd or cou; `source` device:MN, lab, manual, model or
/// derived:NAME.
struct SeriesKey {
  std::string object;
  std::string parameter;
  std::string statistic;
  Period period = Period::hour;
  std::string source;
  auto operator<=>(const SeriesKey&) const = default;
};

/// One value to be written. `start` is the start of the period, UTC (the instant itself for Period::instant). `value`
/// is in the unit of catalog/parameters.yaml for its parameter. `flag` keeps the letters as received; N, or empty, is
/// normal.
struct Reading {
  SeriesKey series;
  Instant start;
  double value = 0;
  Qualifier qualifier = Qualifier::equal;
  std::string flag = "N";
};

/// Something received as one piece: an HJ 212 frame, a row of a laboratory file, or a stretch of bytes that is neither.
struct Packet {
  std::string mn;                  ///< device identity, or the file's name for a laboratory row
  std::string raw;                 ///< the bytes as received, password masked
  std::string source;              ///< hj212 or lab
  Instant received;                ///< wall time
  std::vector<Reading> readings;   ///< empty when rejected
  std::optional<Error> rejected;   ///< why it goes to the quarantine
  std::vector<Error> faults = {};  ///< of a packet that is taken: fields left out or flagged, {field} and why
};

enum class Outcome { accepted, duplicate, quarantined };

struct CommitResult {
  std::uint64_t seq = 0;          ///< sequence of this commit; also given to a commit that wrote no row
  std::vector<Outcome> outcomes;  ///< one a packet, in order
  std::size_t written = 0;        ///< rows written
  std::size_t corrections = 0;    ///< of these, rows whose key already had another value
};

struct Observation {
  std::shared_ptr<const SeriesKey> series;
  Instant start;
  double value = 0;
  Qualifier qualifier = Qualifier::equal;
  std::string flag;
  std::uint64_t seq = 0;     ///< commit that wrote it
  std::uint64_t packet = 0;  ///< packet it came in
};

/// Fields left empty match everything.
struct Selector {
  std::optional<std::string> object = {};
  std::optional<std::string> parameter = {};
  std::optional<std::string> statistic = {};
  std::optional<Period> period = {};
  std::optional<std::string> source = {};
};

/// In packets, since the directory was made; accepted + duplicate + quarantined == received at any time.
struct Balance {
  std::uint64_t received = 0, accepted = 0, duplicate = 0, quarantined = 0;
};
void add(Balance& sum, const Balance& counts);

/// A packet that was refused, or one field of a packet that was taken; then `reason` has the argument `field`, and the
/// packet counts once, as what became of it.
struct Quarantined {
  std::uint64_t packet = 0;
  std::string mn, source, raw;
  Instant received;
  Error reason;
};

struct StoredPacket {
  std::uint64_t id = 0;
  std::string mn, source, raw;
  Instant received;
  std::uint64_t seq = 0;
};

/// What became of each commit: answers "known at T".
struct Commit {
  std::uint64_t seq = 0;
  Instant committed_at;  ///< clock time of the directory (county time or wall)
  Instant wall;          ///< wall time, for latencies
  Balance packets;       ///< of this commit alone
  std::uint64_t rows = 0;
};

/// The disk is full or the file cannot be written: nothing of the batch is durable, the store can be used again later.
class CommitFailed : public Failure {
 public:
  using Failure::Failure;
};

/// Thread-safe: one thread commits, any number read. Reads see whole commits only.
class Store {
 public:
  virtual ~Store() = default;

  /// One transaction, durable on return. A row that its key had before, at any time (value, qualifier, flag), is a
  /// re-send: a packet of nothing else is `duplicate` and writes nothing; of a partly known packet only the new rows
  /// are written; of a key given twice within a packet the first counts. So a re-send of everything, corrections
  /// included, and an old packet that comes late change nothing. The price: a correction back to an earlier value
  /// cannot be told from a re-send and has to differ in its flag. Faults of a packet stand in the quarantine beside it;
  /// those of a re-send only where they are news. `wall` defaults to the newest `received`. Throws CommitFailed; the
  /// same batch may then be given again. No packets: nothing happens, seq is head().
  virtual CommitResult commit(std::span<const Packet> packets, Instant committed_at,
                              std::optional<Instant> wall = {}) = 0;

  /// Sequence of the last commit; 0 before the first.
  virtual std::uint64_t head() const = 0;

  /// Rows of commits in (after, upto], in commit order; whole commits, at most about `limit` rows (at least one
  /// commit). `upto` is lowered to the last commit given.
  virtual std::vector<Observation> since(std::uint64_t after, std::uint64_t& upto, std::size_t limit) const = 0;

  /// Latest row of each key with from <= start < to, ascending by series and start; at `known_at`, as the store stood
  /// after that commit.
  virtual std::vector<Observation> read(const Selector& what, Instant from, Instant to,
                                        std::optional<std::uint64_t> known_at = {}) const = 0;
  /// All versions of the keys in the range, oldest first.
  virtual std::vector<Observation> versions(const Selector& what, Instant from, Instant to) const = 0;
  /// The row with the greatest start of each series.
  virtual std::vector<Observation> latest(const Selector& what) const = 0;
  /// Series that match.
  virtual std::vector<SeriesKey> series(const Selector& what) const = 0;

  virtual Balance balance() const = 0;
  /// Newest first.
  virtual std::vector<Quarantined> quarantine(std::size_t limit) const = 0;
  virtual std::optional<StoredPacket> packet(std::uint64_t id) const = 0;
  /// Newest first.
  virtual std::vector<Commit> commits(std::size_t limit) const = 0;
  virtual std::optional<Commit> commit_of(std::uint64_t seq) const = 0;
};

/// Embedded DuckDB, one file. Checks library and storage version; throws Failure `store.open` with the reason.
std::unique_ptr<Store> open_duckdb(const std::filesystem::path& file);
/// The same contract without a disk, for tests and sanitizers.
std::unique_ptr<Store> open_memory();

}  // namespace limpid::store
