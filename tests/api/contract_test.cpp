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

std::string lower(std::string text) {
  for (auto& c : text) c = static_cast<char>(std::tolower(c));
  return text;
}

/// Every operation of the contract: `get /cases/{id}` -> its description.
std::map<std::string, Json> operations() {
  std::map<std::string, Json> out;
  for (const auto& [path, item] : openapi().at("paths").items())
    for (const auto& [method, operation] : item.items()) out[method + " " + path] = operation;
  return out;
}

TEST(Contract, EveryOperationIsServedUnderItsSightRule) {
  std::map<std::string, std::string> promised, served;
  for (const auto& [name, operation] : operations()) {
    EXPECT_TRUE(operation.contains("x-sight")) << name << " has no sight rule";
    promised[name] = operation.value("x-sight", "");
  }
  for (const auto& route : api::routes()) served[lower(route.method) + " " + route.path] = to_string(route.rule);
  EXPECT_EQ(promised, served);
}

TEST(Contract, EveryObjectOfTheContractIsClosed) {
  // Else a field that nobody described would pass the check of answers.
  std::set<std::string> ajar;
  const std::function<void(const Json&, const std::string&)> walk = [&](const Json& value, const std::string& place) {
    if (value.is_object() && value.value("type", Json()) == "object" && !value.contains("additionalProperties"))
      ajar.insert(place);
    if (value.is_structured())
      for (const auto& [key, part] : value.items())
        if (key != "examples" && key != "example") walk(part, place + "/" + key);
  };
  walk(openapi().at("components").at("schemas"), "");
  for (const auto& [name, operation] : operations())
    if (name != "get /openapi.json") walk(operation.at("responses"), name);
  EXPECT_THAT(ajar, ::testing::IsEmpty());
}

TEST(Contract, TheCheckOfAnswersFindsWhatIsWrong) {
  const Json clock = {{"mode", "county"}, {"now", "2022-09-13T17:20:00+08:00"}};
  EXPECT_EQ(named_faults("Clock", clock), "");
  Json bad = clock;
  bad["zone"] = 8;
  EXPECT_NE(named_faults("Clock", bad), "") << "a field that is not described";
  EXPECT_NE(named_faults("Clock", {{"mode", "county"}}), "") << "a field that is missing";
  bad = clock;
  bad["mode"] = "moon";
  EXPECT_NE(named_faults("Clock", bad), "") << "a value that is not listed";
  const auto faults = [](const std::string& target, int status, const std::string& type, const std::string& body) {
    return answer_faults({.target = target}, {.status = status, .headers = {{"content-type", type}}, .body = body});
  };
  EXPECT_EQ(faults("/api/v1/plans", 200, "application/json", R"({"plans":[]})"), "");
  EXPECT_NE(faults("/api/v1/plans", 202, "application/json", R"({"plans":[]})"), "") << "another status";
  EXPECT_NE(faults("/api/v1/plans", 200, "text/plain", R"({"plans":[]})"), "") << "another media type";
  EXPECT_NE(faults("/api/v1/plans", 404, "application/problem+json", R"({"plans":[]})"), "") << "no problem";
  EXPECT_NE(faults("/api/v1/plans", 200, "application/json", R"({"plans":[{}]})"), "") << "wrong within";
  EXPECT_NE(faults("/api/v1/nothing", 200, "application/json", "{}"), "") << "no such operation";
}

