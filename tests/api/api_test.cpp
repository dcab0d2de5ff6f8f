// SPDX-License-Identifier: Apache-2.0
// What people do through the API, on a real server on loopback.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>

#include "api/county.hpp"
#include "api/schema.hpp"

namespace limpid::testing {
namespace {

Json json(const Answer& answer) {
  return Json::parse(answer.body);
}

void expect_case_page(const Answer& answer) {
  ASSERT_EQ(answer.status, 200) << answer.body.substr(0, 600);
  EXPECT_EQ(schema_faults({{"$ref", "#/components/schemas/CasePage"}}, json(answer)), "")
      << answer.body.substr(0, 1500);
}

TEST(Session, CookieCannotBeReadByScriptsAndEndsWithSignOut) {
  const auto answer = ask(county().port(), {.method = "POST",
                                            .target = "/api/v1/session",
                                            .headers = {{"Content-Type", "application/json"}},
                                            .body = Json{{"name", "duty"}, {"password", County::kPassword}}.dump()});
  ASSERT_EQ(answer.status, 201);
  const std::string cookie = answer.headers.at("set-cookie");
  EXPECT_THAT(cookie, ::testing::HasSubstr("HttpOnly"));
  EXPECT_THAT(cookie, ::testing::HasSubstr("SameSite=Strict"));
  EXPECT_EQ(schema_faults({{"$ref", "#/components/schemas/Session"}}, json(answer)), "");
  const auto who = county().login("duty");
  auto without = who.headers();
  without.erase("X-CSRF-Token");
  EXPECT_EQ(ask(county().port(), {.method = "DELETE", .target = "/api/v1/session", .headers = without}).status, 403);
  auto foreign = who.headers();
  foreign["Origin"] = "http://elsewhere.example";
  EXPECT_EQ(json(ask(county().port(), {.method = "DELETE", .target = "/api/v1/session", .headers = foreign}))["code"],
            "session.origin");
  EXPECT_EQ(ask(county().port(), {.method = "DELETE", .target = "/api/v1/session", .headers = who.headers()}).status,
            204);
  EXPECT_EQ(county().get(who, "/api/v1/duty").status, 401);
  EXPECT_FALSE(json(county().get(who, "/api/v1/session")).contains("user"));
}

TEST(Session, WrongPasswordsLockInWords) {
  const auto attempt = [](const char* password) {
    return ask(county().port(), {.method = "POST",
                                 .target = "/api/v1/session",
                                 .headers = {{"Content-Type", "application/json"}},
                                 .body = Json{{"name", "stranger"}, {"password", password}}.dump()});
  };
  for (int i = 0; i < 4; ++i) EXPECT_EQ(attempt("wrong").status, 401);
  const auto locked = attempt("wrong");
  EXPECT_EQ(locked.status, 429);
  EXPECT_EQ(locked.headers.at("retry-after"), "900");
  EXPECT_THAT(json(locked)["text"]["zh"].get<std::string>(), ::testing::HasSubstr("15 分钟"));
}

TEST(Duty, SaysWhatIsWrongWhereAndWhoHasIt) {
  const Json page = json(county().get(county().login("duty"), "/api/v1/duty"));
  ASSERT_EQ(page["tiles"].size(), 4u);
  EXPECT_EQ(page["tiles"][1]["state"], "breached");
  EXPECT_EQ(page["tiles"][0]["domain"], "air");
  EXPECT_EQ(page["day"]["hours"].size(), 24u);
  ASSERT_LE(page["problems"].size(), 8u);
  int number = 0;
  const Json* spill = nullptr;
  for (const auto& row : page["problems"]) {
    EXPECT_EQ(row["number"], ++number);
    if (row.contains("object") && row["object"]["ref"] == County::kSection) spill = &row;
  }
  ASSERT_NE(spill, nullptr);
  EXPECT_EQ((*spill)["figure"]["text"], "2.36");
  EXPECT_EQ((*spill)["figure"]["limit_text"], "≤ 1.5");
  EXPECT_TRUE(spill->contains("unit"));
  bool marked = false;
  for (const auto& mark : page["marks"])
    marked = marked || (mark["object"]["ref"] == County::kSection && mark.value("problem", 0) == (*spill)["number"]);
  EXPECT_TRUE(marked) << "the row's number stands on the map";
}

TEST(Sight, AClerkSeesTheOwnTownshipAndItsCasesOnly) {
  const auto clerk = county().login("clerk"), other = county().login("other");
  const std::string id = std::to_string(county().case_id());
  EXPECT_EQ(county().get(clerk, "/api/v1/cases/" + id).status, 200);
  const auto refused = county().get(other, "/api/v1/cases/" + id);
  EXPECT_EQ(refused.status, 403);
  EXPECT_EQ(json(refused)["code"], "sight.other_unit");
  EXPECT_THAT(json(refused)["text"]["zh"].get<std::string>(), ::testing::HasSubstr("山河镇"));
  for (const auto& row : json(county().get(other, "/api/v1/cases"))["cases"])
    EXPECT_NE(std::to_string(row["id"].get<int>()), id);
  // 大东沟镇's outfall is not 山河镇's; a section is published.
  EXPECT_EQ(county().get(other, "/api/v1/objects/outfall/ch-07").status, 403);
  EXPECT_EQ(county().get(other, "/api/v1/series?object=outfall/ch-07&parameter=w21003").status, 403);
  EXPECT_EQ(county().get(clerk, "/api/v1/objects/outfall/ch-07").status, 200);
  EXPECT_EQ(county().get(other, "/api/v1/objects/section/xinbi-nanqiao").status, 200);
  for (const auto& object : json(county().get(other, "/api/v1/objects?kind=outfall"))["objects"])
    EXPECT_EQ(object["township"], "山河镇") << object.dump();
}

TEST(Series, PointsCarryLimitFlagsAndLeadToTheRawRow) {
  const auto duty = county().login("duty");
  const Json series =
      json(county().get(duty,
                        "/api/v1/series?object=section/"
                        "xinbi-nanqiao&parameter=w21003&from=2022-09-12T00:00%2B08:00&to=2022-09-13T16:00%2B08:00"));
  ASSERT_EQ(series["points"].size(), 40u);
  EXPECT_EQ(series["points"][39]["text"], "2.36");
  EXPECT_TRUE(series["points"][39]["over"].get<bool>());
  EXPECT_FALSE(series["points"][0]["over"].get<bool>());
  EXPECT_TRUE(series["points"][30]["revised"].get<bool>());
  EXPECT_EQ(series["points"][30]["text"], "0.95") << "the latest value of a key";
  ASSERT_EQ(series["limits"].size(), 1u);
  EXPECT_EQ(series["limits"][0]["value"], 1.5);
  const Json point = json(county().get(
      duty,
      "/api/v1/observations/" + series["points"][30]["seq"].dump() +
          "?object=section/xinbi-nanqiao&parameter=w21003&statistic=avg&period=PT1H&time=2022-09-13T06:00%2B08:00"));
  ASSERT_EQ(point["versions"].size(), 2u);
  EXPECT_EQ(point["versions"][0]["text"], "0.95");
  EXPECT_EQ(point["versions"][1]["text"], "0.92");
  EXPECT_THAT(point["packet"]["raw"].get<std::string>(), ::testing::HasSubstr("w21003-Avg"));
  EXPECT_THAT(point["packet"].dump(), ::testing::Not(::testing::HasSubstr("202647"))) << "no password is ever shown";
}

TEST(Case, AcceptActAttachAndCloseByAPerson) {
  County own;  // a county of its own: this test changes it
  const auto clerk = own.login("clerk"), duty = own.login("duty"), audit = own.login("audit");
  const std::string path = "/api/v1/cases/" + std::to_string(own.case_id());
  EXPECT_EQ(own.post(audit, path + "/accept", Json::object()).status, 403);
  const auto accepted = own.post(clerk, path + "/accept", Json::object());
  expect_case_page(accepted);
  EXPECT_EQ(own.post(clerk, path + "/accept", Json::object()).status, 409) << "accepted already";
  expect_case_page(own.post(clerk, path + "/act", {{"note", "关闭溢流口"}}));
  EXPECT_EQ(own.post(clerk, path + "/act", {{"note", " "}}).status, 422);
  const auto with_file =
      own.post(clerk, path + "/evidence",
               {{"text", "快检 15.2 mg/L"},
                {"file", {{"name", "../ch-07.jpg"}, {"type", "image/jpeg"}, {"base64", "/9j/4AAQSkZJRg=="}}}});
  expect_case_page(with_file);
  const Json evidence = json(with_file)["evidence"][0];
  EXPECT_EQ(evidence["file_name"], "ch-07.jpg");
  EXPECT_EQ(evidence["kind"], "photo");
  const auto bytes = own.get(clerk, evidence["href"]);
  EXPECT_EQ(bytes.status, 200);
  EXPECT_EQ(bytes.headers.at("content-type"), "image/jpeg");
  EXPECT_EQ(bytes.body.size(), 10u);
  EXPECT_EQ(own.get(own.login("other"), evidence["href"]).status, 404) << "a file is seen by who sees its case";
  auto form = clerk.headers();
  form["Content-Type"] = "multipart/form-data; boundary=\"xyz\"";
  const std::string body =
      "--xyz\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\n现场照片\r\n--xyz\r\nContent-Disposition: "
      "form-data; name=\"file\"; filename=\"a.png\"\r\nContent-Type: image/png\r\n\r\n\x89PNG\r\n1\r\n--xyz--\r\n";
  const auto posted = ask(own.port(), {.method = "POST", .target = path + "/evidence", .headers = form, .body = body});
  expect_case_page(posted);
  EXPECT_EQ(json(posted)["evidence"].size(), 2u);
  EXPECT_EQ(own.post(clerk, path + "/evidence", {{"file", {{"name", "a"}, {"type", "x"}, {"base64", "%%%"}}}}).status,
            422);
  EXPECT_EQ(own.post(duty, path + "/close", {{"reason", ""}}).status, 422);
  const auto closed = own.post(duty, path + "/close", {{"reason", "监测井位置错误"}});
  expect_case_page(closed);
  EXPECT_EQ(json(closed)["case"]["state"], "closed");
  EXPECT_EQ(json(closed)["case"]["closed_by"], "user:duty");
  EXPECT_TRUE(json(closed)["actions"].empty());
  EXPECT_EQ(own.post(duty, path + "/close", {{"reason", "again"}}).status, 409);
  const Json chain = json(own.get(audit, "/api/v1/audit/verify"));
  EXPECT_TRUE(chain["ok"].get<bool>()) << chain.dump();
}

TEST(Events, AChangeReachesThePageNarrowedToItsSight) {
  County own;
  const auto watch = [&](const County::Login& who, const std::string& until, const std::string& last_id) {
    std::string request = "GET /api/v1/events HTTP/1.1\r\nHost: x\r\nCookie: " + who.cookie + "\r\n";
    if (!last_id.empty()) request += "Last-Event-ID: " + last_id + "\r\n";
    return talk(own.port(), request + "\r\n", 4, until);
  };
  const auto duty = own.login("duty"), other = own.login("other");
  const auto head = own.ledger().journal_head();
  auto live = std::async(std::launch::async, [&] { return watch(duty, "object:section/xinbi-nanqiao", ""); });
  std::this_thread::sleep_for(std::chrono::milliseconds(700));
  own.hour(own.now(), 2.4);
  const std::string got = live.get();
  EXPECT_THAT(got, ::testing::HasSubstr("event: change"));
  EXPECT_THAT(got, ::testing::HasSubstr("object:section/xinbi-nanqiao"));
  // A page that was away resumes where it stopped, and sees no case of another unit.
  const std::string resumed = watch(duty, "event: change", std::to_string(head));
  EXPECT_THAT(resumed, ::testing::HasSubstr("\"case:" + std::to_string(own.case_id()) + "\""));
  const std::string narrowed = watch(other, "event: change", std::to_string(head));
  EXPECT_THAT(narrowed, ::testing::Not(::testing::HasSubstr("case:" + std::to_string(own.case_id()))));
  EXPECT_THAT(narrowed, ::testing::Not(::testing::HasSubstr("outfall/ch-07")));
  EXPECT_EQ(ask(own.port(), {.target = "/api/v1/events"}).status, 401);
}

TEST(Exposure, BeyondLoopbackNeedsTheWord) {
  EXPECT_NO_THROW(api::check_exposure("127.0.0.1", false));
  EXPECT_NO_THROW(api::check_exposure("::1", false));
  EXPECT_NO_THROW(api::check_exposure("0.0.0.0", true));
  EXPECT_THROW(api::check_exposure("0.0.0.0", false), Failure);
}

}  // namespace
}  // namespace limpid::testing
