// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>

#include "ledger/ledger.hpp"
#include "store/store.hpp"

namespace limpid::ledger {

/// The directory's one clock. It runs on wall time, or on county time once a simulator has set it; then it stands still
/// between settings. Kept in record `setting/clock`. `now` may be asked from any thread; the rest belongs to the ledger
/// writer.
class CountyClock : public Clock {
 public:
  /// Reads the setting; `wall` gives wall time.
  CountyClock(const Ledger& ledger, std::function<Instant()> wall);

  Instant now() const override;
  bool county_time() const { return county_ms_.load() != kWall; }

  /// Sets county time, never backwards; closes the periods passed as ticks. Failure `clock.backwards`, and
  /// `clock.real_data` when the directory runs on wall time and holds observations of devices.
  void set(Ledger& ledger, const store::Store& store, Instant t, const std::string& actor);

  /// On wall time: closes the periods that have passed since the last tick. On county time does nothing.
  void tick_wall(Ledger& ledger, const store::Store& store);

  Instant wall() const { return wall_(); }

 private:
  static constexpr std::int64_t kWall = std::numeric_limits<std::int64_t>::min();
  std::function<Instant()> wall_;
  std::atomic<std::int64_t> county_ms_{kWall};
};

/// Writes tick rows for every period that ends in (after, upto]: each minute (only while the gap is at most two days),
/// hour, day and month, in order of their ends, the shorter first.
void write_ticks(Transaction& tx, Instant after, Instant upto, std::uint64_t obs_seq);

}  // namespace limpid::ledger
