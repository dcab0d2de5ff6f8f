// SPDX-License-Identifier: Apache-2.0
#pragma once

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
  void catch_up();
  std::vector<std::string> stage_names() const;

  /// Computes a stage's derived rows again from the start, replaces what differs and chains one act; acts that the
  /// stage would write are dropped: it opens no case and sends nothing. Failure `stage.unknown`, `stage.acts_only`.
  RebuildReport rebuild(std::string_view stage, const std::string& actor);

  /// Rows read per batch at most; small values are for the property test.
  void set_batch_limits(std::size_t rows, std::size_t observations);

 private:
  struct Input {
    std::vector<store::Observation> observations;
    std::vector<JournalRow> rows;
    Cursor upto;
    bool any() const { return !observations.empty() || !rows.empty(); }
  };
  Input read(const Stage& stage, const Cursor& from) const;
  bool step(const Stage& stage);
  Cursor checked_cursor(const Stage& stage) const;

  Ledger& ledger_;
  store::Store& store_;
  std::vector<std::unique_ptr<Stage>> stages_;
  std::function<Instant()> wall_;
  std::size_t row_limit_ = 5'000;
  std::size_t observation_limit_ = 50'000;
};

}  // namespace limpid::ledger
