// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "api/views/pages.hpp"

/// The three clocks of a section's target (now, month, year) and its months, read from the verdicts that stand.
namespace limpid::api {
namespace {

const ledger::VerdictInput* deciding(const ledger::Verdict& verdict) {
  for (const auto& input : verdict.inputs)
    if (std::find(verdict.deciding.begin(), verdict.deciding.end(), input.parameter) != verdict.deciding.end())
      return &input;
  return nullptr;
}

Json clock_json(const View& v, const std::string& ref, const char* name, const std::string& rule, bool decides) {
  const Period period = rule.ends_with("PT1H") ? Period::hour : rule.ends_with("P1M") ? Period::month : Period::year;
  // A month or year is judged while it runs; an hour when it is over.
  auto j = judged_by(v, ref, rule, period == Period::hour ? v.now() : Instant::max());
  const Instant start = period_start(period, v.now());
  // A month or year that has not begun to be judged is an empty clock, not the one before.
  if (j && period != Period::hour && j->start != start) j.reset();
  Json out = {{"name", name},
              {"window", {{"from", at(j ? j->start : start)}, {"to", at(j ? j->end : period_end(period, start))}}},
              {"decides", decides}};
  if (!j) {
    out["state"] = "unknown";
    out["note"] = v.text("page.reason.no_data");
    return out;
  }
  out["state"] = state_of(*j).empty() ? "unknown" : state_of(*j);
  if (j->verdict.rank > 0) out["water_class"] = std::min(j->verdict.rank, 6);
  out["note"] = v.text("page.clock.no_figure");
  if (const auto* input = deciding(j->verdict)) {
    out["figure"] = figure_json(v, *input, "section", period, water_class(j->verdict.target));
    const std::string limit = limit_text(input->parameter, input->limit);
    out["note"] = limit.empty() ? v.text("page.clock.deciding", {{"parameter", input->parameter}})
                                : v.text("page.clock.target", {{"parameter", input->parameter}, {"limit", limit}});
  }
  return out;
}

Json cell_json(const ledger::VerdictInput* input, int target) {
  if (!input || input->value.empty()) return {{"text", ""}};
  Json out = {{"text", (input->qualifier == "=" ? "" : input->qualifier) + input->value}};
  if (const int rank = water_class(input->grade)) {
    out["water_class"] = rank;
    if (target != 0) out["over"] = input->judged && rank > target;
  }
  return out;
}

const ledger::VerdictInput* input_of(const ledger::Verdict& verdict, const std::string& parameter) {
  for (const auto& input : verdict.inputs)
    if (input.parameter == parameter) return &input;
  return nullptr;
}

Json month_json(const View& v, Instant month, Instant present, const std::optional<ledger::Verdict>& verdict) {
  Json out = {{"month", format_date(month).substr(0, 7)},
              {"phase", month < present    ? "past"
                        : month == present ? "current"
                                           : "ahead"}};
  if (month > present) return out;
  if (!verdict || verdict->rank <= 0) {
    out["reason"] = v.text(verdict && verdict->reason == "invalid" ? "page.reason.invalid" : "page.reason.no_data");
    return out;
  }
  out["water_class"] = std::min(verdict->rank, 6);
  if (verdict->state == "met" || verdict->state == "breached") out["state"] = verdict->state;
  return out;
}

/// What can still be reached, as the status says: of the month, the year and the twelve months.
Json outlook_row(const View& v, const Json& row) {
  const std::string scope = row.value("scope", "");
  Json out = {{"name", v.text("page.outlook." + scope, {{"month", row.value("month", "")}})},
              {"state", row.value("state", "unknown")}};
  if (scope == "months") {
    out["now"] = std::to_string(row.value("met", 0)) + " / " + std::to_string(row.value("judged", 0));
    out["need"] = v.text("page.outlook.best", {{"best", row.value("best", 0)}});
    return out;
  }
  out["now"] = row.value("now", "");
  out["need"] = v.text("page.outlook.need." + row.value("of", "months"), {{"left", row.value("left", 0)},
                                                                          {"must", row.value("must", "")},
                                                                          {"unit", row.value("unit", "")},
                                                                          {"parameter", row.value("parameter", "")}});
  return out;
}

/// The item of the year's last episode here; without one, what decides the class now.
std::string shown_parameter(const View& v, const std::string& ref, Instant year) {
  std::optional<Instant> last;
  std::string out;
  for (const auto& r : v.records("episode")) {
    const auto e = r.content.get<ledger::Episode>();
    if (e.object != ref || e.opened < year || (last && e.opened < *last)) continue;
    if (!v.words.catalog().parameter(e.figure.name)) continue;
    last = e.opened;
    out = e.figure.name;
  }
  if (last) return out;
  const auto now = judged_by(v, ref, "water-class/PT1H", v.now());
  const auto* input = now ? deciding(now->verdict) : nullptr;
  return input ? input->parameter : std::string{};
}

/// The month that runs, where the status has no figure to lower: its class by the mean so far. Null before its first
/// judgement.
Json running_month(const View& v, const std::string& ref) {
  const auto j = judged_by(v, ref, "water-class/P1M", Instant::max());
  const Instant month = period_start(Period::month, v.now());
  if (!j || j->start != month || j->verdict.rank <= 0) return nullptr;
  Json out = {{"name", v.text("page.outlook.month", {{"month", format_date(month).substr(0, 7)}})},
              {"state", state_of(*j).empty() ? "unknown" : state_of(*j)},
              {"now", ""},
              {"need", v.text("page.outlook.running")}};
  if (const auto* input = deciding(j->verdict)) {
    out["now"] = input->value;
    out["need"] = v.text("page.outlook.running_by", {{"parameter", input->parameter}});
  }
  return out;
}

}  // namespace

void put_outlook(const View& v, Json& page, const Json& reach) {
  if (!reach.is_array() || reach.empty()) return;
  const bool has_month =
      std::any_of(reach.begin(), reach.end(), [](const Json& row) { return row.value("scope", "") == "month"; });
  if (!has_month && page["item"].contains("object"))
    if (Json row = running_month(v, page["item"]["object"]["ref"]); !row.is_null())
      page["outlook"].push_back(std::move(row));
  for (const auto& row : reach) {
    // Before the first month is judged nothing is said about what can be reached.
    if (row.value("scope", "") == "months" && row.value("judged", 0) == 0) continue;
    page["outlook"].push_back(outlook_row(v, row));
  }
}

void put_target_clocks(const View& v, Json& page, const std::string& ref) {
  page["clocks"] = Json::array({clock_json(v, ref, "now", "water-class/PT1H", false),
                                clock_json(v, ref, "month", "water-class/P1M", false),
                                clock_json(v, ref, "year", "water-class/P1Y", true)});
  const Instant year = period_start(Period::year, v.now());
  std::map<Instant, ledger::Verdict> months;
  for (const auto& row : v.facts.derived({.kind = "verdict",
                         .subject = ref,
                         .rule = "water-class/P1M",
                         .from = year,
                         .to = period_end(Period::year, year)}))
    if (!row.content.is_null()) months[row.start] = row.content.get<ledger::Verdict>();
  const auto whole = judged_by(v, ref, "water-class/P1Y", Instant::max());
  const bool this_year = whole && whole->start == year;
  std::vector<std::string> parameters;
  int target = this_year ? water_class(whole->verdict.target) : 0;
  for (const auto& [start, verdict] : months) {
    if (target == 0) target = water_class(verdict.target);
    // What no class hangs on (water temperature, total nitrogen in rivers) is on the section's own page.
    for (const auto& input : verdict.inputs)
      if (input.judged && std::find(parameters.begin(), parameters.end(), input.parameter) == parameters.end())
        parameters.push_back(input.parameter);
  }
  Json table = {{"months", Json::array()}, {"items", Json::array()}};
  std::vector<Instant> starts;
  for (Instant m = year; starts.size() < 12; m = period_end(Period::month, m)) starts.push_back(m);
  const Instant present = period_start(Period::month, v.now());
  for (const Instant m : starts) {
    const auto found = months.find(m);
    table["months"].push_back(
        month_json(v, m, present, found == months.end() ? std::nullopt : std::optional(found->second)));
  }
  for (const auto& parameter : parameters) {
    Json row = {{"parameter", parameter},
                {"name", v.words.parameter(parameter)},
                {"unit", v.words.unit(parameter, "section")},
                {"cells", Json::array()}};
    for (const Instant m : starts) {
      const auto found = months.find(m);
      row["cells"].push_back(cell_json(found == months.end() ? nullptr : input_of(found->second, parameter), target));
    }
    if (this_year) row["year"] = cell_json(input_of(whole->verdict, parameter), target);
    table["items"].push_back(std::move(row));
  }
  if (this_year && whole->verdict.rank > 0) table["year_class"] = std::min(whole->verdict.rank, 6);
  table["clause"] = v.words.clause(months.empty() ? "gb3838-2002" : months.rbegin()->second.rule);
  if (table["clause"].is_null()) return;
  page["months"] = std::move(table);
  const std::string shown = shown_parameter(v, ref, year);
  if (shown.empty()) return;
  page["series"] = {{"object", ref},
                    {"parameter", shown},
                    {"name", v.words.parameter(shown)},
                    {"unit", v.words.unit(shown, "section")},
                    {"statistic", "avg"},
                    {"period", "PT1H"},
                    {"from", at(present)},
                    {"to", at(v.now())}};
}

}  // namespace limpid::api