/// Puts real values for {plan}, {id} … into a path of the contract.
std::string filled(County& c, const std::string& path) {
  const auto rows = c.store().versions({.object = County::kSection, .parameter = "w21003"}, from_civil(2022, 9, 13, 6),
                                       from_civil(2022, 9, 13, 7));
  const auto [episode, document, edit] = c.read([](const ledger::Ledger& l) {
    std::int64_t id = 0;
    for (const auto& r : l.records("episode"))
      if (r.content.value("object", "") == County::kSection) id = r.id;
    return std::tuple{id, l.records("document").front().content.value("hash", ""), l.records("edit").front().id};
  });
  const std::map<std::string, std::string> values = {
      {"{plan}", "zezhou-2022"},
      {"{domain}", "water"},
      {"{item}", "g10"},
      {"{unit}", "%E5%8E%BF%E6%B0%B4%E5%8A%A1%E5%B1%80"},
      {"{kind}", "section"},
      {"{key}", "xinbi-nanqiao"},
      {"{date}", "2022-09-12"},
      {"{seq}", std::to_string(rows.back().seq)},
      {"{hash}", document},
      {"{finding}", County::kFinding},
      {"{id}", path.starts_with("/readings")   ? c.reading_id()
               : path.starts_with("/plans")    ? std::to_string(edit)
               : path.starts_with("/episodes") ? std::to_string(episode)
                                               : std::to_string(c.case_id())}};
  std::string target = path;
  for (const auto& [name, value] : values)
    if (const auto at = target.find(name); at != std::string::npos) target.replace(at, name.size(), value);
  const std::string series = "?object=section/xinbi-nanqiao&parameter=w21003";
  if (path == "/series") target += series + "&from=2022-09-12T00:00:00%2B08:00";
  if (path == "/observations/{seq}") target += series + "&statistic=avg&period=PT1H&time=2022-09-13T06:00:00%2B08:00";
  return "/api/v1" + target;
}

/// What changes something, in an order that a case takes, and what is sent with it.
const std::vector<std::pair<std::string, Json>>& changes() {
  static const std::vector<std::pair<std::string, Json>> list = {
      {"/session", {{"name", "clerk"}, {"password", County::kPassword}}},
      {"/cases/{id}/accept", {{"note", "已派人"}}},
      {"/cases/{id}/act", {{"note", "关闭溢流口"}}},
      {"/cases/{id}/evidence", {{"text", "快检 15.2 mg/L"}}},
      {"/cases/{id}/close", {{"reason", "监测井位置错误"}}},
      {"/readings/{id}/import", Json::object()},
      {"/plans/{plan}/findings/{finding}/withdraw", {{"reason", "再看"}}},
      {"/plans/{plan}/findings/{finding}/decision", {{"decision", "rejected"}, {"reason", "两处都对"}}},
      {"/plans/{plan}/edits/{id}/withdraw", Json::object()},
      {"/plans/{plan}/edits",
       {{"item", "air/t5"},
        {"field", "deadlines"},
        {"quote", "按市生态环境局要求时限"},
        {"value", {{"text", "2022年5月底前"}}}}},
      {"/items/{plan}/{domain}/{item}/bindings",
       {{"promise", "zezhou-2022/water/g10#1"}, {"archetype", "attestation"}, {"params", Json::object()}}}};
  return list;
}

TEST(Contract, EveryOperationSucceedsAndAnswersAsPromised) {
  County own;
  const auto duty = own.open_session("duty"), audit = own.open_session("audit");
  std::set<std::string> called;
  for (const auto& [name, operation] : operations()) {
    if (!name.starts_with("get ") || name == "get /events") continue;
    const auto answer = own.get(operation["x-sight"] == "auditor" ? audit : duty, filled(own, name.substr(4)));
    EXPECT_EQ(answer.status, 200) << name << " " << answer.body.substr(0, 600);
    called.insert(name);
  }
  Talk events(own.port(), "GET /api/v1/events HTTP/1.1\r\nHost: x\r\nCookie: " + duty.cookie + "\r\n\r\n");
  EXPECT_TRUE(events.read_until("event: clock"));
  EXPECT_THAT(events.got(), ::testing::HasSubstr("text/event-stream"));
  called.insert("get /events");
  for (const auto& [path, body] : changes()) {
    const auto answer = own.post(duty, filled(own, path), body);
    EXPECT_EQ(answer.status, path == "/session" ? 201 : 200) << path << " " << answer.body.substr(0, 600);
    called.insert("post " + path);
  }
  own.upload(duty, "plan.txt", "not a plan");
  called.insert("post /plans");
  EXPECT_EQ(own.send({.method = "DELETE", .target = "/api/v1/session", .headers = duty.headers()}).status, 204);
  called.insert("delete /session");
  std::set<std::string> promised;
  for (const auto& [name, operation] : operations()) promised.insert(name);
  EXPECT_EQ(promised, called) << "an operation that no test calls";
}

