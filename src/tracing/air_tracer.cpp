// SPDX-License-Identifier: Apache-2.0
#include "tracing/air_tracer.hpp"

#include <algorithm>
#include <cmath>

#include "registry/geo.hpp"
#include "registry/object.hpp"
#include "tracing/plume.hpp"
#include "tracing/trial.hpp"

namespace limpid::tracing {
namespace {

constexpr double kBeyondReach = 1e4;  // times the ordinary emission: no upset does that

/// A place that measures, with what its readings stand above their ordinary level, less what the county as a whole
/// rose.
struct Receptor {
  std::string object;
  std::string name;
  double lon = 0, lat = 0;
  Hours hours;
  double level = 0, noise = 0;
  Hours excess;
};

class Run {
 public:
  Run(const AirSettings& settings, const Request& request, const ledger::Facts& facts, ledger::Trace& trace)
      : settings_(settings),
        request_(request),
        facts_(facts),
        trace_(trace),
        wind_(facts, request.from - kHour * 2, request.cutoff) {}

  void go() {
    for (const auto& code : request_.episode.parameters)
      if (emitted_ == nullptr) emitted_ = settings_.parameter(code);
    trace_.parameters = request_.episode.parameters;
    for (const char* code :
         {"tracing.limit.steady_plume", "tracing.limit.register_rates", "tracing.limit.registered_only"})
      limit(code);
    if (emitted_ == nullptr) {
      // Ozone and the like are made in the air; no footprint of a source exists for them.
      limit("tracing.limit.secondary");
      trace_.unexplained = 1;
      return;
    }
    trace_.parameters = {emitted_->code};
    if (wind_.stations() == 0) limit("tracing.limit.no_wind");
    read_receptors();
    weigh_sources();
    rank();
    describe();
  }

 private:
  void limit(const char* code) { trace_.limits.push_back({.code = code, .args = Json::object(), .source = {}}); }

  void read_receptors() {
    const Instant before = request_.from - kHour;
    const Instant from = before - Millis{static_cast<std::int64_t>(settings_.baseline_s * 1000)};
    for (const char* kind : {"air-station", "dust-site"}) {
      for (const auto& object : registry::objects(facts_, kind)) {
        if (!object.lon || !object.lat) continue;
        const bool here = object.ref() == request_.episode.object;
        Receptor receptor{.object = object.ref(),
                          .name = object.name,
                          .lon = *object.lon,
                          .lat = *object.lat,
                          .hours = {},
                          .excess = {}};
        receptor.hours =
            read_hours(facts_, object.ref(), emitted_->code, from, here ? request_.cutoff : request_.others_cutoff);
        if (const auto base = baseline(receptor.hours, from, before)) {
          set_level(receptor, *base, 1);
        } else if (const auto few = baseline(receptor.hours, from, before, 2)) {
          set_level(receptor, *few, 2);
        }
        if (here) here_ = receptors_.size();
        receptors_.push_back(std::move(receptor));
      }
    }
    if (here_ && receptors_[*here_].noise <= 0) borrow_level(receptors_[*here_], before);
    for (auto& receptor : receptors_) {
      if (receptor.noise <= 0) continue;
      for (auto it = receptor.hours.lower_bound(before); it != receptor.hours.end(); ++it)
        receptor.excess[it->first] = it->second - receptor.level - regional(receptor, it->first);
    }
  }

  /// `doubt`: how many times the usual share of the level is taken for noise.
  void set_level(Receptor& receptor, const Baseline& base, double doubt) const {
    receptor.level = base.level;
    receptor.noise = std::max({base.noise, doubt * settings_.noise_share * base.level, 1e-6});
  }

  /// A monitor that began with the episode has no ordinary level of its own: its neighbours' of the same kind, else all
  /// others', stands for it.
  void borrow_level(Receptor& receptor, Instant before) {
    for (const bool same_kind : {true, false}) {
      std::vector<double> levels;
      for (const auto& other : receptors_) {
        const bool like = registry::kind_of(other.object) == registry::kind_of(receptor.object);
        if (&other == &receptor || (same_kind && !like)) continue;
        std::vector<double> values;
        for (auto it = other.hours.lower_bound(before); it != other.hours.end(); ++it) values.push_back(it->second);
        if (!values.empty()) levels.push_back(median(std::move(values)));
      }
      if (const auto base = baseline(std::move(levels), 2)) {
        set_level(receptor, *base, 2);
        limit("tracing.limit.neighbours_level");
        return;
      }
    }
    // Nobody to compare with: the whole reading counts as risen.
    limit("tracing.limit.no_onset");
    for (const auto& [_, value] : receptor.hours)
      receptor.noise = std::max(receptor.noise, 2 * settings_.noise_share * value);
  }

