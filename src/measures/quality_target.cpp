// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "measures/section_year.hpp"

namespace limpid::measures {
namespace {

constexpr const char* kConvention = "county-conventions#K-07";

std::string month_name(Instant start) {
  return format_date(start).substr(0, 7);
}

/// An indicator of a standard against a value over a year. The plan sets a class; which period decides is a convention,
/// and a reading that is over the target now is a case, not the target's verdict.
class Target : public Evaluator {
 public:
  ledger::Status evaluate(const Question& question, Knowledge& knowledge) const override {
    const auto& params = question.binding.params;
    const auto object = params.at("object").get<std::string>();
    const auto rule = params.at("rule").get<std::string>();
    const Instant year = deciding_year(params, knowledge.now());
    const auto months = months_of(knowledge, object, rule, year);
    const auto decided = knowledge.verdict_at(object, rule + "/" + params.at("decides").get<std::string>(), year);
    auto out = blank(question);
    out.detail = {{"object", object}, {"rule", rule}, {"convention", kConvention}, {"target", params.at("target")}};
    add_clocks(out, knowledge, params);
    add_months(out, months);
    add_cases(out, knowledge, object);
    const auto items = year_of_items(months);
    if (params.at("target").is_null()) return without_target(std::move(out), params);
    add_reach(out, knowledge, object, rule, months, items);
    decide(out, knowledge, params, decided, months, items);
    return out;
  }

 private:
  static ledger::Status without_target(ledger::Status out, const Json& params) {
    out.state = "unknown";
    out.reason = "target_missing";
    out.sentence = text("measures.unknown.target_missing", {{"words", params.value("target_by", "")}});
    out.steps = {out.sentence};
    return out;
  }

  /// The present alone changes every hour; of it the row keeps what the class and its state are, the page reads the
  /// rest from the verdict.
  static void add_clocks(ledger::Status& out, Knowledge& knowledge, const Json& params) {
    auto clocks = target_clocks(knowledge, params);
    if (auto& now = clocks["now"]; !now.is_null())
      now = {{"period", now["period"]}, {"state", now["state"]}, {"class", now["class"]}, {"target", now["target"]}};
    out.detail["clocks"] = std::move(clocks);
  }

  static void add_months(ledger::Status& out, const std::vector<MonthRow>& months) {
    Json rows = Json::array();
    for (const auto& month : months) {
      Json row = {{"month", month_name(month.start)}, {"closed", month.closed}, {"items", Json::array()}};
      row["state"] = month.verdict ? month.verdict->state : month.closed ? "unknown" : "not_due";
      row["class"] = month.verdict ? month.verdict->value : "";
      if (month.verdict)
        for (const auto& input : month.verdict->inputs)
          row["items"].push_back({{"parameter", input.parameter},
                                  {"value", input.value},
                                  {"qualifier", input.qualifier},
                                  {"unit", input.unit},
                                  {"grade", input.grade},
                                  {"limit", input.limit},
                                  {"judged", input.judged}});
      rows.push_back(std::move(row));
      if (!month.verdict) continue;
      const auto* lead = leading_input(*month.verdict);
      ledger::EvidenceRef evidence{
          .kind = "verdict",
          .ref = out.detail["object"].get<std::string>() + "|" + out.detail["rule"].get<std::string>() + "/P1M|" +
                 format_instant(month.start),
          .what = text("measures.target.month", {{"month", month_name(month.start)},
                                                 {"class", class_name(month.verdict->value)},
                                                 {"parameter", lead ? parameter_name(lead->parameter) : Json("—")}}),
          .value = lead ? lead->value : "",
          .unit = lead ? lead->unit : "",
          .at = month_name(month.start),
          .state = month.verdict->state};
      out.evidence.push_back(std::move(evidence));
    }
    std::stable_sort(out.evidence.begin(), out.evidence.end(),
                     [](const auto& a, const auto& b) { return severity(a.state) > severity(b.state); });
    out.detail["months"] = rows;
  }

  static void add_cases(ledger::Status& out, Knowledge& knowledge, const std::string& object) {
    Json cases = Json::array();
    for (const auto& record : knowledge.facts().records("case", object + "|"))
      cases.push_back({{"key", record.key},
                       {"state", record.content.value("state", "")},
                       {"opened", record.content.value("opened", "")}});
    out.detail["cases"] = cases;
  }

  /// What can still be reached: this month, the year, and how many of the twelve months at best.
  static void add_reach(ledger::Status& out, Knowledge& knowledge, const std::string& object, const std::string& rule,
                        const std::vector<MonthRow>& months, const std::vector<YearOfItem>& items) {
    Json reach = Json::array();
    if (auto row = month_reach(knowledge, object, rule); !row.is_null()) reach.push_back(std::move(row));
    if (!items.empty()) {
      const auto& item = items.front();
      const auto must = item.must();
      reach.push_back({{"scope", "year"},
                       {"parameter", item.parameter},
                       {"unit", item.unit},
                       {"now", item.mean() ? item.mean()->to_string() : ""},
                       {"must", must ? must->to_string() : ""},
                       {"left", item.left},
                       {"of", "months"},
                       {"state", must && must->is_negative() ? "breached" : "on_track"}});
    }
    std::size_t met = 0, judged = 0, open = 0;
    for (const auto& month : months) {
      if (!month.closed) ++open;
      if (!month.closed || !month.verdict) continue;
      ++judged;
      if (month.verdict->state == "met") ++met;
    }
    reach.push_back({{"scope", "months"},
                     {"met", met},
                     {"judged", judged},
                     {"best", met + open},
                     {"state", met < judged ? "breached" : "on_track"}});
    out.detail["reach"] = reach;
    out.done = static_cast<double>(met);
    out.of = static_cast<double>(judged);
    out.unit = "measures.unit.month";
  }

