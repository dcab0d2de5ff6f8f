// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>

#include "measures/evaluator.hpp"

namespace limpid::measures {
namespace {

/// Results of a month may take this long to come in (K-12 gives a month's verdict the same time).
constexpr int kGraceDays = 10;
constexpr std::size_t kMostMissing = 60;

struct MonthOfDuty {
  Instant start;
  bool due = false;  ///< its time for reporting has passed
  std::size_t done = 0;
  std::vector<std::pair<const ledger::Object*, std::vector<std::string>>> missing;
};

using Measured = std::set<std::tuple<std::string, std::string, Instant>>;  // object, parameter, month

/// Which object has a result of which parameter in which month. One is enough: where instruments send by the hour, a
/// month's first day mostly tells, and reading the year each time would not be done in time.
struct Results {
  const Json& params;
  const std::vector<const ledger::Object*>& objects;
  Knowledge& knowledge;
  Measured found;

  Measured read(Instant from, Instant to) {
    for (const auto& parameter : params.at("parameters"))
      for (Instant m = from; m < to; m = period_end(Period::month, m))
        month(parameter.get<std::string>(), m, std::min(to, period_end(Period::month, m)));
    return std::move(found);
  }

 private:
  static constexpr std::size_t kFew = 8;

  void month(const std::string& parameter, Instant from, Instant to) {
    const Instant first_day = std::min(to, from + kDay);
    look({.parameter = parameter}, from, first_day);
    const Instant start = period_start(Period::month, from);
    std::vector<std::string> missing;
    for (const auto* object : objects)
      if (!found.contains({object->ref(), parameter, start})) missing.push_back(object->ref());
    if (missing.size() > kFew) return look({.parameter = parameter}, first_day, to);
    for (const auto& object : missing) look({.object = object, .parameter = parameter}, first_day, to);
  }

  void look(const store::Selector& what, Instant from, Instant to) {
    const auto prefix = params.at("kind").get<std::string>() + "/";
    for (const auto& row : knowledge.facts().observations(what, from, to)) {
      const auto& series = *row.series;
      if (series.object.starts_with(prefix) && counts(series.source) && (row.flag.empty() || row.flag == "N"))
        found.emplace(series.object, series.parameter, period_start(Period::month, row.start));
    }
  }

  bool counts(const std::string& source) const {
    if (!params.contains("sources")) return true;
    const auto& sources = params.at("sources");
    return std::any_of(sources.begin(), sources.end(), [&](const auto& prefix) {
      return source.starts_with(prefix.template get_ref<const std::string&>());
    });
  }
};

/// Something is measured, or done, in every period of a calendar.
class Calendar : public Evaluator {
 public:
  explicit Calendar(const Conditions& conditions) : conditions_(conditions) {}

  ledger::Status evaluate(const Question& question, Knowledge& knowledge) const override {
    const auto& params = question.binding.params;
    const auto kind = params.at("kind").get<std::string>();
    std::vector<const ledger::Object*> objects;
    for (const auto& object : knowledge.objects(kind))
      if (conditions_.all(object, params.value("where", Json::array())) == Answer::yes) objects.push_back(&object);
    if (objects.empty()) return unknown(question, "no_register", {{"kind", nested("kind." + kind)}});
    const auto from = parse_instant(params.at("from").get<std::string>()).value();
    const auto end = end_of_day(params.value("by", "")).value_or(Instant::max());
    const auto measured = Results{params, objects, knowledge, {}}.read(from, std::min(end, knowledge.now()));
    std::vector<MonthOfDuty> months;
    for (Instant m = period_start(Period::month, from); m < end && period_end(Period::month, m) <= knowledge.now();
         m = period_end(Period::month, m))
      months.push_back(check_month(m, params, objects, measured, knowledge.now()));
    if (months.empty()) return unknown(question, "not_due", {{"from", params.at("from")}});
    if (measured.empty()) return unknown(question, "no_data", {{"kind", nested("kind." + kind)}});
    return conclude(question, knowledge, objects.size(), months, end);
  }

