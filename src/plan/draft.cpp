// SPDX-License-Identifier: Apache-2.0
#include "plan/draft.hpp"

#include <algorithm>
#include <charconv>

namespace limpid::plan {
namespace {

/// A value of the parameter tree: a number where it is one.
Json number_or_text(const std::string& value) {
  double number = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
  if (error != std::errc{} || end != value.data() + value.size()) return value;
  if (number == static_cast<double>(static_cast<long long>(number))) return static_cast<long long>(number);
  return number;
}

class BindingDraft {
 public:
  BindingDraft(Suggestion& into, const Json& promise, const Json& item, int year, const SuggestRules::Parts& rules)
      : s_(into), promise_(promise), item_(item), year_(year), rules_(rules) {
    text_ = without_blanks(promise.value("text", ""));
    deadlines_ = promise.value("deadlines", Json::array());
    // A row of a table prints its one time limit in another cell.
    if (deadlines_.empty() && item.value("deadlines", Json::array()).size() == 1) deadlines_ = item.at("deadlines");
  }

  void milestone(char kind) {
    find_kind();
    if (kind == 'p') s_.params["kind"] = "project";
    if (s_.params.value("kind", "") == "project")
      s_.params["reached"] = Json::array({{{"attribute", "status"}, {"op", "="}, {"value", "complete"}}});
    else
      miss("reached");
    miss("objects");
    by(true);
  }

  void share_of(const char* op) {
    find_kind();
    where();
    property();
    Json target = {{"op", op}, {"value", 100}, {"unit", "%"}};
    for (const auto& q : promise_.value("quantities", Json::array()))
      if (q.value("unit", "") == "%") target["value"] = number_or_text(q.value("value", "100"));
    s_.params["target"] = std::move(target);
    by(true);
  }

  void none_left() {
    find_kind();
    where();
    counted();
    by(true);
  }

  void quality() {
    find_kind();
    const std::string section = item_.value("section", "");
    if (!section.empty()) s_.params["kind"] = "section";
    miss("object");
    miss("rule");
    s_.params["decides"] = "P1Y";
    const std::string target = item_.value("target", "");
    Json wanted = nullptr;
    if (!target.empty()) wanted = target;
    for (const auto& q : promise_.value("quantities", Json::array()))
      if (wanted.is_null()) wanted = q.value("comparator", "") + " " + q.value("value", "") + " " + q.value("unit", "");
    if (wanted.is_null()) miss("target");
    s_.params["target"] = std::move(wanted);
    by(true);
  }

  void threshold() {
    find_kind();
    if (s_.params.value("kind", "") == "dust-site") {
      s_.params["rule"] = "dust/PT1H";
      s_.params["condition"] = "dust";
    } else {
      miss("rule");
    }
    s_.params["act"] = "stop_work";
    miss("within_minutes");
  }

  void monitoring() {
    find_kind();
    counted();
    if (!s_.params.contains("count")) miss("count");
    cadence();
    miss("parameters");
    span_of_year();
  }

  void recurring() {
    find_kind();
    cadence();
    span_of_year();
  }

  void window() {
    for (const auto& d : deadlines_) {
      const std::string kind = d.value("kind", ""), start = text_at(d, "start"), end = text_at(d, "end");
      if (kind == "daily_hours") s_.params["hours"] = {{"from", start.substr(1)}, {"to", end.substr(1)}};
      if (kind == "month_range" || kind == "date_range" || (kind == "season" && !start.empty())) {
        if (!start.empty()) s_.params["from"] = start;
        if (!end.empty()) s_.params["by"] = end;
      } else if (kind == "season") {
        s_.params["season"] = d.value("text", "");
        const auto span = season_span(d);
        if (span && span->start) s_.params["from"] = *span->start;
        if (span && span->start) s_.params["by"] = *span->end;
      }
    }
    if (!s_.params.contains("from") && !s_.params.contains("hours")) miss("window");
  }

  void cap() {
    for (const auto& q : promise_.value("quantities", Json::array())) {
      // `较2020年下降10%` is no bound of a total until somebody says of how much.
      if (q.value("unit", "") == "%") continue;
      const Json base = q.value("base", Json::object());
      const bool converted = !base.value("value", "").empty();
      s_.params["target"] = {{"op", "<="},
                             {"value", number_or_text(converted ? base.value("value", "") : q.value("value", ""))},
                             {"unit", converted ? base.value("unit", "") : q.value("unit", "")}};
      break;
    }
    if (!s_.params.contains("target")) miss("target");
    by(true);
  }

  void area() {
    const Json places = promise_.value("places", Json::array());
    if (!places.empty()) s_.params["area"] = places;
    if (places.empty()) miss("area");
    for (const auto& q : promise_.value("quantities", Json::array()))
      if (q.value("base", Json::object()).value("unit", "") == "m" || q.value("unit", "") == "公里")
        s_.params["within"] = {{"value", number_or_text(q.value("value", ""))}, {"unit", q.value("unit", "")}};
    by(false);
  }

  void listed() {
    find_kind();
    counted();
    miss("list");
    by(true);
  }

