// SPDX-License-Identifier: Apache-2.0
#include "api/views/pages.hpp"

#include <algorithm>

#include "api/call.hpp"
#include "reports/brief.hpp"
#include "reports/plan_workbook.hpp"

namespace limpid::api {
namespace {

std::string query(const Call& call, const std::string& name) {
  return call.request.param(name).value_or("");
}

Instant time_or(const Call& call, const std::string& name, Instant otherwise) {
  const auto text = call.request.param(name);
  if (!text) return otherwise;
  const auto parsed = parse_instant(*text);
  if (!parsed) throw Refusal(422, parsed.error());
  return *parsed;
}

std::string needed(const Call& call, const std::string& name) {
  std::string value = query(call, name);
  if (value.empty()) throw Refusal(422, "http.field", {{"field", name}});
  return value;
}

/// One of the values that the contract lists, the first when absent.
std::string one_of(const Call& call, const std::string& name, const std::vector<std::string>& known) {
  std::string value = call.request.param(name).value_or(known.front());
  if (std::find(known.begin(), known.end(), value) == known.end()) throw Refusal(422, "http.field", {{"field", name}});
  return value;
}

SeriesQuery series_query(const Call& call) {
  SeriesQuery q;
  q.object = needed(call, "object");
  q.parameter = needed(call, "parameter");
  q.statistic = one_of(call, "statistic", {"avg", "min", "max", "rtd", "cou"});
  q.period = parse_period(one_of(call, "period", {"PT1H", "PT0S", "PT1M", "P1D"})).value();
  q.source = query(call, "source");
  return q;
}

http::Response get_duty(const Call& call) {
  const std::string unit = call.narrowed->sight().everything ? "" : call.user->unit;
  return json_response(duty_page(call.view, call.clock(), call.services.hj212(), unit));
}
http::Response get_map(const Call& call) {
  return json_response(map_page(call.view, call.services.share));
}
http::Response list_plans(const Call& call) {
  return json_response(plans_page(call.view));
}

http::Response list_items(const Call& call) {
  const auto domain = one_of(call, "domain", {"", "air", "water", "soil"});
  const auto kind = one_of(call, "kind", {"", "measure", "safeguard", "task", "target", "project"});
  return json_response(items_page(call.view, call.params.at("plan"), domain, kind));
}

http::Response get_item(const Call& call) {
  const std::string key = call.params.at("plan") + "/" + call.params.at("domain") + "/" + call.params.at("item");
  Json page = item_page(call.view, key);
  if (page.is_null()) call.absent("item", key);
  return json_response(page);
}

http::Response export_plan(const Call& call) {
  const std::string family = call.params.at("plan");
  const auto book = plan_workbook_content(call.view, family, language(call.request));
  if (book.sheets.empty()) call.absent("plan", family);
  http::Response response;
  response.body = reports::plan_workbook(book);
  return response.set("Content-Type", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
      .set("Content-Disposition", "attachment; filename=\"" + family + ".xlsx\"")
      .set("Cache-Control", "no-store");
}

http::Response list_objects(const Call& call) {
  const auto kind = query(call, "kind");
  if (!kind.empty() && !call.view.words.knows_kind(kind)) throw Refusal(422, "http.field", {{"field", "kind"}});
  return json_response(objects_page(call.view, kind));
}

http::Response get_object(const Call& call) {
  const std::string ref = call.params.at("kind") + "/" + call.params.at("key");
  Json page = object_page(call.view, ref);
  if (page.is_null()) call.absent("object", ref);
  return json_response(page);
}

http::Response get_series(const Call& call) {
  auto q = series_query(call);
  q.to = time_or(call, "to", call.view.now());
  q.from = time_or(call, "from", q.to - 7 * kDay);
  if (q.from > q.to || q.to - q.from > 750 * kDay) throw Refusal(422, "http.range");
  Json page = series_page(call.view, q);
  if (page.is_null()) call.absent("object", q.object);
  return json_response(page);
}

http::Response get_observation(const Call& call) {
  auto q = series_query(call);
  needed(call, "time");
  q.from = time_or(call, "time", {});
  const std::string& text = call.params.at("seq");
  if (text.empty() || text.size() > 18 || text.find_first_not_of("0123456789") != std::string::npos)
    throw Refusal(404, "http.no_record", {{"key", text}});
  Json page = observation_page(call.view, q, std::stoull(text));
  if (page.is_null() && !call.view.object(q.object)) call.absent("object", q.object);
  if (page.is_null()) throw Refusal(404, "http.no_record", {{"key", text}});
  return json_response(page);
}

http::Response get_brief(const Call& call) {
  const std::string& date = call.params.at("date");
  const auto day = parse_instant(date);
  if (!day || date.size() != 10) throw Refusal(422, "time.invalid", {{"text", date}});
  if (*day > call.view.now()) throw Refusal(422, "brief.not_begun", {{"date", date}});
  return json_response(
      brief_page(call.view, *day, county_json(call.view, call.services.share), audit_head_json(call.ledger)));
}

}  // namespace

void add_page_routes(std::vector<Route>& routes) {
  routes.push_back({"GET", "/duty", Rule::by_unit, get_duty});
  routes.push_back({"GET", "/brief/{date}", Rule::signed_in, get_brief});
  routes.push_back({"GET", "/map", Rule::by_unit, get_map});
  routes.push_back({"GET", "/plans", Rule::signed_in, list_plans});
  routes.push_back({"GET", "/plans/{plan}/items", Rule::signed_in, list_items});
  routes.push_back({"GET", "/plans/{plan}/export.xlsx", Rule::signed_in, export_plan});
  routes.push_back({"GET", "/items/{plan}/{domain}/{item}", Rule::by_unit, get_item});
  routes.push_back({"GET", "/objects", Rule::by_unit, list_objects});
  routes.push_back({"GET", "/objects/{kind}/{key}", Rule::by_unit, get_object});
  routes.push_back({"GET", "/series", Rule::by_unit, get_series});
  routes.push_back({"GET", "/observations/{seq}", Rule::by_unit, get_observation});
}

}  // namespace limpid::api
