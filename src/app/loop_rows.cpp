// SPDX-License-Identifier: Apache-2.0
#include "app/loop_rows.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "casework/case_fold.hpp"
#include "ledger/records/loop.hpp"

namespace limpid::app {
namespace {

using ledger::Case;
using ledger::Episode;
using ledger::Trace;

Json id_of(const std::optional<ledger::Record>& record) {
  return record ? Json(record->id) : Json(nullptr);
}

constexpr double kNegligible = 0.005;  // prints as 0.00

/// Candidates of the run with the greatest number.
Json newest_candidates(const ledger::Facts& facts, const std::string& episode) {
  std::optional<Trace> newest;
  for (const auto& r : facts.records("trace", episode + "/")) {
    auto trace = r.content.get<Trace>();
    if (!newest || trace.run > newest->run) newest = std::move(trace);
  }
  Json rows = Json::array();
  if (newest)
    for (const auto& c : newest->candidates)
      if (c.weight >= kNegligible) rows.push_back({{"object", c.object}, {"weight", c.weight}});
  return rows;
}

std::string code_of(const ledger::Record& r) {
  return fmt::format("案{}-{:04}", r.year, r.number);
}

/// 案2022-0041 as printed; its first character need not be typed.
bool is_code(const ledger::Record& r, const std::string& word) {
  const std::string code = code_of(r);
  return word == code || "案" + word == code;
}

/// As people say it, and as pages shorten it: 41, 案0041.
bool is_number(const ledger::Record& r, const std::string& word) {
  return word == std::to_string(r.number) || word == fmt::format("案{:04}", r.number);
}

Json contents(const ledger::Facts& facts, std::string_view kind, const std::string& prefix) {
  Json all = Json::array();
  for (const auto& r : facts.records(kind, prefix)) {
    Json row = r.content;
    row["id"] = r.id;
    all.push_back(std::move(row));
  }
  return all;
}

}  // namespace

Json episode_row(const ledger::Facts& facts, const ledger::Record& episode) {
  const auto e = episode.content.get<Episode>();
  return {{"id", episode.id},
          {"key", episode.key},
          {"object", e.object},
          {"condition", e.condition},
          {"state", e.state},
          {"level", e.level},
          {"opened", e.opened},
          {"detected", casework::noticed(e, e.opened)},
          {"closed", e.closed},
          {"case", id_of(facts.record("case", episode.key))},
          {"candidates", newest_candidates(facts, episode.key)},
          {"what", e.what}};
}

Json case_row(const ledger::Facts& facts, const ledger::Record& record) {
  const auto c = record.content.get<Case>();
  return {{"id", record.id},
          {"code", code_of(record)},
          {"key", record.key},
          {"episode", id_of(facts.record("episode", c.episode))},
          {"object", c.object},
          {"item", c.item},
          {"unit", c.unit},
          {"state", c.state},
          {"opened", c.opened},
          {"closed", c.closed},
          {"closed_by", c.closed_by.empty() ? Json(nullptr) : Json(c.closed_by)},
          {"close_reason", c.close_reason},
          {"laps", c.laps},
          {"due", c.due},
          {"overdue", c.due && *c.due < facts.now()}};
}

Json case_detail(const ledger::Facts& facts, const ledger::Record& record) {
  const auto c = record.content.get<Case>();
  Json row = case_row(facts, record);
  row["what"] = c.what;
  row["cooperating"] = c.cooperating;
  row["timeline"] = c.timeline;
  row["tasks"] = contents(facts, "task", record.key + "#");
  row["evidence"] = contents(facts, "evidence", record.key + "!");
  return row;
}

ledger::Record find_case(const ledger::Facts& facts, const std::string& word) {
  if (auto by_key = facts.record("case", word)) return *by_key;
  const auto cases = facts.records("case");
  for (const auto& r : cases)
    if (std::to_string(r.id) == word || is_code(r, word)) return r;
  // Numbers begin anew each year: one alone is taken only while it is one case's.
  const auto numbered = [&](const auto& r) { return is_number(r, word); };
  if (std::count_if(cases.begin(), cases.end(), numbered) == 1)
    return *std::find_if(cases.begin(), cases.end(), numbered);
  throw Failure("casework.unknown_case", {{"case", word}});
}

}  // namespace limpid::app
