// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <functional>
#include <memory>

#include "ledger/ledger.hpp"
#include "ledger/stage.hpp"

namespace limpid::ledger {

struct StageProgress {
  std::string stage;
  Cursor cursor;
  bool caught_up = false;
};

struct RebuildReport {
  std::size_t same = 0, changed = 0, added = 0, removed = 0;
};

/// How far each stage has read, asked on any connection.
std::vector<StageProgress> progress(const Ledger& ledger, const store::Store& store,
                                    const std::vector<std::string>& stages);

/// Drives the stages over journal and observations; the only caller of Stage. Runs on the ledger writer's thread. After
/// a restart each stage goes on at its durable cursor; what it wrote and the cursor are one transaction.
class Runner {
 public:
  /// `wall` gives wall time for the journal's latencies.
  Runner(Ledger& ledger, store::Store& store, std::vector<std::unique_ptr<Stage>> stages,
         std::function<Instant()> wall);

  /// Gives each stage one batch, in order. False when no stage had anything to read: the chain is at rest.
  bool step();
  /// The same for one stage, the next in turn with each call; other work may come between. False at rest.
  bool slice();
  /// False when it was not at rest by `until`.
  bool catch_up(std::chrono::steady_clock::time_point until = std::chrono::steady_clock::time_point::max());
  std::vector<std::string> stage_names() const;

  /// Computes a stage's derived rows again from the start, replaces what differs and chains one act; acts that the
  /// stage would write are dropped: it opens no case and sends nothing. Works in slices and calls `between` after each;
  /// slices of the stages and other transactions may run there. What `between` throws ends the rebuild with the old
  /// rows in place. Failure `stage.unknown`, `stage.acts_only`, `stage.rebuilding` (one runs already).
  RebuildReport rebuild(std::string_view stage, const std::string& actor, const std::function<void()>& between = {});

  /// Called at each read of a stage and each row written. What it throws ends the batch, of which nothing is written.
  void set_check(std::function<void()> check) { check_ = std::move(check); }

  /// Rows read per batch at most; small values are for the property test. How much of it a batch takes follows from how
  /// long the stage's last one took.
  void set_batch_limits(std::size_t rows, std::size_t observations);

 private:
  class Rebuild;
  struct Input {
    std::vector<store::Observation> observations;
    std::vector<JournalRow> rows;
    Cursor upto;
    bool any() const { return !observations.empty() || !rows.empty(); }
  };
  Input read(const Stage& stage, const Cursor& from, std::size_t share) const;
  bool step(std::size_t index);
  bool batch(const Stage& stage, std::size_t share);
  Cursor checked_cursor(const Stage& stage) const;

  Ledger& ledger_;
  store::Store& store_;
  std::vector<std::unique_ptr<Stage>> stages_;
  std::function<Instant()> wall_;
  std::function<void()> check_ = [] {};
  /// Of a stage: its batches are 1/share of the limits.
  static constexpr std::size_t kFirstShare = 8;
  struct Pace {
    std::size_t share = kFirstShare;
    std::chrono::steady_clock::duration took{};  ///< by the last batch that was too long
    bool all = false;                            ///< smaller batches are no shorter
    void learn(std::chrono::steady_clock::duration now, bool any);
  };
  std::vector<Pace> pace_;
  std::size_t turn_ = 0;   // the stage that the next slice is of
  std::size_t quiet_ = 0;  // stages in a row that had nothing to read
  bool rebuilding_ = false;
  std::size_t row_limit_ = 5'000;
  std::size_t observation_limit_ = 50'000;
};

}  // namespace limpid::ledger
