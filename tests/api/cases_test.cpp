// SPDX-License-Identifier: Apache-2.0
// What people do about a case through the API, and what live pages learn of it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "api/county.hpp"
#include "api/schema.hpp"

namespace limpid::testing {
namespace {

Json json(const Answer& answer) {
  EXPECT_EQ(answer.status, 200) << answer.body.substr(0, 600);
  return Json::parse(answer.body);
}

std::string path_of_case(County& c) {
  return "/api/v1/cases/" + std::to_string(c.case_id());
}

TEST(Case, AcceptActAttachAndCloseByAPerson) {
  County own;
  const auto clerk = own.open_session("clerk"), duty = own.open_session("duty");
  const std::string path = path_of_case(own);
  const Json accepted = json(own.post(clerk, path + "/accept", {{"note", "已派两人到现场"}}));
  EXPECT_EQ(accepted["timeline"].back()["text"]["zh"], "签收：已派两人到现场");
  EXPECT_EQ(accepted["timeline"].back()["actor"]["zh"], "clerk");
  EXPECT_EQ(accepted["timeline"].back()["by"], "person");
  EXPECT_EQ(accepted["case"]["state"], "accepted");
  EXPECT_EQ(own.post(clerk, path + "/accept", Json::object()).status, 409) << "accepted already";
  const Json acting = json(own.post(clerk, path + "/act", {{"note", " 关闭溢流口 "}}));
  EXPECT_EQ(acting["case"]["state"], "acting");
  EXPECT_EQ(acting["timeline"].back()["text"]["zh"], "关闭溢流口");
  const Json told = json(own.post(clerk, path + "/evidence", {{"text", "快检 15.2 mg/L"}}));
  EXPECT_EQ(told["evidence"].size(), 1u);
  EXPECT_EQ(told["evidence"][0]["kind"], "text");
  EXPECT_EQ(told["evidence"][0]["who"], "clerk");
  EXPECT_EQ(told["case"]["state"], "acting") << "evidence moves no state";
  EXPECT_EQ(own.post(clerk, path + "/close", {{"reason", "已处理"}}).status, 403) << "a task's unit does not close";
  const Json closed = json(own.post(duty, path + "/close", {{"reason", "监测井位置错误"}}));
  EXPECT_EQ(closed["case"]["state"], "closed");
  EXPECT_EQ(closed["case"]["closed_by"], "user:duty");
  EXPECT_EQ(closed["case"]["close_reason"], "监测井位置错误");
  EXPECT_TRUE(closed["actions"].empty());
  for (const char* act : {"/accept", "/act", "/close"}) {
    const auto again = own.post(duty, path + act, {{"note", "x"}, {"reason", "x"}});
    EXPECT_EQ(again.status, 409) << act;
    EXPECT_EQ(Json::parse(again.body)["code"], "casework.closed");
  }
  EXPECT_TRUE(json(own.get(own.open_session("audit"), "/api/v1/audit/verify"))["ok"].get<bool>());
}

TEST(Case, AFileIsKeptAsSentAndSeenByWhoSeesItsCase) {
  County own;
  const auto clerk = own.open_session("clerk");
  const std::string path = path_of_case(own);
  const Json page =
      json(own.post(clerk, path + "/evidence",
                    {{"text", "现场"},
                     {"file", {{"name", "../溢流口.jpg"}, {"type", "image/jpeg"}, {"base64", "/9j/4AAQSkZJRg=="}}}}));
  const Json evidence = page["evidence"][0];
  EXPECT_EQ(evidence["file_name"], "溢流口.jpg") << "a name, not a path";
  EXPECT_EQ(evidence["kind"], "photo");
  const auto bytes = own.get(clerk, evidence["href"]);
  EXPECT_EQ(bytes.status, 200);
  EXPECT_EQ(bytes.header("content-type"), "image/jpeg");
  EXPECT_THAT(bytes.header("content-disposition"), ::testing::HasSubstr("%E6%BA%A2%E6%B5%81%E5%8F%A3.jpg"));
  EXPECT_EQ(bytes.body, std::string("\xff\xd8\xff\xe0\x00\x10JFIF", 10));
  EXPECT_EQ(own.get(own.open_session("duty"), evidence["href"]).status, 200);
  EXPECT_EQ(own.get(own.open_session("other"), evidence["href"]).status, 404);
  const std::string hash = evidence["hash"];
  std::filesystem::remove(own.files() / hash.substr(0, 2) / hash);
  EXPECT_EQ(own.get(clerk, evidence["href"]).status, 404) << "named, but gone from the disk";
}

TEST(Case, AFormWithAFile) {
  County own;
  const auto clerk = own.open_session("clerk");
  auto headers = clerk.headers();
  headers["Content-Type"] = "multipart/form-data; boundary=\"xyz\"";
  const std::string bytes = std::string("\x89PNG\r\n\x1a\n\0\r\n--xy\r\n", 17);
  const std::string body =
      "--xyz\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\n现场照片\r\n--xyz\r\ncontent-disposition: "
      "form-data; name=\"file\"; filename=\"a.png\"\r\nContent-Type: image/png\r\n\r\n" +
      bytes + "\r\n--xyz--\r\n";
  const Json page =
      json(own.send({.method = "POST", .target = path_of_case(own) + "/evidence", .headers = headers, .body = body}));
  ASSERT_EQ(page["evidence"].size(), 1u);
  EXPECT_EQ(page["evidence"][0]["what"]["zh"], "现场照片");
  EXPECT_EQ(own.get(clerk, page["evidence"][0]["href"]).body, bytes);
}

TEST(Case, WhatIsSentNeverRunsNorWritesHeaders) {
  County own;
  const auto clerk = own.open_session("clerk");
  for (const std::string type : {"text/html", "text/plain\r\nX-Evil: 1", "text/javascript", ""}) {
    const Json page = json(own.post(clerk, path_of_case(own) + "/evidence",
                                    {{"file", {{"name", "a\r\nX-Evil: 2"}, {"type", type}, {"base64", "PGI+"}}}}));
    const auto got = own.get(clerk, page["evidence"].back()["href"]);
    EXPECT_EQ(got.body, "<b>");
    EXPECT_EQ(got.headers.count("x-evil"), 0u) << type;
    EXPECT_THAT(got.header("content-type"), ::testing::AnyOf("application/octet-stream", "text/plain; charset=utf-8"));
  }
}

TEST(Case, AFullDiskRefusesTheFileAndKeepsTheCase) {
  County own;
  const auto clerk = own.open_session("clerk");
  // A file stands where the folder would be: as little is written as on a full disk.
  std::filesystem::remove_all(own.files());
  std::filesystem::copy_file(LIMPID_SOURCE_DIR "/LICENSE", own.files());
  const auto refused = own.post(clerk, path_of_case(own) + "/evidence",
                                {{"file", {{"name", "a.txt"}, {"type", "text/plain"}, {"base64", "AAAA"}}}});
  EXPECT_EQ(refused.status, 507);
  EXPECT_EQ(Json::parse(refused.body)["code"], "file.unwritable");
  EXPECT_TRUE(json(own.get(clerk, path_of_case(own)))["evidence"].empty());
}

TEST(Case, DataCloseItAndThePageShowsTheRail) {
  County own;
  const auto duty = own.open_session("duty");
  for (int h = 0; h < 3; ++h) own.hour(own.now(), 0.8);
  const Json page = json(own.get(duty, path_of_case(own)));
  EXPECT_EQ(page["case"]["state"], "closed");
  EXPECT_EQ(page["case"]["closed_by"], "data");
  EXPECT_TRUE(page["conditions"][0]["met"].get<bool>());
  for (const auto& stage : page["stages"]) EXPECT_EQ(stage.contains("at"), stage["stage"] != "acting") << stage.dump();
}

class Live {
 public:
  Live(County& c, const County::Login& who, const std::string& last_id = {})
      : talk_(c.port(), "GET /api/v1/events HTTP/1.1\r\nHost: x\r\nCookie: " + who.cookie + "\r\n" +
                            (last_id.empty() ? "" : "Last-Event-ID: " + last_id + "\r\n") + "\r\n") {}
  bool until(const std::string& text) { return talk_.read_until(text); }
  const std::string& got() const { return talk_.got(); }
  /// The events so far, each checked against the contract.
  std::set<std::string> topics() const {
    std::set<std::string> out;
    std::size_t at = 0;
    while ((at = got().find("\ndata: ", at)) != std::string::npos) {
      at += 7;
      const Json event = Json::parse(got().substr(at, got().find('\n', at) - at));
      EXPECT_EQ(named_faults("Event", event), "") << event.dump();
      for (const auto& topic : event["topics"]) out.insert(topic);
    }
    return out;
  }

