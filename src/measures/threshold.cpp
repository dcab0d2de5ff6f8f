// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "measures/evaluator.hpp"
#include "registry/object.hpp"

namespace limpid::measures {
namespace {

/// A site's newest verdict older than this says nothing of now.
constexpr int kFreshHours = 3;
/// Near the threshold: this share of it.
constexpr double kNear = 0.8;
constexpr std::size_t kMostOrders = 50;

struct Site {
  const ledger::Object* object;
  std::string state;  ///< met, at_risk, breached, unknown
  std::string why;
  std::string value, unit, threshold, at;
  std::string order;  ///< episode whose case is the order in force
};

/// A reading over a threshold starts an act, and data end it. The act is the case of the reading's episode: opened in
/// time it keeps the promise, missing it breaks it; while a site is over its threshold the promise is not met.
class Threshold : public Evaluator {
 public:
  explicit Threshold(const Conditions& conditions) : conditions_(conditions) {}

  ledger::Status evaluate(const Question& question, Knowledge& knowledge) const override {
    const auto& params = question.binding.params;
    const auto kind = params.at("kind").get<std::string>();
    const auto episodes = knowledge.episodes(kind, params.at("condition"));
    std::vector<Site> sites;
    for (const auto& object : knowledge.objects(kind))
      if (conditions_.all(object, params.value("where", Json::array())) != Answer::no)
        sites.push_back(judge(params, object, knowledge));
    if (sites.empty()) return unknown(question, "no_register", {{"kind", nested("kind." + kind)}});
    if (std::all_of(sites.begin(), sites.end(), [](const Site& s) { return s.why == "never"; }))
      return unknown(question, "no_data", {{"kind", nested("kind." + kind)}});
    auto out = blank(question);
    add_orders(out, params, episodes, sites, knowledge);
    conclude(out, std::move(sites), kind);
    return out;
  }

 private:
  static Site judge(const Json& params, const ledger::Object& object, Knowledge& knowledge) {
    Site site{.object = &object,
              .state = "unknown",
              .why = "never",
              .value = {},
              .unit = {},
              .threshold = {},
              .at = {},
              .order = {}};
    const auto newest = knowledge.newest_verdict(object.ref(), params.at("rule"));
    if (!newest) return site;
    const auto& [row, verdict] = *newest;
    site.at = format_instant(row.end);
    if (row.end + kHour * kFreshHours < knowledge.now()) {
      site.why = "stale";
      return site;
    }
    site.value = verdict.value;
    site.unit = verdict.unit;
    site.threshold = verdict.target;
    if (verdict.state != "met" && verdict.state != "breached") {
      site.why = "not_judged";
      return site;
    }
    site.state = verdict.state;
    site.why = verdict.state == "met" ? "below" : "over";
    const auto value = Decimal::parse(verdict.value), limit = Decimal::parse(verdict.target);
    if (site.state == "met" && value && limit && value->to_double() >= kNear * limit->to_double()) {
      site.state = "at_risk";
      site.why = "near";
    }
    return site;
  }

