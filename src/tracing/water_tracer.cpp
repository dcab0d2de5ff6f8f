// SPDX-License-Identifier: Apache-2.0
#include "tracing/water_tracer.hpp"

#include <algorithm>
#include <cmath>

#include "registry/object.hpp"
#include "tracing/water_evidence.hpp"

namespace limpid::tracing {
namespace {

/// Log-odds below the best at which a candidate whose water a clean section would have shown is listed as excluded.
constexpr double kExcluded = 4;

/// One run over one episode.
class Run {
 public:
  Run(const WaterSettings& settings, const Request& request, const ledger::Facts& facts, ledger::Trace& trace)
      : settings_(settings),
        request_(request),
        facts_(facts),
        trace_(trace),
        network_(registry::RiverNetwork::from_facts(facts)),
        upstream_(network_.upstream(request.episode.object)) {}

  void go() {
    trace_.inputs["network"] = network_.version();
    choose_parameter();
    read_stations();
    fit_candidates();
    rank();
    describe();
  }

 private:
  Hours read(const std::string& object, const std::string& parameter, Instant from) const {
    const Instant to = object == request_.episode.object ? request_.cutoff : request_.others_cutoff;
    return read_hours(facts_, object, parameter, from, to);
  }

  bool raised(const Station& station, double excess) const {
    return excess >= settings_.raised_noise * station.noise && excess >= settings_.raised_share * station.level;
  }

  /// Level and noise before `from`; noise is never less than a share of the level, so that a quiet series does not
  /// overstate. A station that began only hours ago has at least its hours before `quiet_until`, and its laboratory
  /// results of the year.
  void set_baseline(Station& station, const std::string& parameter, Instant from, Instant quiet_until) const {
    station.from = from;
    auto base = baseline(station.hours, from - millis(settings_.baseline_s), from);
    double least = settings_.noise_share;
    if (!base) {
      base = baseline(station.hours, from - millis(settings_.baseline_s), quiet_until, 2);
      least *= 2;
    }
    if (!base) base = laboratory_baseline(station.object, parameter);
    if (!base) return;
    station.level = base->level;
    station.noise = std::max({base->noise, least * base->level, 1e-6});
  }

  std::optional<Baseline> laboratory_baseline(const std::string& object, const std::string& parameter) const {
    Hours samples;
    for (const auto& sample : read_samples(facts_, object, parameter, request_.from - kDay * 365, request_.from))
      samples[sample.at] = sample.value;
    return baseline(samples, Instant::min(), Instant::max(), 3);
  }

  /// The raised parameter that stands out most; the deciding ones of the episode first. Others that are raised make the
  /// mixture.
  void choose_parameter() {
    const Instant from = request_.from - kHour * 4;
    double best = 0;
    for (const auto& carried : settings_.parameters) {
      Station station;
      station.object = request_.episode.object;
      station.hours = read(station.object, carried.code, from - millis(settings_.baseline_s));
      set_baseline(station, carried.code, from, request_.from - kHour);
      if (!station.known()) continue;
      const auto peak = station.peak(request_.from, request_.cutoff);
      if (!peak || !raised(station, *peak)) continue;
      wave_.raised[carried.code] = *peak;
      const auto& deciding = request_.episode.parameters;
      const bool decides = std::find(deciding.begin(), deciding.end(), carried.code) != deciding.end();
      const double prominence = *peak / station.noise * (decides ? 10 : 1);
      if (prominence > best) {
        best = prominence;
        wave_.parameter = carried.code;
      }
    }
    if (wave_.parameter.empty()) {
      // No series left its ordinary level: there is no onset to compare with; what remains is what the sources usually
      // discharge.
      trace_.limits.push_back({.code = "tracing.limit.no_onset", .args = Json::object(), .source = {}});
      for (const auto& code : request_.episode.parameters)
        if (settings_.parameter(code) != nullptr && wave_.parameter.empty()) wave_.parameter = code;
      if (wave_.parameter.empty()) wave_.parameter = settings_.parameters.front().code;
    }
    trace_.parameters = {wave_.parameter};
    for (const auto& [code, _] : wave_.raised)
      if (code != wave_.parameter) trace_.parameters.push_back(code);
  }

  Station station(const registry::Leg& leg) const {
    Station out;
    out.object = out.name = leg.object;
    out.to_target = leg;
    if (const auto object = registry::object(facts_, leg.object)) out.name = object->name;
    if (const auto* reach = network_.reach_of(leg.object)) out.discharge_m3_s = reach->discharge_m3_s;
    // The wave passed here earlier by the travel time, at the slowest that is believed.
    const Instant from = request_.from - kHour * 4 - millis(leg.travel_time_s * 1.5);
    out.hours = read(leg.object, wave_.parameter, from - millis(settings_.baseline_s));
    const Instant passes = request_.from - millis(leg.travel_time_s * 1.5);
    set_baseline(out, wave_.parameter, from, passes - (leg.travel_time_s > 0 ? kHour * 2 : kHour));
    return out;
  }