  void any() { by(false); }

 private:
  static std::string text_at(const Json& d, const char* field) {
    return d.contains(field) && d.at(field).is_string() ? d.at(field).get<std::string>() : "";
  }

  void miss(const std::string& what) { s_.missing.push_back({"plan.suggest.missing." + what, Json::object(), {}}); }

  void find_kind() {
    for (const auto& k : rules_.kinds) {
      const bool fits = k.archetypes.empty() ||
                        std::find(k.archetypes.begin(), k.archetypes.end(), s_.archetype) != k.archetypes.end();
      if (fits && RE2::PartialMatch(text_, *k.words)) {
        s_.params["kind"] = k.kind;
        return;
      }
    }
    miss("kind");
  }

  void where() {
    const std::string kind = s_.params.value("kind", "");
    for (const auto& q : promise_.value("quantities", Json::array()))
      for (const auto& f : rules_.filters) {
        if (f.kind != kind || !RE2::FullMatch(q.value("unit", ""), *f.printed)) continue;
        std::string op = q.value("comparator", ">=");
        // `达300吨/日` chooses those of at least that size.
        if (op == "=") op = ">=";
        s_.params["where"].push_back({{"attribute", f.attribute},
                                      {"op", op},
                                      {"value", number_or_text(q.value("value", ""))},
                                      {"unit", f.unit}});
      }
  }

  void property() {
    const auto known = rules_.attributes.find(s_.params.value("kind", ""));
    for (const auto& p : rules_.properties) {
      if (!RE2::PartialMatch(text_, *p.words) || known == rules_.attributes.end()) continue;
      const std::string attribute = p.test.at("attribute");
      if (std::find(known->second.begin(), known->second.end(), attribute) == known->second.end()) continue;
      s_.params["property"] = Json::array({p.test});
      return;
    }
    miss("property");
  }

  void counted() {
    for (const auto& q : promise_.value("quantities", Json::array())) {
      const Json n = number_or_text(q.value("value", ""));
      if (!n.is_number_integer() || q.value("unit", "") == "%" || q.value("unit", "").find('/') != std::string::npos)
        continue;
      s_.params["count"] = n;
      return;
    }
  }

  void cadence() {
    for (const auto& c : rules_.cadences)
      if (RE2::PartialMatch(text_, *c.words)) {
        s_.params["every"] = c.every;
        return;
      }
    for (const auto& d : deadlines_)
      for (const auto& c : rules_.cadences)
        if (RE2::PartialMatch(d.value("text", ""), *c.words)) {
          s_.params["every"] = c.every;
          return;
        }
    miss("every");
  }

  void by(bool needed) {
    for (const auto& d : deadlines_) {
      const std::string kind = d.value("kind", ""), end = text_at(d, "end");
      if ((kind == "by_date" || kind == "date_range" || kind == "month_range" || kind == "start_by") && !end.empty())
        s_.params["by"] = end;
      if (const auto span = season_span(d); kind == "season" && span && !span->start) s_.params["by"] = *span->end;
      if (kind == "from_date" && !text_at(d, "start").empty()) s_.params["from"] = text_at(d, "start");
    }
    if (needed && !s_.params.contains("by")) miss("by");
  }

  /// A season that the plan leaves undated has the span of rules/plan-seasons.yaml; of 汛期前 only the end.
  std::optional<SeasonSpan> season_span(const Json& d) const {
    if (d.value("kind", "") != "season" || !text_at(d, "start").empty() || !text_at(d, "end").empty())
      return std::nullopt;
    return rules_.seasons.span(d.value("text", ""), {year_, year_});
  }

  void span_of_year() {
    by(false);
    if (year_ != 0) {
      if (!s_.params.contains("from")) s_.params["from"] = std::to_string(year_) + "-01-01";
      if (!s_.params.contains("by")) s_.params["by"] = std::to_string(year_) + "-12-31";
    } else if (!s_.params.contains("by")) {
      miss("by");
    }
  }

  Suggestion& s_;
  const Json& promise_;
  const Json& item_;
  int year_;
  const SuggestRules::Parts& rules_;
  std::string text_;
  Json deadlines_;
};

}  // namespace

void draft_binding(Suggestion& s, const Json& promise, const Json& item, char kind, int year,
                   const SuggestRules::Parts& rules) {
  BindingDraft draft(s, promise, item, year, rules);
  const std::string& a = s.archetype;
  if (a == "milestone") return draft.milestone(kind);
  if (a == "coverage") return draft.share_of(">=");
  if (a == "pass_rate") return draft.share_of(">=");
  if (a == "elimination") return draft.none_left();
  if (a == "quality_target") return draft.quality();
  if (a == "threshold_response") return draft.threshold();
  if (a == "monitoring_duty") return draft.monitoring();
  if (a == "recurring_duty") return draft.recurring();
  if (a == "time_window") return draft.window();
  if (a == "cap") return draft.cap();
  if (a == "zone_ban") return draft.area();
  if (a == "rectification") return draft.listed();
  draft.any();
}

}  // namespace limpid::plan
