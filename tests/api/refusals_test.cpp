// SPDX-License-Identifier: Apache-2.0
// What is wrong with a request is said in a problem document (RFC 9457), and the server goes on.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "api/county.hpp"
#include "api/schema.hpp"

namespace limpid::testing {
namespace {

struct Refused {
  std::string target;
  int status;
  std::string code;
};

void expect_refused(const Ask& what, int status, const std::string& code) {
  SCOPED_TRACE(what.method + " " + what.target.substr(0, 200) + " " + what.body.substr(0, 200));
  const auto answer = county().send(what);
  EXPECT_EQ(answer.status, status) << answer.body.substr(0, 600);
  EXPECT_EQ(answer.header("content-type"), "application/problem+json");
  const Json body = Json::parse(answer.body);
  EXPECT_EQ(body["code"], code);
  EXPECT_NE(body["text"]["zh"], body["text"]["en"]);
}

TEST(Refusals, PathsAndQueryValues) {
  const auto headers = county().open_session("duty").headers();
  const std::string series = "/series?object=section/xinbi-nanqiao&parameter=w21003";
  const std::string point = "?object=section/xinbi-nanqiao&parameter=w21003&statistic=avg&period=PT1H";
  const std::string id = std::to_string(county().case_id());
  for (const auto& [target, status, code] : std::vector<Refused>{
           {"/nothing", 404, "http.no_page"},
           {"/duty/", 404, "http.no_page"},
           {"//duty", 404, "http.no_page"},
           {"/cases//trace", 404, "http.no_page"},
           {"/cases/999999", 404, "http.no_record"},
           {"/cases/abc", 404, "http.no_record"},
           {"/cases/-1", 404, "http.no_record"},
           {"/cases/1e3", 404, "http.no_record"},
           {"/cases/99999999999999999999", 404, "http.no_record"},
           {"/cases/%00", 404, "http.no_record"},
           {"/cases/%ff%fe", 404, "http.no_record"},
           {"/episodes/" + id, 404, "http.no_record"},
           {"/objects/section/none", 404, "http.no_record"},
           {"/objects/section/%2e%2e", 404, "http.no_record"},
           {"/objects/section/%ff", 404, "http.no_record"},
           {"/objects/none/xinbi-nanqiao", 404, "http.no_record"},
           {"/objects/section/xinbi-nanqiao%00", 404, "http.no_record"},
           {"/objects/section/'%20OR%201=1--", 404, "http.no_record"},
           {"/items/zezhou-2022/water/m99", 404, "http.no_record"},
           {"/items/zezhou-2022/fire/m9", 404, "http.no_record"},
           {"/plans/none/export.xlsx", 404, "http.no_record"},
           {"/plans/none/ledger.xlsx", 404, "http.no_record"},
           {"/plans/none/deadlines.ics", 404, "http.no_record"},
           {"/plans/none/letters/x.docx", 404, "http.no_record"},
           {"/plans/zezhou-2022/letters/nobody.docx", 404, "http.no_record"},
           {"/plans/zezhou-2022/letters/.docx", 404, "http.no_page"},
           {"/plans/zezhou-2022/deadlines.ics?unit=nobody", 404, "http.no_record"},
           {"/files/0", 404, "http.no_record"},
           {"/files/..%2f..%2fledger.sqlite", 404, "http.no_page"},
           {"/files/" + std::string(64, 'a'), 404, "http.no_record"},
           {"/brief/yesterday", 422, "time.invalid"},
           {"/brief/2022-02-30", 422, "time.invalid"},
           {"/brief/2022-09-12T00:00", 422, "time.invalid"},
           {"/brief/2022-09-14", 422, "brief.not_begun"},
           {"/brief/2030-01-01", 422, "brief.not_begun"},
           {"/plans/zezhou-2022/items?domain=fire", 422, "http.field"},
           {"/plans/zezhou-2022/items?kind=thing", 422, "http.field"},
           {"/series", 422, "http.field"},
           {"/series?object=section/xinbi-nanqiao", 422, "http.field"},
           {"/series?object=section/none&parameter=w21003", 404, "http.no_record"},
           {series + "&period=P9X", 422, "http.field"},
           {series + "&period=P1M", 422, "http.field"},
           {series + "&statistic=mean", 422, "http.field"},
           {series + "&from=noon", 422, "time.invalid"},
           {series + "&from=2022-09-12T00:00+08:00", 422, "time.invalid"},  // a plus that is not escaped is a blank
           {series + "&from=2022-09-14&to=2022-09-13", 422, "http.range"},
           {series + "&from=2000-01-01&to=2022-09-13", 422, "http.range"},
           {series + "&from=0001-01-01&to=9999-12-31", 422, "http.range"},
           {"/observations/abc" + point + "&time=2022-09-13", 404, "http.no_record"},
           {"/observations/999999999" + point + "&time=2022-09-13", 404, "http.no_record"},
           {"/observations/1" + point, 422, "http.field"},
           {"/observations/1", 422, "http.field"},
           {"/duty?asof=2022-09-01", 422, "http.asof"},
           {"/objects?kind=thing", 422, "http.field"},
           {"/cases?open=maybe", 422, "http.field"},
           {"/episodes?open=1", 422, "http.field"},
           {"/cases/" + id + "/trace?run=0", 404, "http.no_record"},
           {"/cases/" + id + "/trace?run=first", 422, "http.field"},
           {"/cases/" + id + "/trace?run=99", 404, "http.no_record"},
           {"/data/quarantine?limit=0", 422, "http.field"},
           {"/data/quarantine?limit=501", 422, "http.field"},
           {"/data/quarantine?limit=-1", 422, "http.field"},
           {"/data/quarantine?limit=", 422, "http.field"},
           {"/audit/verify", 403, "sight.auditor_only"}})
    expect_refused({.target = "/api/v1" + target, .headers = headers}, status, code);
  expect_refused({.target = "/api/v2/duty", .headers = headers}, 404, "http.no_page");
  expect_refused({.target = "/api/", .headers = headers}, 404, "http.no_page");
  expect_refused({.target = "/assets/none.js"}, 404, "http.no_page");
  expect_refused({.target = "/%2e%2e/%2e%2e/etc/passwd.txt"}, 404, "http.no_page");
}

TEST(Refusals, WhatIsNotThereIsNamedInWords) {
  const auto duty = county().open_session("duty");
  const auto words = [&](const std::string& target, const std::string& lang) {
    return Json::parse(county().get(duty, "/api/v1" + target).body)["text"][lang].get<std::string>();
  };
  EXPECT_EQ(words("/objects/section/nope", "zh"), "没有这一条：断面 nope");
  EXPECT_EQ(words("/cases/999999", "zh"), "没有这一条：案件 999999");
  EXPECT_EQ(words("/cases/999999", "en"), "No such record: case 999999");
  EXPECT_EQ(words("/items/zezhou-2022/water/m99", "zh"), "没有这一条：计划条目 zezhou-2022/water/m99");
}

TEST(Refusals, Bodies) {
  const auto duty = county().open_session("duty");
  const std::string path = "/api/v1/cases/" + std::to_string(county().case_id());
  const auto post = [&](const std::string& target, const std::string& type, const std::string& body, int status,
                        const std::string& code) {
    auto headers = duty.headers();
    if (!type.empty()) headers["Content-Type"] = type;
    expect_refused({.method = "POST", .target = target, .headers = headers, .body = body}, status, code);
  };
  const std::string json = "application/json";
  for (const char* act : {"/accept", "/act", "/close"}) {
    post(path + act, "", "{}", 415, "http.not_json");
    post(path + act, "text/plain", "{}", 415, "http.not_json");
    post(path + act, json, "", 400, "http.bad_json");
    post(path + act, json, "{", 400, "http.bad_json");
    post(path + act, json, "[]", 400, "http.bad_json");
    post(path + act, json, "\"\xff\"", 400, "http.bad_json");
    post(path + act, json, std::string(200'000, '['), 400, "http.bad_json");
  }
  post(path + "/accept", json, R"({"note":7})", 422, "http.field");
  post(path + "/act", json, R"({"note":["a"]})", 422, "http.field");
  post(path + "/act", json, Json{{"note", std::string(2001, 'x')}}.dump(), 422, "http.field");
  post(path + "/act", json, R"({"note":"  "})", 422, "casework.no_words");
  post(path + "/act", json, "{}", 422, "casework.no_words");
  post(path + "/close", json, R"({"reason":" \n"})", 422, "casework.no_reason");
  post(path + "/close", json, R"({"reason":null})", 422, "http.field");
  post("/api/v1/cases/999999/close", json, R"({"reason":"x"})", 404, "http.no_record");

  const std::string evidence = path + "/evidence";
  post(evidence, "", "x", 415, "http.not_json");
  post(evidence, json, "{}", 422, "casework.no_evidence");
  post(evidence, json, R"({"text":5})", 422, "http.field");
  post(evidence, json, Json{{"text", std::string(4001, 'x')}}.dump(), 422, "http.field");
  post(evidence, json, R"({"file":"a"})", 422, "http.field");
  post(evidence, json, R"({"file":{"name":"a","type":"x","base64":"%%%"}})", 422, "http.field");
  post(evidence, json, R"({"file":{"name":"","type":"x","base64":"AAAA"}})", 422, "http.field");
  post(evidence, json, R"({"file":{"name":"a","type":"x","base64":""}})", 422, "http.field");
  post(evidence, json, Json{{"file", {{"name", std::string(256, 'n')}, {"type", "x"}, {"base64", "AAAA"}}}}.dump(), 422,
       "http.field");
  post(evidence, json, R"({"file":{"name":"fake.jpg","type":"image/jpeg","base64":"aGVsbG8="}})", 422,
       "file.not_a_picture");
  post(evidence, json, R"({"file":{"name":"fake.jpg","type":"","base64":"aGVsbG8="}})", 422, "file.not_a_picture");
  post(evidence, json, R"({"file":{"name":"a","type":"image/svg+xml","base64":"PGI+"}})", 422, "file.not_a_picture");
  const std::string form = "multipart/form-data; boundary=xyz";
  post(evidence, "multipart/form-data", "--xyz--\r\n", 400, "http.bad_form");
  post(evidence, form, "", 400, "http.bad_form");
  post(evidence, form, "--xyz\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\nno end", 400, "http.bad_form");
  post(evidence, form, "--xyz--\r\n", 422, "casework.no_evidence");
  post(evidence, form, "--xyz\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\nno \xff text\r\n--xyz--\r\n", 422,
       "http.field");
  post(evidence, form,
       "--xyz\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\xff.png\"\r\n\r\n1\r\n--xyz--\r\n", 422,
       "http.field");
}

TEST(Refusals, SignIn) {
  const auto sign_in = [](const std::string& type, const std::string& body, int status, const std::string& code) {
    expect_refused({.method = "POST", .target = "/api/v1/session", .headers = {{"Content-Type", type}}, .body = body},
                   status, code);
  };
  sign_in("application/x-www-form-urlencoded", "name=duty", 415, "http.not_json");
  sign_in("application/json", "{", 400, "http.bad_json");
  for (const char* body : {"{}", R"({"name":1})", R"({"name":"duty"})", R"({"name":"duty","password":true})",
                           R"({"name":"","password":"x"})", R"({"name":"duty","password":""})"})
    sign_in("application/json", body, 422, "http.field");
  sign_in("application/json", Json{{"name", std::string(65, 'n')}, {"password", "x"}}.dump(), 422, "http.field");
  sign_in("application/json", Json{{"name", "duty"}, {"password", std::string(257, 'p')}}.dump(), 422, "http.field");
  expect_refused({.method = "POST",
                  .target = "/api/v1/session",
                  .headers = {{"Content-Type", "application/json"}, {"Origin", "http://elsewhere.example"}},
                  .body = Json{{"name", "duty"}, {"password", County::kPassword}}.dump()},
                 403, "session.origin");
}

TEST(Refusals, SizesOverTheLimits) {
  const auto duty = county().open_session("duty");
  auto headers = duty.headers();
  headers["Content-Type"] = "application/json";
  const std::string evidence = "/api/v1/cases/" + std::to_string(county().case_id()) + "/evidence";
  const Json file = {{"name", "a"}, {"type", "x"}, {"base64", std::string((8u << 20) / 3 * 4 + 8, 'A')}};
  expect_refused({.method = "POST", .target = evidence, .headers = headers, .body = Json{{"file", file}}.dump()}, 413,
                 "http.too_large");
  expect_refused({.method = "POST", .target = evidence, .headers = headers, .body = std::string(25u << 20, ' ')}, 413,
                 "http.body");
  expect_refused({.target = "/api/v1/objects/section/" + std::string(9'000, 'x'), .headers = headers}, 414,
                 "http.target");
  expect_refused({.target = "/api/v1/cases?object=" + std::string(9'000, 'x'), .headers = headers}, 414, "http.target");
  expect_refused({.target = "/api/v1/objects/section/" + std::string(8'000, 'x'), .headers = headers}, 404,
                 "http.no_record");
  // Beyond what the parser takes the connection ends; the server does not.
  talk(county().port(), "GET /" + std::string(1u << 20, 'x') + " HTTP/1.1\r\nHost: x\r\n\r\n", 5);
  talk(county().port(), "GET / HTTP/1.1\r\nHost: x\r\nX-Long: " + std::string(1u << 20, 'x') + "\r\n\r\n", 5);
  talk(county().port(), "POST /api/v1/session HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\n{", 5);
  talk(county().port(), "POST /api/v1/session HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n{", 5);
  EXPECT_EQ(county().get(duty, "/api/v1/session").status, 200);
}

TEST(Refusals, LanguageOfTheDetail) {
  const auto detail = [](const std::string& target, const std::string& accept) {
    return Json::parse(county().send({.target = target, .headers = {{"Accept-Language", accept}}}).body)["detail"];
  };
  EXPECT_EQ(detail("/api/v1/duty", "zh-CN"), "请先登录");
  EXPECT_NE(detail("/api/v1/duty", "en-GB"), "请先登录");
  EXPECT_NE(detail("/api/v1/duty?lang=en", "zh-CN"), "请先登录");
}

TEST(Refusals, ABusyServerSaysSo) {
  County own({.deadline = std::chrono::milliseconds(300)}, 1, 1);
  const auto duty = own.open_session("duty");
  const std::string path = "/api/v1/cases/" + std::to_string(own.case_id()) + "/act";
  // The one reader waits for the ledger writer, which is held: its request and what stands behind it run out of time.
  auto writer = own.hold_writer();
  const auto late = own.post(duty, path, {{"note", "关闭溢流口"}});
  EXPECT_EQ(late.status, 504);
  EXPECT_EQ(Json::parse(late.body)["code"], "http.late");
  EXPECT_EQ(own.get(duty, "/api/v1/duty").status, 504) << "waited behind it";
  writer.unlock();
}

TEST(Refusals, AFullQueueSaysSo) {
  County own({.deadline = std::chrono::minutes(2)}, 1, 0);
  const auto answer = own.send({.target = "/api/v1/session"});
  EXPECT_EQ(answer.status, 503);
  EXPECT_EQ(answer.header("retry-after"), "1");
  EXPECT_EQ(Json::parse(answer.body)["code"], "http.busy");
}

}  // namespace
}  // namespace limpid::testing
