// SPDX-License-Identifier: Apache-2.0
#include "tracing/tracer.hpp"

#include <algorithm>
#include <cmath>

namespace limpid::tracing {
namespace {

constexpr double kSuspected = 0.2;
constexpr std::size_t kMostCandidates = 12;

/// Shares are published with four decimals, so that a run prints the same everywhere.
double published(double share) {
  return std::round(share * 1e4) / 1e4;
}

}  // namespace

void normalise(std::vector<Weighed>& weighed, double unexplained_log, ledger::Trace& trace) {
  double top = unexplained_log;
  for (const auto& w : weighed)
    if (w.candidate.state != "not_testable") top = std::max(top, w.log_weight);
  double sum = std::exp(unexplained_log - top);
  for (auto& w : weighed) {
    w.candidate.weight = w.candidate.state == "not_testable" ? 0 : std::exp(w.log_weight - top);
    sum += w.candidate.weight;
  }
  std::stable_sort(weighed.begin(), weighed.end(),
                   [](const Weighed& a, const Weighed& b) { return a.candidate.weight > b.candidate.weight; });
  double rest = 1;
  for (auto& w : weighed) {
    w.candidate.weight = published(w.candidate.weight / sum);
    rest -= w.candidate.weight;
    if (w.candidate.state.empty())
      w.candidate.state = w.candidate.weight >= kSuspected ? "suspected" : "cannot_exclude";
    trace.candidates.push_back(std::move(w.candidate));
  }
  trace.unexplained = published(std::max(0.0, rest));
}

void keep_foremost(ledger::Trace& trace) {
  if (trace.candidates.size() <= kMostCandidates) return;
  for (auto i = kMostCandidates; i < trace.candidates.size(); ++i) trace.unexplained += trace.candidates[i].weight;
  trace.inputs["not_listed"] = trace.candidates.size() - kMostCandidates;
  trace.candidates.resize(kMostCandidates);
}

}  // namespace limpid::tracing