 private:
  Talk talk_;
};

TEST(Events, AChangeReachesThePageAndIsResumedAfterABreak) {
  County own;
  const auto duty = own.open_session("duty");
  const auto head = own.read([](const ledger::Ledger& l) { return l.journal_head(); });
  Live live(own, duty);
  ASSERT_TRUE(live.until("event: clock")) << "the stream is in place";
  const std::string case_topic = "case:" + std::to_string(own.case_id());
  EXPECT_THAT(live.topics(), ::testing::Not(::testing::Contains(case_topic)));
  own.post(duty, path_of_case(own) + "/act", {{"note", "关闭溢流口"}});
  EXPECT_TRUE(live.until('"' + case_topic + '"'));
  own.hour(own.now(), 2.4);
  EXPECT_TRUE(live.until("object:section/xinbi-nanqiao"));
  EXPECT_THAT(live.topics(), ::testing::IsSupersetOf({std::string("duty"), std::string("cases"), case_topic}));
  Live resumed(own, duty, std::to_string(head));
  EXPECT_TRUE(resumed.until("event: change"));
  EXPECT_THAT(resumed.topics(), ::testing::Contains(case_topic));
}

TEST(Events, AreNarrowedToTheReadersSight) {
  County own;
  const auto clerk = own.open_session("clerk"), other = own.open_session("other"), duty = own.open_session("duty");
  Live theirs(own, clerk), foreign(own, other);
  ASSERT_TRUE(theirs.until("event: clock"));
  ASSERT_TRUE(foreign.until("event: clock"));
  const std::string case_topic = "case:" + std::to_string(own.case_id());
  own.post(duty, path_of_case(own) + "/act", {{"note", "关闭溢流口"}});
  own.hour(own.now(), 2.4);
  EXPECT_TRUE(theirs.until('"' + case_topic + '"'));
  // A published section closes the round: what came before it would have come too.
  EXPECT_TRUE(foreign.until("object:section/xinbi-nanqiao"));
  EXPECT_THAT(foreign.topics(), ::testing::Not(::testing::Contains(case_topic)));
  for (const char* hidden : {"cases", "tasks", "object:outfall/ch-07"})
    EXPECT_THAT(foreign.topics(), ::testing::Not(::testing::Contains(hidden)));
}

TEST(Events, OddResumptionsStartAtTheHead) {
  const auto duty = county().open_session("duty");
  for (const char* id : {"-7", "abc", "99999999999999999999999"}) {
    Live live(county(), duty, id);
    EXPECT_TRUE(live.until("event: clock")) << id;
  }
}

}  // namespace
}  // namespace limpid::testing
