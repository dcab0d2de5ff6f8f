// SPDX-License-Identifier: Apache-2.0
#include "api/call.hpp"
#include "api/openapi.hpp"
#include "api/views/pages.hpp"
#include "base/data_file.hpp"

namespace limpid::api {
namespace {

std::string cookie(const std::string& token, Millis age) {
  return "limpid_session=" + token +
         "; Path=/; HttpOnly; SameSite=Strict; Max-Age=" + std::to_string(age / Millis{1000});
}

Json user_json(const View& v, const User& user) {
  Json out = {{"name", user.name}, {"title", user.title}, {"role", to_string(user.role)}};
  if (!user.unit.empty()) out["unit"] = unit_json(v, user.unit);
  return out;
}

Json nav(Role role) {
  if (role == Role::unit_clerk) return {"duty", "tasks", "plan", "cases", "objects"};
  if (role == Role::auditor) return {"duty", "plan", "cases", "objects", "data", "brief"};
  return {"duty", "tasks", "plan", "cases", "objects", "data", "brief"};
}

bool any_demo(const View& v) {
  for (const auto& [ref, object] : v.objects())
    if (object.demo) return true;
  return false;
}

void put_counts(const Call& call, const User& user, Json& out) {
  const SightFacts facts(call.all, sight(user, all_units(call.all)));
  int tasks = 0, cases = 0;
  for (const auto& r : facts.records("task")) {
    const std::string state = r.content.value("state", "");
    const bool mine = user.role != Role::unit_clerk || facts.sight().covers_unit(r.content.value("unit", ""));
    tasks += mine && (state == "open" || state == "accepted") ? 1 : 0;
  }
  for (const auto& r : facts.records("case")) cases += r.content.value("state", "") != "closed" ? 1 : 0;
  out["counts"] = {{"tasks", tasks}, {"cases", cases}};
}

http::Response get_session(const Call& call) {
  return json_response(session_json(call, call.user, call.token));
}

http::Response sign_in(const Call& call) {
  const Json body = call.body();
  for (const auto& [field, limit] : {std::pair{"name", 64u}, {"password", 256u}})
    if (!body.contains(field) || !body[field].is_string() || body[field].get_ref<const std::string&>().empty() ||
        body[field].get_ref<const std::string&>().size() > limit)
      throw Refusal(422, "http.field", {{"field", field}});
  const std::string name = body["name"];
  Result<OpenSession> session = fail("session.bad_password");
  try {
    const bool right = password_right(call.ledger, name, body["password"], call.wall());
    const ledger::Author author{"act", "user:" + name, call.services.clock->now(), call.wall()};
    call.services.write(
        [&](ledger::Ledger& ledger) { session = finish_login(ledger, author, name, right, call.request.peer); });
  } catch (const Failure& e) {
    if (e.error.code != "session.locked") throw;
    session = tl::unexpected(e.error);
  }
  if (!session) throw Refusal(session.error().code == "session.locked" ? 429 : 401, session.error());
  auto response = json_response(session_json(call, &session->user, session->token), 201);
  return response.set("Set-Cookie", cookie(session->token, kSessionTime));
}

http::Response sign_out(const Call& call) {
  call.services.write([&](ledger::Ledger& ledger) { close_session(ledger, call.author(), call.token); });
  http::Response response;
  response.status = 204;
  return response.set("Set-Cookie", cookie("", Millis{0}));
}

http::Response get_openapi(const Call& call) {
  return json_response(load_openapi(call.services.share));
}

http::Response get_events(const Call&) {
  http::Response response;
  // The dispatcher hands the stream over to Events.
  return response.set("Content-Type", "text/event-stream").set("Cache-Control", "no-store");
}

http::Response get_summary(const Call& call) {
  return json_response({{"tiles", tiles_json(call.view, call.view.now())}, {"clock", call.clock()}});
}

}  // namespace

Json county_json(const View& v, const std::filesystem::path& share) {
  const auto county = county_of_plans(v, share);
  if (county.file.empty())
    return {{"code", ""}, {"name", county.name.empty() ? v.text("page.county.unnamed") : v.words.plain(county.name)}};
  const Json properties = Json::parse(read_file(county.file)).at("features").at(0).at("properties");
  Json name = v.words.plain(properties.value("name", ""));
  name["en"] = properties.value("name_en", properties.value("name", ""));
  return {{"code", properties.value("code", "")}, {"name", name}};
}

Json session_json(const Call& call, const User* user, const std::string& token) {
  const View& v = call.view;
  Json out = {{"county", county_json(v, call.services.share)},
              {"clock", call.clock()},
              {"demo", any_demo(v)},
              {"version", LIMPID_VERSION},
              {"seq", call.ledger.journal_head()}};
  const std::string family = plan_family(v);
  put(out, "plan", family);
  if (const Json document = document_json(v, family);
      !document.is_null() && !document["date"].get_ref<const std::string&>().empty())
    out["document"] = document;
  if (!user) return out;
  out["user"] = user_json(v, *user);
  out["csrf"] = csrf_token(token);
  out["nav"] = nav(user->role);
  put_counts(call, *user, out);
  out["audit"] = audit_head_json(call.ledger);
  return out;
}

void add_session_routes(std::vector<Route>& routes) {
  routes.push_back({"GET", "/session", Rule::open, get_session});
  routes.push_back({"POST", "/session", Rule::open, sign_in});
  routes.push_back({"DELETE", "/session", Rule::signed_in, sign_out});
  routes.push_back({"GET", "/summary", Rule::open, get_summary});
  routes.push_back({"GET", "/openapi.json", Rule::open, get_openapi});
  routes.push_back({"GET", "/events", Rule::by_unit, get_events});
}

}  // namespace limpid::api