TEST(Contract, EveryReadAnswersInItsShapeForOtherRoles) {
  for (const std::string name : {"audit", "clerk", "other"}) {
    const auto who = county().open_session(name);
    for (const auto& [operation, description] : operations()) {
      if (!operation.starts_with("get ") || operation == "get /events") continue;
      SCOPED_TRACE(name + " " + operation);
      const std::string path = operation.substr(4);
      const auto answer = county().get(who, filled(county(), path));
      const bool hidden = name == "other" && (path.starts_with("/cases/{id}") || path == "/episodes/{id}");
      const bool audits = description["x-sight"] == "auditor" && name != "audit";
      EXPECT_EQ(answer.status, hidden || audits ? 403 : 200) << answer.body.substr(0, 600);
    }
  }
}

TEST(Contract, WithoutASessionOnlyWhatIsPublic) {
  for (const auto& [name, operation] : operations()) {
    SCOPED_TRACE(name);
    const auto space = name.find(' ');
    Ask what{.method = name.substr(0, space), .target = filled(county(), name.substr(space + 1))};
    for (auto& c : what.method) c = static_cast<char>(std::toupper(c));
    const auto answer = county().send(what);
    if (operation["x-sight"] == "public") {
      EXPECT_NE(answer.status, 401) << answer.body;
    } else {
      EXPECT_EQ(answer.status, 401);
      EXPECT_EQ(Json::parse(answer.body)["code"], "session.needed");
    }
  }
}

TEST(Contract, WhatChangesSomethingNeedsTheToken) {
  const auto duty = county().open_session("duty");
  for (const auto& [name, operation] : operations()) {
    const auto space = name.find(' ');
    const std::string method = name.substr(0, space), path = name.substr(space + 1);
    if (method == "get" || (method == "post" && path == "/session")) continue;
    SCOPED_TRACE(name);
    for (const std::string token : {"", "0123456789abcdef0123456789abcdef"}) {
      Ask what{.method = method == "post" ? "POST" : "DELETE",
               .target = filled(county(), path),
               .headers = {{"Cookie", duty.cookie}, {"Content-Type", "application/json"}},
               .body = "{}"};
      if (!token.empty()) what.headers["X-CSRF-Token"] = token;
      const auto answer = county().send(what);
      EXPECT_EQ(answer.status, 403);
      EXPECT_EQ(Json::parse(answer.body)["code"], "session.csrf");
    }
    auto foreign = duty.headers();
    foreign["Origin"] = "http://elsewhere.example";
    const auto answer = county().send(
        {.method = method == "post" ? "POST" : "DELETE", .target = filled(county(), path), .headers = foreign});
    EXPECT_EQ(answer.status, 403);
    EXPECT_EQ(Json::parse(answer.body)["code"], "session.origin");
  }
}

