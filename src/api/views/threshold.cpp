// SPDX-License-Identifier: Apache-2.0
#include <set>

#include "api/views/pages.hpp"
#include "api/views/plan_items.hpp"
#include "base/decimal.hpp"

/// The middle of a threshold response: its sites with their values, where the threshold comes from, the series to look
/// at.
namespace limpid::api {
namespace {

std::string rule_of(const View& v, const PlanItem& item) {
  for (const auto& r : v.records("binding")) {
    if (!r.key.starts_with(item.key + "#")) continue;
    const Json params = r.content.value("params", Json::object());
    if (params.is_object() && params.contains("rule")) return params["rule"].get<std::string>();
  }
  return {};
}

struct Sites {
  std::string rule;
  std::string parameter, unit, clause_rule, clause;
  std::set<std::string> stop, resume;
  std::string shown;  ///< the site whose series is drawn
  double highest = -1;
};

/// One row: the site, each value with its limit, the state, a work stop in force.
void put_row(const View& v, Json& row, const Json& cases, Sites& sites) {
  const std::string ref = row["object"]["ref"];
  const auto* object = v.object(ref);
  const auto j = object ? judged_by(v, ref, sites.rule, v.now()) : std::nullopt;
  for (const auto& c : cases)
    if (c["object"]["ref"] == ref && c["state"] != "closed")
      row["word"] = v.text("page.threshold.stopped", {{"time", c["opened"]}});
  if (!j || j->stale) return;  // the row's own words say since when there is nothing
  row["what"] = v.words.plain(object->name);
  row["time"] = at(j->end);
  row["figures"] = Json::array();
  for (const auto& input : j->verdict.inputs) {
    row["figures"].push_back(figure_json(v, input, object->kind, j->period, 0));
    if (input.limit.empty()) continue;
    sites.parameter = input.parameter;
    sites.unit = row["figures"].back()["unit"];
    sites.clause_rule = j->verdict.rule;
    sites.clause = j->verdict.clause;
    sites.stop.insert(input.limit);
    if (auto resume = attribute_text(*object, "resume_" + input.parameter); !resume.empty())
      sites.resume.insert(std::move(resume));
    const auto value = Decimal::parse(input.value);
    if (!value || value->to_double() <= sites.highest) continue;
    sites.highest = value->to_double();
    sites.shown = ref;
  }
}

std::string joined(const std::set<std::string>& words) {
  std::string out;
  for (const auto& word : words) out += (out.empty() ? "" : " / ") + word;
  return out;
}

/// The site that had trouble last, within the day; else the highest now.
void choose_shown(const View& v, const Json& cases, Sites& sites) {
  std::string newest = at(v.now() - kDay);
  for (const auto& c : cases) {
    if (c["opened"] < newest) continue;
    newest = c["opened"];
    sites.shown = c["object"]["ref"];
  }
}

}  // namespace

void put_threshold(const View& v, Json& page, const PlanItem& item) {
  if (!item.status || item.status->archetype != "threshold_response") return;
  Sites sites;
  sites.rule = rule_of(v, item);
  if (sites.rule.empty()) return;
  for (auto& row : page["item"]["status"]["evidence"])
    if (row.contains("object")) put_row(v, row, page["cases"], sites);
  for (auto& promise : page["promises"])
    for (auto& row : promise["status"]["evidence"])
      if (row.contains("object")) put_row(v, row, page["cases"], sites);
  if (sites.parameter.empty()) return;
  const Json clause = v.words.clause(sites.clause_rule, sites.clause);
  if (!clause.is_null())
    page["threshold"] =
        v.text(sites.resume.empty() ? "page.threshold" : "page.threshold.resume", {{"clause", clause["title"]},
                                                                                   {"parameter", sites.parameter},
                                                                                   {"stop", joined(sites.stop)},
                                                                                   {"resume", joined(sites.resume)},
                                                                                   {"unit", sites.unit}});
  choose_shown(v, page["cases"], sites);
  page["series"] = {{"object", sites.shown},
                    {"parameter", sites.parameter},
                    {"name", v.words.parameter(sites.parameter)},
                    {"unit", sites.unit},
                    {"statistic", "avg"},
                    {"period", "PT1H"},
                    {"from", at(period_start(Period::hour, v.now()) - kDay)},
                    {"to", at(v.now())}};
}

}  // namespace limpid::api
