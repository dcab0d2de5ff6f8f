// SPDX-License-Identifier: Apache-2.0
#include "reports/brief.hpp"

#include <algorithm>
#include <map>

#include "ledger/records/loop.hpp"
#include "ledger/records/status.hpp"
#include "ledger/records/verdict_order.hpp"

namespace limpid::reports {
namespace {

int rank_of(const Brief::Place& place) {
  return place.verdict ? place.verdict->content.value("rank", 0) : -1;
}

/// Objects of a kind with the verdict of the day that says most: the worst class or index, and of these the farthest
/// over its limit.
std::vector<Brief::Place> places(const ledger::Facts& facts, const std::string& kind, const std::string& rule,
                                 const Brief& b) {
  std::map<std::string, Brief::Place> by_object;
  for (const auto& r : facts.records("object", kind + "/")) by_object[r.key] = {.object = r.key, .verdict = {}};
  for (auto& row : facts.derived({.kind = "verdict", .rule = rule, .from = b.from, .to = b.to})) {
    const auto found = by_object.find(row.subject);
    if (found == by_object.end() || row.content.is_null()) continue;
    auto& place = found->second;
    const std::string state = row.content.value("state", "");
    place.judged += state == "met" || state == "breached" || state == "none" ? 1 : 0;
    place.breached += state == "breached" ? 1 : 0;
    if (!place.verdict ||
        ledger::worse(row.content.get<ledger::Verdict>(), place.verdict->content.get<ledger::Verdict>()))
      place.verdict = std::move(row);
  }
  std::vector<Brief::Place> out;
  out.reserve(by_object.size());
  for (auto& [ref, place] : by_object) out.push_back(std::move(place));
  std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b2) { return rank_of(a) > rank_of(b2); });
  return out;
}

void add_loop(const ledger::Facts& facts, Brief& b) {
  for (const auto& r : facts.records("episode")) {
    const auto e = r.content.get<ledger::Episode>();
    if (e.state != "withdrawn" && e.opened < b.to && (!e.closed || *e.closed >= b.from)) b.episodes.push_back(r.key);
  }
  for (const auto& r : facts.records("case")) {
    const auto c = r.content.get<ledger::Case>();
    if (c.opened < b.to && (!c.closed || *c.closed >= b.from)) b.cases.push_back(r.key);
  }
}

/// A date means its whole day: due 31 August is late from 1 September.
void add_due(const ledger::Facts& facts, Brief& b) {
  for (const auto& row : facts.derived({.kind = "status", .rule = "item"})) {
    if (row.content.is_null()) continue;
    const auto s = row.content.get<ledger::Status>();
    const auto due = parse_instant(s.due);
    if (s.state == "met" || s.due.empty() || !due) continue;
    const Instant end = *due + kDay;
    const bool late = end <= b.to && s.state != "unknown";
    const bool soon = end > b.to && end <= b.to + 7 * kDay;
    if (late || soon) b.due.push_back(row.subject);
  }
}

void add_notes(const ledger::Facts& facts, Brief& b) {
  const auto unjudged = static_cast<int>(
      std::count_if(b.sections.begin(), b.sections.end(), [](const auto& p) { return p.judged == 0; }));
  if (unjudged > 0)
    b.notes.push_back({"brief.sections_unjudged", {{"count", unjudged}, {"all", b.sections.size()}}, ""});
  const auto silent = static_cast<int>(
      std::count_if(b.stations.begin(), b.stations.end(), [](const auto& p) { return rank_of(p) <= 0; }));
  if (silent > 0) b.notes.push_back({"brief.stations_unjudged", {{"count", silent}, {"all", b.stations.size()}}, ""});
  if (facts.records("device").empty()) b.notes.push_back({"brief.no_device", Json::object(), ""});
  if (b.to > facts.now()) b.notes.push_back({"brief.day_not_over", Json::object(), ""});
  b.notes.push_back({"brief.soil", Json::object(), ""});
}

}  // namespace

Brief brief(const ledger::Facts& facts, Instant day) {
  Brief b;
  b.from = period_start(Period::day, day);
  b.to = period_end(Period::day, b.from);
  b.sections = places(facts, "section", "water-class/PT1H", b);
  b.stations = places(facts, "air-station", "aqi/P1D", b);
  add_loop(facts, b);
  add_due(facts, b);
  add_notes(facts, b);
  return b;
}

}  // namespace limpid::reports
