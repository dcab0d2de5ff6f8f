// SPDX-License-Identifier: Apache-2.0
// A plan that is uploaded: what is kept, what is said of it, what goes into the ledger and by whom.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "api/county.hpp"
#include "api/reading_desk.hpp"
#include "base/data_file.hpp"
#include "base/hash.hpp"
#include "plan/read.hpp"

namespace limpid::testing {
namespace {

std::string seed_text() {
  return read_file(std::filesystem::path(LIMPID_SOURCE_DIR) / "plans" / "zezhou-2022" / "plan.txt");
}

std::string replaced(std::string text, const std::string& what, const std::string& by) {
  const auto at = text.find(what);
  EXPECT_NE(at, std::string::npos) << what;
  return at == std::string::npos ? text : text.replace(at, what.size(), by);
}

Json reading(County& c, const County::Login& who, const std::string& id, const std::string& query = {}) {
  return Json::parse(c.get(who, "/api/v1/readings/" + id + query).body);
}

TEST(Upload, AnotherVersionShowsItsDifferencesAndThenGoesIn) {
  County own;
  const auto duty = own.login("duty");
  const std::string bytes = replaced(seed_text(), "14. 加强农业面源综合治理", "14. 加强农业和农村面源综合治理");
  const auto id = own.upload(duty, "C:\\计划\\二稿.txt", bytes);
  Json page = reading(own, duty, id);
  EXPECT_EQ(page["state"], "read");
  EXPECT_EQ(page["file"], "二稿.txt") << "a name, not a path";
  EXPECT_EQ(page["hash"], content_hash(bytes));
  EXPECT_TRUE(std::filesystem::exists(own.files() / content_hash(bytes).substr(0, 2) / content_hash(bytes)));
  EXPECT_EQ(page["key"], "zezhou-2022");
  EXPECT_EQ(page["numbers"]["measures"], 77);
  EXPECT_EQ(page["numbers"]["tasks"], 72);
  EXPECT_TRUE(page["known"].get<bool>());
  EXPECT_FALSE(page["same"].get<bool>());
  EXPECT_THAT(page["differences"]["changed"], ::testing::ElementsAre("zezhou-2022/water/m14"));
  EXPECT_THAT(page["differences"]["added"], ::testing::IsEmpty());
  for (const auto& step : page["steps"]) EXPECT_EQ(step["state"], "done") << step;
  // Nothing went in by the reading alone.
  const auto title = [&] {
    return own.read(
        [](const ledger::Ledger& l) { return l.record("item", "zezhou-2022/water/m14")->content["title"]; });
  };
  EXPECT_EQ(title(), "加强农业面源综合治理");
  const auto other = reading(own, duty, id, "?key=zezhou-2023");
  EXPECT_FALSE(other["known"].get<bool>());
  EXPECT_GT(other["differences"]["added"].size(), 77u) << "under another key all of it is new";

  const auto taken = own.post(duty, "/api/v1/readings/" + id + "/import", Json::object());
  ASSERT_EQ(taken.status, 200) << taken.body;
  EXPECT_TRUE(Json::parse(taken.body)["changed"].get<bool>());
  EXPECT_EQ(title(), "加强农业和农村面源综合治理");
  EXPECT_EQ(own.read([](const ledger::Ledger& l) { return l.history("item", "zezhou-2022/water/m14").size(); }), 2u);
  page = reading(own, duty, id);
  EXPECT_EQ(page["state"], "imported");
  EXPECT_TRUE(page["same"].get<bool>());
}

TEST(Upload, WhatIsNoPlanSaysSoInWords) {
  const auto duty = county().open_session("duty");
  for (const auto& [bytes, code, step] : std::vector<std::tuple<std::string, std::string, int>>{
           {"今天天气很好。", "plan.not_a_plan", 2}, {std::string("\xff\xd8\xff\xe0\0\0\0", 7), "text.binary", 1}}) {
    const auto page = reading(county(), duty, county().upload(duty, "a.txt", bytes));
    EXPECT_EQ(page["state"], "failed");
    EXPECT_EQ(page["error"]["code"], code) << page;
    EXPECT_NE(page["error"]["zh"], page["error"]["en"]);
    EXPECT_EQ(page["steps"][step]["state"], "failed");
    EXPECT_FALSE(page.contains("differences"));
    const auto taken =
        county().post(duty, "/api/v1/readings/" + page["id"].get<std::string>() + "/import", Json::object());
    EXPECT_EQ(taken.status, 409) << taken.body;
  }
}

Answer send_form(const County::Login& who, const std::string& body, const std::string& type) {
  auto headers = who.headers();
  headers["Content-Type"] = type;
  return county().send({.method = "POST", .target = "/api/v1/plans", .headers = headers, .body = body});
}

TEST(Upload, RefusesWhoMayNotAndWhatIsNoForm) {
  const std::string form = "multipart/form-data; boundary=b";
  const auto part = [](const std::string& name, const std::string& bytes) {
    return "--b\r\nContent-Disposition: form-data; name=\"" + name + "\"; filename=\"p.txt\"\r\n\r\n" + bytes +
           "\r\n--b--\r\n";
  };
  for (const char* name : {"clerk", "audit", "other"}) {
    const auto answer = send_form(county().open_session(name), part("file", "x"), form);
    EXPECT_EQ(answer.status, 403) << name;
    EXPECT_EQ(Json::parse(answer.body)["code"], "reading.duty_officer_only");
  }
  const auto duty = county().open_session("duty");
  EXPECT_EQ(send_form(duty, part("file", ""), form).status, 422) << "empty";
  EXPECT_EQ(send_form(duty, part("photo", "x"), form).status, 422) << "another part";
  EXPECT_EQ(send_form(duty, "--b\r\nhalf", form).status, 400);
  EXPECT_EQ(send_form(duty, "{}", "application/json").status, 415);
  EXPECT_EQ(send_form(duty, part("file", std::string((32u << 20) + 1, 'x')), form).status, 413);
  EXPECT_EQ(county().get(duty, "/api/v1/readings/0000000000000000").status, 404);
  EXPECT_EQ(county().post(duty, "/api/v1/readings/0000000000000000/import", Json::object()).status, 404);
  const auto id = county().reading_id();
  EXPECT_EQ(county().post(duty, "/api/v1/readings/" + id + "/import", {{"key", "No Key!"}}).status, 422);
  EXPECT_EQ(county().post(duty, "/api/v1/readings/" + id + "/import", {{"key", 3}}).status, 422);
  EXPECT_EQ(county().post(county().open_session("audit"), "/api/v1/readings/" + id + "/import", Json::object()).status,
            403);
  EXPECT_EQ(county().get(duty, "/api/v1/readings/" + id + "?key=No%20Key").status, 422);
}

/// A desk whose first step waits until it is let go.
struct Held {
  std::mutex mutex;
  api::ReadingDesk desk{{.text = [this](const std::string& bytes) -> Result<api::PlanText> {
                           const std::lock_guard wait(mutex);
                           return api::PlanText{bytes, "text"};
                         },
                         .items = [](const std::string& text) { return plan::read_document(text); },
                         .compare = [](const plan::Document&) { return std::vector<plan::Finding>{}; }}};
};

TEST(ReadingDesk, HoldsAFewAndRefusesMoreThanWait) {
  Held held;
  std::vector<std::string> ids;
  {
    const std::lock_guard busy(held.mutex);
    for (std::size_t i = 0; i < api::ReadingDesk::kWaiting; ++i) ids.push_back(held.desk.take({}, "x").value());
    EXPECT_FALSE(held.desk.take({}, "x").has_value());
  }
  const auto await_end = [&](const std::string& id) {
    for (int i = 0; i < 1000 && !held.desk.find(id)->ended(); ++i)
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    EXPECT_TRUE(held.desk.find(id)->ended());
  };
  for (const auto& id : ids) await_end(id);
  for (std::size_t i = 0; i < api::ReadingDesk::kHeld; ++i) await_end(held.desk.take({}, "x").value());
  EXPECT_FALSE(held.desk.find(ids.front()).has_value()) << "the oldest gave way";
}

}  // namespace
}  // namespace limpid::testing
