// SPDX-License-Identifier: Apache-2.0
#include <map>
#include <tuple>

#include "ledger/runner.hpp"
#include "ledger/watched_facts.hpp"

namespace limpid::ledger {
namespace {

using SteadyTime = std::chrono::steady_clock;
constexpr auto kShortPart = std::chrono::milliseconds{100};
constexpr auto kLongPart = std::chrono::milliseconds{500};
constexpr std::size_t kFirstWindows = 128;
constexpr std::size_t kMostWindows = 4'096;
constexpr std::size_t kShare = 8;
/// After so many rounds the rest is done without letting others in, or a busy county could keep it from its end.
constexpr int kRounds = 3;

using DerivedKey = std::tuple<std::string, std::string, std::string, Instant>;
DerivedKey key_of(const Derived& d) {
  return {d.kind, d.subject, d.rule, d.start};
}

}  // namespace

/// One rebuild: the input is read again from the start, all windows that it touches are evaluated beside what stands,
/// and the difference is written in one transaction. What the stage reads meanwhile is read here too before the swap,
/// so that it takes back nothing newer.
class Runner::Rebuild {
 public:
  Rebuild(Runner& runner, const Stage& stage, const std::function<void()>& between)
      : runner_(runner), stage_(stage), between_(between) {}

  RebuildReport run(const std::string& actor) {
    for (int round = 0; behind(end()) && !stuck_; ++round) {
      alone_ = round >= kRounds;
      collect();
      evaluate();
    }
    const Changes changes = difference();
    Transaction tx(runner_.ledger_, {std::string(stage_.name()), actor, now(), runner_.wall_()});
    tx.apply(changes, runner_.check_);
    tx.set_cursor(stage_.name(), end());
    tx.note(
        "stage.rebuilt", stage_.name(),
        {{"same", report_.same}, {"changed", report_.changed}, {"added", report_.added}, {"removed", report_.removed}});
    tx.commit();
    return report_;
  }

 private:
  /// How far the stage has read. A cursor beyond its store (a restored older file) comes back to what is there.
  Cursor end() const {
    const Cursor cursor = runner_.ledger_.cursor(stage_.name()).value_or(Cursor{});
    return {std::min(cursor.journal_seq, runner_.ledger_.journal_head()),
            std::min(cursor.obs_seq, runner_.store_.head())};
  }
  Instant now() const { return runner_.ledger_.tick_time(runner_.ledger_.journal_head()); }
  WatchedFacts facts() const { return {runner_.ledger_, runner_.store_, now(), runner_.check_}; }
  void let_others() const {
    if (between_ && !alone_) between_();
  }

  bool behind(const Cursor& upto) const { return at_.journal_seq < upto.journal_seq || at_.obs_seq < upto.obs_seq; }

  void collect() {
    for (const Cursor upto = end(); behind(upto) && !stuck_;) {
      const Input in = runner_.read(stage_, at_, kShare);
      stuck_ = in.upto == at_;
      auto part = stage_.touched({in.observations, in.rows}, facts());
      windows_.insert(windows_.end(), part.begin(), part.end());
      sort_unique(windows_);
      at_ = in.upto;
      let_others();
    }
  }

  void evaluate() {
    std::size_t most = kFirstWindows;
    for (std::span<const Window> rest = windows_; !rest.empty();) {
      const auto began = SteadyTime::now();
      const auto part = rest.first(std::min(most, rest.size()));
      for (auto& row : stage_.evaluate(part, facts()).derived) fresh_[key_of(row)] = std::move(row);
      rest = rest.subspan(part.size());
      const auto took = SteadyTime::now() - began;
      if (took < kShortPart) most = std::min(most * 2, kMostWindows);
      if (took > kLongPart) most = std::max<std::size_t>(most / 2, 1);
      let_others();
    }
    windows_.clear();
  }

  Changes difference() {
    Changes changes;
    for (const auto& kind : stage_.derived_kinds()) {
      for (const auto& subject : runner_.ledger_.derived_subjects(kind)) {
        runner_.check_();
        for (auto& old : runner_.ledger_.derived({.kind = std::string(kind), .subject = subject}))
          compare(std::move(old), changes);
      }
    }
    for (auto& [key, row] : fresh_) {
      if (row.content.is_null()) continue;
      ++report_.added;
      changes.derived.push_back(std::move(row));
    }
    return changes;
  }

  void compare(Derived old, Changes& changes) {
    const auto found = fresh_.find(key_of(old));
    if (found == fresh_.end() || found->second.content.is_null()) {
      ++report_.removed;
      old.content = nullptr;
      changes.derived.push_back(std::move(old));
    } else if (found->second.content == old.content) {
      ++report_.same;
    } else {
      ++report_.changed;
      changes.derived.push_back(std::move(found->second));
    }
    if (found != fresh_.end()) fresh_.erase(found);
  }

  Runner& runner_;
  const Stage& stage_;
  const std::function<void()>& between_;
  bool alone_ = false;
  bool stuck_ = false;  // there is nothing to read, whatever the cursor says
  Cursor at_;
  std::vector<Window> windows_;
  std::map<DerivedKey, Derived> fresh_;
  RebuildReport report_;
};

RebuildReport Runner::rebuild(std::string_view name, const std::string& actor, const std::function<void()>& between) {
  const auto found = std::find_if(stages_.begin(), stages_.end(), [&](const auto& s) { return s->name() == name; });
  if (found == stages_.end()) throw Failure("stage.unknown", {{"stage", std::string(name)}});
  if (!(*found)->rebuildable()) throw Failure("stage.acts_only", {{"stage", std::string(name)}});
  if (rebuilding_) throw Failure("stage.rebuilding");
  rebuilding_ = true;
  try {
    const auto report = Rebuild(*this, **found, between).run(actor);
    rebuilding_ = false;
    return report;
  } catch (...) {
    rebuilding_ = false;
    throw;
  }
}

}  // namespace limpid::ledger
