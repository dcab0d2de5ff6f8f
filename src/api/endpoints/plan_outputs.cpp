// SPDX-License-Identifier: Apache-2.0
// What of a plan leaves the house: the ledger as a workbook, letters to units, deadlines as a calendar.
#include "api/call.hpp"
#include "api/views/reading.hpp"
#include "plan/addressee.hpp"
#include "plan/import.hpp"
#include "plan/seasons.hpp"
#include "reports/plan_calendar.hpp"
#include "reports/plan_ledger.hpp"
#include "reports/task_letter.hpp"

namespace limpid::api {
namespace {

struct StoredPlan {
  std::string key;
  Json document;
};

StoredPlan stored_plan(const Call& call) {
  StoredPlan plan{call.params.at("plan"), {}};
  plan.document = plan::stored_document(call.all, plan.key);
  if (plan.document.is_null()) call.absent("plan", plan.key);
  return plan;
}

/// In the language of the request; texts of documents are Chinese as printed whatever it is.
reports::OutputText output_texts(const Call& call) {
  return [&call, lang = language(call.request)](std::string_view code, const Json& args) -> std::string {
    return call.view.text(code, args)[lang];
  };
}

plan::Addressees addressees_of(const Call& call, const Json& document) {
  return {document, plan::registered_units(call.all), call.services.reading_rules->synonyms};
}

std::string unit_or_absent(const Call& call, const plan::Addressees& addressees, const std::string& name) {
  const auto unit = addressees.unit_of(name);
  if (!unit) call.absent("unit", name);
  return *unit;
}

reports::Concerns concerned(const plan::Addressees& addressees, const std::string& unit) {
  return [&addressees, unit](const Json& named, const std::string& words) {
    return addressees.concerns(unit, named, words);
  };
}

/// `name` may hold any character: RFC 6266 with the encoding of RFC 8187, a plain name beside it.
http::Response attachment(std::string bytes, const char* type, const std::string& plain, const std::string& name) {
  http::Response response;
  response.body = std::move(bytes);
  return response.set("Content-Type", type)
      .set("Content-Disposition",
           "attachment; filename=\"" + plain + "\"; filename*=UTF-8''" + http::percent_encode(name))
      .set("Cache-Control", "no-store");
}

http::Response get_ledger_workbook(const Call& call) {
  const auto plan = stored_plan(call);
  const auto text = output_texts(call);
  const auto status = [&](const std::string& item) -> std::string {
    const auto rows = call.all.derived({.kind = "status", .subject = item, .rule = "item"});
    if (rows.empty() || rows.front().content.is_null()) return {};
    return text("page.state." + rows.front().content.get<ledger::Status>().state, Json::object());
  };
  const std::string name = plan.key + "-ledger.xlsx";
  return attachment(reports::plan_workbook(reports::ledger_workbook(plan.document, plan.key, text, status)),
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", name, name);
}

http::Response get_task_letter(const Call& call) {
  const auto plan = stored_plan(call);
  const auto addressees = addressees_of(call, plan.document);
  const auto unit = unit_or_absent(call, addressees, call.params.at("unit"));
  auto letter = reports::task_letter(
      plan.document,
      {.unit = unit,
       .sender = {},
       .date = {},
       .concerns = concerned(addressees, unit),
       .meant = [&](const std::string& name, const std::string& words) { return addressees.meant_by(name, words); },
       .text = output_texts(call)});
  if (!letter) call.absent("unit", unit);
  return attachment(std::move(*letter), "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                    plan.key + "-letter.docx", unit + ".docx");
}

http::Response get_deadlines(const Call& call) {
  auto plan = stored_plan(call);
  plan::lay_seasons(plan.document, plan::SeasonRules::load(call.services.share));
  const auto addressees = addressees_of(call, plan.document);
  reports::PlanCalendar settings{.key = plan.key,
                                 .name = {},
                                 .stamp = plan::last_revised(call.all, plan.key),
                                 .concerns = {},
                                 .text = output_texts(call)};
  if (const auto name = call.request.param("unit")) {
    const auto unit = unit_or_absent(call, addressees, *name);
    settings.concerns = concerned(addressees, unit);
    settings.name = settings.text("report.calendar.name", {{"plan", reports::title_of(plan.document)}, {"unit", unit}});
  }
  const auto rules = reports::CalendarRules::load(call.services.share);
  const std::string name = plan.key + ".ics";
  return attachment(reports::write_icalendar(reports::plan_calendar(plan.document, settings, rules)),
                    "text/calendar; charset=utf-8", name, name);
}

}  // namespace

void add_plan_output_routes(std::vector<Route>& routes) {
  routes.push_back({"GET", "/plans/{plan}/ledger.xlsx", Rule::signed_in, get_ledger_workbook});
  routes.push_back({"GET", "/plans/{plan}/letters/{unit}.docx", Rule::signed_in, get_task_letter});
  routes.push_back({"GET", "/plans/{plan}/deadlines.ics", Rule::signed_in, get_deadlines});
}

}  // namespace limpid::api
