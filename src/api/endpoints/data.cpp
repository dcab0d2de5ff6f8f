// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "api/call.hpp"
#include "api/views/pages.hpp"

namespace limpid::api {
namespace {

http::Response get_devices(const Call& call) {
  return json_response(devices_page(call.view));
}

http::Response get_quarantine(const Call& call) {
  const std::string text = call.request.param("limit").value_or("100");
  if (text.empty() || text.size() > 3 || text.find_first_not_of("0123456789") != std::string::npos ||
      std::stoul(text) < 1 || std::stoul(text) > 500)
    throw Refusal(422, "http.field", {{"field", "limit"}});
  return json_response(quarantine_page(call.view, std::stoul(text), call.narrowed->sight().everything));
}

http::Response get_balance(const Call& call) {
  return json_response(balance_json(call.view));
}
http::Response get_revisions(const Call& call) {
  return json_response(revisions_page(call.view));
}

http::Response check_audit(const Call& call) {
  const auto report = ledger::verify_audit(call.ledger);
  Json out = {{"ok", report.faults.empty()}, {"rows", report.rows}, {"bad", Json::array()}};
  out["head"] = {{"row", report.rows}, {"hash", report.head}};
  for (const auto& fault : report.faults)
    out["bad"].push_back({{"row", fault.id}, {"text", call.view.words.text(fault.what)}});
  return json_response(out);
}

}  // namespace

void add_data_routes(std::vector<Route>& routes) {
  routes.push_back({"GET", "/data/devices", Rule::by_unit, get_devices});
  routes.push_back({"GET", "/data/quarantine", Rule::by_unit, get_quarantine});
  routes.push_back({"GET", "/data/balance", Rule::signed_in, get_balance});
  routes.push_back({"GET", "/data/revisions", Rule::by_unit, get_revisions});
  routes.push_back({"GET", "/audit/verify", Rule::auditor, check_audit});
}

}  // namespace limpid::api