  /// What the county as a whole rose in an hour: the middle of the other stations. Zero with fewer than three of them.
  double regional(const Receptor& but, Instant hour) const {
    std::vector<double> rises;
    for (const auto& other : receptors_) {
      const auto found = other.hours.find(hour);
      if (&other == &but || other.noise <= 0 || found == other.hours.end()) continue;
      rises.push_back(found->second - other.level);
    }
    return rises.size() < 3 ? 0 : std::max(0.0, median(std::move(rises)));
  }

  void weigh_sources() {
    if (!here_ || receptors_[*here_].noise <= 0) return;
    for (const char* kind : {"enterprise", "dust-site"})
      for (const auto& source : registry::objects(facts_, kind))
        if (source.lon && source.lat) weigh(source);
    for (const auto& w : weighed_) strongest_ = std::max(strongest_, seen_[w.candidate.object]);
    for (auto& w : weighed_) {
      if (seen_[w.candidate.object] >= settings_.unseen_share * strongest_) continue;
      w.candidate.state = "not_testable";
      w.candidate.unknown.push_back(
          {.code = "tracing.unknown.not_under_wind", .args = Json::object(), .source = w.candidate.object});
    }
  }

  double response(const ledger::Object& source, const Receptor& at, Instant hour) const {
    if (hour < request_.from) return 0;
    const auto wind = wind_.at(at.lon, at.lat, hour);
    if (source.ref() == at.object) {
      // A monitor at the gate of a site sees the site's own dust whatever the wind: as a source 50 m away.
      const double speed = std::max(wind ? wind->speed : settings_.calm_m_s, settings_.calm_m_s);
      return footprint({}, 0, 50, {.east = 0, .north = speed, .speed = speed}, 'D', 0.5, settings_.calm_m_s) *
             emitted_->factor;
    }
    if (!wind) return 0;
    const auto way = registry::offset(*source.lon, *source.lat, at.lon, at.lat);
    return footprint(stack_of(source), way.east, way.north, *wind, stability_class(hour, wind->speed),
                     settings_.direction_sd_rad, settings_.calm_m_s) *
           emitted_->factor;
  }

  void weigh(const ledger::Object& source) {
    const auto& here = receptors_[*here_];
    const auto way = registry::offset(*source.lon, *source.lat, here.lon, here.lat);
    const double distance = std::hypot(way.east, way.north);
    const auto rate = registry::number(source, emitted_->rate);
    const bool own = source.ref() == here.object;
    if (distance > settings_.max_distance_m || (!own && (!rate || *rate <= 0))) return;
    Weighed w;
    w.candidate.object = source.ref();
    w.candidate.distance_m = std::round(distance);
    Trial trial(settings_.model_error);
    double seen = 0, speed = 0;
    for (const auto& receptor : receptors_) {
      for (const auto& [hour, excess] : receptor.excess) {
        const double r = response(source, receptor, hour);
        if (&receptor == &here) seen = std::max(seen, r);
        trial.add(excess, receptor.noise, r);
      }
    }
    if (const auto wind = wind_.at(here.lon, here.lat, request_.from))
      speed = std::max(wind->speed, settings_.calm_m_s);
    w.candidate.travel_time_s = speed > 0 ? std::round(distance / speed) : 0;
    seen_[source.ref()] = seen;
    w.log_weight = trial.log_likelihood(trial.strength());
    best_fit_ = std::max(best_fit_, w.log_weight);
    findings(source, own, rate.value_or(0), trial.strength(), w);
    own_readings(source, w);
    weighed_.push_back(std::move(w));
  }

  void findings(const ledger::Object& source, bool own, double rate, double strength, Weighed& w) const {
    Json args = {{"km", figure(w.candidate.distance_m / 1000)}};
    if (own) {
      w.log_weight += settings_.own_site;
      w.candidate.supports.push_back({.code = "tracing.support.own_site", .args = args, .source = source.ref()});
      return;
    }
    if (strength <= 0) {
      w.candidate.against.push_back({.code = "tracing.against.no_rise_downwind", .args = args, .source = source.ref()});
      return;
    }
    args["needed"] = figure(strength);
    args["ordinary"] = figure(rate);
    args["times"] = figure(strength / rate);
    args["unit"] = "g/s";
    w.candidate.supports.push_back({.code = "tracing.support.upwind", .args = args, .source = source.ref()});
    if (strength <= settings_.upset_ordinary * rate) {
      w.candidate.supports.push_back({.code = "tracing.support.rate", .args = args, .source = source.ref()});
      return;
    }
    const double off = std::log(strength / rate / settings_.upset_ordinary) / settings_.upset_spread;
    w.log_weight += std::max(settings_.upset_floor, -off * off / 2);
    // A multiple of 27 digits says less than words.
    const bool reach = strength <= kBeyondReach * rate;
    w.candidate.against.push_back({.code = reach ? "tracing.against.rate" : "tracing.against.no_reach",
                                   .args = reach ? args : Json::object(),
                                   .source = source.ref()});
  }

