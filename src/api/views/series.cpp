// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>

#include "api/views/pages.hpp"
#include "base/decimal.hpp"

namespace limpid::api {
namespace {

bool valid(const store::Observation& o) {
  return o.flag.empty() || o.flag == "N";
}

struct Limit {
  double value = 0;
  bool least = false;
  std::string words;  ///< as printed, without sign
  std::string target;
  std::string rule, clause, hash;
  bool resume = false;  ///< where work may go on again; nothing above it is over a limit
};

void add_limit(std::vector<Limit>& into, const Limit& like, const std::string& text, bool least) {
  const auto decimal = Decimal::parse(text);
  if (!decimal) return;
  Limit limit = like;
  limit.value = decimal->to_double();
  limit.least = least;
  limit.words = text;
  into.push_back(limit);
}

/// Where a stopped site may work again, as the register has it.
void add_resume(std::vector<Limit>& into, const ledger::Object& object, const std::string& parameter) {
  const std::string level = attribute_text(object, "resume_" + parameter);
  if (level.empty()) return;
  Limit like;
  like.resume = true;
  add_limit(into, like, level, false);
}

/// From the newest verdict that judged the parameter, else from the register (`limit_w21003`).
std::vector<Limit> limits_of(const View& v, const ledger::Object& object, const std::string& parameter) {
  std::vector<Limit> out;
  if (const auto j = judged(v, object.ref(), v.now())) {
    Limit like;
    like.target = j->verdict.target;
    like.rule = j->verdict.rule;
    like.clause = j->verdict.clause;
    like.hash = j->verdict.rule_hash;
    for (const auto& input : j->verdict.inputs) {
      if (input.parameter != parameter || input.limit.empty()) continue;
      const auto wave = input.limit.find('~');
      if (wave != std::string::npos) {
        add_limit(out, like, input.limit.substr(0, wave), true);
        add_limit(out, like, input.limit.substr(wave + 1), false);
      } else {
        add_limit(out, like, input.limit, parameter == "w01009");
      }
      add_resume(out, object, parameter);
      return out;
    }
  }
  for (const std::string prefix : {"limit_", "threshold_"}) {
    const std::string limit = attribute_text(object, prefix + parameter);
    if (!limit.empty()) add_limit(out, {}, limit, false);
  }
  return out;
}

Json limit_json(const View& v, const Limit& limit, const std::string& unit, const SeriesQuery& q) {
  const Json clause = limit.rule.empty() ? Json() : v.words.clause(limit.rule, limit.clause, limit.hash);
  Json args = {{"limit", (limit.least ? "≥ " : "≤ ") + limit.words}, {"unit", unit}};
  std::string code = limit.resume ? "page.limit.resume" : "page.limit.register";
  if (!clause.is_null()) {
    code = water_class(limit.target) ? "page.limit.class" : "page.limit.rule";
    args["clause"] = clause.at("title");
    args["class"] = limit.target;
  }
  Json out = {{"value", limit.value},
              {"text", v.text(code, args)},
              {"direction", limit.least ? "min" : "max"},
              {"from", at(q.from)},
              {"to", at(q.to)}};
  if (!clause.is_null()) out["clause"] = clause;
  return out;
}

/// Stretches of an hourly series without a valid value, with the flag that explains them.
Json gaps_json(const View& v, const SeriesQuery& q, const std::map<Instant, std::string>& flags) {
  Json out = Json::array();
  const Instant last = std::min(q.to, period_start(Period::hour, v.now()));
  std::optional<Instant> from;
  std::string flag;
  const auto close = [&](Instant to) {
    if (!from) return;
    Json gap = {{"from", at(*from)}, {"to", at(to)}};
    const auto hours = (to - *from) / kHour;
    put(gap, "flag", flag);
    gap["reason"] =
        flag.empty()
            ? v.text("page.gap.none", {{"hours", hours}})
            : v.text("page.gap.flag", {{"hours", hours}, {"flag", flag}, {"word", {{"code", "page.flag." + flag}}}});
    out.push_back(std::move(gap));
    from.reset();
  };
  if (flags.empty()) return out;
  // Nothing was due before the first value that ever came in the range.
  for (Instant t = std::max(period_start(Period::hour, q.from), flags.begin()->first); t < last; t += kHour) {
    const auto found = flags.find(t);
    const bool good = found != flags.end() && (found->second.empty() || found->second == "N");
    const std::string now = found == flags.end() ? "" : found->second;
    if (good || (from && now != flag)) close(t);
    if (!good && !from) {
      from = t;
      flag = now;
    }
  }
  close(last);
  return out;
}

}  // namespace

Json series_page(const View& v, const SeriesQuery& q) {
  const auto* object = v.object(q.object);
  if (!object) return nullptr;
  store::Selector what{.object = q.object, .parameter = q.parameter, .statistic = q.statistic, .period = q.period};
  if (!q.source.empty()) what.source = q.source;
  const std::string unit = v.words.unit(q.parameter, object->kind);
  const auto limits = limits_of(v, *object, q.parameter);
  std::map<std::pair<std::string, Instant>, int> versions;
  for (const auto& o : v.store.versions(what, q.from, q.to)) ++versions[{o.series->source, o.start}];
  auto rows = v.facts.observations(what, q.from, q.to);
  std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.start < b.start; });
  Json points = Json::array();
  std::map<Instant, std::string> flags;
  for (const auto& o : rows) {
    const bool over = valid(o) && std::any_of(limits.begin(), limits.end(), [&](const Limit& l) {
                        return !l.resume && (l.least ? o.value < l.value : o.value > l.value);
                      });
    points.push_back({{"time", at(o.start)},
                      {"end", at(period_end(q.period, o.start))},
                      {"value", o.value},
                      {"text", value_text(o.value, o.qualifier)},
                      {"qualifier", qualifier_text(o.qualifier)},
                      {"flag", o.flag.empty() ? "N" : o.flag},
                      {"seq", o.seq},
                      {"valid", valid(o)},
                      {"over", over},
                      {"revised", versions[{o.series->source, o.start}] > 1},
                      {"source", o.series->source}});
    flags[o.start] = o.flag;
  }
  Json out = {{"object", object_now_json(v, *object, v.now())},
              {"parameter", q.parameter},
              {"name", v.words.parameter(q.parameter)},
              {"unit", unit},
              {"statistic", q.statistic},
              {"period", to_string(q.period)},
              {"from", at(q.from)},
              {"to", at(q.to)},
              {"now", at(v.now())},
              {"points", points},
              {"limits", Json::array()},
              {"gaps", q.period == Period::hour ? gaps_json(v, q, flags) : Json::array()}};
  put(out, "source", q.source);
  for (const auto& limit : limits) out["limits"].push_back(limit_json(v, limit, unit, q));
  return out;
}