  /// Orders of the year, newest first; one that is missing after its time breaks the promise.
  static void add_orders(ledger::Status& out, const Json& params, const std::vector<Knowledge::EpisodeOf>& episodes,
                         std::vector<Site>& sites, Knowledge& knowledge) {
    const Millis within = kMinute * params.at("within_minutes").get<int>();
    const Instant year = period_start(Period::year, knowledge.now());
    Json orders = Json::array();
    std::size_t count = 0, open = 0, missing = 0;
    for (auto it = episodes.rbegin(); it != episodes.rend(); ++it) {
      const auto& [key, episode] = *it;
      if (episode.opened < year) continue;
      ++count;
      const auto order = knowledge.case_of(key);
      const bool in_force = order && order->state != "closed";
      // The hourly mean is known when its hour has ended.
      const bool late = !order && knowledge.now() > episode.opened + kHour + within;
      if (in_force) ++open;
      if (late) ++missing;
      for (auto& site : sites)
        if (site.object->ref() == episode.object && in_force) site.order = key;
      if (orders.size() >= kMostOrders) continue;
      orders.push_back({{"episode", key},
                        {"object", episode.object},
                        {"opened", order ? Json(order->opened) : Json(nullptr)},
                        {"over_since", format_instant(episode.opened)},
                        {"value", episode.figure.value},
                        {"unit", episode.figure.unit},
                        {"released", order ? Json(order->closed) : Json(nullptr)},
                        {"closed_by", order ? order->closed_by : ""},
                        {"state", late       ? "missing"
                                  : !order   ? "due"
                                  : in_force ? "in_force"
                                             : "released"}});
      if (late)
        out.evidence.push_back(
            {.kind = "case",
             .ref = key,
             .what = text("measures.threshold.order_missing",
                          {{"object", episode.object}, {"since", format_instant(episode.opened)}}, key),
             .value = episode.figure.value,
             .unit = episode.figure.unit,
             .at = format_instant(episode.opened),
             .state = "breached"});
    }
    out.detail["orders"] = orders;
    out.detail["orders_year"] = count;
    out.detail["orders_open"] = open;
    out.detail["orders_missing"] = missing;
  }

  static void conclude(ledger::Status& out, std::vector<Site> sites, const std::string& kind) {
    std::stable_sort(sites.begin(), sites.end(),
                     [](const Site& a, const Site& b) { return severity(a.state) > severity(b.state); });
    const auto count = [&](std::string_view state) {
      return static_cast<std::size_t>(
          std::count_if(sites.begin(), sites.end(), [&](const Site& s) { return s.state == state; }));
    };
    const auto missing = out.detail["orders_missing"].get<std::size_t>();
    out.state = missing > 0 ? "breached" : sites.front().state;
    if (out.state == "unknown") out.reason = "no_data";
    out.done = static_cast<double>(count("met") + count("at_risk"));
    out.of = static_cast<double>(sites.size());
    out.unit = "measures.unit." + kind;
    const Json args = {{"of", sites.size()},
                       {"below", count("met") + count("at_risk")},
                       {"near", count("at_risk")},
                       {"over", count("breached")},
                       {"silent", count("unknown")},
                       {"open", out.detail["orders_open"]},
                       {"orders", out.detail["orders_year"]},
                       {"missing", missing},
                       {"kind", nested("kind." + kind)}};
    out.steps.push_back(text("measures.threshold.step_sites", args));
    out.steps.push_back(text("measures.threshold.step_orders", args));
    out.sentence = text(missing > 0 ? "measures.threshold.missing" : "measures.threshold." + out.state, args);
    out.steps.push_back(out.sentence);
    Json rows = Json::array();
    for (const auto& site : sites) {
      rows.push_back({{"object", site.object->ref()},
                      {"name", site.object->name},
                      {"township", registry::text(*site.object, "township")},
                      {"value", site.value},
                      {"unit", site.unit},
                      {"threshold", site.threshold},
                      {"at", site.at},
                      {"state", site.state},
                      {"why", "measures.threshold.why_" + site.why},
                      {"order", site.order}});
      Json said = {{"name", site.object->name},
                   {"value", site.value},
                   {"unit", site.unit},
                   {"threshold", site.threshold},
                   {"at", site.at}};
      out.evidence.push_back({.kind = "verdict",
                              .ref = site.object->ref(),
                              .what = text("measures.threshold.why_" + site.why, std::move(said), site.object->ref()),
                              .value = site.value,
                              .unit = site.unit,
                              .at = site.at,
                              .state = site.state});
    }
    out.detail["sites"] = rows;
  }

  const Conditions& conditions_;
};

}  // namespace

std::unique_ptr<Evaluator> make_threshold(const Conditions& conditions) {
  return std::make_unique<Threshold>(conditions);
}

}  // namespace limpid::measures