  /// A stack on line: its own hours against its own week.
  void own_readings(const ledger::Object& source, Weighed& w) const {
    if (source.kind != "enterprise") return;
    const auto hours =
        read_hours(facts_, source.ref(), emitted_->stack, request_.from - kDay * 7, request_.others_cutoff);
    const auto ordinary = baseline(hours, request_.from - kDay * 7, request_.from - kHour);
    const auto first = hours.lower_bound(request_.from - kHour);
    if (!ordinary || first == hours.end()) {
      w.candidate.unknown.push_back({.code = "tracing.unknown.no_stack_reading",
                                     .args = {{"parameter", parameter_name(emitted_->stack)}},
                                     .source = source.ref()});
      return;
    }
    const auto peak = std::max_element(first, hours.end(), [](auto& a, auto& b) { return a.second < b.second; });
    const bool raised = peak->second - ordinary->level > std::max(5 * ordinary->noise, 0.5 * ordinary->level);
    w.log_weight += raised ? settings_.own_raised : settings_.own_normal;
    auto& list = raised ? w.candidate.supports : w.candidate.against;
    list.push_back({.code = raised ? "tracing.support.own_raised" : "tracing.against.own_normal",
                    .args = {{"parameter", parameter_name(emitted_->stack)},
                             {"value", figure(peak->second)},
                             {"ordinary", figure(ordinary->level)},
                             {"unit", "mg/m3"},
                             {"at", format_instant(peak->first + kHour)}},
                    .source = source.ref()});
  }

  void rank() {
    double top = best_fit_;
    for (const auto& w : weighed_)
      if (w.candidate.state != "not_testable") top = std::max(top, w.log_weight);
    const double share = settings_.unregistered + (1 - settings_.unregistered) * std::min(0.95, regional_share());
    normalise(weighed_, weighed_.empty() ? 0 : top + std::log(share / (1 - share)), trace_);
    Json unseen = Json::array();
    for (const auto& candidate : trace_.candidates)
      if (candidate.state == "not_testable") unseen.push_back(candidate.object);
    trace_.inputs["not_testable"] = unseen;
    keep_foremost(trace_);
  }

  /// How much of the rise here the county shares.
  double regional_share() const {
    if (!here_ || receptors_[*here_].noise <= 0) return 1;
    double common = 0, all = 0;
    for (const auto& [hour, excess] : receptors_[*here_].excess) {
      if (hour < request_.from) continue;
      const double shared = regional(receptors_[*here_], hour);
      common += shared;
      all += std::max(0.0, excess) + shared;
    }
    return all > 0 ? common / all : 0;
  }

  void describe() {
    trace_.inputs["parameter"] = emitted_->code;
    trace_.inputs["unit"] = emitted_->factor == 1 ? "ug/m3" : "mg/m3";
    trace_.inputs["regional_share"] = figure(regional_share());
    Json winds = Json::array(), observed = Json::array();
    if (here_) {
      const auto& here = receptors_[*here_];
      trace_.inputs["ordinary"] = figure(here.level);
      for (const auto& [hour, value] : here.hours)
        observed.push_back({{"at", format_instant(hour)}, {"value", figure(value)}});
      for (Instant hour = request_.from; hour < request_.cutoff; hour += kHour) {
        const auto wind = wind_.at(here.lon, here.lat, hour);
        if (wind)
          winds.push_back({{"at", format_instant(hour)},
                           {"east", figure(wind->east)},
                           {"north", figure(wind->north)},
                           {"speed", figure(wind->speed)}});
      }
    }
    trace_.inputs["observed"] = observed;
    trace_.inputs["winds"] = winds;
  }

  const AirSettings& settings_;
  const Request& request_;
  const ledger::Facts& facts_;
  ledger::Trace& trace_;
  WindField wind_;
  const EmittedParameter* emitted_ = nullptr;
  std::vector<Receptor> receptors_;
  std::optional<std::size_t> here_;
  std::vector<Weighed> weighed_;
  std::map<std::string, double> seen_;
  double strongest_ = 0;
  double best_fit_ = -1e300;
};

}  // namespace

bool AirTracer::serves(const ledger::Episode& episode) const {
  return episode.condition == "dust" || episode.condition == "aqi";
}

ledger::Trace AirTracer::trace(const Request& request, const ledger::Facts& facts) const {
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
