// SPDX-License-Identifier: Apache-2.0
#include "tracing/stage.hpp"

#include <algorithm>

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

Request request_until(const std::string& key, const ledger::Episode& episode, int run, Instant end) {
  return {.episode_key = key,
          .episode = episode,
          .run = run,
          .from = episode.opened,
          .to = end,
          .cutoff = end,
          .others_cutoff = std::max(episode.opened, end - kHour)};
}

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

std::vector<Request> due_runs(const std::string& key, const ledger::Episode& episode) {
  if (episode.state == "withdrawn") return {};
  const auto period = window_period(episode);
  const Instant first = period_end(period, episode.opened), second = period_end(period, first);
  std::vector<Request> due{request_until(key, episode, 1, first)};
  if (episode.last_bad >= second) due.push_back(request_until(key, episode, 2, second));
  // The close adds something only when the wave lasted longer than the run before it has seen.
  if (episode.closed && *episode.closed > second) due.push_back(request_until(key, episode, 3, *episode.closed));
  return due;
}

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
    for (auto& request : due_runs(record->key, episode)) {
      const auto key = record->key + "/" + std::to_string(request.run);
      if (facts.record("trace", key)) continue;
      set_parameters(request, facts);
      changes.acts.push_back(
          {.act = "trace.run", .kind = "trace", .key = key, .content = (*tracer)->trace(request, facts)});
    }
  }
  return changes;
}

}  // namespace limpid::tracing
