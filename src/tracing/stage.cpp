// SPDX-License-Identifier: Apache-2.0
#include "tracing/stage.hpp"

#include <algorithm>
#include <set>

#include "ledger/records/verdict.hpp"
#include "tracing/air_tracer.hpp"
#include "tracing/discharge_tracer.hpp"
#include "tracing/water_tracer.hpp"

namespace limpid::tracing {
namespace {

/// Period of the windows that an episode is judged by: the last part of `water-class/PT1H`.
Period window_period(const ledger::Episode& episode) {
  const auto slash = episode.verdict_rule.rfind('/');
  const auto period = parse_period(slash == std::string::npos ? "PT1H" : episode.verdict_rule.substr(slash + 1));
  return period.value_or(Period::hour);
}

/// A run that an episode calls for.
struct Due {
  int lap = 1;
  std::string occasion;
  Request request;
};

/// The parameters that decided up to the run's end. The episode's own list grows with what came later, which a frozen
/// run must not know.
void set_parameters(Request& request, const ledger::Facts& facts) {
  std::vector<std::string> deciding;
  const auto rows = facts.derived({.kind = "verdict",
                                   .subject = request.episode.object,
                                   .rule = request.episode.verdict_rule,
                                   .from = request.from,
                                   .to = request.to});
  for (const auto& row : rows) {
    for (const auto& parameter : row.content.value("deciding", std::vector<std::string>{}))
      if (std::find(deciding.begin(), deciding.end(), parameter) == deciding.end()) deciding.push_back(parameter);
  }
  if (!deciding.empty()) request.episode.parameters = std::move(deciding);
}

Due due_until(const std::string& key, const ledger::Episode& episode, int lap, std::string occasion, Instant end) {
  const Instant from = episode.laps[static_cast<std::size_t>(lap - 1)].opened;
  return {.lap = lap,
          .occasion = std::move(occasion),
          .request = {.episode_key = key,
                      .episode = episode,
                      .from = from,
                      .to = end,
                      .cutoff = end,
                      .others_cutoff = std::max(from, end - kHour)}};
}

/// Each lap is a wave of its own, perhaps from another source: its runs look at its own readings only.
std::vector<Due> due_runs(const std::string& key, const ledger::Episode& episode) {
  std::vector<Due> due;
  if (episode.state == "withdrawn") return due;
  const auto period = window_period(episode);
  for (int lap = 1; lap <= static_cast<int>(episode.laps.size()); ++lap) {
    const auto& of = episode.laps[static_cast<std::size_t>(lap - 1)];
    const Instant first = period_end(period, of.opened), second = period_end(period, first);
    due.push_back(due_until(key, episode, lap, "opening", first));
    if (of.last_bad >= second) due.push_back(due_until(key, episode, lap, "second_window", second));
    // The close adds something only when the wave lasted longer than the run before it has seen.
    if (of.closed && *of.closed > second) due.push_back(due_until(key, episode, lap, "close", *of.closed));
  }
  return due;
}

/// The runs that an episode has. A lap older than the newest traced one gets no further run: late data must not put
/// its candidates in the place of the newest lap's.
class Runs {
 public:
  Runs(const std::string& key, const ledger::Facts& facts) {
    for (const auto& record : facts.records("trace", key + "/")) {
      const auto trace = record.content.get<ledger::Trace>();
      add(trace.lap, trace.occasion);
      last_ = std::max(last_, trace.run);
    }
  }
  bool wants(const Due& due) const { return due.lap >= newest_lap_ && !made_.contains({due.lap, due.occasion}); }
  int next(const Due& due) {
    add(due.lap, due.occasion);
    return ++last_;
  }

 private:
  void add(int lap, const std::string& occasion) {
    made_.emplace(lap, occasion);
    newest_lap_ = std::max(newest_lap_, lap);
  }

  std::set<std::pair<int, std::string>> made_;
  int newest_lap_ = 0;
  int last_ = 0;
};

}  // namespace

std::unique_ptr<TracingStage> TracingStage::make() {
  auto settings = Settings::load();
  std::vector<std::unique_ptr<Tracer>> tracers;
  tracers.push_back(std::make_unique<WaterTracer>(std::move(settings.water)));
  tracers.push_back(std::make_unique<AirTracer>(std::move(settings.air)));
  tracers.push_back(std::make_unique<DischargeTracer>());
  return std::make_unique<TracingStage>(std::move(tracers));
}

std::vector<ledger::Window> TracingStage::touched(const ledger::Batch& batch, const ledger::Facts&) const {
  std::vector<ledger::Window> out;
  for (const auto& row : batch.rows)
    if (row.kind == "episode") out.push_back({.subject = row.key, .rule = "trace", .start = {}, .end = {}});
  return out;
}

ledger::Changes TracingStage::evaluate(std::span<const ledger::Window> windows, const ledger::Facts& facts) const {
  ledger::Changes changes;
  for (const auto& window : windows) {
    const auto record = facts.record("episode", window.subject);
    if (!record) continue;
    const auto episode = record->content.get<ledger::Episode>();
    const auto tracer =
        std::find_if(tracers_.begin(), tracers_.end(), [&](const auto& t) { return t->serves(episode); });
    if (tracer == tracers_.end()) continue;
    Runs runs(record->key, facts);
    for (auto& due : due_runs(record->key, episode)) {
      if (!runs.wants(due)) continue;
      due.request.run = runs.next(due);
      set_parameters(due.request, facts);
      auto trace = (*tracer)->trace(due.request, facts);
      trace.lap = due.lap;
      trace.occasion = due.occasion;
      const auto key = record->key + "/" + std::to_string(trace.run);
      changes.acts.push_back({.act = "trace.run", .kind = "trace", .key = key, .content = std::move(trace)});
    }
  }
  return changes;
}

}  // namespace limpid::tracing
