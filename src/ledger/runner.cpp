// SPDX-License-Identifier: Apache-2.0
#include "ledger/runner.hpp"

#include <algorithm>

#include "ledger/watched_facts.hpp"

namespace limpid::ledger {
namespace {

using SteadyTime = std::chrono::steady_clock;
// A batch is to end soon, so that people's commands, alerts and the end of the process do not wait for it.
constexpr auto kShortBatch = std::chrono::milliseconds{250};
constexpr auto kLongBatch = std::chrono::milliseconds{1'000};
constexpr std::size_t kLeastShare = 512;

}  // namespace

Runner::Runner(Ledger& ledger, store::Store& store, std::vector<std::unique_ptr<Stage>> stages,
               std::function<Instant()> wall)
    : ledger_(ledger), store_(store), stages_(std::move(stages)), wall_(std::move(wall)), pace_(stages_.size()) {}

void Runner::set_batch_limits(std::size_t rows, std::size_t observations) {
  row_limit_ = rows;
  observation_limit_ = observations;
}

bool Runner::step() {
  bool any = false;
  for (std::size_t i = 0; i < stages_.size(); ++i) any = step(i) || any;
  return any;
}

bool Runner::slice() {
  const std::size_t index = turn_;
  turn_ =
      (turn_ + 1) % stages_.size();  // before the batch: a stage that fails does not keep the others from their turn
  quiet_ = step(index) ? 0 : quiet_ + 1;
  if (quiet_ < stages_.size()) return true;
  quiet_ = 0;
  return false;
}

bool Runner::catch_up(SteadyTime::time_point until) {
  while (slice())
    if (SteadyTime::now() >= until) return false;
  return true;
}

bool Runner::step(std::size_t index) {
  const auto began = SteadyTime::now();
  const bool any = batch(*stages_[index], pace_[index].share);
  pace_[index].learn(SteadyTime::now() - began, any);
  return any;
}

void Runner::Pace::learn(SteadyTime::duration now, bool any) {
  if (now > kLongBatch && !all) {
    // What a stage reads besides its batch may be what takes its time: then smaller ones only make more of it.
    all = took > kLongBatch && now * 4 > took * 3;
    share = all ? std::min(share, kFirstShare) : std::min(share * 2, kLeastShare);
    took = now;
  } else if (any && now < kShortBatch) {
    share = std::max<std::size_t>(share / 2, 1);
    took = {};
    all = false;
  }
}

Cursor Runner::checked_cursor(const Stage& stage) const {
  const Cursor cursor = ledger_.cursor(stage.name()).value_or(Cursor{});
  if (cursor.journal_seq > ledger_.journal_head() || cursor.obs_seq > store_.head())
    throw Failure("stage.cursor_beyond", {{"stage", std::string(stage.name())}});
  return cursor;
}

Runner::Input Runner::read(const Stage& stage, const Cursor& from, std::size_t share) const {
  Input in;
  const auto part = [&](std::size_t limit) { return std::max<std::size_t>(limit / share, 1); };
  // The journal first: a tick must not be seen before the observations that it saw.
  in.rows = ledger_.journal(from.journal_seq, part(row_limit_));
  in.upto.journal_seq = in.rows.empty() ? from.journal_seq : in.rows.back().seq;
  in.upto.obs_seq = store_.head();
  if (stage.wants_observations() && in.upto.obs_seq > from.obs_seq)
    in.observations = store_.since(from.obs_seq, in.upto.obs_seq, part(observation_limit_));
  if (in.upto.obs_seq < store_.head()) {
    // More observations are to come than fit: hold back the ticks that saw them.
    const auto late =
        std::find_if(in.rows.begin(), in.rows.end(), [&](const JournalRow& r) { return r.obs_seq > in.upto.obs_seq; });
    if (late != in.rows.end()) {
      in.upto.journal_seq = late->seq - 1;
      in.rows.erase(late, in.rows.end());
    }
  }
  std::erase_if(in.rows, [&](const JournalRow& r) { return r.stage == stage.name(); });
  return in;
}

bool Runner::batch(const Stage& stage, std::size_t share) {
  const Cursor from = checked_cursor(stage);
  const Input in = read(stage, from, share);
  if (in.upto == from) return false;
  const Instant now = ledger_.tick_time(in.upto.journal_seq);
  Changes changes;
  if (in.any()) {
    const WatchedFacts facts(ledger_, store_, now, check_);
    auto windows = stage.touched({in.observations, in.rows}, facts);
    sort_unique(windows);
    if (!windows.empty()) changes = stage.evaluate(windows, facts);
  }
  Transaction tx(ledger_, {std::string(stage.name()), "system", now, wall_()});
  tx.apply(changes, check_);
  tx.set_cursor(stage.name(), in.upto);
  tx.commit();
  return in.any() || ledger_.journal_head() > in.upto.journal_seq;
}

std::vector<std::string> Runner::stage_names() const {
  std::vector<std::string> names;
  for (const auto& stage : stages_) names.emplace_back(stage->name());
  return names;
}

std::vector<StageProgress> progress(const Ledger& ledger, const store::Store& store,
                                    const std::vector<std::string>& stages) {
  constexpr std::size_t kLook = 1'000;
  std::vector<StageProgress> all;
  const auto observations = store.head();
  for (const auto& stage : stages) {
    const Cursor cursor = ledger.cursor(stage).value_or(Cursor{});
    // Rows that the stage wrote itself are behind its cursor only until its next look.
    const auto rest = ledger.journal(cursor.journal_seq, kLook);
    const bool own =
        rest.size() < kLook && std::all_of(rest.begin(), rest.end(), [&](const auto& r) { return r.stage == stage; });
    all.push_back({stage, cursor, own && cursor.obs_seq == observations});
  }
  return all;
}

}  // namespace limpid::ledger
