// SPDX-License-Identifier: Apache-2.0
#include "tracing/discharge_tracer.hpp"

#include <algorithm>
#include <cmath>

#include "tracing/series.hpp"

namespace limpid::tracing {
namespace {

/// Odds that a reading over the limit is the discharge and not the device, per further hour that agrees.
constexpr double kFirstHour = 2.0, kFurtherHour = 0.5;

}  // namespace

ledger::Trace DischargeTracer::trace(const Request& request, const ledger::Facts& facts) const {
  ledger::Trace out{.episode = request.episode_key,
                    .object = request.episode.object,
                    .run = request.run,
                    .frozen_at = request.cutoff,
                    .method = std::string(method()),
                    .parameters = request.episode.parameters,
                    .from = request.from,
                    .to = request.to,
                    .limits = {{.code = "tracing.limit.own_device", .args = Json::object(), .source = {}}},
                    .inputs = Json::object(),
                    .candidates = {}};
  Weighed own;
  own.candidate.object = request.episode.object;
  for (const auto& parameter : request.episode.parameters) {
    const auto hours = read_hours(facts, request.episode.object, parameter, request.from - kDay, request.cutoff);
    const auto bad = hours.lower_bound(request.from);
    if (bad == hours.end()) continue;
    const auto peak = std::max_element(bad, hours.end(), [](auto& a, auto& b) { return a.second < b.second; });
    const auto count = std::distance(bad, hours.end());
    own.log_weight = kFirstHour + kFurtherHour * static_cast<double>(count - 1);
    own.candidate.supports.push_back({.code = "tracing.support.own_over_limit",
                                      .args = {{"parameter", parameter_name(parameter)},
                                               {"value", figure(peak->second)},
                                               {"hours", count},
                                               {"at", format_instant(peak->first + kHour)}},
                                      .source = request.episode.object});
  }
  std::vector<Weighed> weighed{std::move(own)};
  normalise(weighed, 0, out);
  return out;
}

}  // namespace limpid::tracing