  /// The month so far against its remaining days; null where there is nothing to say.
  static Json month_reach(Knowledge& knowledge, const std::string& object, const std::string& rule) {
    const Instant month = period_start(Period::month, knowledge.now());
    const auto running = knowledge.verdict_at(object, rule + "/P1M", month);
    if (!running) return nullptr;
    const auto* lead = leading_input(running->second);
    if (lead == nullptr || lead->parameter == "w01009") return nullptr;
    const auto value = Decimal::parse(lead->value), limit = Decimal::parse(lead->limit);
    const auto done = (period_start(Period::day, knowledge.now()) - month) / kDay;
    const auto left = (period_end(Period::month, month) - month) / kDay - done;
    if (!value || !limit || done <= 0 || left <= 0) return nullptr;
    const auto must = divide(*limit * Decimal(done + left) - *value * Decimal(done), Decimal(left), 2, Rounding::down);
    return {{"scope", "month"},
            {"month", month_name(month)},
            {"parameter", lead->parameter},
            {"unit", lead->unit},
            {"now", lead->value},
            {"must", must.to_string()},
            {"left", left},
            {"of", "days"},
            {"state", must.is_negative() ? "breached" : "on_track"}};
  }

  static void decide(ledger::Status& out, Knowledge& knowledge, const Json& params,
                     const std::optional<std::pair<ledger::Derived, ledger::Verdict>>& decided,
                     const std::vector<MonthRow>& months, const std::vector<YearOfItem>& items) {
    const auto target = params.at("target").get<std::string>();
    Json args = {{"target", class_name(target)},
                 {"year", out.detail["months"][0]["month"].get<std::string>().substr(0, 4)}};
    out.steps.push_back(text("measures.target.step_target", {{"target", class_name(target)}}, kConvention));
    for (const auto& month : months) {
      if (!month.closed || !month.verdict || month.verdict->state != "breached") continue;
      out.steps.push_back(text("measures.target.step_month_over",
                               {{"month", month_name(month.start)}, {"class", class_name(month.verdict->value)}}));
    }
    if (!decided || decided->second.state == "unknown" || decided->second.state == "none") {
      out.state = "unknown";
      out.reason = decided ? decided->second.reason : "no_data";
      out.sentence = text("measures.target.unknown", args);
      out.steps.push_back(out.sentence);
      return;
    }
    const auto& verdict = decided->second;
    const bool over = knowledge.now() >= period_end(Period::year, decided->first.start);
    const bool now_met = verdict.state == "met";
    std::string state = over ? verdict.state : now_met ? "on_track" : "at_risk";
    for (const auto& item : items) {
      const auto must = item.must();
      const bool tight = must && item.used() > 0.9;
      if (tight || &item == &items.front()) add_item_step(out, item);
      if (!over && must && must->is_negative()) state = "breached";
      // The months left would have to be better than the last ones: the pace does not suffice.
      if (state == "on_track" && must && item.recent() && *must < *item.recent()) state = "at_risk";
    }
    args["class"] = class_name(verdict.value);
    args["months"] = items.empty() ? 0 : items.front().months;
    if (const auto* lead = leading_input(verdict)) {
      args["parameter"] = parameter_name(lead->parameter);
      args["value"] = lead->value;
      args["unit"] = lead->unit;
      args["limit"] = lead->limit;
      out.figures.push_back({lead->parameter, lead->value, lead->unit, args["year"]});
    }
    out.state = state;
    out.sentence = text("measures.target." + state, args);
    out.steps.push_back(out.sentence);
  }

  static void add_item_step(ledger::Status& out, const YearOfItem& item) {
    const auto mean = item.mean();
    if (!mean) return;
    Json args = {{"parameter", parameter_name(item.parameter)},
                 {"sum", item.sum.to_string()},
                 {"months", item.months},
                 {"mean", mean->to_string()},
                 {"limit", item.limit.to_string()},
                 {"unit", item.unit},
                 {"left", item.left}};
    const auto must = item.must();
    args["must"] = must ? must->to_string() : "—";
    out.steps.push_back(text(!must                 ? "measures.target.step_year_whole"
                             : must->is_negative() ? "measures.target.step_year_lost"
                                                   : "measures.target.step_year",
                             args, kConvention));
  }
};

}  // namespace

std::unique_ptr<Evaluator> make_target(const Conditions&) {
  return std::make_unique<Target>();
}

}  // namespace limpid::measures
