// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "api/views/view.hpp"

namespace limpid::reports {
struct PlanWorkbook;
}

/// One function a page. Null: there is no such thing among the facts given.
namespace limpid::api {

Json objects_page(const View& v, const std::string& kind);
Json object_page(const View& v, const std::string& ref);

struct SeriesQuery {
  std::string object, parameter;
  std::string statistic = "avg";
  Period period = Period::hour;
  std::string source;  ///< empty: all sources by time
  Instant from, to;
};
Json device_json(const View& v, const ledger::Device& device);

Json series_page(const View& v, const SeriesQuery& query);
Json observation_page(const View& v, const SeriesQuery& key, std::uint64_t seq);

Json packet_json(const View& v, Instant received, const std::string& mn, const std::string& raw);

Json episodes_page(const View& v, std::optional<bool> open, const std::string& object);
Json cases_page(const View& v, std::optional<bool> open, const std::string& object);
/// `actions` are what the user may do: accept, act, evidence, close.
Json case_page(const View& v, const ledger::Record& record, const std::vector<std::string>& actions);
Json trace_page(const View& v, const ledger::Record& case_record, std::optional<int> run);
Json trace_runs(const View& v, const std::string& episode_key);
/// `mine(unit)`: whether the user may act for that unit.
Json tasks_page(const View& v, const std::function<bool(const std::string& unit)>& mine);

Json devices_page(const View& v);
/// `everything`: packets of unknown devices too, which are nobody's.
Json quarantine_page(const View& v, std::size_t limit, bool everything);
Json balance_json(const View& v);
Json balance_json(const View& v, const store::Balance& b);
Json revisions_page(const View& v);

/// How things stood at `at` (windows that ended by then): air, water, soil, plan.
Json tiles_json(const View& v, Instant at);
/// The same from verdicts that the caller chose: those of a day for its brief.
using JudgedOf = std::function<std::optional<Judged>(const std::string& ref)>;
Json tiles_json(const View& v, const JudgedOf& air, const JudgedOf& water);
/// `unit`: the only one whose problems are shown; empty for the whole county. Tiles and sections are public.
Json duty_page(const View& v, const Json& clock, const std::string& hj212, const std::string& unit);
/// `problems`: numbers of the rows of the table that are at an object.
Json marks_json(const View& v, const std::map<std::string, std::vector<int>>& problems);
Json map_page(const View& v, const std::filesystem::path& share);

/// The documents of the plans on record (`zezhou-2022`), the one that was imported first before all.
std::vector<std::string> plan_families(const View& v);
/// The family of plans that the pages show: the first one. Empty before an import.
std::string plan_family(const View& v);
/// The county that all of this is about: the first document that has one on file (plans/KEY/county.geojson below
/// `share`), or else names it. Both empty where none does.
struct CountyOfPlans {
  std::string family;
  std::filesystem::path file;  ///< its boundary and name; empty where none is on file
  std::string name;            ///< as the document prints it, where there is no file
};
CountyOfPlans county_of_plans(const View& v, const std::filesystem::path& share);
/// Deadlines of the plan's text in the contract's form.
Json plan_deadlines(const View& v, const Json& list);
Json plans_page(const View& v);
Json items_page(const View& v, const std::string& family, const std::string& domain, const std::string& kind);
/// An item in a list; `full` with steps and evidence. Null when there is no such item.
Json item_json(const View& v, const std::string& key, bool full);
/// Adds what can still be reached; `reach` is the status's own block of that name.
void put_outlook(const View& v, Json& page, const Json& reach);
/// Adds clocks, months and the series of a section to an item page.
void put_target_clocks(const View& v, Json& page, const std::string& ref);
Json item_page(const View& v, const std::string& key);
/// Items that an object bears on.
Json items_of(const View& v, const ledger::Object& object);
/// The head of a family's document; null when there is none.
Json document_json(const View& v, const std::string& family);

/// What a plan's workbook shows, from items and statuses.
reports::PlanWorkbook plan_workbook_content(const View& v, const std::string& family, const std::string& lang);
/// The day that began at `day`, as its end left it.
Json brief_page(const View& v, Instant day, const Json& county, const Json& audit_head);

}  // namespace limpid::api