TEST(Contract, OtherMethodsAreNamedAndRefused) {
  const auto duty = county().open_session("duty");
  for (const auto& [path, item] : openapi().at("paths").items()) {
    const std::string target = filled(county(), path);
    for (const std::string method : {"GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}) {
      if (item.contains(lower(method))) continue;
      SCOPED_TRACE(method + " " + path);
      const auto answer = county().send({.method = method, .target = target, .headers = duty.headers()});
      EXPECT_EQ(answer.status, 405);
      for (const auto& [allowed, operation] : item.items())
        EXPECT_THAT(lower(answer.header("allow")), ::testing::HasSubstr(allowed));
    }
    if (!item.contains("get")) continue;
    SCOPED_TRACE("HEAD " + path);
    const auto head = county().send({.method = "HEAD", .target = target, .headers = duty.headers()});
    EXPECT_EQ(head.status, path == "/audit/verify" ? 403 : 200);
    EXPECT_EQ(head.body, "");
  }
  const auto page = county().send({.method = "POST", .target = "/duty"});
  EXPECT_EQ(page.status, 405);
  EXPECT_EQ(page.header("allow"), "GET, HEAD");
}

/// Pages of one object of each kind, of each item that is bound, and of one of each kind that is not.
std::vector<std::string> one_of_each() {
  return county().read([&](const ledger::Ledger& ledger) {
    std::vector<std::string> targets;
    std::set<std::string> seen;
    for (const auto& r : ledger.records("object"))
      if (seen.insert(r.key.substr(0, r.key.find('/'))).second) targets.push_back("/objects/" + r.key);
    std::set<std::string> bound;
    for (const auto& r : ledger.records("binding")) bound.insert(r.key.substr(0, r.key.find('#')));
    EXPECT_GT(bound.size(), 3u);
    for (const auto& r : ledger.records("item")) {
      const std::string family = r.key.substr(0, r.key.rfind('/') + 2);
      const bool target_item = family.ends_with("/g");  // fourteen of them, all alike
      if ((bound.contains(r.key) && !target_item) || seen.insert(family).second) targets.push_back("/items/" + r.key);
    }
    return targets;
  });
}

TEST(Contract, MoreOfTheSameOperations) {
  const auto duty = county().open_session("duty");
  std::vector<std::string> targets = {"/objects",
                                      "/objects?kind=section",
                                      "/series?object=outfall/ch-07&parameter=w21003",
                                      "/series?object=section/xinbi-nanqiao&parameter=w01001",
                                      "/series?object=section/xinbi-nanqiao&parameter=w21003&statistic=max&period=P1D",
                                      "/series?object=section/xinbi-nanqiao&parameter=unheard-of",
                                      "/series?object=section/xinbi-nanqiao&parameter=w21003&source=device:none",
                                      "/plans/zezhou-2022/items",
                                      "/plans/zezhou-2022/items?domain=air&kind=task",
                                      "/plans/none/items",
                                      "/brief/2022-09-13",
                                      "/brief/1999-12-31",
                                      "/cases?open=true",
                                      "/cases?open=false",
                                      "/cases?object=section/xinbi-nanqiao",
                                      "/episodes?open=true",
                                      "/episodes?open=false&object=none",
                                      "/data/quarantine?limit=1",
                                      "/cases/" + std::to_string(county().case_id()) + "/trace?run=1"};
  for (const auto& target : one_of_each()) targets.push_back(target);
  for (const auto& target : targets) {
    const auto answer = county().get(duty, "/api/v1" + target);
    EXPECT_EQ(answer.status, 200) << target << " " << answer.body.substr(0, 600);
  }
}

TEST(Contract, NoTextIsACodeWithoutWords) {
  const auto duty = county().open_session("duty");
  std::set<std::string> bare;
  const std::function<void(const Json&)> walk = [&](const Json& value) {
    if (value.is_object() && value.contains("code") && value.contains("zh") && value["zh"].is_string()) {
      const std::string code = value["code"], zh = value["zh"], en = value["en"];
      if ((!code.empty() && (zh.starts_with(code) || en.starts_with(code))) || zh.find('{') != std::string::npos ||
          en.find('{') != std::string::npos)
        bare.insert(code + ": " + zh);
    }
    if (value.is_structured())
      for (const auto& part : value) walk(part);
  };
  for (const auto& route : api::routes()) {
    if (route.method != "GET" || route.path == "/events") continue;
    const auto answer = county().get(duty, filled(county(), route.path));
    if (answer.header("content-type").find("json") != std::string::npos) walk(Json::parse(answer.body));
  }
  for (const auto& target : one_of_each()) walk(Json::parse(county().get(duty, "/api/v1" + target).body));
  EXPECT_THAT(bare, ::testing::IsEmpty());
}

TEST(Contract, TheContractItselfIsServed) {
  const auto document = county().send({.target = "/api/v1/openapi.json"});
  EXPECT_EQ(document.status, 200);
  EXPECT_EQ(Json::parse(document.body), openapi());
  EXPECT_NE(document.header("content-security-policy").find("script-src 'self'"), std::string::npos);
}

}  // namespace
}  // namespace limpid::testing
