// SPDX-License-Identifier: Apache-2.0
#include "api/views/pages.hpp"
#include "api/views/plan_items.hpp"
#include "reports/plan_workbook.hpp"

namespace limpid::api {
namespace {

std::string joined(const Json& units, bool lead) {
  std::string out;
  for (const auto& unit : units)
    if ((unit.value("role", "") != "cooperating") == lead)
      out += (out.empty() ? "" : "、") + unit.at("name").get<std::string>();
  return out;
}

std::string status_text(const Json& status, const View& v, const std::string& lang) {
  std::string out = v.text("page.state." + status.at("state").get<std::string>())[lang];
  if (status.contains("reason_text")) out += " · " + status["reason_text"][lang].get<std::string>();
  return out;
}

reports::PlanWorkbook::Row row_of(const View& v, const PlanItem& item, const std::string& lang) {
  const Json json = item_json(v, item.key, false);
  std::string deadlines;
  for (const auto& d : json["deadlines"])
    deadlines += (deadlines.empty() ? "" : "；") + d["text"][lang].get<std::string>();
  const std::string text =
      item.content.contains("text") && item.content["text"].is_string() ? item.content["text"].get<std::string>() : "";
  return {.category =
              item.group_title.empty() ? v.text("page.crumb." + item.kind)[lang].get<std::string>() : item.group_title,
          .number = json["label"][lang],
          .measure = text.empty() || text == item.title ? item.title : item.title + "\n" + text,
          .deadline = deadlines,
          .lead = joined(json["units"], true),
          .cooperating = joined(json["units"], false),
          .note = json["status"].contains("text") ? json["status"]["text"][lang].get<std::string>()
                                                  : item.content.value("note", ""),
          .status = status_text(json["status"], v, lang)};
}

}  // namespace

reports::PlanWorkbook plan_workbook_content(const View& v, const std::string& family, const std::string& lang) {
  reports::PlanWorkbook book;
  for (const char* column : {"category", "number", "measure", "deadline", "lead", "cooperating", "note", "status"})
    book.columns.push_back(v.text(std::string("report.column.") + column)[lang]);
  for (const char* domain : {"air", "water", "soil"}) {
    reports::PlanWorkbook::Sheet sheet;
    for (const auto& item : plan_items(v))
      if (item.family == family && item.domain == domain) sheet.rows.push_back(row_of(v, item, lang));
    if (sheet.rows.empty()) continue;
    sheet.name = v.text(std::string("page.domain.") + domain)[lang];
    const auto* plan = v.record("plan", family + "/" + domain);
    sheet.title = plan ? plan->content.value("title", family) : family;
    sheet.known = v.text("report.known", {{"time", format_instant(v.now()).substr(0, 16)}})[lang];
    book.sheets.push_back(std::move(sheet));
  }
  return book;
}

}  // namespace limpid::api
