// SPDX-License-Identifier: Apache-2.0
#include "reports/plan_ledger.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace limpid::reports {
namespace {

std::string group_of(const PlanEntry& entry, const OutputText& text) {
  if (entry.kind == "task") return entry.item->value("category", "");
  const auto number = entry.item->value("group", Json(nullptr));
  for (const auto& group : entry.plan->at("groups"))
    if (!number.is_null() && group.at("number") == number) {
      std::string words = group_words(group);
      for (const auto& heading : entry.item->value("headings", Json::array()))
        words += " · " + heading.get<std::string>();
      return words;
    }
  return text("report.kind." + entry.kind, Json::object());
}

bool answers_beside_a_lead(const Json& item) {
  return !units_of(item, {"lead"}).empty() && !units_of(item, {"responsible"}).empty();
}

/// The two columns that staff keep: who leads, and who helps. Beside a lead who else answers stands with those who
/// help, and is called so; without one they lead. Where nobody helps the second is of those who answer.
std::pair<std::string, std::string> unit_columns(const Json& item, const OutputText& text, bool nobody_helps) {
  const auto lead = units_of(item, {"lead"}), responsible = units_of(item, {"responsible"});
  const auto cooperating = units_of(item, {"cooperating"});
  if (lead.empty() || responsible.empty()) return {lead.empty() ? responsible : lead, cooperating};
  if (nobody_helps) return {lead, responsible};
  const auto answering = text("report.ledger.responsible", {{"units", responsible}});
  return {lead, cooperating.empty() ? answering : answering + "\n" + cooperating};
}

PlanWorkbook::Row ledger_row(const PlanEntry& entry, const OutputText& text, const StatusText& status,
                             bool nobody_helps) {
  const Json& item = *entry.item;
  const std::string title = item.value("title", ""), words = entry.words();
  auto [lead, cooperating] = unit_columns(item, text, nobody_helps);
  return {.category = group_of(entry, text),
          .number = entry.number,
          .measure = title.empty() || title == words ? words : title + "\n" + words,
          .deadline = deadlines_of(item),
          .lead = std::move(lead),
          .cooperating = std::move(cooperating),
          .note = item.value("note", ""),
          .status = status(entry.key)};
}

/// What belongs in the ledger of a plan that has one, and of one that has none.
bool in_ledger(const PlanEntry& entry) {
  if (!entry.plan->at("tasks").empty()) return entry.kind == "task";
  return entry.kind == "measure" || entry.kind == "project";
}

}  // namespace

PlanWorkbook ledger_workbook(const Json& document, const std::string& key, const OutputText& text,
                             const StatusText& status) {
  PlanWorkbook book;
  book.paper = PlanWorkbook::Paper::a4;
  book.merge_categories = true;
  auto entries = plan_entries(document, key);
  std::erase_if(entries, [](const PlanEntry& entry) { return !in_ledger(entry); });
  const auto any = [&](auto which) {
    return std::any_of(entries.begin(), entries.end(), [&](const PlanEntry& entry) { return which(*entry.item); });
  };
  const bool nobody_helps =
      any(answers_beside_a_lead) && !any([](const Json& item) { return !units_of(item, {"cooperating"}).empty(); });
  const char* second = nobody_helps ? "responsible" : "cooperating";
  for (const char* column : {"category", "number", "measure", "deadline", "lead", second, "note", "status"})
    book.columns.push_back(text(std::string("report.column.") + column, Json::object()));
  std::map<std::string, std::size_t> sheet_of;
  for (const auto& entry : entries) {
    const auto [at, added] = sheet_of.try_emplace(entry.segment, book.sheets.size());
    if (added) {
      const auto dash = entry.segment.find('-');
      book.sheets.push_back({.name = text("report.domain." + entry.domain, Json::object()) +
                                     (dash == std::string::npos ? "" : entry.segment.substr(dash + 1)),
                             .title = text("report.ledger.title", {{"plan", entry.plan->at("title")}}),
                             .known = {},
                             .rows = {}});
    }
    book.sheets[at->second].rows.push_back(ledger_row(entry, text, status, nobody_helps));
  }
  return book;
}

}  // namespace limpid::reports