 private:
  static MonthOfDuty check_month(Instant month, const Json& params, const std::vector<const ledger::Object*>& objects,
                                 const Measured& measured, Instant now) {
    MonthOfDuty out{
        .start = month, .due = period_end(Period::month, month) + kDay * kGraceDays <= now, .done = 0, .missing = {}};
    for (const auto* object : objects) {
      std::vector<std::string> missing;
      for (const auto& parameter : params.at("parameters"))
        if (!measured.contains({object->ref(), parameter.get<std::string>(), month})) missing.push_back(parameter);
      if (missing.empty())
        ++out.done;
      else
        out.missing.emplace_back(object, std::move(missing));
    }
    return out;
  }

  static std::string month_state(const MonthOfDuty& month) {
    return month.missing.empty() ? "met" : month.due ? "breached" : "at_risk";
  }

  static ledger::Status conclude(const Question& question, Knowledge& knowledge, std::size_t registered,
                                 const std::vector<MonthOfDuty>& months, Instant end) {
    const auto& params = question.binding.params;
    const auto kind = params.at("kind").get<std::string>();
    auto out = blank(question);
    const auto named = params.at("count").get<std::size_t>();
    const auto& last = months.back();
    std::string worst = knowledge.now() >= end ? "met" : "on_track";
    std::size_t kept = 0;
    Json rows = Json::array();
    for (const auto& month : months) {
      const auto state = month_state(month);
      if (severity(state) > severity(worst)) worst = state;
      if (state == "met") ++kept;
      rows.push_back(
          {{"month", format_date(month.start).substr(0, 7)}, {"done", month.done}, {"of", named}, {"state", state}});
    }
    if (registered < named) worst = severity(worst) > severity("at_risk") ? worst : "at_risk";
    out.state = worst;
    out.done = static_cast<double>(last.done);
    out.of = static_cast<double>(named);
    out.unit = "measures.unit." + kind;
    out.detail = {
        {"months", rows}, {"registered", registered}, {"named", named}, {"parameters", params.at("parameters")}};
    std::size_t missing = 0;
    for (const auto& month : months)
      if (month.due) missing += month.missing.size();
    const Json args = {{"month", format_date(last.start).substr(0, 7)},
                       {"done", last.done},
                       {"of", named},
                       {"kept", kept},
                       {"months", months.size()},
                       {"missing", missing},
                       {"registered", registered},
                       {"kind", nested("kind." + kind)}};
    out.figures = {{"measures.figure.share", percent(last.done, named), "%", args["month"]}};
    out.steps.push_back(text("measures.calendar.step_set", args));
    out.steps.push_back(text("measures.calendar.step_months", args));
    out.sentence = text(registered < named ? "measures.calendar.register_short" : "measures.calendar." + worst, args);
    out.steps.push_back(out.sentence);
    add_evidence(out, months);
    return out;
  }

  /// Newest month first: what is missing now can still be done.
  static void add_evidence(ledger::Status& out, const std::vector<MonthOfDuty>& months) {
    for (auto month = months.rbegin(); month != months.rend(); ++month) {
      const auto name = format_date(month->start).substr(0, 7);
      for (const auto& [object, parameters] : month->missing) {
        if (out.evidence.size() >= kMostMissing) return;
        Json names = Json::array();
        for (const auto& parameter : parameters) names.push_back(parameter_name(parameter));
        out.evidence.push_back(
            {.kind = "object",
             .ref = object->ref(),
             .what = text("measures.calendar.missing", {{"name", object->name}, {"month", name}, {"parameters", names}},
                          object->ref()),
             .value = "",
             .unit = "",
             .at = name,
             .state = month_state(*month)});
      }
    }
    for (auto month = months.rbegin(); month != months.rend(); ++month) {
      if (!month->missing.empty()) continue;
      const auto name = format_date(month->start).substr(0, 7);
      out.evidence.push_back({.kind = "observation",
                              .ref = name,
                              .what = text("measures.calendar.complete", {{"month", name}, {"done", month->done}}),
                              .value = std::to_string(month->done),
                              .unit = "",
                              .at = name,
                              .state = "met"});
    }
  }

  const Conditions& conditions_;
};

}  // namespace

std::unique_ptr<Evaluator> make_calendar(const Conditions& conditions) {
  return std::make_unique<Calendar>(conditions);
}

}  // namespace limpid::measures
