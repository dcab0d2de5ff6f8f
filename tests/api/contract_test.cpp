// SPDX-License-Identifier: Apache-2.0
// api/openapi.yaml and the server say the same: the same operations, the same sight, answers of the shapes promised.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "api/call.hpp"
#include "api/county.hpp"
#include "api/schema.hpp"

namespace limpid::testing {
namespace {

using api::Rule;

std::string lower(std::string text) {
  for (auto& c : text) c = static_cast<char>(std::tolower(c));
  return text;
}

TEST(Contract, EveryOperationIsServedUnderItsSightRule) {
  std::map<std::string, std::string> promised, served;
  for (const auto& [path, operations] : openapi().at("paths").items())
    for (const auto& [method, operation] : operations.items()) {
      if (method == "parameters") continue;
      ASSERT_TRUE(operation.contains("x-sight")) << method << " " << path << " has no sight rule";
      promised[method + " " + path] = operation["x-sight"];
    }
  for (const auto& route : api::routes()) served[lower(route.method) + " " + route.path] = to_string(route.rule);
  EXPECT_EQ(promised, served);
}

/// A real address for each operation that reads.
std::string target_of(const std::string& path) {
  const std::string id = std::to_string(county().case_id());
  const std::string point = "object=section/xinbi-nanqiao&parameter=w21003&statistic=avg&period=PT1H";
  const auto rows = county().store().versions({.object = County::kSection, .parameter = "w21003"},
                                              from_civil(2022, 9, 13, 6), from_civil(2022, 9, 13, 7));
  static const std::map<std::string, std::string> queries = {{"/objects", "?kind=section"},
                                                             {"/plans/{plan}/items", "?domain=water"}};
  std::string target = path;
  const std::map<std::string, std::string> values = {{"{plan}", "zezhou-2022"},
                                                     {"{domain}", "water"},
                                                     {"{item}", "g10"},
                                                     {"{kind}", "section"},
                                                     {"{key}", "xinbi-nanqiao"},
                                                     {"{date}", "2022-09-12"},
                                                     {"{seq}", std::to_string(rows.back().seq)},
                                                     {"{id}", id}};
  for (const auto& [name, value] : values)
    if (const auto at = target.find(name); at != std::string::npos) target.replace(at, name.size(), value);
  if (path == "/episodes/{id}") target = "/episodes/" + std::to_string(county().ledger().records("episode").front().id);
  if (path == "/series") target += "?object=section/xinbi-nanqiao&parameter=w21003&from=2022-09-12T00:00:00%2B08:00";
  if (path == "/observations/{seq}") target += "?" + point + "&time=2022-09-13T06:00:00%2B08:00";
  if (const auto query = queries.find(path); query != queries.end()) target += query->second;
  return "/api/v1" + target;
}

void expect_shape(const std::string& path, const std::string& method, const Answer& answer) {
  const Json schema = answer_schema(path, method, answer.status);
  if (schema.is_null()) return;
  const Json body = Json::parse(answer.body, nullptr, false);
  ASSERT_FALSE(body.is_discarded()) << answer.body.substr(0, 400);
  EXPECT_EQ(schema_faults(schema, body), "") << method << " " << path << " " << answer.status << "\n"
                                             << answer.body.substr(0, 1500);
}

TEST(Contract, EveryReadAnswersInItsShapeForEveryRole) {
  for (const char* name : {"duty", "audit", "clerk", "other"}) {
    const auto who = county().login(name);
    for (const auto& route : api::routes()) {
      if (route.method != "GET" || route.path == "/events" || route.path == "/files/{hash}") continue;
      SCOPED_TRACE(std::string(name) + " " + route.path);
      const auto answer = county().get(who, target_of(route.path));
      expect_shape(route.path, "get", answer);
      const bool other =
          std::string(name) == "other" && (route.path.find("/cases/{id}") == 0 || route.path == "/episodes/{id}");
      const bool not_auditor = route.rule == Rule::auditor && std::string(name) != "audit";
      EXPECT_EQ(answer.status, other || not_auditor ? 403 : 200) << answer.body.substr(0, 600);
    }
  }
}

TEST(Contract, MoreOfTheSameOperations) {
  const auto duty = county().login("duty");
  for (const auto& [path, target] :
       std::multimap<std::string, std::string>{{"/objects", "/objects"},
                                               {"/objects/{kind}/{key}", "/objects/outfall/ch-07"},
                                               {"/objects/{kind}/{key}", "/objects/air-station/bagong"},
                                               {"/objects/{kind}/{key}", "/objects/plant/xiacun"},
                                               {"/objects/{kind}/{key}", "/objects/dust-site/site-01"},
                                               {"/objects/{kind}/{key}", "/objects/project/p01"},
                                               {"/objects/{kind}/{key}", "/objects/section/qingtianhe"},
                                               {"/series", "/series?object=outfall/ch-07&parameter=w21003"},
                                               {"/series", "/series?object=section/xinbi-nanqiao&parameter=w01001"},
                                               {"/items/{plan}/{domain}/{item}", "/items/zezhou-2022/water/m9"},
                                               {"/items/{plan}/{domain}/{item}", "/items/zezhou-2022/air/m11"},
                                               {"/items/{plan}/{domain}/{item}", "/items/zezhou-2022/water/p1"},
                                               {"/items/{plan}/{domain}/{item}", "/items/zezhou-2022/air/t1"},
                                               {"/items/{plan}/{domain}/{item}", "/items/zezhou-2022/soil/s1"},
                                               {"/items/{plan}/{domain}/{item}", "/items/zezhou-2022/water/g1"},
                                               {"/plans/{plan}/items", "/plans/zezhou-2022/items"},
                                               {"/brief/{date}", "/brief/2022-09-13"},
                                               {"/cases", "/cases?open=true"},
                                               {"/episodes", "/episodes?open=false"}}) {
    SCOPED_TRACE(target);
    const auto answer = county().get(duty, "/api/v1" + target);
    EXPECT_EQ(answer.status, 200) << answer.body.substr(0, 600);
    expect_shape(path, "get", answer);
  }
}

TEST(Contract, RefusalsAreProblemDocuments) {
  const auto duty = county().login("duty");
  const std::vector<std::tuple<Ask, int, std::string>> cases = {
      {{.target = "/api/v1/duty"}, 401, "session.needed"},
      {{.target = "/api/v1/nothing", .headers = duty.headers()}, 404, "http.no_page"},
      {{.method = "DELETE", .target = "/api/v1/duty", .headers = duty.headers()}, 405, "http.method"},
      {{.target = "/api/v1/cases/999999", .headers = duty.headers()}, 404, "http.no_record"},
      {{.target = "/api/v1/cases/abc", .headers = duty.headers()}, 404, "http.no_record"},
      {{.target = "/api/v1/objects/section/none", .headers = duty.headers()}, 404, "http.no_record"},
      {{.target = "/api/v1/items/zezhou-2022/water/m99", .headers = duty.headers()}, 404, "http.no_record"},
      {{.target = "/api/v1/series?object=section/xinbi-nanqiao", .headers = duty.headers()}, 422, "http.field"},
      {{.target = "/api/v1/series?object=section/xinbi-nanqiao&parameter=w21003&period=P9X", .headers = duty.headers()},
       422,
       "time.invalid_period"},
      {{.target = "/api/v1/brief/yesterday", .headers = duty.headers()}, 422, "time.invalid"},
      {{.target = "/api/v1/data/quarantine?limit=0", .headers = duty.headers()}, 422, "http.field"},
      {{.target = "/api/v1/audit/verify", .headers = duty.headers()}, 403, "sight.auditor_only"},
      {{.method = "POST", .target = "/api/v1/session", .body = "{}"}, 415, "http.not_json"},
      {{.method = "POST", .target = "/api/v1/session", .headers = {{"Content-Type", "application/json"}}, .body = "{"},
       400,
       "http.bad_json"},
      {{.method = "POST",
        .target = "/api/v1/session",
        .headers = {{"Content-Type", "application/json"}},
        .body = "{\"name\":1}"},
       422,
       "http.field"}};
  for (const auto& [what, status, code] : cases) {
    SCOPED_TRACE(what.method + " " + what.target);
    const auto answer = ask(county().port(), what);
    EXPECT_EQ(answer.status, status);
    EXPECT_EQ(answer.headers.at("content-type"), "application/problem+json");
    const Json body = Json::parse(answer.body);
    EXPECT_EQ(schema_faults({{"$ref", "#/components/schemas/Problem"}}, body), "") << answer.body;
    if (code != "time.invalid_period") {
      EXPECT_EQ(body["code"], code);
    }
    EXPECT_NE(body["text"]["zh"], body["code"]) << "a code without words";
    EXPECT_NE(body["text"]["zh"], body["text"]["en"]);
  }
}

TEST(Contract, NoTextIsACodeWithoutWords) {
  const auto duty = county().login("duty");
  std::set<std::string> bare;
  const std::function<void(const Json&)> walk = [&](const Json& value) {
    if (value.is_object() && value.contains("code") && value.contains("zh") && value["zh"].is_string()) {
      const std::string code = value["code"], zh = value["zh"], en = value["en"];
      if (zh.starts_with(code) || en.starts_with(code) || zh.find('{') != std::string::npos ||
          en.find('{') != std::string::npos)
        bare.insert(code + ": " + zh);
    }
    if (value.is_structured())
      for (const auto& part : value) walk(part);
  };
  for (const auto& route : api::routes())
    if (route.method == "GET" && route.path != "/events" && route.path != "/files/{hash}" &&
        !route.path.ends_with(".xlsx"))
      walk(Json::parse(county().get(duty, target_of(route.path)).body));
  for (const char* target : {"/items/zezhou-2022/water/m9", "/items/zezhou-2022/air/m11", "/objects/outfall/ch-07",
                             "/objects/air-station/bagong"})
    walk(Json::parse(county().get(duty, std::string("/api/v1") + target).body));
  EXPECT_THAT(bare, ::testing::IsEmpty());
}

TEST(Contract, PagesAndTheContractItselfAreServed) {
  const auto document = ask(county().port(), {.target = "/api/v1/openapi.json"});
  EXPECT_EQ(document.status, 200);
  EXPECT_EQ(Json::parse(document.body)["openapi"], "3.1.0");
  EXPECT_EQ(document.headers.at("x-content-type-options"), "nosniff");
  EXPECT_NE(document.headers.at("content-security-policy").find("script-src 'self'"), std::string::npos);
}

}  // namespace
}  // namespace limpid::testing