  void read_stations() {
    registry::Leg here;
    here.object = request_.episode.object;
    stations_.push_back(station(here));
    for (const auto& leg : upstream_)
      if (leg.object.starts_with("section/") && leg.travel_time_s <= settings_.max_travel_s)
        stations_.push_back(station(leg));
  }

  void fit_candidates() {
    const double decay = settings_.parameter(wave_.parameter)->decay_per_s;
    const SourceEvidence evidence(facts_, settings_, request_, wave_);
    for (const auto& leg : upstream_) {
      if (!leg.object.starts_with("outfall/") && !leg.object.starts_with("plant/")) continue;
      if (leg.travel_time_s > settings_.max_travel_s) continue;
      const auto source = registry::object(facts_, leg.object);
      if (!source) continue;
      Weighed weighed;
      weighed.candidate.object = leg.object;
      weighed.candidate.distance_m = std::round(leg.distance_m);
      weighed.candidate.travel_time_s = std::round(leg.travel_time_s);
      const auto ways = ways_from(leg);
      Release release{.start = request_.from - millis(leg.travel_time_s), .duration_s = 3600};
      if (!wave_.raised.empty()) {
        release = fit_release(stations_, ways, request_.from, decay, settings_);
        weighed.log_weight = release.log_evidence;
        explain(release, ways, decay, weighed);
      }
      best_fit_ = std::max(best_fit_, weighed.log_weight);
      evidence.weigh(*source, release, leg.travel_time_s, weighed);
      releases_[leg.object] = release;
      weighed_.push_back(std::move(weighed));
    }
  }

  Ways ways_from(const registry::Leg& candidate) const {
    Ways ways{candidate};
    const auto down = network_.downstream(candidate.object);
    for (std::size_t j = 1; j < stations_.size(); ++j) {
      const auto found =
          std::find_if(down.begin(), down.end(), [&](const auto& leg) { return leg.object == stations_[j].object; });
      ways.push_back(found == down.end() ? std::nullopt : std::optional(*found));
    }
    return ways;
  }

  /// What the sections say of a candidate, in words. The release is fitted to this section alone, then looked for at
  /// the others.
  void explain(const Release& joint, const Ways& ways, double decay, Weighed& into) const {
    into.candidate.supports.push_back({.code = "tracing.support.timing",
                                       .args = {{"hours", hours_text(ways[0]->travel_time_s * joint.speed)},
                                                {"from", format_instant(joint.start - kHour / 2)},
                                                {"to", format_instant(joint.start + kHour / 2)}},
                                       .source = request_.episode.object});
    const Release alone = fit_release({stations_.front()}, {ways.front()}, request_.from, decay, settings_);
    for (std::size_t j = 1; j < stations_.size(); ++j) {
      const auto& at = stations_[j];
      Json args = {{"section", at.name}, {"parameter", parameter_name(wave_.parameter)}};
      if (!ways[j]) {
        note_other_branch(at, args, into);
        continue;
      }
      const Instant passes = request_.from - millis(at.to_target.travel_time_s);
      const auto seen = at.known() ? at.peak(passes - kHour * 2, passes + kHour * 2) : std::nullopt;
      double expected = 0;
      for (Instant hour = period_start(Period::hour, passes) - kHour * 3; hour <= passes + kHour * 3; hour += kHour)
        expected = std::max(expected, alone.load_g_s * predicted(alone, *ways[j], at, decay, hour));
      args["expected"] = figure(expected);
      args["unit"] = "mg/L";
      args["at"] = format_instant(passes);
      if (!seen) {
        into.candidate.unknown.push_back({.code = "tracing.unknown.section_silent", .args = args, .source = at.object});
        continue;
      }
      args["seen"] = figure(std::max(0.0, *seen));
      const bool clean = !raised(at, *seen);
      auto& list = clean ? into.candidate.against : into.candidate.supports;
      list.push_back({.code = clean ? "tracing.against.section_clean" : "tracing.support.section_raised",
                      .args = args,
                      .source = at.object});
    }
  }

  void note_other_branch(const Station& at, Json& args, Weighed& into) const {
    const Instant passes = request_.from - millis(at.to_target.travel_time_s);
    const auto seen = at.known() ? at.peak(passes - kHour * 2, passes + kHour * 2) : std::nullopt;
    if (!seen || !raised(at, *seen)) return;
    args["seen"] = figure(*seen);
    args["unit"] = "mg/L";
    into.candidate.against.push_back({.code = "tracing.against.raised_elsewhere", .args = args, .source = at.object});
  }

  static bool cleared_by_section(const Weighed& weighed) {
    return std::any_of(weighed.candidate.against.begin(), weighed.candidate.against.end(),
                       [](const auto& text) { return text.code == "tracing.against.section_clean"; });
  }

