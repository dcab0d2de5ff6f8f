// SPDX-License-Identifier: Apache-2.0
#include "ledger/runner.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "ledger/ledger_facts.hpp"

namespace limpid::ledger {
namespace {

void sort_unique(std::vector<Window>& windows) {
  std::sort(windows.begin(), windows.end());
  windows.erase(std::unique(windows.begin(), windows.end()), windows.end());
}

using DerivedKey = std::tuple<std::string, std::string, std::string, Instant>;
DerivedKey key_of(const Derived& d) {
  return {d.kind, d.subject, d.rule, d.start};
}

}  // namespace

Runner::Runner(Ledger& ledger, store::Store& store, std::vector<std::unique_ptr<Stage>> stages,
               std::function<Instant()> wall)
    : ledger_(ledger), store_(store), stages_(std::move(stages)), wall_(std::move(wall)) {}

void Runner::set_batch_limits(std::size_t rows, std::size_t observations) {
  row_limit_ = rows;
  observation_limit_ = observations;
}

bool Runner::step() {
  bool any = false;
  for (const auto& stage : stages_) any = step(*stage) || any;
  return any;
}

void Runner::catch_up() {
  while (step()) {
  }
}

Cursor Runner::checked_cursor(const Stage& stage) const {
  const Cursor cursor = ledger_.cursor(stage.name()).value_or(Cursor{});
  if (cursor.journal_seq > ledger_.journal_head() || cursor.obs_seq > store_.head())
    throw Failure("stage.cursor_beyond", {{"stage", std::string(stage.name())}});
  return cursor;
}

Runner::Input Runner::read(const Stage& stage, const Cursor& from) const {
  Input in;
  // The journal first: a tick must not be seen before the observations that it saw.
  in.rows = ledger_.journal(from.journal_seq, row_limit_);
  in.upto.journal_seq = in.rows.empty() ? from.journal_seq : in.rows.back().seq;
  in.upto.obs_seq = store_.head();
  if (stage.wants_observations() && in.upto.obs_seq > from.obs_seq)
    in.observations = store_.since(from.obs_seq, in.upto.obs_seq, observation_limit_);
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

bool Runner::step(const Stage& stage) {
  const Cursor from = checked_cursor(stage);
  const Input in = read(stage, from);
  if (in.upto == from) return false;
  const Instant now = ledger_.tick_time(in.upto.journal_seq);
  Changes changes;
  if (in.any()) {
    const LedgerFacts facts(ledger_, store_, now);
    auto windows = stage.touched({in.observations, in.rows}, facts);
    sort_unique(windows);
    if (!windows.empty()) changes = stage.evaluate(windows, facts);
  }
  Transaction tx(ledger_, {std::string(stage.name()), "system", now, wall_()});
  tx.apply(changes);
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

RebuildReport Runner::rebuild(std::string_view name, const std::string& actor) {
  const auto found = std::find_if(stages_.begin(), stages_.end(), [&](const auto& s) { return s->name() == name; });
  if (found == stages_.end()) throw Failure("stage.unknown", {{"stage", std::string(name)}});
  const Stage& stage = **found;
  if (!stage.rebuildable()) throw Failure("stage.acts_only", {{"stage", std::string(name)}});

  // A cursor beyond its store (a restored older file) comes back to what is there.
  Cursor end = ledger_.cursor(stage.name()).value_or(Cursor{});
  end = {std::min(end.journal_seq, ledger_.journal_head()), std::min(end.obs_seq, store_.head())};
  const Instant now = ledger_.tick_time(ledger_.journal_head());
  const LedgerFacts facts(ledger_, store_, now);
  std::vector<Window> windows;
  for (Cursor at; at.journal_seq < end.journal_seq || at.obs_seq < end.obs_seq;) {
    Input in = read(stage, at);
    if (in.upto == at) break;
    auto part = stage.touched({in.observations, in.rows}, facts);
    windows.insert(windows.end(), part.begin(), part.end());
    sort_unique(windows);
    at = in.upto;
  }
  std::map<DerivedKey, Derived> fresh;
  for (auto& row : stage.evaluate(windows, facts).derived) fresh[key_of(row)] = std::move(row);

  RebuildReport report;
  Changes changes;
  for (const auto& kind : stage.derived_kinds()) {
    for (auto& old : ledger_.derived({.kind = std::string(kind)})) {
      const auto it = fresh.find(key_of(old));
      if (it == fresh.end() || it->second.content.is_null()) {
        ++report.removed;
        old.content = nullptr;
        changes.derived.push_back(old);
      } else {
        ++(it->second.content == old.content ? report.same : report.changed);
        if (it->second.content != old.content) changes.derived.push_back(it->second);
      }
      if (it != fresh.end()) fresh.erase(it);
    }
  }
  for (auto& [key, row] : fresh) {
    if (row.content.is_null()) continue;
    ++report.added;
    changes.derived.push_back(std::move(row));
  }
  Transaction tx(ledger_, {std::string(name), actor, now, wall_()});
  tx.apply(changes);
  tx.set_cursor(name, end);
  tx.note("stage.rebuilt", name,
          {{"same", report.same}, {"changed", report.changed}, {"added", report.added}, {"removed", report.removed}});
  tx.commit();
  return report;
}

}  // namespace limpid::ledger
