// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <mutex>
#include <shared_mutex>

#include "store/batch.hpp"
#include "store/duck.hpp"
#include "store/store.hpp"

namespace limpid::store {

/// Store over one DuckDB file. Commits go through one connection that lives as long as the file is open; a read opens
/// its own. After a failed commit the file is closed and opened again, so that nothing of it lingers in memory.
class DuckdbStore final : public Store {
 public:
  explicit DuckdbStore(std::filesystem::path file);

  CommitResult commit(std::span<const Packet> packets, Instant committed_at, std::optional<Instant> wall) override;
  std::uint64_t head() const override { return head_; }
  std::vector<Observation> since(std::uint64_t after, std::uint64_t& upto, std::size_t limit) const override;
  std::vector<Observation> read(const Selector& what, Instant from, Instant to,
                                std::optional<std::uint64_t> known_at) const override;
  std::vector<Observation> versions(const Selector& what, Instant from, Instant to) const override;
  std::vector<Observation> latest(const Selector& what) const override;
  std::vector<SeriesKey> series(const Selector& what) const override;
  Balance balance() const override;
  std::vector<Quarantined> quarantine(std::size_t limit) const override;
  std::optional<StoredPacket> packet(std::uint64_t id) const override;
  std::vector<Commit> commits(std::size_t limit) const override;
  std::optional<Commit> commit_of(std::uint64_t seq) const override;

 private:
  struct Open {
    explicit Open(const std::filesystem::path& file) : db(file), writer(db) {}
    duck::Database db;
    duck::Connection writer;
  };
  /// A commit whose durability the failure left open.
  struct Doubt {
    Commit commit;
    CommitResult result;
    std::string digest;
  };

  void open();
  void load();
  Batch write(std::span<const Packet> packets, Instant committed_at, Instant wall);
  History history_of(const std::vector<RowKey>& keys) const;
  bool fault_known(const Packet& packet, const Error& fault) const;
  void append(std::span<const Packet> packets, std::uint64_t first_packet, const Batch& batch);
  void append_quarantine(std::span<const Packet> packets, std::uint64_t first_packet, const Batch& batch);
  void published(const Batch& batch);
  std::optional<CommitResult> settle_doubt(std::span<const Packet> packets);
  std::vector<Row> rows(const std::string& where, const std::string& order) const;
  Observation observation(const Row& row) const;
  std::vector<Row> range(const Selector& what, Instant from, Instant to, std::optional<std::uint64_t> known_at) const;
  template <class Work>
  auto reading(const Work& work) const;

  std::filesystem::path file_;
  mutable std::mutex commit_mutex_;
  mutable std::shared_mutex open_mutex_;  // exclusive while the file is closed and opened again
  std::unique_ptr<Open> open_;
  SeriesBook book_;
  std::optional<Doubt> doubt_;
  std::atomic<std::uint64_t> head_ = 0;
  mutable std::mutex state_mutex_;
  Balance balance_;
  mutable std::optional<std::vector<Row>> latest_;  // by series; read when first asked for
};

/// Creates the tables of an empty file or checks those of another: schema and storage version.
void prepare_file(const duck::Connection& connection);

/// Throws when the DuckDB library is not of a release that this code is written for.
void check_library();

}  // namespace limpid::store