  void rank() {
    double top = -1e300;
    for (const auto& w : weighed_) top = std::max(top, w.log_weight);
    Json excluded = Json::array();
    std::erase_if(weighed_, [&](const Weighed& w) {
      if (!cleared_by_section(w) || w.log_weight > top - kExcluded) return false;
      excluded.push_back({{"object", w.candidate.object}, {"why", w.candidate.against}});
      return true;
    });
    trace_.inputs["excluded"] = excluded;
    // A source that nobody registered may sit at the best place; that the registered ones were asked first lowers it.
    const double share = settings_.unregistered;
    const double unknown = weighed_.empty() ? 0 : std::max(top, best_fit_ - 2) + std::log(share / (1 - share));
    normalise(weighed_, unknown, trace_);
    keep_foremost(trace_);
  }

  /// Everything the page draws: the observed course, the model of the best candidate, the sections used.
  void describe() {
    const auto& here = stations_.front();
    Json observed = Json::array(), sections = Json::array();
    for (auto it = here.hours.lower_bound(request_.from - kDay); it != here.hours.end(); ++it)
      observed.push_back({{"at", format_instant(it->first)}, {"value", figure(it->second)}});
    for (const auto& s : stations_) {
      const Instant passes = request_.from - millis(s.to_target.travel_time_s);
      const auto seen = s.known() ? s.peak(passes - kHour * 2, passes + kHour * 2) : std::nullopt;
      sections.push_back({{"object", s.object},
                          {"distance_m", std::round(s.to_target.distance_m)},
                          {"travel_time_s", std::round(s.to_target.travel_time_s)},
                          {"state", !seen              ? "unknown"
                                    : raised(s, *seen) ? "raised"
                                                       : "clean"},
                          {"ordinary", s.known() ? figure(s.level) : ""}});
    }
    trace_.inputs["observed"] = observed;
    trace_.inputs["sections"] = sections;
    trace_.inputs["parameter"] = wave_.parameter;
    trace_.inputs["unit"] = "mg/L";
    trace_.inputs["ordinary"] = figure(here.level);
    if (!trace_.candidates.empty() && !wave_.raised.empty()) describe_model(trace_.candidates.front().object);
    for (const char* code :
         {"tracing.limit.register_velocity", "tracing.limit.one_release", "tracing.limit.registered_only"})
      trace_.limits.push_back({.code = code, .args = Json::object(), .source = {}});
    if (stations_.size() == 1)
      trace_.limits.push_back({.code = "tracing.limit.no_section_above", .args = Json::object(), .source = {}});
  }

  void describe_model(const std::string& object) {
    const auto way = network_.between(object, request_.episode.object);
    const auto& release = releases_.at(object);
    const auto& here = stations_.front();
    const double decay = settings_.parameter(wave_.parameter)->decay_per_s;
    Json points = Json::array();
    for (Instant hour = request_.from - kHour * 6; hour < request_.cutoff + kHour * 8; hour += kHour) {
      const double excess = release.load_g_s * predicted(release, *way, here, decay, hour);
      const double half = 1.64 * std::hypot(here.noise, settings_.model_error * excess);
      points.push_back({{"at", format_instant(hour)},
                        {"value", figure(here.level + excess)},
                        {"low", figure(std::max(0.0, here.level + excess - half))},
                        {"high", figure(here.level + excess + half)}});
    }
    trace_.inputs["model"] = {{"object", object},
                              {"points", points},
                              {"release_from", format_instant(release.start)},
                              {"load_g_s", figure(release.load_g_s)}};
    if (release.duration_s < 1e5)
      trace_.inputs["model"]["release_to"] = format_instant(release.start + millis(release.duration_s));
  }

  const WaterSettings& settings_;
  const Request& request_;
  const ledger::Facts& facts_;
  ledger::Trace& trace_;
  registry::RiverNetwork network_;
  std::vector<registry::Leg> upstream_;
  Wave wave_;
  std::vector<Station> stations_;
  std::vector<Weighed> weighed_;
  std::map<std::string, Release> releases_;
  double best_fit_ = -1e300;
};

}  // namespace

bool WaterTracer::serves(const ledger::Episode& episode) const {
  return episode.object.starts_with("section/") &&
         (episode.condition == "water-class" || episode.condition == "class-fall");
}

ledger::Trace WaterTracer::trace(const Request& request, const ledger::Facts& facts) const {
  ledger::Trace out{.episode = request.episode_key,
                    .object = request.episode.object,
                    .run = request.run,
                    .frozen_at = request.cutoff,
                    .method = std::string(method()),
                    .parameters = {},
                    .from = request.from,
                    .to = request.to,
                    .limits = {},
                    .inputs = Json::object(),
                    .candidates = {}};
  Run(settings_, request, facts, out).go();
  return out;
}

}  // namespace limpid::tracing
