// SPDX-License-Identifier: Apache-2.0
#include "plan/json.hpp"

#include <array>
#include <charconv>

#include "base/parallel.hpp"
#include "plan/key.hpp"

namespace limpid::plan {
namespace {

Json json_of(const Span& s) {
  return {{"start", s.start}, {"end", s.end}};
}

Json json_of(const Unit& u);
Json json_of(const Deadline& d);
Json json_of(const Quantity& q);
Json json_of(const Citation& c);
Json json_of(const Goal& g);
Json json_of(const Group& g);
Json json_of(const Measure& m, const std::string& prefix);
Json json_of(const Task& t, const std::string& prefix);
Json json_of(const Target& t, const std::string& prefix);
Json json_of(const Project& p, const std::string& prefix);

template <class T>
Json list(const std::vector<T>& values) {
  Json array = Json::array();
  for (const auto& value : values) array.push_back(json_of(value));
  return array;
}

template <class Item>
Json keyed_list(const std::vector<Item>& values, const std::string& prefix) {
  Json array = Json::array();
  for (const auto& value : values) array.push_back(json_of(value, prefix));
  return array;
}

Json or_null(const std::optional<std::string>& value) {
  return value ? Json(*value) : Json(nullptr);
}

/// `7` is a number; `2.1` stays as it is.
Json number_json(const std::string& number) {
  int value = 0;
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), value);
  return error == std::errc{} && end == number.data() + number.size() ? Json(value) : Json(number);
}

Json json_of(const Unit& u) {
  return {{"name", u.name}, {"role", to_string(u.role)}, {"unit_key", u.key}};
}

Json json_of(const Deadline& d) {
  return {{"text", d.text}, {"kind", to_string(d.kind)}, {"start", or_null(d.start)}, {"end", or_null(d.end)}};
}

Json json_of(const Quantity& q) {
  return {{"text", q.text},       {"value", q.value},
          {"unit", q.unit},       {"comparator", q.comparator},
          {"subject", q.subject}, {"base", {{"value", q.base.value}, {"unit", q.base.unit}}}};
}

std::string_view name_of(CitationKind kind) {
  constexpr std::array<std::string_view, 3> names{"standard", "law", "document"};
  return names.at(static_cast<std::size_t>(kind));
}

Json json_of(const Citation& c) {
  return {{"text", c.text},
          {"kind", name_of(c.kind)},
          {"name", c.name},
          {"number", c.number},
          {"year", c.year ? Json(*c.year) : Json(nullptr)}};
}

Json json_of(const Promise& p, std::string id) {
  return {{"id", std::move(id)},
          {"text", p.text},
          {"span", json_of(p.span)},
          {"units", list(p.units)},
          {"deadlines", list(p.deadlines)},
          {"quantities", list(p.quantities)},
          {"places", p.mentions.places},
          {"enterprises", p.mentions.enterprises},
          {"standards", p.mentions.standards},
          {"pollutants", p.mentions.pollutants},
          {"citations", list(p.mentions.citations)}};
}

Json json_of(const Goal& g) {
  return {{"text", g.text},
          {"deadlines", list(g.deadlines)},
          {"quantities", list(g.quantities)},
          {"span", json_of(g.span)}};
}

Json json_of(const Group& g) {
  Json out = {{"number", g.number}, {"title", g.title}};
  if (!g.path.empty()) out["path"] = g.path;
  return out;
}

Json json_of(const Measure& m, const std::string& prefix) {
  return {{"id", prefix + "/" + m.key},
          {"number", number_json(m.number)},
          {"title", m.title},
          {"text", m.text},
          {"units", list(m.units)},
          {"deadlines", list(m.deadlines)},
          {"quantities", list(m.quantities)},
          {"span", json_of(m.span)}};
}

Json measure_json(const Measure& m, const std::string& prefix) {
  Json out = json_of(m, prefix);
  out["group"] = m.group ? Json(*m.group) : Json(nullptr);
  if (!m.headings.empty()) out["headings"] = m.headings;
  Json promises = Json::array();
  for (const auto& p : m.promises)
    promises.push_back(json_of(p, prefix + "/" + m.key + "#" + std::to_string(promises.size() + 1)));
  out["promises"] = std::move(promises);
  if (!m.standing_units.empty()) out["standing_units"] = list(m.standing_units);
  return out;
}

Json json_of(const Task& t, const std::string& prefix) {
  Json out{{"id", prefix + "/" + t.key},       {"number", t.number},
           {"category", t.category},           {"text", t.text},
           {"units", list(t.units)},           {"deadlines", list(t.deadlines)},
           {"quantities", list(t.quantities)}, {"note", t.note},
           {"span", json_of(t.span)}};
  if (!t.limit.empty()) out["limit"] = t.limit;
  if (!t.title.empty()) out["title"] = t.title;
  if (t.part > 0) out["part"] = t.part;
  return out;
}