namespace {

/// The fields of a raw HJ 212 frame by name; an imported row has none.
Json packet_fields(const View& v, const std::string& raw) {
  Json out = Json::array();
  const auto start = raw.find("QN=");
  if (!raw.starts_with("##") || start == std::string::npos) return out;
  std::string name, value;
  bool in_value = false;
  const auto flush = [&] {
    if (in_value && !name.empty()) {
      Json field = {{"name", name}, {"value", value}};
      const auto dash = name.find('-');
      if (v.words.catalog().parameter(name.substr(0, dash))) field["text"] = v.words.parameter(name.substr(0, dash));
      out.push_back(std::move(field));
    }
    name.clear();
    value.clear();
    in_value = false;
  };
  for (std::size_t i = start; i < raw.size(); ++i) {
    const char c = raw[i];
    if (c == ';' || c == ',') {
      flush();
    } else if (c == '&') {
      flush();
      if (i > start && raw[i - 1] == '&' && raw.find("&&", i + 1) == std::string::npos)
        break;  // what follows is the checksum
    } else if (c == '=' && !in_value) {
      in_value = true;
    } else {
      (in_value ? value : name) += c;
    }
  }
  flush();
  return out;
}

}  // namespace

Json packet_json(const View& v, Instant received, const std::string& mn, const std::string& raw) {
  Json out = {{"received_at", at(received)}, {"raw", raw}};
  put(out, "mn", mn);
  if (Json fields = packet_fields(v, raw); !fields.empty()) out["fields"] = std::move(fields);
  return out;
}

Json observation_page(const View& v, const SeriesQuery& q, std::uint64_t seq) {
  const auto* object = v.object(q.object);
  if (!object) return nullptr;
  const store::Selector what{
      .object = q.object, .parameter = q.parameter, .statistic = q.statistic, .period = q.period};
  auto rows = v.store.versions(what, q.from, q.from + Millis{1});
  const auto asked = std::find_if(rows.begin(), rows.end(), [&](const auto& o) { return o.seq == seq; });
  if (asked == rows.end()) return nullptr;
  const std::string source = asked->series->source;
  const auto packet = v.store.packet(asked->packet);
  std::erase_if(rows, [&](const auto& o) { return o.series->source != source; });
  std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.seq > b.seq; });
  Json versions = Json::array();
  for (const auto& o : rows) {
    const auto commit = v.store.commit_of(o.seq);
    versions.push_back({{"seq", o.seq},
                        {"committed_at", at(commit ? commit->committed_at : o.start)},
                        {"source", o.series->source},
                        {"value", o.value},
                        {"text", value_text(o.value, o.qualifier)},
                        {"qualifier", qualifier_text(o.qualifier)},
                        {"flag", o.flag.empty() ? "N" : o.flag}});
  }
  Json out = {{"object", object_json(v, q.object)},
              {"parameter", q.parameter},
              {"name", v.words.parameter(q.parameter)},
              {"unit", v.words.unit(q.parameter, object->kind)},
              {"statistic", q.statistic},
              {"period", to_string(q.period)},
              {"time", at(q.from)},
              {"end", at(period_end(q.period, q.from))},
              {"versions", versions}};
  if (packet) out["packet"] = packet_json(v, packet->received, packet->mn, packet->raw);
  return out;
}

}  // namespace limpid::api
