// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "api/call.hpp"
#include "api/views/pages.hpp"

namespace limpid::api {
namespace {

std::optional<bool> open_filter(const Call& call) {
  const auto text = call.request.param("open");
  if (!text) return std::nullopt;
  if (*text != "true" && *text != "false") throw Refusal(422, "http.field", {{"field", "open"}});
  return *text == "true";
}

http::Response list_episodes(const Call& call) { return json_response(episodes_page(call.view, open_filter(call), call.request.param("object").value_or(""))); }
http::Response get_episode(const Call& call) { return json_response(episode_json(call.view, call.record("episode", call.id()))); }
http::Response list_cases(const Call& call) { return json_response(cases_page(call.view, open_filter(call), call.request.param("object").value_or(""))); }

http::Response get_trace(const Call& call) {
  std::optional<int> run;
  if (const auto text = call.request.param("run")) {
    if (text->empty() || text->size() > 6 || text->find_first_not_of("0123456789") != std::string::npos) throw Refusal(422, "http.field", {{"field", "run"}});
    run = std::stoi(*text);
  }
  Json page = trace_page(call.view, call.record("case", call.id()), run);
  if (page.is_null()) throw Refusal(404, "http.no_record", {{"key", "trace"}});
  return json_response(page);
}

}  // namespace

void add_case_routes(std::vector<Route>& routes) {
  routes.push_back({"GET", "/episodes", Rule::by_unit, list_episodes});
  routes.push_back({"GET", "/episodes/{id}", Rule::by_unit, get_episode});
  routes.push_back({"GET", "/cases", Rule::by_unit, list_cases});
  routes.push_back({"GET", "/cases/{id}/trace", Rule::by_unit, get_trace});
}

}  // namespace limpid::api