Json json_of(const Target& t, const std::string& prefix) {
  return {{"id", prefix + "/" + t.key}, {"number", t.number}, {"township", t.township}, {"section", t.section},
          {"target", t.target},         {"level", t.level},   {"span", json_of(t.span)}};
}

Json json_of(const Project& p, const std::string& prefix) {
  Json out{{"id", prefix + "/" + p.key},
           {"number", p.number},
           {"title", p.title},
           {"units", list(p.units)},
           {"deadlines", list(p.deadlines)},
           {"quantities", list(p.quantities)},
           {"note", p.note},
           {"span", json_of(p.span)}};
  if (!p.limit.empty()) out["limit"] = p.limit;
  if (p.part > 0) out["part"] = p.part;
  return out;
}

Json json_of(const Fault& f, const std::string& prefix) {
  return {{"kind", to_string(f.kind)}, {"at", f.item.empty() ? Json(nullptr) : Json(prefix + "/" + f.item)},
          {"heading", f.heading},      {"expected", f.expected},
          {"found", f.found},          {"span", json_of(f.span)}};
}

Json json_of(const Plan& p, const std::string& prefix) {
  Json faults = Json::array();
  for (const auto& f : p.faults) faults.push_back(json_of(f, prefix));
  Json measures = Json::array();
  for (const auto& m : p.measures) measures.push_back(measure_json(m, prefix));
  return {{"domain", to_string(p.domain)},
          {"title", p.title},
          {"goals", list(p.goals)},
          {"groups", list(p.groups)},
          {"measures", std::move(measures)},
          {"safeguards", keyed_list(p.safeguards, prefix)},
          {"tasks", keyed_list(p.tasks, prefix)},
          {"targets", keyed_list(p.targets, prefix)},
          {"projects", keyed_list(p.projects, prefix)},
          {"faults", std::move(faults)}};
}

}  // namespace

std::string_view to_string(Domain d) {
  switch (d) {
    case Domain::air: return "air";
    case Domain::water: return "water";
    case Domain::soil: return "soil";
    case Domain::other: return "other";
  }
  return "";
}

std::string_view to_string(Role r) {
  switch (r) {
    case Role::lead: return "lead";
    case Role::cooperating: return "cooperating";
    case Role::responsible: return "responsible";
  }
  return "";
}

std::string_view to_string(DeadlineKind k) {
  switch (k) {
    case DeadlineKind::by_date: return "by_date";
    case DeadlineKind::start_by: return "start_by";
    case DeadlineKind::from_date: return "from_date";
    case DeadlineKind::month_range: return "month_range";
    case DeadlineKind::date_range: return "date_range";
    case DeadlineKind::season: return "season";
    case DeadlineKind::daily_hours: return "daily_hours";
    case DeadlineKind::recurring: return "recurring";
    case DeadlineKind::continuous: return "continuous";
    case DeadlineKind::external: return "external";
    case DeadlineKind::other: return "other";
  }
  return "";
}

std::string_view to_string(FaultKind k) {
  switch (k) {
    case FaultKind::skipped: return "skipped";
    case FaultKind::repeated: return "repeated";
    case FaultKind::restarted: return "restarted";
    case FaultKind::missing: return "missing";
    case FaultKind::unlabelled: return "unlabelled";
    case FaultKind::unread: return "unread";
    case FaultKind::wordless: return "wordless";
  }
  return "";
}

Json to_json(const Document& d, const std::string& key) {
  Json head{{"title", d.title},
            {"number", d.number.empty() ? Json(nullptr) : Json(d.number)},
            {"issuer", d.issuer.empty() ? Json(nullptr) : Json(d.issuer)},
            {"date", d.date.empty() ? Json(nullptr) : Json(d.date)},
            {"recipients", d.recipients},
            {"publicity", d.publicity.empty() ? Json(nullptr) : Json(d.publicity)},
            {"format", d.format}};
  if (d.encoding != text::Encoding::utf8) head["encoding"] = text::to_string(d.encoding);
  const auto segments = plan_segments(d);
  std::vector<Json> plans(d.plans.size());
  for_each_index(plans.size(),
                 [&](std::size_t i) { plans[i] = json_of(d.plans[i], (key.empty() ? "" : key + "/") + segments[i]); });
  return {{"document", std::move(head)}, {"plans", Json(std::move(plans))}};
}

}  // namespace limpid::plan
